"""The lists of rows that a report's numbers lead to: each list once, however many numbers stand for it. Pure.

A list is a bit mask over the inventory's rows, so that equal lists are found and compared at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.export.tables import Count, Table
from corpus.inventory_records import InventoryRow

MOST_USES = 3
"""How many of the numbers that stand for a list are named in it."""


@dataclass(frozen=True, slots=True)
class Use:
    """Where a number stands: what it counts, and the anchor and caption of the table it stands in."""

    label: str
    anchor: str
    caption: str


@dataclass(slots=True)
class RowList:
    """One list: its anchor, the mask and number of its rows, and where its number stands."""

    anchor: str
    mask: bytes
    size: int
    members: tuple[int, ...]
    uses: list[Use] = field(default_factory=list)

    def __contains__(self, number: int) -> bool:
        return bool(self.mask[number >> 3] & (1 << (number & 7)))


class RowLists:
    """Every list of one report, in the order in which the reader meets them.

    Rows are known by identity: a row is one of `rows`, and its number its place there, from 0.
    """

    def __init__(self, rows: Sequence[InventoryRow]) -> None:
        self._numbers = {id(row): number for number, row in enumerate(rows)}
        self._width = len(rows) // 8 + 1
        self._by_mask: dict[bytes, RowList] = {}
        self._by_tuple: dict[int, tuple[tuple[InventoryRow, ...], RowList]] = {}

    def __iter__(self) -> Iterator[RowList]:
        return iter(self._by_mask.values())

    def __len__(self) -> int:
        return len(self._by_mask)

    def number_of(self, row: InventoryRow) -> int:
        """The row's place in the inventory, from 0. Raises KeyError for a row of another inventory."""
        return self._numbers[id(row)]

    def add(self, rows: tuple[InventoryRow, ...], use: Use) -> RowList:
        """The list of exactly these rows, with one more place where its number stands."""
        found = self._find_or_make(rows)
        if len(found.uses) < MOST_USES and use not in found.uses:
            found.uses.append(use)
        return found

    def get(self, rows: tuple[InventoryRow, ...]) -> RowList:
        """The list of exactly these rows. Raises KeyError when it was never added."""
        known = self._by_tuple.get(id(rows))
        return known[1] if known else self._by_mask[self._mask(rows)[0]]

    def add_table(self, table: Table, anchor: str) -> None:
        """Every number of a table; a number is named by its row's and its column's heads."""
        for line in table.rows:
            for place, count in enumerate(line):
                if count.rows:
                    self.add(count.rows, Use(_name_cell(table, line, place), anchor, table.caption))

    def add_pieces(self, pieces: Iterable[Count], anchor: str, caption: str) -> None:
        """Every number of a paragraph."""
        for piece in pieces:
            if piece.rows:
                self.add(piece.rows, Use(piece.text.strip(), anchor, caption))

    def _find_or_make(self, rows: tuple[InventoryRow, ...]) -> RowList:
        known = self._by_tuple.get(id(rows))
        if known:
            return known[1]
        mask, members = self._mask(rows)
        found = self._by_mask.get(mask)
        if found is None:
            anchor = f"p{members[0] + 1}" if len(members) == 1 else f"l{len(self._by_mask) + 1}"
            found = self._by_mask[mask] = RowList(anchor, mask, len(members), members)
        self._by_tuple[id(rows)] = (rows, found)  # the tuple is kept, so that its id stays its own
        return found

    def _mask(self, rows: Iterable[InventoryRow]) -> tuple[bytes, tuple[int, ...]]:
        numbers = self._numbers
        members = tuple(sorted({numbers[id(row)] for row in rows}))
        mask = bytearray(self._width)
        for number in members:
            mask[number >> 3] |= 1 << (number & 7)
        return bytes(mask), members


def _name_cell(table: Table, line: tuple[Count, ...], place: int) -> str:
    if place == 0:
        return line[0].text
    head = table.head[place] if place < len(table.head) else ""
    return " × ".join(part for part in (line[0].text, head) if part)
