"""Between a document's text and its pages: where a stretch of text stands, and which text a rectangle holds.

A page's words come from the file in its own order, the text in reading order and without running heads, so
each word is looked for after the one before it; where it is not there, with the words that follow it,
anywhere near. A page's text can end on the next page, so a page's words are looked for in the text of the
page before, too. Offsets are code points of the document's text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.records import Box
from corpus.reshaping import DocumentText, Placer

PlacedWord = tuple[str, Box]
WordsOf = Callable[[int], Sequence[PlacedWord]]
"""The words of a page by its number; empty where they cannot be had."""

_KNOWN_BY = 14  # letters by which a word is found again, with those that follow it
_LINE = 0.6  # of a word's height that it must share with a line to stand on it


@dataclass(frozen=True, slots=True)
class Place:
    """A word on a page that was found in the text."""

    start: int
    end: int
    box: Box


def place_words(words: Sequence[PlacedWord], whole: DocumentText, page: int) -> tuple[Place, ...]:
    """The words of a page that were found in the text, in the order of the file."""
    letters, offsets = _list_letters(whole, page)
    folded = [_fold(word) for word, _ in words]
    found: list[Place] = []
    cursor = _find_page_start(whole, page, offsets)
    for number, (word, (_, box)) in enumerate(zip(folded, words, strict=True)):
        if not word:
            continue
        if not letters.startswith(word, cursor):
            known = _join_following(folded, number)
            place = letters.find(known, cursor)
            place = letters.find(known) if place < 0 else place
            if place < 0:  # a running head, a page number
                continue
            cursor = place
        last = cursor + len(word)
        found.append(Place(offsets[cursor], offsets[last - 1] + 1, box))
        cursor = last
    return tuple(found)


def find_span(places: Sequence[Place], area: Box) -> tuple[int, int] | None:
    """The text from the first to the last word whose middle lies in a rectangle, or None without any."""
    inside = [place for place in places if _is_inside(place.box, area)]
    if not inside:
        return None
    return min(place.start for place in inside), max(place.end for place in inside)


def make_placer(whole: DocumentText, words_of: WordsOf, fallback: Placer) -> Placer:
    """Finds boxes by the words of the file, and where it has none by `fallback`."""

    def place(start: int, end: int) -> tuple[Box, ...]:
        first, last = whole.get_page(start), whole.get_page(end - 1)
        boxes: list[Box] = []
        for page in range(first, last + 2):  # the text of the last page can end on the next
            on_page = place_words(words_of(page), whole, page) if page in whole.numbers else ()
            boxes += join_boxes([one.box for one in on_page if one.start < end and start < one.end])
        return tuple(boxes) or fallback(start, end)

    return place


def join_boxes(boxes: Sequence[Box]) -> list[Box]:
    """Words in reading order as rectangles around them, a new one where the text goes up to a next column."""
    joined: list[Box] = []
    for box in boxes:
        last = joined[-1] if joined else None
        if (
            last is None
            or box.bottom < last.bottom - _LINE * (box.bottom - box.top) - (last.bottom - last.top) / 2
        ):
            joined.append(box)
        else:
            joined[-1] = Box(
                box.page,
                min(last.x0, box.x0),
                min(last.top, box.top),
                max(last.x1, box.x1),
                max(last.bottom, box.bottom),
            )
    return joined


def _list_letters(whole: DocumentText, page: int) -> tuple[str, list[int]]:
    """The letters and digits of the page's text and that before it, each with its offset."""
    place = whole.numbers.index(page)
    start = whole.page_starts[max(place - 1, 0)]
    ends = (*whole.page_starts[1:], len(whole.text) + 1)
    letters: list[str] = []
    offsets: list[int] = []
    for offset in range(start, min(ends[place], len(whole.text))):
        for letter in _fold(whole.text[offset]):
            letters.append(letter)
            offsets.append(offset)
    return "".join(letters), offsets


def _find_page_start(whole: DocumentText, page: int, offsets: Sequence[int]) -> int:
    start = whole.page_starts[whole.numbers.index(page)]
    return next((index for index, offset in enumerate(offsets) if offset >= start), 0)


def _join_following(folded: Sequence[str], number: int) -> str:
    known = ""
    for word in folded[number:]:
        known += word
        if len(known) >= _KNOWN_BY:
            break
    return known


def _fold(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_inside(box: Box, area: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom
