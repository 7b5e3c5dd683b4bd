"""How to find a list of the report in the workbook: the column filters that give exactly its rows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.export.columns import label_of, labels_by_id
from corpus.export.report.row_lists import RowList
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId

Facet = tuple[str, str]
"""A column of the workbook and what its cells hold."""


class Filters:
    """The rows behind every filter that the workbook's columns allow.

    Masks are made when they are first asked for: a large study has tens of thousands of documents and names.
    """

    def __init__(self, facets: Sequence[tuple[Facet, ...]]) -> None:
        self._facets = facets
        self._members: dict[Facet, list[int]] = {}
        self._masks: dict[Facet, int] = {}
        for number, held in enumerate(facets):
            for facet in held:
                self._members.setdefault(facet, []).append(number)

    def find(self, wanted: RowList) -> tuple[Facet, ...] | None:
        """The fewest filters found that give exactly these rows, or None when no combination does.

        Only facets of the list's first row can hold of all its rows, so only these are tried: the narrowest
        first, each kept only while it leaves something out.
        """
        target = int.from_bytes(wanted.mask, "little")
        wide = [one for one in self._facets[wanted.members[0]] if len(self._members[one]) >= wanted.size]
        wide.sort(key=lambda one: len(self._members[one]))
        left, kept = -1, []
        for facet in wide:
            mask = self._mask(facet)
            if mask & target == target and left & mask != left:
                left &= mask
                kept.append(facet)
            if left == target:
                return self._drop_needless(kept, target)
        return None

    def _mask(self, facet: Facet) -> int:
        mask = self._masks.get(facet)
        if mask is None:
            bits = bytearray(len(self._facets) // 8 + 1)
            for number in self._members[facet]:
                bits[number >> 3] |= 1 << (number & 7)
            mask = self._masks[facet] = int.from_bytes(bits, "little")
        return mask

    def _drop_needless(self, kept: list[Facet], target: int) -> tuple[Facet, ...]:
        for facet in tuple(kept):
            left = -1
            for other in kept:
                if other != facet:
                    left &= self._mask(other)
            if left == target:
                kept.remove(facet)
        return tuple(kept)


def gather_filters(inventory: Inventory, texts: Texts) -> Filters:
    """The facets of every row, in one pass."""
    columns = {dimension.id: label_of(dimension, texts) for dimension in inventory.codebook.dimensions}
    labels = labels_by_id(inventory.codebook, texts)
    return Filters([tuple(_iter_facets(row, columns, labels, texts)) for row in inventory.rows])


def _iter_facets(
    row: InventoryRow, columns: Mapping[str, str], labels: Mapping[CodeId, str], texts: Texts
) -> Iterator[Facet]:
    truth, metadata = row.statement.truth, row.statement.document.metadata
    yield texts["statement"], labels.get(truth.gate, truth.gate)
    for code in truth.codes:
        yield columns.get(code.partition(".")[0], code), labels.get(code, code)
    yield texts["municipality"], row.municipality.name
    yield texts["county"], row.municipality.county
    yield texts["group"], f"{row.municipality.group} {row.municipality.group_name}".strip()
    yield texts["kind"], str(metadata.kind)
    if metadata.adopted:
        yield texts["adopted"], metadata.adopted[:4]
    for name in row.partners:
        yield texts["partners"], name
    yield texts["document"], metadata.title or row.statement.document.name
    yield texts["report.version"], texts["report.current" if row.is_current else "report.superseded"]
    yield texts["status"], texts[f"status.{truth.status}"]
