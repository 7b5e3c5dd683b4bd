"""What a person marks as a passage: whole words of it, and what stands there already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.records import Passage


@dataclass(frozen=True, slots=True)
class Touched:
    """A passage that a new one would reach into. `rests` are what would be left of it, as passages of their
    own; nothing is left of one that is covered.
    """

    passage: Passage
    rests: tuple[str, ...]


def snap_to_words(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The stretch grown until it neither begins nor ends within a word."""
    start, end = max(span[0], 0), min(span[1], len(text))
    if start >= end:
        return span
    while start and _is_inside(text, start) and text[start].isalnum():
        start -= 1
    while end < len(text) and _is_inside(text, end) and text[end - 1].isalnum():
        end += 1
    return start, end


def _is_inside(text: str, place: int) -> bool:
    return text[place - 1].isalnum() and text[place].isalnum()


def list_touched(span: tuple[int, int], passages: Iterable[Passage]) -> tuple[Touched, ...]:
    """The passages that would be cut or covered by one from start to end, in the order of the text."""
    start, end = span
    found = []
    for one in sorted(passages, key=lambda passage: passage.start):
        if one.start < end and start < one.end and (one.start, one.end) != span:
            sides = (one.text[: max(start - one.start, 0)], one.text[max(min(end, one.end) - one.start, 0) :])
            found.append(Touched(one, tuple(side.strip() for side in sides if side.strip())))
    return tuple(found)


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where the words stand in a text, whatever white space is between them; None when they do not."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return found.span() if found else None
