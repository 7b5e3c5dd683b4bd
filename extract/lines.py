"""Words to lines. First runs of words without a wide gap, then rows of runs that share a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from extract.sheets import Word

if TYPE_CHECKING:
    from extract.tables import Table

_WIDE_GAP: Final = 0.9
"""In font sizes. Wider than the spaces of justified text (up to 0.7), narrower than a gutter (1.0 up)."""
_CELL_GAP: Final = 0.9  # in font sizes: between the cells of a table without rules, if others align
_OVERLAP: Final = 0.5  # of the lower of two: from here they stand on the same line
_BOLD_SHARE: Final = 0.85  # of the letters: the full stop after bold words may be regular
_WORD_STEP: Final = 1.6  # of the space between spaced letters: from here it parts words
_BACK_STEP: Final = 0.35  # in font sizes: kerning and italic corrections step back by less than this


class Line:
    """Words on one baseline, from left to right. Lengths are points as shown.

    `gaps` are the indices of words that follow a gap as wide as those between cells of a table.
    `table` is the ruled table that this line only holds the place of, if it does.
    """

    __slots__ = ("bold", "bottom", "gaps", "size", "table", "top", "words", "x0", "x1")

    def __init__(self, words: list[Word]) -> None:
        letters = bold = 0
        most = -1.0
        main = words[0]
        for word in words:
            length = len(word.text)
            letters += length
            if word.bold:
                bold += length
            if length * word.size > most:
                most, main = length * word.size, word
        self.words = words
        self.x0 = words[0].x0
        self.x1 = words[-1].x1
        self.top = main.top
        self.bottom = main.bottom
        self.size = main.size
        self.bold = bold > 0 and bold >= _BOLD_SHARE * letters
        self.gaps: tuple[int, ...] = ()
        self.table: Table | None = None

    @property
    def text(self) -> str:
        """The words, with one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def width(self) -> float:
        """Points from the first letter to the last."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from the top to the bottom of its main font."""
        return self.bottom - self.top


def split_runs(words: Iterable[Word]) -> list[Line]:
    """Words in the order of the file to runs without a wide gap. Keeps the file's order."""
    runs: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        if last is not None and _follows(last, word):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word
    return [Line(run) for run in runs]


def _follows(last: Word, word: Word) -> bool:
    if last.hyphen:
        return False
    size = last.size if last.size > word.size else word.size
    step = word.x0 - last.x1
    if not -_BACK_STEP * size <= step <= _WIDE_GAP * size:
        return False
    low = last.bottom if last.bottom < word.bottom else word.bottom
    high = last.top if last.top > word.top else word.top
    height = min(last.bottom - last.top, word.bottom - word.top)
    return low - high >= _OVERLAP * height


def join_rows(runs: Sequence[Line]) -> list[Line]:
    """Runs of one column to lines from top to bottom, whatever order the file had them in."""
    rows: list[list[Line]] = []
    for run in sorted(runs, key=lambda run: (run.top + run.bottom, run.x0)):
        row = next((row for row in reversed(rows[-3:]) if _is_level(row[0], run)), None)
        if row is None or run.table or row[0].table:
            rows.append([run])
        else:
            row.append(run)
    return [_join_row(row) for row in rows]


def _is_level(a: Line, b: Line) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared >= _OVERLAP * min(a.height, b.height)


def _join_row(row: list[Line]) -> Line:
    if len(row) == 1:
        return _close_spacing(row[0])
    words = sorted((word for run in row for word in run.words), key=lambda word: word.x0)
    line = Line(_drop_doubles(words))
    pairs = pairwise(line.words)
    line.gaps = tuple(
        place for place, (a, b) in enumerate(pairs, 1) if b.x0 - a.x1 > _CELL_GAP * min(a.size, b.size)
    )
    return _close_spacing(line)


def _drop_doubles(words: list[Word]) -> list[Word]:
    """Without words printed twice in the same place, as some programs do for a false bold."""
    kept = words[:1]
    for word in words[1:]:
        last = kept[-1]
        if word.text != last.text or word.x0 - last.x0 > 0.3 * word.size:
            kept.append(word)
    return kept


def _close_spacing(line: Line) -> Line:
    """Letter-spaced lines ("I N N E H Å L L") to words: letters closer than usual belong together."""
    words = line.words
    if len(words) < 4 or sum(map(_is_single, words)) < 0.3 * len(words):
        return line
    if sum(len(word.text) for word in words) > 2.6 * len(words) or any(word.text.isdigit() for word in words):
        return line  # short words, or a row of figures
    steps = [b.x0 - a.x1 for a, b in pairwise(words)]
    usual = max(median(steps), 0.05 * line.size)
    if max(steps) <= _WORD_STEP * usual and sum(map(_is_single, words)) < 0.8 * len(words):
        return line  # all spaces are alike: words, and not letters
    joined = [words[0]]
    for step, word in zip(steps, words[1:], strict=True):
        if step <= _WORD_STEP * usual:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + word.text, x1=word.x1)
        else:
            joined.append(word)
    return Line(joined)


def _is_single(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()
