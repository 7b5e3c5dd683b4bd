"""The text between two tags as its author typed it: lines, bullets by hand, and remarks about links."""

from __future__ import annotations

import re
from typing import Final

from extract.manuscripts import Item, ItemKind

_BULLET: Final = re.compile(r"\s*[-–•·*▪]\s+(?=\S)")
_GAP: Final = re.compile(r"\n[^\S\n]*\n\s*")
_SPACE: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r"(?: ?\n ?){2,}")
_ELSEWHERE: Final = re.compile(
    r"[\s,]{0,3}\(?(?:länk(?:en)? till (?:en )?annan (?:webbplats|sida)|extern länk"
    r"|öppnas i (?:ett )?nytt fönster)"
    r"(?:,? öppnas i (?:ett )?nytt fönster)?\)?\.?(?=[\s.,;)]|$)",
    re.IGNORECASE,
)


def fold_text(text: str) -> str:
    """A text with single spaces, at most one empty line in a row, and no "Länk till annan webbplats"."""
    return _ELSEWHERE.sub("", _LINES.sub("\n\n", _SPACE.sub(" ", text)))


def split_lines(text: str) -> list[Item]:
    """A paragraph as its author typed it: empty lines part paragraphs, lines with bullets are list items."""
    items: list[Item] = []
    for part in _GAP.split(text):
        lines = part.split("\n")
        if sum(_BULLET.match(line) is not None for line in lines) < 2:
            items.append(Item(ItemKind.PARAGRAPH, part.strip()))
            continue
        for line in lines:
            match = _BULLET.match(line)
            if match or not items:
                kind = ItemKind.LIST_ITEM if match else ItemKind.PARAGRAPH
                items.append(Item(kind, line[match.end() if match else 0 :].strip()))
            else:
                items.append(Item(ItemKind.PARAGRAPH, line.strip()))
    return [item for item in items if item.text]
