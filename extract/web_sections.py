"""Sections of a page that are not of the document although they look like it: contacts, links, feedback."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.manuscripts import ItemKind
from extract.web_blocks import WebItem
from extract.web_furniture import leads_elsewhere

_ALWAYS: Final = re.compile(
    r"(?:hjälpte|var) (?:informationen|sidan|innehållet).*|hittade du.*|dela(?: sidan| det här)?:?|lyssna"
    r"|innehåll(?: på (?:den här )?sidan)?|på (?:den här )?sidan"
    r"|lämna (?:en )?synpunkt.*|synpunkter på sidan.*|sidansvarig|senaste nytt|liknande sidor",
    re.IGNORECASE,
)
_CONTACTS: Final = re.compile(
    r"kontakt(?:a oss|uppgifter|information|person(?:er)?)?:?|har du frågor\??|frågor\??|vill du veta mer\??"
    r"|besöksadress|öppettider|postadress|telefon",
    re.IGNORECASE,
)
_SHORT: Final = 400  # letters of a contact box
_LINKED: Final = 0.6  # of the letters: sections of links


def drop_furniture_sections(items: Sequence[WebItem]) -> list[WebItem]:
    """The items without sections whose heading and content show that they are furniture."""
    kept: list[WebItem] = []
    place = 0
    while place < len(items):
        end = _find_end(items, place)
        if items[place].item.kind is ItemKind.HEADING and _is_furniture(items[place], items[place + 1 : end]):
            place = end
        else:
            kept.append(items[place])
            place += 1
    return kept


def _find_end(items: Sequence[WebItem], place: int) -> int:
    """Where the section under a heading ends: at the next heading as high."""
    level = items[place].item.level
    after = (
        number
        for number in range(place + 1, len(items))
        if items[number].item.kind in (ItemKind.HEADING, ItemKind.TITLE) and items[number].item.level <= level
    )
    return next(after, len(items)) if items[place].item.kind is ItemKind.HEADING else place + 1


def _is_furniture(heading: WebItem, section: Sequence[WebItem]) -> bool:
    text = heading.item.text
    if _ALWAYS.fullmatch(text):
        return True
    letters = sum(map(_count_letters, section))
    if _CONTACTS.fullmatch(text):
        return letters <= _SHORT
    linked = sum(item.linked * _count_letters(item) for item in section)
    return leads_elsewhere(heading.item) and linked >= _LINKED * letters


def _count_letters(item: WebItem) -> int:
    return len(item.item.text) + sum(map(len, item.item.cells))
