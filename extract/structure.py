"""The structure tree of one page out of PDFium, bounded in depth and size whatever the file says."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw as raw

from extract.calls import count_children, get_child, get_child_content, get_element_type
from extract.tags import Node, Tag, split_tags

MAX_DEPTH: Final = 40
"""Elements inside elements. Real files reach 15; PDFium itself goes no deeper than 32 from a page."""
MAX_ELEMENTS: Final = 20_000
"""Elements of one page. The densest real page had 700."""
MAX_CHILDREN: Final = 50_000
"""Children of one element: the root of a long document has all its paragraphs."""
_MANY: Final = 100
"""Children: an element with more is a document or a section, and holds no words of its own."""
_TYPE_BYTES: Final = 64  # "DocumentFragment" in UTF-16 takes 34


class _Walk:
    """Reads one tree; keeps what calls need and counts elements."""

    def __init__(self) -> None:
        self._buffer = ctypes.create_string_buffer(_TYPE_BYTES)
        self._left = MAX_ELEMENTS

    def read(self, element: int, depth: int) -> Node | None:
        """An element and what is inside it; None where the tree is too deep or too large."""
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            return None
        node = Node(self._read_type(element))
        count = min(count_children(element), MAX_CHILDREN)
        for index in range(count):
            child = get_child(element, index)
            if child:
                node.kids.append(self.read(child, depth + 1))
            elif count < _MANY:
                content = get_child_content(element, index)
                node.kids.append(content if content >= 0 else None)
        return node

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
