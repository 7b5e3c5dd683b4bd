"""Headings of files whose authors set them in bold or in large type instead of giving them a style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.manuscripts import Item, ItemKind

_LARGER: Final = 1.15  # of the body size: as Word's own headings begin
_MAX_LETTERS: Final = 100
_MAX_WORDS: Final = 12
_MAX_SHARE: Final = 0.4  # of all paragraphs: where more is bold, bold is how the text is set
_LEAST: Final = 3
_ENDS: Final = frozenset(".,;:")
_STATEMENT: Final = re.compile(r"\b(?:ska|skall|bör|måste|kommer att)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styled:
    """An item and how it is set. `bold`: nearly all of it; `size` in points, 0 where the file is silent."""

    item: Item
    bold: bool = False
    size: float = 0.0


def mark_plain_headings(styled: Sequence[Styled]) -> tuple[Item, ...]:
    """The items, with short paragraphs that stand out marked as headings below those that have a style."""
    body = _get_body(styled)
    places = {place for place, part in enumerate(styled) if _stands_out(part, body)}
    texts = sum(part.item.kind in (ItemKind.PARAGRAPH, ItemKind.LIST_ITEM) for part in styled)
    if len(places) > max(_MAX_SHARE * texts, _LEAST):
        places = set()
    deepest = max((part.item.level for part in styled), default=0)
    looks = sorted({_get_look(styled[place]) for place in places})
    return tuple(
        replace(part.item, kind=ItemKind.HEADING, level=deepest + 1 + looks.index(_get_look(part)))
        if place in places
        else part.item
        for place, part in enumerate(styled)
    )


def _get_body(styled: Sequence[Styled]) -> Styled:
    """How most of the text is set, with an empty item."""
    looks: Counter[tuple[float, bool]] = Counter()
    for part in styled:
        looks[part.size, part.bold] += len(part.item.text)
    size, bold = looks.most_common(1)[0][0] if looks else (0.0, False)
    return Styled(Item(ItemKind.PARAGRAPH, ""), bold, size)


def _get_look(part: Styled) -> tuple[float, bool]:
    return (-part.size, not part.bold)


def _stands_out(part: Styled, body: Styled) -> bool:
    text = part.item.text
    listed = part.item.kind is ItemKind.LIST_ITEM and text[:1].isdigit()
    if not listed and part.item.kind is not ItemKind.PARAGRAPH:
        return False
    larger = body.size > 0 and part.size >= _LARGER * body.size
    if not larger and (not part.bold or body.bold):
        return False
    short = len(text) <= _MAX_LETTERS and len(text.split()) <= _MAX_WORDS and "\n" not in text
    return (
        short
        and text[-1] not in _ENDS
        and sum(map(str.isalpha, text)) >= _LEAST
        and not _STATEMENT.search(text)
    )
