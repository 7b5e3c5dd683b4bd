"""Rows of tables: what a row hands on about its place in its table, whatever it was read from.

Every route (tags, rules, white space, DOCX, ODT, HTML) tells of its rows only what it sees: the cells from
left to right, how many rows and columns each covers, and whether the file names the row a head. Which column
a cell then stands in is worked out here, in the way that HTML does (HTML Living Standard, 4.9.12.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

Span = tuple[int, int]
"""How many (rows, columns) a cell covers, itself included."""
ONE: Final[Span] = (1, 1)
MOST: Final = 1000
"""Rows or columns that a cell can cover, whatever the file says."""


@dataclass(frozen=True, slots=True)
class RowShape:
    """How a row fits into its table.

    `spans` has one `Span` for each cell, or is empty where each covers one row and column. `head` tells that
    the file names the row a head of what is below, `opens` that it is the first of its table on its page.
    """

    spans: tuple[Span, ...] = ()
    head: bool = False
    opens: bool = False

    def get_span(self, cell: int) -> Span:
        """The span of the cell of this number."""
        return self.spans[cell] if cell < len(self.spans) else ONE


PLAIN: Final = RowShape()
"""A row of plain cells in the middle of its table."""


class Placed(NamedTuple):
    """A cell in its column: cell number `cell` of row number `row`, which is above where it is carried on."""

    column: int
    width: int
    row: int
    cell: int


def place_cells(rows: Iterable[tuple[int, RowShape]]) -> Iterator[list[Placed]]:
    """For each row, given as (number of cells, shape): its cells and those that reach down into it, from left
    to right.
    """
    reaching: dict[int, tuple[Placed, int]] = {}  # by column: a cell, and the rows that it still covers
    for number, (count, shape) in enumerate(rows):
        placed = [cell for cell, _ in reaching.values()]
        taken = {column for cell in placed for column in range(cell.column, cell.column + cell.width)}
        below = {column: (cell, left - 1) for column, (cell, left) in reaching.items() if left > 1}
        column = 0
        for cell in range(count):
            while column in taken:
                column += 1
            height, width = shape.get_span(cell)
            own = Placed(column, width, number, cell)
            placed.append(own)
            if height > 1:
                below[column] = (own, height - 1)
            column += width
        reaching = below
        yield sorted(placed)
