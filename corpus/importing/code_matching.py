"""Which code of the study a code of another program is. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.export.refi_codebook import parse_explanation
from corpus.importing.loss import Item, Reason, What
from corpus.records import Codebook, CodeId
from corpus.refi.guids import code_guid, guid_of
from corpus.refi.records import CodeNode, Guid

_NESTING = "::"  # how ATLAS.ti writes a code within a group


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """The codes of a file: `codes` those that the study has, `names` all of them, `items` their fates."""

    codes: Mapping[Guid, CodeId]
    names: Mapping[Guid, str]
    items: tuple[Item, ...]

    @property
    def offered(self) -> frozenset[CodeId]:
        """The codes of the study that whoever coded in the file could have given."""
        return frozenset(self.codes.values())


def match_codes(nodes: Iterable[CodeNode], codebook: Codebook) -> CodeMatch:
    """By GUID, by the id that our own descriptions end with, by the id as name, and by label in either
    language. A label that several codes bear counts only under the name of its dimension or sector.
    """
    own = {code_guid(code.id): code.id for code in codebook.codes}
    labels = _index_labels(codebook)
    groups = _known_groups(codebook)
    codes: dict[Guid, CodeId] = {}
    names: dict[Guid, str] = {}
    items = []
    for node, above in walk(nodes):
        names[node.guid] = _NESTING.join((*above, node.name))
        code = own.get(node.guid) or _find(node, above, codebook, labels)
        if code is not None:
            codes[node.guid] = code
        known = code is not None or node.guid in groups
        unknown = Reason.UNKNOWN_CODE if node.codable else Reason.NO_PLACE
        items.append(Item(What.CODE, Reason.KNOWN if known else unknown, names[node.guid]))
    return CodeMatch(codes, names, tuple(items))


def walk(
    nodes: Iterable[CodeNode], above: tuple[str, ...] = ()
) -> Iterator[tuple[CodeNode, tuple[str, ...]]]:
    """Every code with the names of those above it, in the order of the file."""
    for node in nodes:
        yield node, above
        yield from walk(node.children, (*above, node.name))


def _index_labels(codebook: Codebook) -> dict[str, tuple[CodeId, ...]]:
    found: dict[str, set[CodeId]] = defaultdict(set)
    for code in codebook.codes:
        for label in (code.sv, code.en, code.id):
            found[_plain(label)].add(code.id)
    return {label: tuple(sorted(codes)) for label, codes in found.items()}


def _known_groups(codebook: Codebook) -> frozenset[Guid]:
    """The GUIDs of the dimensions and sectors, which group codes and are none."""
    dimensions = {guid_of("dimension", one.id) for one in codebook.dimensions}
    sectors = {guid_of("sector", code.dimension, code.sector) for code in codebook.codes if code.sector}
    return frozenset(dimensions | sectors)


def _find(
    node: CodeNode, above: tuple[str, ...], codebook: Codebook, labels: Mapping[str, tuple[CodeId, ...]]
) -> CodeId | None:
    explained = parse_explanation(node.description).code
    if any(code.id == explained for code in codebook.codes):
        return explained
    *within, name = (*above, *node.name.split(_NESTING))
    found = labels.get(_plain(name), ())
    if len(found) > 1:
        groups = {_plain(one) for one in within}
        found = tuple(code for code in found if groups & _group_names(codebook, code))
    return found[0] if len(found) == 1 and node.codable else None


def _group_names(codebook: Codebook, code: CodeId) -> set[str]:
    sectors = {sector: {_plain(sv), _plain(en)} for sector, sv, en in codebook.sectors}
    names: set[str] = set()
    for dimension in codebook.dimensions:
        for one in dimension.codes:
            if one.id == code:
                names |= {_plain(dimension.sv), _plain(dimension.en), _plain(dimension.id)}
                names |= sectors.get(one.sector, set())
    return names


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())
