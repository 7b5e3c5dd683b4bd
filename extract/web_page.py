"""HTML: the document on a municipality's page to a manuscript, without what stands around it.

Compared with trafilatura on pages of ten publishing systems: see the gate for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.records import ExtractionFailure
from extract.encodings import decode_text
from extract.manuscripts import Item, ItemKind, Manuscript
from extract.plain_headings import mark_plain_headings
from extract.sheets import UnreadableError
from extract.web_blocks import Builder, WebItem
from extract.web_dates import find_dates, is_note_of_page
from extract.web_furniture import Furniture
from extract.web_sections import drop_furniture_sections
from extract.web_tree import MAX_BYTES, Survey, get_attribute, parse_page, walk

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_REACH: Final = 4096  # bytes in which a page declares its encoding; the standard asks for 1024
_SITE_NAME: Final = re.compile(r"\s+[-–—|•:»]\s+[^-–—|•:»]*$|\s*[|»]\s*[^|»]*$")
_MOST: Final = 0.7  # of the text beside links: the smallest element around the title that holds it
_FACT: Final = re.compile(
    r"dnr|diarienummer|antagen|antaget|fastställ|beslutad|beslutat|gäller|giltig|ersätter|dokumentansvarig",
    re.IGNORECASE,
)
_MAX_FACT: Final = 160  # letters


def read_html(content: bytes) -> Manuscript:
    """Read a page. Raises `UnreadableError` for what is larger than any page."""
    if len(content) > MAX_BYTES:
        raise UnreadableError(ExtractionFailure.MEMORY, "The page is larger than any document.")
    declared = _CHARSET.search(content[:_REACH])
    page = parse_page(decode_text(content, declared.group(1).decode("ascii") if declared else ""))
    body = page.body
    if body is None:
        return Manuscript(())
    names = list(_iter_names(page))
    heading = _find_title(body, names)
    survey = Survey(heading)
    walk(body, survey)
    items = _read_items(_find_root(body, heading, survey), body, survey, heading)
    lines = _read_lines(body)
    title = " ".join(heading.text().split()) if heading is not None else (names[0] if names else "")
    if title and not any(item.item.kind is ItemKind.TITLE for item in items):
        items = [WebItem.from_title(title), *items]
    kept = drop_furniture_sections([item for item in items if not is_note_of_page(item.item)])
    return Manuscript(
        mark_plain_headings([item.styled for item in kept]),
        tuple(_iter_facts(lines, kept)),
        title=title,
        language=get_attribute(page.root, "lang").lower()[:2] if page.root is not None else "",
        stated=find_dates(lines, page),
    )


def _iter_names(page: LexborHTMLParser) -> Iterator[str]:
    """What the page calls itself, without the site's name."""
    meta = page.css_first('meta[property="og:title"]')
    title = page.css_first("head title")
    for name in (get_attribute(meta, "content") if meta else "", title.text() if title else ""):
        short = _SITE_NAME.sub("", " ".join(name.split())).strip()
        if short:
            yield short


def _find_title(body: LexborNode, names: Sequence[str]) -> LexborNode | None:
    """The heading that the page is named after, else its first of the first level."""
    first = body.css("h1")
    for heading in [*first, *body.css("h2")]:
        text = " ".join(heading.text().split())
        if text and any(text == name or name.startswith(text) or text.startswith(name) for name in names):
            return heading
    return first[0] if first else None


def _find_root(body: LexborNode, heading: LexborNode | None, survey: Survey) -> LexborNode:
    """The element that the document is in: the page's main part, or what surrounds the title closely."""
    mains = [node for node in body.css("main, [role=main]") if survey.get(node).letters]
    if mains:
        return max(mains, key=lambda node: survey.get(node).letters)
    whole = survey.get(body)
    node = heading
    while node is not None and node.mem_id != body.mem_id:
        count = survey.get(node)
        if count.letters - count.linked >= _MOST * (whole.letters - whole.linked):
            return node
        node = node.parent
    return body


def _read_items(
    root: LexborNode, body: LexborNode, survey: Survey, heading: LexborNode | None
) -> list[WebItem]:
    buttons = body.css("[aria-controls]")
    opened = frozenset(key for node in buttons for key in get_attribute(node, "aria-controls").split())
    furniture = Furniture(survey, survey.get(root).letters, opened)
    builder = Builder(furniture, survey, heading)
    walk(root, builder)
    return builder.items


def _read_lines(body: LexborNode) -> list[str]:
    """All short texts of the page, furniture and all, for what it says about itself."""
    survey = Survey(None)
    walk(body, survey)
    builder = Builder(_Nothing(survey, 0, frozenset()), survey, None)
    walk(body, builder)
    texts = (": ".join(item.item.cells) or item.item.text for item in builder.items)
    return [line.strip() for text in texts for line in text.split("\n") if len(line) <= _MAX_FACT]


class _Nothing(Furniture):
    """Takes nothing for furniture."""

    def is_furniture(self, node: LexborNode) -> bool:
        """No."""
        return False


def _iter_facts(lines: Sequence[str], kept: Sequence[WebItem]) -> Iterator[Item]:
    """Lines outside the document that state facts about it."""
    inside = {line.strip() for item in kept for line in item.item.text.split("\n")}
    for line in dict.fromkeys(lines):
        if _FACT.match(line) and line not in inside:
            yield Item(ItemKind.PARAGRAPH, line)
