"""When a page was published and last looked over, and the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from extract.dates import DATE, DAY, parse_date
from extract.manuscripts import Item, ItemKind
from extract.statements import Source, Statement, Statements
from extract.web_tree import get_attribute

_BETWEEN: Final = r"\s*(?:senast|av [\w\s]{2,30}?)?\s*(?:den|:|,)?\s*(?:den)?\s*"
_PUBLISHED: Final = re.compile(rf"publicera(?:d|t|des|ts){_BETWEEN}(?P<date>{DATE})", re.IGNORECASE)
_UPDATED: Final = re.compile(
    rf"(?:(?:uppdatera|granska|ändra|kontrollera)(?:d|t|de|des|ts)|reviderad){_BETWEEN}(?P<date>{DATE})",
    re.IGNORECASE,
)
_ABOUT_PAGE: Final = re.compile(
    r"(?:(?:sidan|innehållet|texten|informationen|artikeln)\s+)?(?:är\s+|blev\s+|har\s+)?(?:senast\s+)?"
    r"(?:(?:publicera|uppdatera|granska|ändra|kontrollera|reviderad)\w*)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_DECIDED: Final = re.compile(r"fullmäktige|nämnd|styrelse|utskott|\bKF\b|\bKS\b", re.IGNORECASE)
_CHROME: Final = re.compile(
    r"(?:sidansvarig|webbansvarig|innehållsansvarig)\b.*|skriv ut(?: sidan)?|lyssna|dela(?: sidan)?"
    r"|träffar:? \d+|(?:hjälpte|var) (?:informationen|sidan|innehållet) .*hjälp.*"
    r"|(?:till )?(?:sidans topp|toppen(?: av sidan)?)|tipsa en vän|stäng|visa mer|läs upp|e-post",
    re.IGNORECASE | re.DOTALL,
)
_ALONE: Final = re.compile(rf"(?:\w{{3,7}},?\s+)?{DAY}(?:,?\s*(?:kl\.?\s*)?\d\d[:.]\d\d)?", re.IGNORECASE)
_STAMPS: Final = {
    "published": frozenset(
        {"article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dc.date"}
    ),
    "updated": frozenset(
        {"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified"}
        | {"last-modified", "lastmod", "last_modified", "dcterms.date.modified"}
    ),
}
_TOLD: Final = {
    "updated": re.compile(r"uppdatera|granskad|ändrad|modified|updated", re.IGNORECASE),
    "published": re.compile(r"publicera|published", re.IGNORECASE),
}
_IN_SCRIPT: Final = re.compile(r'"(datePublished|dateModified)"\s*:\s*"(\d{4}-\d\d-\d\d)')
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MAX_LINE: Final = 160  # letters


def is_note_of_page(item: Item) -> bool:
    """Whether an item only says when the page was published, by whom, or what can be done with it."""
    if item.kind is ItemKind.TITLE:
        return False
    texts = item.cells or (item.text,)
    if max(map(len, texts)) > _MAX_LINE:
        return False
    return any(map(_is_note, texts))


def _is_note(text: str) -> bool:
    if _CHROME.fullmatch(text) or _ALONE.fullmatch(text):
        return True
    found = _PUBLISHED.search(text) or _UPDATED.search(text)
    return found is not None and _ABOUT_PAGE.fullmatch(text) is not None and not _DECIDED.search(text)


def find_dates(lines: Sequence[str], page: LexborHTMLParser) -> Statements:
    """When the page was published and updated: what readers see goes before what is hidden."""
    short = [line for line in lines if len(line) <= _MAX_LINE and not _DECIDED.search(line)]
    seen = {"published": list(_iter_dates(_PUBLISHED, short)), "updated": list(_iter_dates(_UPDATED, short))}
    found = {**_read_stamps(page), **_read_times(page)}
    if seen["published"]:
        found["published"] = seen["published"][0]
    if seen["updated"]:
        found["updated"] = max(seen["updated"], key=lambda statement: statement.value)
    return found


def _iter_dates(pattern: re.Pattern[str], lines: Sequence[str]) -> Iterator[Statement]:
    for line in lines:
        for match in pattern.finditer(line):
            if date := parse_date(match["date"]):
                yield Statement(date, 1, line, Source.PAGE)


def _read_times(page: LexborHTMLParser) -> dict[str, Statement]:
    """Dates that ``time`` elements carry, whatever words they show ("i går"), by what is said around them."""
    found: dict[str, Statement] = {}
    for node in page.css("time[datetime]"):
        date = _ISO.match(get_attribute(node, "datetime"))
        around = " ".join(node.parent.text().split())[:_MAX_LINE] if node.parent is not None else ""
        told = f"{get_attribute(node, 'itemprop')} {get_attribute(node, 'class')} {around}"
        for name, words in _TOLD.items():
            if date and words.search(told):
                found.setdefault(name, Statement(date.group(), 1, around, Source.PAGE))
                break
    return found


def _read_stamps(page: LexborHTMLParser) -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    for meta in page.css("meta[content]"):
        key = (
            get_attribute(meta, "property") or get_attribute(meta, "name") or get_attribute(meta, "itemprop")
        )
        content = get_attribute(meta, "content")
        date = _ISO.match(content)
        for name, keys in _STAMPS.items():
            if date and key.lower() in keys:
                found.setdefault(name, Statement(date.group(), 0, f"{key}: {content}", Source.STAMP))
    for script in page.css('script[type="application/ld+json"]'):
        for key, value in _IN_SCRIPT.findall(script.text()):
            name = "published" if key == "datePublished" else "updated"
            found.setdefault(name, Statement(value, 0, f"{key}: {value}", Source.STAMP))
    return found
