"""Tables of a page: rows of data, against tables that only place things; and labelled fields as rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from extract.rows import ONE, PLAIN, RowShape, Span
from extract.web_tree import Survey, get_attribute

_MOST: Final = 1000  # columns or rows that a cell may cover (HTML Living Standard, 4.9.11)

_CELL_ROLES: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_LONG: Final = 900  # letters of a cell that holds columns of a page, or of a term's explanation in full
_ALONE: Final = RowShape(opens=True)
"""Of terms and labelled fields: each is a row of its own, and none heads the next."""
_FIELD_LABEL: Final = "field__label"  # Drupal's


class WebRow(NamedTuple):
    """The cells of a row, and how it fits into its table."""

    cells: tuple[str, ...] = ()
    shape: RowShape = PLAIN


@dataclass(slots=True)
class _Open:
    """An open element: its id, its role (table, row, cell, terms) and the cells of its row.

    `heads` counts the cells of a row that are heads, `rows` the rows of a table so far; `span` is of a cell.
    """

    key: int
    role: str
    cells: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    span: Span = ONE
    heads: int = 0
    rows: int = 0

    def take_row(self, shape: RowShape) -> WebRow:
        """The row so far, which ends here."""
        row = WebRow(tuple(self.cells), shape)
        self.cells, self.spans, self.heads = [], [], 0
        return row


class Tables:
    """Which tables, rows and cells are open while a page is walked.

    A list of terms (``dl``) is a table in which each term begins a row, a labelled field is a row.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._open: list[_Open] = []

    @property
    def is_in_cell(self) -> bool:
        """Whether text now belongs to a cell."""
        return bool(self._open) and self._open[-1].role == "cell"

    def get_role(self, node: LexborNode) -> str:
        """The role of an element in a table of data, "" for all others. A cell has no table in it."""
        if self.is_in_cell:
            return ""
        tag, role = node.tag or "", get_attribute(node, "role")
        around = self._open[-1].role if self._open else ""
        if around in ("", "row") and (tag == "table" or role == "table"):
            return "" if self._is_layout(node) else "table"
        if tag == "dl" and around == "":
            return "" if self._survey.get(node).longest > _LONG else "terms"
        if around == "terms":
            return "cell" if tag in ("dt", "dd") else ""
        if around == "table":
            return "row" if tag == "tr" or role == "row" else ""
        if around == "row":
            return "cell" if tag in ("td", "th") or role in _CELL_ROLES or _is_field_part(node) else ""
        return "row" if _is_field(node) else ""

    def begin(self, node: LexborNode, role: str) -> WebRow:
        """An element with a role begins. Gives the row that ends by it, if one does."""
        ended = self._open[-1].take_row(_ALONE) if node.tag == "dt" and self._open else WebRow()
        opened = _Open(node.mem_id, role)
        if role == "cell":
            opened.span = _parse_span(node, "rowspan"), _parse_span(node, "colspan")
            opened.heads = int(node.tag == "th" or get_attribute(node, "role") == "columnheader")
        self._open.append(opened)
        return ended

    def is_open(self, node: LexborNode) -> bool:
        """Whether the element is the innermost open one that has a role."""
        return bool(self._open) and self._open[-1].key == node.mem_id

    def end(self, text: str) -> WebRow:
        """The innermost open element ends, with this text if it is a cell. Gives the row that ends."""
        ended = self._open.pop()
        around = self._open[-1] if self._open else None
        if ended.role == "cell" and around is not None:
            around.cells.append(text)
            around.spans.append(ended.span)
            around.heads += ended.heads
        if ended.role != "row" or around is None:
            return ended.take_row(_ALONE)
        spans = tuple(ended.spans) if any(span != ONE for span in ended.spans) else ()
        head = 0 < len(ended.cells) <= ended.heads + (not ended.cells[0])
        shape = RowShape(spans, head, opens=around.rows == 0)
        around.rows += any(ended.cells)
        return ended.take_row(shape)

    def _is_layout(self, node: LexborNode) -> bool:
        count = self._survey.get(node)
        if get_attribute(node, "role") in ("presentation", "none"):
            return True
        if count.tables > 1 or count.headings or count.title or count.longest > _LONG:
            return True
        return node.tag == "table" and not _has_columns(node)


def _has_columns(table: LexborNode) -> bool:
    """Whether a table without tables in it has a row of two cells."""
    return table.css_first("td ~ td, th ~ td, th ~ th, td ~ th") is not None


def _is_field(node: LexborNode) -> bool:
    child = node.child
    while child is not None:
        if child.is_element_node:
            return _FIELD_LABEL in get_attribute(child, "class")
        child = child.next
    return False


def _is_field_part(node: LexborNode) -> bool:
    return "field__" in get_attribute(node, "class")


def _parse_span(node: LexborNode, name: str) -> int:
    text = get_attribute(node, name)
    return min(max(int(text), 1), _MOST) if text.isdecimal() and len(text) <= 4 else 1
