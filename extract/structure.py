"""The structure tree of one page out of PDFium, bounded in depth and size whatever the file says."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any, Final

import pypdfium2.raw as raw

from extract.calls import (
    count_attributes,
    count_children,
    get_attribute,
    get_attributes,
    get_child,
    get_child_content,
    get_element_type,
    get_number,
)
from extract.rows import MOST, ONE, Span
from extract.tags import CELLS, Node, Tag, split_tags

MAX_DEPTH: Final = 40
"""Elements inside elements. Real files reach 15; PDFium itself goes no deeper than 32 from a page."""
MAX_ELEMENTS: Final = 20_000
"""Elements of one page. The densest real page had 700."""
MAX_CHILDREN: Final = 50_000
"""Children of one element: the root of a long document has all its paragraphs."""
_MANY: Final = 100
"""Children: an element with more is a document or a section, and holds no words of its own."""
_MAX_ATTRIBUTES: Final = 8  # sets of attributes of one cell; files have one to four
_TYPE_BYTES: Final = 64  # "DocumentFragment" in UTF-16 takes 34


class _Walk:
    """Reads one tree; keeps what calls need and counts elements."""

    def __init__(self) -> None:
        self._buffer = ctypes.create_string_buffer(_TYPE_BYTES)
        self._left = MAX_ELEMENTS
        self._number = ctypes.c_float()
        self._number_ref = ctypes.byref(self._number)

    def read(self, element: int, depth: int) -> Node | None:
        """An element and what is inside it; None where the tree is too deep or too large."""
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            return None
        node = Node(self._read_type(element))
        if node.type in CELLS:
            node.span = self._read_span(element)
        count = min(count_children(element), MAX_CHILDREN)
        children = map(get_child, repeat(ctypes.c_void_p(element)), range(count))
        if count >= _MANY:  # nearly all of them on other pages: nothing but the calls themselves counts here
            node.kids = [self.read(child, depth + 1) for child in children if child]
            return node
        for index, child in enumerate(children):
            if child:
                node.kids.append(self.read(child, depth + 1))
            else:
                content = get_child_content(element, index)
                node.kids.append(content if content >= 0 else None)
        return node

    def _read_span(self, element: int) -> Span:
        rows = columns = 1
        for number in range(min(count_attributes(element), _MAX_ATTRIBUTES)):
            attributes = get_attributes(element, number)
            if attributes:
                rows = self._read_number(attributes, b"RowSpan") or rows
                columns = self._read_number(attributes, b"ColSpan") or columns
        return (rows, columns) if (rows, columns) != ONE else ONE

    def _read_number(self, attributes: int, name: bytes) -> int:
        """A whole number from 1 to `MOST`, 0 where there is none."""
        value = get_attribute(attributes, name)
        if not value or not get_number(value, self._number_ref):
            return 0
        number = self._number.value
        return int(number) if 1 <= number <= MOST else 0

    def _read_type(self, element: int) -> str:
        size = get_element_type(element, self._buffer, _TYPE_BYTES)
        if not 2 < size <= _TYPE_BYTES:
            return ""
        name = self._buffer.raw[: size - 2]
        return _TYPES.get(name) or name.decode("utf-16-le", "replace")


_TYPES: Final = {
    name.encode("utf-16-le"): name
    for name in ("P", "Span", "TD", "TH", "TR", "LI", "LBody", "Lbl", "L", "Link", "Document", "Sect", "Div")
}


def read_tags(page: Any) -> tuple[Tag, ...]:
    """The tags of an open page in the author's order; none where the file is not tagged."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        walk = _Walk()
        roots = []
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            element = ctypes.cast(raw.FPDF_StructTree_GetChildAtIndex(tree, index), ctypes.c_void_p).value
            node = walk.read(element, 0) if element else None
            if node is not None:
                roots.append(node)
        return split_tags(roots)
    finally:
        raw.FPDF_StructTree_Close(tree)
