"""Which passages a selection means. Pure.

The rule: a selection means each passage of which it covers at least half, and the passage that holds at
least half of the selection. White space does not count. So a marked sentence means its paragraph, a marked
page all its paragraphs, and a few words that reach into the next paragraph do not mean that one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.importing.aligning import Span
from corpus.records import Box, Passage
from corpus.refi.records import Area

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage that a selection means. `whole`: nothing of the passage lies outside the selection."""

    passage: Passage
    whole: bool


def choose_passages(span: Span, text: str, passages: Sequence[Passage]) -> tuple[Placed, ...]:
    """The passages that a stretch of the document's text means; `passages` in the order of their start."""
    start, end = span
    size = _letters(text, start, end)
    found = []
    first = max(0, bisect_left(passages, start, key=lambda one: one.end))
    for passage in passages[first:]:
        if passage.start >= end:
            break
        shared = _letters(text, max(start, passage.start), min(end, passage.end))
        own = _letters(text, passage.start, passage.end)
        if shared and (shared >= _HALF * own or shared >= _HALF * size):
            found.append(Placed(passage, shared >= own))
    return tuple(found)


def choose_in_area(area: Area, height: float, passages: Sequence[Passage]) -> tuple[Placed, ...]:
    """The same for a rectangle on a page of this height, by the areas of the passages' lines."""
    wanted = (area.left, height - area.top, area.right, height - area.bottom)
    size = (wanted[2] - wanted[0]) * (wanted[3] - wanted[1])
    found = []
    for passage in passages:
        boxes = [box for box in passage.boxes if box.page == area.page + 1]
        shared = sum(_shared(box, wanted) for box in boxes)
        own = sum((box.x1 - box.x0) * (box.bottom - box.top) for box in passage.boxes)
        if shared > 0 and (shared >= _HALF * own or shared >= _HALF * size):
            found.append(Placed(passage, shared >= 0.9 * own))  # hand-drawn edges are never exact
    return tuple(found)


def _shared(box: Box, wanted: tuple[float, float, float, float]) -> float:
    across = min(box.x1, wanted[2]) - max(box.x0, wanted[0])
    down = min(box.bottom, wanted[3]) - max(box.top, wanted[1])
    return max(0.0, across) * max(0.0, down)


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(len, text[start:end].split()))
