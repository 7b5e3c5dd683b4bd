"""A web page's own text: its name, its blocks, its labelled fields and its links, without the frame around.

Pure. Read only for pages that may be a governing document or lead to one (see crawler.policies), since
it costs some milliseconds; the links of all pages are read by crawler.links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.links import decode_html
from crawler.promises import Promise, guess_promise
from crawler.urls import clean_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_BYTES = 5_000_000
_MAX_DEPTH = 150  # of elements: deeper ones are read as one text
_MAX_BLOCKS = 20_000
_MAX_FIELD = 200  # characters of a labelled field
_SITE_NAME = re.compile(r"\s+[-–—|•:»]\s+[^-–—|•:»]*$|\s*[|»]\s*[^|»]*$")
_FURNITURE = frozenset(
    {"nav", "footer", "aside", "form", "script", "style", "noscript", "template", "dialog"}
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "tr",
        "table",
        "thead",
        "tbody",
        "div",
        "section",
        "article",
        "main",
    }
    | {"header", "figure", "figcaption", "blockquote", "summary", "details", "address", "pre", "hr", "time"}
)
_CELLS = frozenset({"td", "th"})
_DOCUMENTS = frozenset({Promise.DOCUMENT, Promise.MAYBE})
_FIELD = re.compile(r"([^\W\d_][^:]{1,38}?)\s*:\s*(\S.*)", re.DOTALL)
_STAMPS = {
    "published": ("article:published_time", "datepublished", "dcterms.issued", "dc.date.issued"),
    "updated": ("article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified"),
}
_NEWS = re.compile(r'"@type"\s*:\s*"(?:News|Report|Blog)\w*"|property="og:type"\s+content="article"')


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row; `level` is 1–6 for headings and 0 else."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link in the page's own text to what promises to be a document."""

    url: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Article:
    """The own text of a page. `letters` are those outside links, `linked` those within.

    `name` is its first heading, else its title without the site's name. `fields` are (label, value) as
    they stand. `stamps` are dates in its head that readers do not see. `inputs` counts form fields.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    fields: tuple[tuple[str, str], ...]
    files: tuple[FileLink, ...]
    letters: int
    linked: int
    stamps: dict[str, str]
    inputs: int
    news: bool

    @property
    def text(self) -> str:
        """All blocks, a line each."""
        return "\n".join(block.text for block in self.blocks)


def read_article(body: bytes, content_type: str, url: str) -> Article:
    """The own text of a page: of its main part where it marks one, else of its body without the frame."""
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(decode_html(body[:_MAX_BYTES], content_type))
    title = page.css_first("title")
    called = " ".join(title.text().split()) if title is not None else ""
    root = _find_root(page)
    walk = _Walk(url)
    if root is not None:
        walk.read(root)
    first = next((block.text for block in walk.blocks if block.level == 1), "")
    return Article(
        name=first or _SITE_NAME.sub("", called).strip(),
        title=called,
        blocks=tuple(walk.blocks),
        fields=tuple(walk.fields),
        files=tuple(walk.files.values()),
        letters=walk.letters,
        linked=walk.linked,
        stamps=_read_stamps(page),
        inputs=len(page.css("main input:not([type=hidden]), main textarea, main select")),
        news=any(_NEWS.search(node.html or "") for node in page.css("script[type], meta[property]")),
    )


def _find_root(page: LexborHTMLParser) -> LexborNode | None:
    mains = page.css("main, [role=main]") or page.css("#content, #main, #innehall")
    if mains:
        return max(mains, key=lambda node: len(node.text()))
    return page.body


def _read_stamps(page: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in page.css("meta[content]"):
        keys = meta.attributes
        key = (keys.get("property") or keys.get("name") or keys.get("itemprop") or "").lower()
        for name, known in _STAMPS.items():
            if key in known:
                found.setdefault(name, (keys.get("content") or "").strip()[:40])
    return found


class _Walk:
    """One pass over a page's elements, in reading order."""

    def __init__(self, url: str) -> None:
        self.blocks: list[Block] = []
        self.fields: list[tuple[str, str]] = []
        self.files: dict[str, FileLink] = {}
        self.letters = self.linked = 0
        self._url = url
        self._pieces: list[str] = []
        self._in_link = 0

    def read(self, node: LexborNode, depth: int = 0) -> None:
        """Read what is in an element."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._take_text(child.text())
            elif self._is_furniture(child, tag) or len(self.blocks) > _MAX_BLOCKS:
                continue
            elif depth >= _MAX_DEPTH:
                self._take_text(child.text(separator=" "))
            elif tag == "tr" and self._take_row(child):
                continue
            elif tag in _BLOCKS:
                self._read_block(child, tag, depth)
            else:
                self._read_inline(child, tag, depth)
        if depth == 0:
            self._flush(0)

    def _is_furniture(self, node: LexborNode, tag: str) -> bool:
        if tag in _FURNITURE or (node.attributes.get("role") or "") in _ROLES:
            return True
        # A page without a main part: its header is the site's, unless the page's name stands in it.
        return tag == "header" and node.css_first("h1") is None

    def _read_block(self, node: LexborNode, tag: str, depth: int) -> None:
        self._flush(0)
        before = len(self.blocks)
        self.read(node, depth + 1)
        self._flush(int(tag[1]) if tag in _HEADINGS else 0)
        if tag == "dd" and before and len(self.blocks) > before:
            self._add_field(self.blocks[before - 1].text, self.blocks[before].text)

    def _read_inline(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag == "br":
            self._pieces.append(" ")
            return
        link = tag == "a" and bool(node.attributes.get("href"))
        self._in_link += link
        self.read(node, depth + 1)
        self._in_link -= link
        if link:
            self._take_link(node)
        elif tag in _CELLS:
            self._flush(0)

    def _take_row(self, row: LexborNode) -> bool:
        """A row of two cells is a labelled field; other rows are read cell by cell."""
        cells = [" ".join(child.text(separator=" ").split()) for child in row.iter() if child.tag in _CELLS]
        if len(cells) != 2 or not all(cells):
            return False
        self._add_field(*cells)
        return False

    def _take_text(self, text: str) -> None:
        self._pieces.append(text)
        count = sum(map(str.isalpha, text))
        if self._in_link:
            self.linked += count
        else:
            self.letters += count

    def _take_link(self, node: LexborNode) -> None:
        url = clean_url(node.attributes.get("href") or "", self._url)
        anchor = " ".join(node.text(separator=" ").split())[:_MAX_FIELD]
        if url and guess_promise(url, anchor, node.attributes.get("type") or "") in _DOCUMENTS:
            self.files.setdefault(url, FileLink(url, anchor))

    def _flush(self, level: int) -> None:
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if not text:
            return
        self.blocks.append(Block(text, level))
        if len(text) <= _MAX_FIELD and (match := _FIELD.fullmatch(text)):
            self._add_field(match[1], match[2])

    def _add_field(self, label: str, value: str) -> None:
        label = label.strip(" :")
        if 2 <= len(label) <= 40 and value and len(value) <= _MAX_FIELD:
            self.fields.append((label, value.strip()))
