"""Running heads, feet and page numbers: lines that return at the same height of page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final

from extract.lines import Line

_MANY: Final = 60  # running lines on one page: with more it is no page of text
_PITCH: Final = (0.5, 1.6)  # font sizes between the baselines of one paragraph
_ZONE: Final = 0.14  # of the page height, from the top and from the bottom
_STEP: Final = 3.0  # points: the same height
_PAGES: Final = 3
"""Pages on which a line must return. Two are enough for a document of two or three pages."""
_SHORT_DOCUMENT: Final = 3
_LARGER: Final = 1.3  # times the size of its echo is a heading
_DIGITS: Final = re.compile(r"\d+")
_RETURNING: Final = re.compile(r"#(?:\.#)+\.?|#\.|[^\w#]*")
"""What returns at the same height without being a running head: section numbers and bullets, masked."""
_PAGE_NUMBER: Final = re.compile(
    r"(?:sid(?:a|an)?\.?|page|s\.)?\s*-?\s*\d{1,3}\s*-?\s*(?:(?:av|of|/|\()\s*\d{1,3}\)?)?", re.IGNORECASE
)
_NUMBER: Final = "#"  # what a page number is masked as
_MASKED_SHARE: Final = 0.5  # more of the words marked as furniture means that the marks are nonsense


def drop_running(
    pages: Sequence[Sequence[Line]],
    heights: Sequence[float],
    is_in_table: Callable[[int, Line], bool] = lambda _page, _run: False,
) -> list[list[Line]]:
    """The runs of each page without running heads and feet, page numbers and marked artifacts.

    `is_in_table` tells of the index of a page and a run on it whether it stands in a table of the text: the
    head of a table also returns at the top of page after page.
    """
    trust_marks = _trusts_marks(pages)
    zoned = [_find_zoned(runs, height) for runs, height in zip(pages, heights, strict=True)]
    running = _find_running(zoned)
    if len(pages) <= _SHORT_DOCUMENT:
        running |= _find_echoes(pages, zoned)
    kept = []
    for number, (runs, zone) in enumerate(zip(pages, zoned, strict=True)):
        returning = {place for place, key in zone.items() if key in running}
        numbers = {place for place, (text, _) in zone.items() if text == _NUMBER}
        gone = _find_outer(
            runs, {place for place in returning if not is_in_table(number, runs[place])}, numbers
        )
        gone = _spare_text(runs, gone)
        gone -= {place for place in numbers if _has_neighbour(runs, place, gone)}
        gone |= {place for place in numbers if _is_outermost(runs, place)}
        kept.append(
            [
                run
                for place, run in enumerate(runs)
                if place not in gone and not (trust_marks and run.words[0].artifact)
            ]
        )
    return kept


def _find_outer(runs: Sequence[Line], candidates: set[int], numbers: set[int]) -> set[int]:
    """Those candidates that nothing but furniture stands outside of: a heading that returns at the same
    height under other words is no running head.
    """
    if not candidates:
        return candidates
    furniture = [
        place in candidates or place in numbers or run.words[0].artifact for place, run in enumerate(runs)
    ]
    text = [run for run, is_furniture in zip(runs, furniture, strict=True) if not is_furniture]
    if not text:
        return candidates
    first, last = min(text, key=_get_top), max(text, key=_get_bottom)
    middles = {place: (runs[place].top + runs[place].bottom) / 2 for place in candidates}
    return {
        place
        for place, middle in middles.items()
        if middle < first.top or middle > last.bottom or _stands_level(runs[place], first, last)
    }


_get_top, _get_bottom = attrgetter("top"), attrgetter("bottom")


def _stands_level(run: Line, first: Line, last: Line) -> bool:
    """Whether a run shares its height with the outermost of the text: heads whose halves differ by page."""
    return any(
        min(run.bottom, line.bottom) - max(run.top, line.top) > 0.5 * run.height for line in (first, last)
    )


def _spare_text(runs: Sequence[Line], gone: set[int]) -> set[int]:
    """Without lines that go on in the text below or above them: a paragraph may begin alike on two pages."""
    if len(gone) > _MANY:
        return gone
    others = [run for place, run in enumerate(runs) if place not in gone]
    spared = {place for place in gone if any(_is_next(runs[place], run) for run in others)}
    return _spare_text(runs, gone - spared) if spared else gone


def _is_next(line: Line, other: Line) -> bool:
    """Whether two lines stand under each other as lines of one paragraph do."""
    step = abs(line.bottom - other.bottom) / line.size if line.size else 0.0
    alike = line.size == other.size and line.bold == other.bold and abs(line.x0 - other.x0) < 1.0
    return alike and _PITCH[0] < step < _PITCH[1]


def _has_neighbour(runs: Sequence[Line], place: int, gone: set[int]) -> bool:
    """Whether a number has words beside it that stay: then it is that of a heading, and no page number."""
    number = runs[place]
    return any(
        other not in gone and min(run.bottom, number.bottom) - max(run.top, number.top) > 0.5 * number.height
        for other, run in enumerate(runs)
        if other != place
    )


def _trusts_marks(pages: Sequence[Sequence[Line]]) -> bool:
    words = [word.artifact for runs in pages for run in runs for word in run.words]
    return sum(words) <= _MASKED_SHARE * len(words)


def _find_zoned(runs: Sequence[Line], height: float) -> dict[int, tuple[str, int]]:
    """Index of run → (text with digits masked, height on the page in steps, counted from its edge)."""
    zoned = {}
    for place, run in enumerate(runs):
        middle = (run.top + run.bottom) / 2
        if middle < _ZONE * height:
            zoned[place] = (_mask(run.text), round(middle / _STEP))
        elif middle > (1 - _ZONE) * height:
            zoned[place] = (_mask(run.text), -1 - round((height - middle) / _STEP))
    return zoned


def _mask(text: str) -> str:
    return _NUMBER if _PAGE_NUMBER.fullmatch(text) else _DIGITS.sub("#", text.casefold())


def _find_running(zoned: Sequence[dict[int, tuple[str, int]]]) -> set[tuple[str, int]]:
    pages_of: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, zone in enumerate(zoned):
        for key in zone.values():
            if not _RETURNING.fullmatch(key[0]):
                pages_of[key].add(number)
    needed = _PAGES if len(zoned) > _SHORT_DOCUMENT else 2
    running = set()
    for (text, step), pages in pages_of.items():
        near = pages | pages_of.get((text, step - 1), set()) | pages_of.get((text, step + 1), set())
        if len(near) >= needed:
            running.add((text, step))
    return running


def _find_echoes(
    pages: Sequence[Sequence[Line]], zoned: Sequence[dict[int, tuple[str, int]]]
) -> set[tuple[str, int]]:
    """What says near the edge of a page what a heading says in larger letters: one page repeats nothing."""
    sizes: dict[str, float] = defaultdict(float)
    for runs in pages:
        for run in runs:
            text = _mask(run.text)
            sizes[text] = max(sizes[text], run.size)
    return {
        key
        for runs, zone in zip(pages, zoned, strict=True)
        for place, key in zone.items()
        if key[0] != _NUMBER and sizes[key[0]] > _LARGER * runs[place].size
    }


def _is_outermost(runs: Sequence[Line], place: int) -> bool:
    """Whether a page number stands above or below everything else on its page."""
    run = runs[place]
    others = [other for other in runs if other is not run]
    return all(other.top > run.bottom for other in others) or all(other.bottom < run.top for other in others)
