"""Tables and figures as every product shows them: numbers that know which rows they count. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.inventory_records import InventoryRow


@dataclass(frozen=True, slots=True)
class Count:
    """A cell of a table: its text as shown, and the rows of the inventory that it stands for (or none).

    `value` is what a spreadsheet gets, None where the text is all there is. `link` is an anchor in the same
    page, for cells that lead elsewhere than to rows.
    """

    text: str
    rows: tuple[InventoryRow, ...] = ()
    value: float | int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table. `head` names the columns; the first cell of each row names the row."""

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Count, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the table that says the same. `svg` is safe markup without style or script, of which
    only `currentColor` and the classes of corpus/export/figures/figures.css (appended to the report's style
    sheet) give colour. `title` and `lead` are text.

    `svg` may hold more than one picture, each in its own ``<div class="figure-scroll">``. Every number in it
    is an ``<a href="#rows:TABLE:ROW:COLUMN">``: the cell of `table` (or of `more`, by its id) at these
    indices, from 0, heads not counted, whose rows it stands for. Whoever shows the figure replaces each such
    address (pattern ``#rows:[a-z0-9-]+:[0-9]+:[0-9]+``) by the anchor of that cell's list of rows.
    `more` are further tables of the same figure.
    """

    id: str
    title: str
    lead: str
    svg: str
    table: Table
    more: tuple[Table, ...] = ()
