"""A page of HTML as a tree: parsed as browsers do, walked without recursion, its text counted once.

Pages may be nested a hundred thousand elements deep, so nothing here calls itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_BYTES: Final = 20 * 2**20
"""Bytes of a page that are read. The longest plan seen as one page has 1.4 MB, with pictures inside."""
SILENT: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "head", "object", "audio", "video", "canvas"}
    | {"select", "textarea", "math", "map", "datalist"}
)
"""Elements whose text is not shown as text."""

HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""The elements that are headings, with their levels."""
_CELLS: Final = frozenset({"td", "th", "dd"})

_HUMP: Final = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
_SEPARATOR: Final = re.compile(r"[^a-zåäö]+")


@dataclass(slots=True)
class Count:
    """What one element holds: letters of text, those of them in links, tables and headings.

    `title` tells whether the page's title is in it; `longest` is the most letters of a cell or term.
    """

    letters: int = 0
    linked: int = 0
    tables: int = 0
    headings: int = 0
    longest: int = 0
    title: bool = False

    def add(self, inner: Count) -> None:
        """Count what an inner element holds."""
        self.letters += inner.letters
        self.linked += inner.linked
        self.tables += inner.tables
        self.headings += inner.headings
        self.longest = max(self.longest, inner.longest)
        self.title |= inner.title


class Visitor(Protocol):
    """What a walk calls. `enter` tells whether to go on inside; only then is `leave` called."""

    def enter(self, node: LexborNode) -> bool:
        """An element begins."""

    def leave(self, node: LexborNode) -> None:
        """An element ends."""

    def add_text(self, text: str) -> None:
        """A piece of text."""


def parse_page(text: str) -> LexborHTMLParser:
    """The tree of a page."""
    return LexborHTMLParser(text)


def walk(root: LexborNode, visitor: Visitor) -> None:
    """Visit an element and all in it, in the order of the page."""
    node: LexborNode | None = root
    end = root.mem_id
    while node is not None:
        inside = None
        if node.is_text_node:
            visitor.add_text(node.text_content or "")
        elif node.is_element_node and node.tag not in SILENT and visitor.enter(node):
            inside = node.child
            if inside is None:
                visitor.leave(node)
        if inside is not None:
            node = inside
            continue
        while node is not None and node.mem_id != end and node.next is None:
            node = node.parent
            if node is not None:
                visitor.leave(node)
        node = node.next if node is not None and node.mem_id != end else None


class Survey:
    """A visitor that counts the text of every element, for decisions about what is furniture."""

    def __init__(self, title: LexborNode | None) -> None:
        self.counts: dict[int, Count] = {}
        self._open: list[Count] = [Count()]
        self._links = 0
        self._title = title.mem_id if title is not None else -1

    def enter(self, node: LexborNode) -> bool:
        """An element begins."""
        count = Count(title=node.mem_id == self._title)
        self.counts[node.mem_id] = count
        self._open.append(count)
        self._links += node.tag == "a"
        return True

    def leave(self, node: LexborNode) -> None:
        """An element ends: what it holds, the element around it holds too."""
        count = self._open.pop()
        tag = node.tag or ""
        if tag in _CELLS:
            count.longest = max(count.longest, count.letters)
        count.tables += tag == "table"
        count.headings += tag in HEADINGS
        self._open[-1].add(count)
        self._links -= tag == "a"

    def add_text(self, text: str) -> None:
        """A piece of text."""
        letters = sum(map(len, text.split()))
        self._open[-1].letters += letters
        if self._links:
            self._open[-1].linked += letters

    def get(self, node: LexborNode) -> Count:
        """What an element holds."""
        return self.counts.get(node.mem_id, Count())


def get_attribute(node: LexborNode, name: str) -> str:
    """The value of an attribute; "" where it has none or is missing."""
    return node.attributes.get(name) or ""


def get_words(name: str) -> list[str]:
    """The words of a class or id: "leftNavigation" and "left-navigation" → left, navigation."""
    return [word for word in _SEPARATOR.split(_HUMP.sub("-", name).lower()) if word]
