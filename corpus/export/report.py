"""The inventory as one HTML file: offline, without script, under a strict content security policy.

The file holds everything it shows. Its only style sheet is allowed by its hash, nothing else may load,
and nothing leaves it but links to the documents themselves (http and https only).
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from corpus.coverage import CoverageState
from corpus.export.columns import about_table, coverage_table, document_table, label_of, labels_by_id
from corpus.export.files import replacing
from corpus.export.texts import Texts
from corpus.inventory import (
    NO_PURPOSE,
    count_reviewed,
    group_by_cell,
)
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId, Dimension
from corpus.truth import EXTERNAL

_LONGEST_TEASER = 150
_RADIUS = 21.0  # of the largest bubble, in the matrix's own units


@dataclass(frozen=True, slots=True)
class Place:
    """One row as the report shows it. `link` is "" when the document has no web address."""

    anchor: str
    row: InventoryRow
    title: str
    pages: str
    link: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    teaser: str
    is_strategy: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix with its bubble's radius; `anchor` leads to its list of places."""

    anchor: str
    radius: float
    strategies: int
    documents: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One code with its counts; widths are shares of the largest bar of the dimension, in 0..100."""

    label: str
    strategies: int
    descriptions: int
    municipalities: int
    strategy_width: float
    description_width: float
    silent: bool


def export_report(inventory: Inventory, texts: Texts, path: Path) -> None:
    """Write the report."""
    with replacing(path) as temporary:
        temporary.write_text(render_report(inventory, texts), "utf-8")


def render_report(inventory: Inventory, texts: Texts) -> str:
    """The report as one HTML document. Pure: the same inventory gives the same text."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    style = _read("report.css")
    places = _places(inventory, texts)
    partners, purposes, matrix = _matrix(inventory, texts, places)
    return environment.from_string(_read("report.html.j2")).render(
        texts=texts,
        inventory=inventory,
        style=style,
        style_hash=_hash_for_policy(style),
        said=sum(1 for one in inventory.coverage if one.state is CoverageState.SAID),
        read=len({one.document.sha256 for one in inventory.documents if one.passages}),
        reviewed=count_reviewed(inventory.rows),
        states=_states(inventory, texts),
        coverage=coverage_table(inventory.coverage, texts),
        documents=document_table(inventory.documents, texts),
        about=about_table(inventory, texts, count_reviewed(inventory.rows)),
        partners=partners,
        purposes=purposes,
        matrix=matrix,
        dimensions=_dimensions(inventory, texts),
        by_municipality=_by_municipality(places),
        label_of=label_of,
    )


def _read(name: str) -> str:
    return files("corpus.export").joinpath("templates", name).read_text("utf-8")


def _hash_for_policy(style: str) -> str:
    """CSP's hash of an inline style sheet (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _places(inventory: Inventory, texts: Texts) -> tuple[Place, ...]:
    labels = labels_by_id(inventory.codebook, texts)
    many = [dimension for dimension in inventory.codebook.dimensions if not dimension.single]
    return tuple(_place(row, texts, labels, many) for row in inventory.rows)


def _place(
    row: InventoryRow, texts: Texts, labels: dict[CodeId, str], dimensions: Iterable[Dimension]
) -> Place:
    passage, document = row.statement.passage, row.statement.document
    held = tuple(
        (label_of(dimension, texts), tuple(labels.get(code, code) for code in codes))
        for dimension in dimensions
        if (codes := [one for one in row.statement.truth.codes if one.startswith(f"{dimension.id}.")])
    )
    address = row.fetch.final_url or row.fetch.url
    same_page = passage.first_page == passage.last_page
    text = " ".join(passage.text.split())
    return Place(
        anchor=f"p-{row.municipality.code}-{document.sha256[:8]}-{passage.id[:12]}",
        row=row,
        title=document.metadata.title or document.name,
        pages=str(passage.first_page) if same_page else f"{passage.first_page}–{passage.last_page}",
        link=f"{address}#page={passage.first_page}" if _is_web(address) else "",
        codes=held,
        teaser=text if len(text) <= _LONGEST_TEASER else text[: _LONGEST_TEASER - 1].rsplit(" ", 1)[0] + " …",
        is_strategy=row.statement.truth.gate == EXTERNAL[0],
    )


def _is_web(address: str) -> bool:
    return urlsplit(address).scheme in ("http", "https")


def _matrix(
    inventory: Inventory, texts: Texts, places: Sequence[Place]
) -> tuple[list[tuple[CodeId, str]], list[tuple[CodeId, str]], dict[tuple[CodeId, CodeId], Cell]]:
    codes = inventory.codebook.codes
    partners = [(code.id, label_of(code, texts)) for code in codes if code.dimension == "partner"]
    purposes = [(code.id, label_of(code, texts)) for code in codes if code.dimension == "purpose"]
    purposes.append((NO_PURPOSE, texts["no_purpose"]))
    by_row = {id(place.row): place for place in places}
    cells = group_by_cell(inventory.rows)
    most = max((len(rows) for rows in cells.values()), default=1)
    matrix = {cell: _cell(cell, tuple(by_row[id(row)] for row in rows), most) for cell, rows in cells.items()}
    return partners, purposes, matrix


def _cell(cell: tuple[CodeId, CodeId], places: tuple[Place, ...], most: int) -> Cell:
    partner, purpose = (code.partition(".")[2] for code in cell)
    return Cell(
        anchor=f"c-{partner}-{purpose}",
        radius=round(max(3.0, _RADIUS * (len(places) / most) ** 0.5), 1),  # the area shows the count
        strategies=sum(1 for place in places if place.is_strategy),
        documents=len({place.row.statement.document.sha256 for place in places}),
        places=places,
    )


def _states(inventory: Inventory, texts: Texts) -> list[tuple[str, int]]:
    counted = Counter(one.state for one in inventory.coverage)
    return [(texts[f"state.{state}"], counted[state]) for state in reversed(CoverageState) if counted[state]]


def _dimensions(inventory: Inventory, texts: Texts) -> list[tuple[str, str, list[Bar]]]:
    """For each dimension but the gate: its label, its question, and a bar for every code."""
    strategies: Counter[CodeId] = Counter()
    descriptions: Counter[CodeId] = Counter()
    municipalities: dict[CodeId, set[str]] = defaultdict(set)
    for row in inventory.rows:
        counted = strategies if row.statement.truth.gate == EXTERNAL[0] else descriptions
        for code in row.statement.truth.codes:
            counted[code] += 1
            municipalities[code].add(row.municipality.code)
    shown = []
    for dimension in inventory.codebook.dimensions:
        if dimension.single:
            continue
        most = max((strategies[code.id] + descriptions[code.id] for code in dimension.codes), default=0) or 1
        bars = [
            Bar(
                label=label_of(code, texts),
                strategies=strategies[code.id],
                descriptions=descriptions[code.id],
                municipalities=len(municipalities[code.id]),
                strategy_width=round(100 * strategies[code.id] / most, 1),
                description_width=round(100 * descriptions[code.id] / most, 1),
                silent=code.id in inventory.provenance.silent_codes,
            )
            for code in dimension.codes
        ]
        bars.sort(key=lambda bar: -(bar.strategies + bar.descriptions))
        shown.append((label_of(dimension, texts), dimension.question, bars))
    return shown


def _by_municipality(places: Iterable[Place]) -> dict[str, dict[str, list[Place]]]:
    """Places by municipality name and document, in the inventory's order."""
    grouped: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for place in places:
        grouped[place.row.municipality.name][place.row.statement.document.sha256].append(place)
    return grouped
