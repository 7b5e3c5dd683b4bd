"""The network of municipalities and their named partners as GraphML, for Gephi, igraph and Cytoscape.

GraphML 1.0 (graphml.graphdrawing.org). Attribute types are those that all three read: string, int, long,
float, double, boolean.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from corpus.counts import plural
from corpus.export.columns import labels_by_id
from corpus.export.dataset.dates import year_of
from corpus.export.extents import say_extent
from corpus.export.files import replacing
from corpus.export.material import Material, Written
from corpus.export.writable import writable_xml
from corpus.inventory_records import InventoryRow, NamedPartner
from corpus.records import CodeId, Municipality

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
Attribute = str | int


@dataclass(frozen=True, slots=True)
class Tie:
    """What one municipality says of one partner. `key` is the actor's id, or type and name without one."""

    municipality: Municipality
    key: str
    partner: NamedPartner
    rows: tuple[InventoryRow, ...]


def group_by_tie(rows: Iterable[InventoryRow]) -> tuple[Tie, ...]:
    """The ties between municipalities and named partners, by municipality and partner. Pure."""
    found: dict[tuple[str, str], list[InventoryRow]] = defaultdict(list)
    partners: dict[str, NamedPartner] = {}
    municipalities: dict[str, Municipality] = {}
    for row in rows:
        municipalities[row.municipality.code] = row.municipality
        for key, partner in sorted({_key(partner): partner for partner in row.named}.items()):
            partners.setdefault(key, partner)
            found[row.municipality.code, key].append(row)
    return tuple(
        Tie(municipalities[code], key, partners[key], tuple(found[code, key])) for code, key in sorted(found)
    )


def _key(partner: NamedPartner) -> str:
    return partner.actor or f"{partner.type}:{partner.name}"


def export_network(material: Material, path: Path) -> Written:
    """Write the network that holds now: municipalities with named partners, and those partners."""
    rows = material.inventory.current_rows
    ties = group_by_tie(rows)
    labels = labels_by_id(material.inventory.codebook, material.texts)
    nodes = dict(_iter_nodes(ties, labels))
    edges = [(_municipality_id(tie), _partner_id(tie), _edge(tie)) for tie in ties]
    root = etree.Element(f"{{{_NAMESPACE}}}graphml", nsmap={None: _NAMESPACE})
    root.append(etree.Comment(f" {_describe(material)} ".replace("--", "\N{EN DASH}")))
    keys = _add_keys(root, nodes, edges)
    graph = etree.SubElement(root, f"{{{_NAMESPACE}}}graph", id="samverkan", edgedefault="undirected")
    for node, attributes in nodes.items():
        place = etree.SubElement(graph, f"{{{_NAMESPACE}}}node", id=node)
        _add_data(place, "node", attributes, keys)
    for number, (source, target, attributes) in enumerate(edges):
        ends = {"id": f"e{number}", "source": source, "target": target}
        place = etree.SubElement(graph, f"{{{_NAMESPACE}}}edge", ends)
        _add_data(place, "edge", attributes, keys)
    with replacing(path) as temporary:
        etree.ElementTree(root).write(
            str(temporary), encoding="utf-8", xml_declaration=True, pretty_print=True
        )
    return Written(
        f"{plural(len(nodes), 'node')} and {plural(len(edges), 'tie')}.", _left_out(material, len(rows))
    )


def _municipality_id(tie: Tie) -> str:
    return f"m{tie.municipality.code}"


def _partner_id(tie: Tie) -> str:
    """An xs:NMTOKEN, as GraphML wants; names may hold anything."""
    return f"p{hashlib.sha256(tie.key.encode()).hexdigest()[:16]}"


def _describe(material: Material) -> str:
    made = material.inventory.provenance
    told = f"{made.study}, {made.program}, {made.made}, content {made.content_hash}"
    extent = say_extent(material.inventory)
    return told if extent is None else f"{told}. {extent.of(material.texts.language)}"


def _left_out(material: Material, current: int) -> tuple[str, ...]:
    inventory = material.inventory
    lines = (
        (sum(1 for row in inventory.current_rows if not row.named), "without a named partner left out."),
        (len(inventory.rows) - current, "of older versions of a policy left out."),
    )
    return tuple(f"{plural(number, 'row')} {said}" for number, said in lines if number)


def _iter_nodes(
    ties: Iterable[Tie], labels: Mapping[CodeId, str]
) -> Iterator[tuple[str, dict[str, Attribute]]]:
    for tie in ties:
        one = tie.municipality
        yield (
            _municipality_id(tie),
            {
                "label": one.name,
                "node_type": "municipality",
                "municipality_code": one.code,
                "county": one.county,
                "group": f"{one.group} {one.group_name}".strip(),
                "population": one.population,
            },
        )
    for tie in sorted(ties, key=lambda tie: tie.key):
        kind = tie.partner.type
        yield (
            _partner_id(tie),
            {
                "label": tie.partner.name,
                "node_type": "partner",
                "actor": tie.partner.actor,
                "partner_type": kind,
                "partner_type_label": labels.get(kind, kind),
            },
        )


def _edge(tie: Tie) -> dict[str, Attribute]:
    """How strongly, when and about what; `weight` is the number of statements."""
    years = sorted(
        {str(year) for row in tie.rows if (year := year_of(row.statement.document.metadata.adopted))}
    )
    codes = {code for row in tie.rows for code in row.statement.truth.codes}
    dated: dict[str, Attribute] = {"first_year": int(years[0]), "last_year": int(years[-1])} if years else {}
    return {
        "weight": len(tie.rows),
        "statements": len(tie.rows),
        "documents": len({row.statement.document.sha256 for row in tie.rows}),
        "strategies": sum(1 for row in tie.rows if row.statement.truth.gate == "gate.strategy"),
        **dated,
        "years": "; ".join(years),
        "codes": "; ".join(sorted(codes)),
    }


def _add_keys(
    root: etree._Element,
    nodes: Mapping[str, Mapping[str, Attribute]],
    edges: Iterable[tuple[str, str, Mapping[str, Attribute]]],
) -> dict[tuple[str, str], str]:
    """Declare the attributes in use; the id of each by what it belongs to and its name."""
    used = dict.fromkeys(
        [("node", name, type(value)) for has in nodes.values() for name, value in has.items()]
        + [("edge", name, type(value)) for _, _, has in edges for name, value in has.items()]
    )
    keys = {}
    for place, name, kind in used:
        keys[place, name] = f"{place[0]}_{name}"
        declared = etree.SubElement(root, f"{{{_NAMESPACE}}}key", id=keys[place, name])
        declared.set("for", place)
        declared.set("attr.name", name)
        declared.set("attr.type", "int" if kind is int else "string")
    return keys


def _add_data(
    place: etree._Element, kind: str, attributes: Mapping[str, Attribute], keys: Mapping[tuple[str, str], str]
) -> None:
    for name, value in attributes.items():
        if value == "":
            continue
        etree.SubElement(place, f"{{{_NAMESPACE}}}data", key=keys[kind, name]).text = writable_xml(str(value))
