"""A page's tree to items: paragraphs, headings, lists and rows as a browser would part them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from extract.list_labels import Counter, Level
from extract.manuscripts import MAX_ITEMS, Item, ItemKind
from extract.plain_headings import Styled
from extract.web_furniture import Furniture, leads_elsewhere
from extract.web_lines import fold_text, split_lines
from extract.web_tables import Tables, WebRow
from extract.web_tree import HEADINGS, Survey, get_attribute

_PHRASING: Final = """
a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong
sub sup time tt u var wbr button picture source input o:p st1:place
"""
_INLINE: Final = frozenset(_PHRASING.split())
_CAPTIONS: Final = frozenset({"figcaption", "caption"})
_REFERENCE: Final = re.compile(r"\s*\[?\d{1,3}\]?\s*")
_MAX_REFERENCE: Final = 5  # letters
_NUMBERED: Final = {"a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman"}
_LINK_LIST: Final = 0.9  # of the letters of a list: it leads elsewhere, unless a text announces it


@dataclass(frozen=True, slots=True)
class WebItem:
    """An item as it stands on the page. `linked` is the share of its letters that are links."""

    styled: Styled
    linked: float

    @property
    def item(self) -> Item:
        """The item alone."""
        return self.styled.item

    @classmethod
    def from_title(cls, text: str) -> WebItem:
        """The title of a page that stands outside its main part."""
        return cls(Styled(Item(ItemKind.TITLE, text)), 0.0)


@dataclass(slots=True)
class _Text:
    """Text that is being gathered until its block ends."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    linked: int = 0


class Builder:
    """A visitor that makes items of what it walks over, without furniture. Read `items` in the end."""

    def __init__(self, furniture: Furniture, survey: Survey, title: LexborNode | None) -> None:
        self.items: list[WebItem] = []
        self._furniture = furniture
        self._survey = survey
        self._title = title.mem_id if title is not None else -1
        self._tables = Tables(survey)
        self._text = _Text()
        self._kinds: list[tuple[int, ItemKind, int]] = []  # open: id, kind, level
        self._lists: list[Counter] = []
        self._label = ""
        self._bold = 0
        self._links = 0
        self._level = 1

    def enter(self, node: LexborNode) -> bool:
        """An element begins."""
        tag = node.tag or ""
        if tag == "br":
            self._text.pieces.append("\n")
            return False
        if len(self.items) >= MAX_ITEMS or self._furniture.is_furniture(node) or self._is_reference(node):
            return False
        if tag == "button" and not self._opens(node) and not self._kinds:
            return False
        if tag in ("ul", "ol") and not self._begin_list(node):
            return False
        self._bold += tag in ("b", "strong")
        self._links += tag == "a"
        if tag not in _INLINE or self._opens(node):
            self._begin(node, tag)
        return True

    def leave(self, node: LexborNode) -> None:
        """An element ends."""
        tag = node.tag or ""
        self._bold -= tag in ("b", "strong")
        self._links -= tag == "a"
        if tag not in _INLINE or self._opens(node):
            self._end(node, tag)

    def add_text(self, text: str) -> None:
        """A piece of text."""
        letters = sum(map(len, text.split()))
        self._text.pieces.append(" ".join(f"|{text}|".split())[1:-1])
        self._text.letters += letters
        self._text.bold += letters if self._bold else 0
        self._text.linked += letters if self._links else 0

    def _begin(self, node: LexborNode, tag: str) -> None:
        role = self._tables.get_role(node)
        if role:
            self._flush()
            self._emit_row(self._tables.begin(node, role))
        elif self._tables.is_in_cell:
            self._text.pieces.append("\n")
        elif (kind := self._find_kind(node, tag)) is not None:
            self._flush()
            self._kinds.append(kind)
            if tag == "li" and self._lists:
                self._label = self._lists[-1].count(0)
        elif not self._is_in_item():
            self._flush()
        else:
            self._text.pieces.append(" ")

    def _end(self, node: LexborNode, tag: str) -> None:
        if self._tables.is_open(node):
            text = self._take().strip() if self._tables.is_in_cell else ""
            self._flush()
            self._emit_row(self._tables.end(text))
        elif self._tables.is_in_cell:
            self._text.pieces.append("\n")
        elif self._kinds and self._kinds[-1][0] == node.mem_id:
            self._flush()
            self._kinds.pop()
        elif not self._is_in_item():
            self._flush()
        else:
            self._text.pieces.append(" ")
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def _find_kind(self, node: LexborNode, tag: str) -> tuple[int, ItemKind, int] | None:
        if node.mem_id == self._title:
            self._level = 1
            return node.mem_id, ItemKind.TITLE, 0
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
            return node.mem_id, ItemKind.HEADING, max(self._level - 1, 1)
        if (tag == "summary" or self._opens(node)) and not self._is_in_heading():
            return node.mem_id, ItemKind.HEADING, self._level
        if tag == "li":
            return node.mem_id, ItemKind.LIST_ITEM, 0
        return (node.mem_id, ItemKind.NOTE, 0) if tag in _CAPTIONS else None

    def _opens(self, node: LexborNode) -> bool:
        """Whether it is a button that opens a part of the text, outside a heading."""
        return node.tag == "button" and "aria-expanded" in node.attributes and not self._is_in_heading(node)

    def _is_in_heading(self, node: LexborNode | None = None) -> bool:
        own = node.mem_id if node is not None else -1
        return any(kind is ItemKind.HEADING and key != own for key, kind, _ in self._kinds[-1:])

    def _is_in_item(self) -> bool:
        return bool(self._kinds)

    def _is_reference(self, node: LexborNode) -> bool:
        """Whether it is the raised number of a footnote, which leads to it."""
        if node.tag not in ("sup", "a") or not 0 < self._survey.get(node).letters <= _MAX_REFERENCE:
            return False
        if not _REFERENCE.fullmatch(node.text()):
            return False
        link = node if node.tag == "a" else node.css_first("a") or node.parent
        raised = node.tag == "sup" or node.css_first("sup") is not None
        return raised and link is not None and get_attribute(link, "href").startswith("#")

    def _begin_list(self, node: LexborNode) -> bool:
        count = self._survey.get(node)
        self._flush_outer()
        announced = bool(self.items) and self.items[-1].item.text.rstrip().endswith(":")
        if count.letters and count.linked >= _LINK_LIST * count.letters and not announced:
            if self.items and leads_elsewhere(self.items[-1].item):
                self.items.pop()
            return False
        if node.tag == "ul":
            self._lists.append(Counter({0: Level("bullet", "")}))
            return True
        start = get_attribute(node, "start")
        form = _NUMBERED.get(get_attribute(node, "type"), "decimal")
        first = int(start) if start.isdecimal() and len(start) < 5 else 1
        self._lists.append(Counter({0: Level(form, "%1.", first)}))
        return True

    def _flush_outer(self) -> None:
        if not self._tables.is_in_cell:
            self._flush()

    def _emit_row(self, row: WebRow) -> None:
        if any(row.cells):
            item = Item(ItemKind.TABLE_ROW, "", cells=row.cells, shape=row.shape)
            self.items.append(WebItem(Styled(item), 0.0))

    def _take(self) -> str:
        text = fold_text("".join(self._text.pieces))
        self._text = _Text()
        return text

    def _flush(self) -> None:
        """End the block that is open, if it has text."""
        found = self._text
        text = self._take().strip()
        if not text:
            return
        kind, level = (self._kinds[-1][1], self._kinds[-1][2]) if self._kinds else (ItemKind.PARAGRAPH, 0)
        linked = found.linked / max(found.letters, 1)
        bold = found.letters > 0 and found.bold >= 0.95 * found.letters
        if kind is ItemKind.PARAGRAPH:
            for item in split_lines(text):
                self.items.append(WebItem(Styled(item, bold), linked))
            return
        label, self._label = self._label, ""
        text = f"{label} {text}" if label and kind is ItemKind.LIST_ITEM else text
        self.items.append(WebItem(Styled(Item(kind, text, level), bold), linked))
