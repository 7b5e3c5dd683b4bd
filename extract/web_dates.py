"""When a page was published and last looked over, and the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from extract.dates import DATE, DAY, parse_date
from extract.manuscripts import Item, ItemKind
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
    "published": ("article:published_time", "datePublished", "dcterms.issued", "DC.date.issued"),
    "updated": (
        "article:modified_time",
        "dateModified",
        "dcterms.modified",
        "DC.date.modified",
        "last-modified",
    ),
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


def find_dates(lines: Sequence[str], page: LexborHTMLParser) -> tuple[str, str]:
    """(published, updated) as ISO dates, "" if not stated: what readers see goes before what is hidden."""
    hidden = _read_stamps(page)
    short = [line for line in lines if len(line) <= _MAX_LINE and not _DECIDED.search(line)]
    published = [date for line in short for date in _iter_dates(_PUBLISHED, line)]
    updated = [date for line in short for date in _iter_dates(_UPDATED, line)]
    return (
        published[0] if published else hidden.get("published", ""),
        max(updated) if updated else hidden.get("updated", ""),
    )


def _iter_dates(pattern: re.Pattern[str], line: str) -> list[str]:
    return [date for match in pattern.finditer(line) if (date := parse_date(match["date"]))]


def _read_stamps(page: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in page.css("meta[content]"):
        key = (
            get_attribute(meta, "property") or get_attribute(meta, "name") or get_attribute(meta, "itemprop")
        )
        date = _ISO.match(get_attribute(meta, "content"))
        for name, keys in _STAMPS.items():
            if date and key in keys:
                found.setdefault(name, date.group())
    for script in page.css('script[type="application/ld+json"]'):
        for key, value in _IN_SCRIPT.findall(script.text()):
            found.setdefault("published" if key == "datePublished" else "updated", value)
    return found
