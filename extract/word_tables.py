"""The rows of a Word table: which cells they have, and how many rows and columns each covers.

A cell that is merged downwards stands in every row that it covers, empty but in the first (ISO/IEC 29500-1,
17.4.84); here it is one cell of its first row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from extract.manuscripts import ItemKind
from extract.plain_headings import Styled
from extract.rows import MOST, RowShape, Span
from extract.word_styles import W, is_on


@dataclass(slots=True)
class WordRow:
    """One row. `cells` begin in it, `widths` are their columns; `reached` are cells of rows above, as
    (row, cell), that go on in it.
    """

    cells: list[etree._Element] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    reached: list[tuple[int, int]] = field(default_factory=list)
    head: bool = False


def read_rows(table: etree._Element) -> list[WordRow]:
    """The rows of a table that are not deleted, without those of tables in its cells."""
    rows: list[WordRow] = []
    open_cells: dict[int, tuple[int, int]] = {}  # by column: a cell that may go on below, as (row, cell)
    for element in table.iter(f"{W}tr"):
        if _find_around(element, "tbl") is not table or element.find(f"{W}trPr/{W}del") is not None:
            continue
        row, merged = _read_row(element, open_cells)
        open_cells = {column: (len(rows), cell) if cell >= 0 else above for column, cell, above in merged}
        rows.append(row)
    return rows


def _read_row(
    element: etree._Element, above: dict[int, tuple[int, int]]
) -> tuple[WordRow, list[tuple[int, int, tuple[int, int]]]]:
    """A row, and its cells that may go on below as (column, own number or -1, cell above)."""
    header = element.find(f"{W}trPr/{W}tblHeader")
    row = WordRow(head=header is not None and is_on(header.get(f"{W}val", "1")))
    column = _read_number(element, "trPr/gridBefore", 0)
    merged: list[tuple[int, int, tuple[int, int]]] = []
    for cell in element.iter(f"{W}tc"):
        if _find_around(cell, "tr") is not element:
            continue
        width = _read_number(cell, "tcPr/gridSpan", 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
            row.reached.append(above[column])
            merged.append((column, -1, above[column]))
        else:
            if merge is not None:
                merged.append((column, len(row.cells), (0, 0)))
            row.cells.append(cell)
            row.widths.append(width)
        column += width
    return row, merged


def fit_rows(rows: Sequence[WordRow], shown: Sequence[bool]) -> list[RowShape | None]:
    """The shape of each row; None for rows without text, which are not `shown` and count for no height."""
    heights: dict[tuple[int, int], int] = {}
    for row, is_shown in zip(rows, shown, strict=True):
        for place in row.reached:
            heights[place] = heights.get(place, 1) + is_shown
    first = next((number for number, is_shown in enumerate(shown) if is_shown), -1)
    shapes: list[RowShape | None] = []
    for number, (row, is_shown) in enumerate(zip(rows, shown, strict=True)):
        spans: tuple[Span, ...] = tuple(
            (min(heights.get((number, cell), 1), MOST), width) for cell, width in enumerate(row.widths)
        )
        shapes.append(RowShape(spans, row.head, opens=number == first) if is_shown else None)
    return shapes


def join_cell(parts: Sequence[Styled]) -> str:
    """The text of a cell, a line for each of its paragraphs."""
    texts = (
        " ".join(filter(None, part.item.cells)) or part.item.text
        for part in parts
        if part.item.kind is not ItemKind.NOTE
    )
    return "\n".join(texts)


def is_set_as_head(rows: Sequence[Sequence[Sequence[Styled]]]) -> bool:
    """Whether the first row of a table alone is all bold: a head that its author did not mark as one."""

    def is_bold(row: Sequence[Sequence[Styled]]) -> bool:
        parts = [part for cell in row for part in cell]
        return bool(parts) and all(part.bold for part in parts)

    return len(rows) > 1 and is_bold(rows[0]) and not any(map(is_bold, rows[1:]))


def _find_around(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(W + name), None)


def _read_number(element: etree._Element, path: str, default: int) -> int:
    part = element.find("/".join(W + step for step in path.split("/")))
    text = part.get(f"{W}val", "") if part is not None else ""
    return min(int(text), MOST) if text.isdecimal() and len(text) <= 4 else default
