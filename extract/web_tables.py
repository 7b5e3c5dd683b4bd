"""Tables of a page: rows of data, against tables that only place things; and labelled fields as rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from extract.web_tree import Survey, get_attribute

Cells = tuple[str, ...]

_CELL_ROLES: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_LONG: Final = 900  # letters of a cell that holds columns of a page, or of a term's explanation in full
_FIELD_LABEL: Final = "field__label"  # Drupal's


@dataclass(slots=True)
class _Open:
    """An open element: its id, its role (table, row, cell, terms) and the cells of its row."""

    key: int
    role: str
    cells: list[str] = field(default_factory=list)


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

    def begin(self, node: LexborNode, role: str) -> Cells:
        """An element with a role begins. Gives the row that ends by it, if one does."""
        ended: Cells = ()
        if node.tag == "dt" and self._open:
            ended = tuple(self._open[-1].cells)
            self._open[-1].cells = []
        self._open.append(_Open(node.mem_id, role))
        return ended

    def is_open(self, node: LexborNode) -> bool:
        """Whether the element is the innermost open one that has a role."""
        return bool(self._open) and self._open[-1].key == node.mem_id

    def end(self, text: str) -> Cells:
        """The innermost open element ends, with this text if it is a cell. Gives the row that ends."""
        ended = self._open.pop()
        if ended.role == "cell" and self._open:
            self._open[-1].cells.append(text)
        return tuple(ended.cells)

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
