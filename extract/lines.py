"""Words to lines. First runs of words without a wide gap, then rows of runs that share a baseline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.rows import PLAIN, RowShape
from extract.sheets import Word

if TYPE_CHECKING:
    from extract.tables import Table

_WIDE_GAP: Final = 0.9
"""In font sizes. Wider than the spaces of justified text (up to 0.7), narrower than a gutter (1.0 up)."""
_CELL_GAP: Final = 0.9  # in font sizes: between the cells of a table without rules, if others align
_OVERLAP: Final = 0.5  # of the lower of two: from here they stand on the same line
_BOLD_SHARE: Final = 0.85  # of the letters: the full stop after bold words may be regular
_WORD_STEP: Final = 1.6  # of the space between spaced letters: from here it parts words
_RAISED: Final = 0.8  # of the size of the line: what is smaller may refer to a note
_RISE: Final = 0.12  # font sizes between the feet of a raised number and its line
_MARK: Final = re.compile(r"\d{1,3}(?:,\d{1,3})?|[*†‡]+|[ivx]{1,4}")
_UNIT: Final = re.compile(r"(?:^|\d|/)(?:[kcdm]?m|CO)$")
_ALIKE: Final = 1.4  # times: spaces of one justified line differ by less
_MOST_STRETCH: Final = 2.5  # font sizes: the widest space that justifying leaves
_FEW_STEPS: Final = 2
_TIGHT: Final = 0.165  # in font sizes: spaces are wider in every face; so close stand spaced letters
_SPACED_LETTERS: Final = 2.6  # letters between two spaces: with more it is no spaced text
_WIDE_LETTERS: Final = 0.52  # in font sizes, on average: letters take 0.40 to 0.50, spaced ones from 0.55
_TOUCH: Final = 0.05  # in font sizes
_FIGURE_STEP: Final = 0.22  # in font sizes: single figures with a space between stand wider apart
_MAX_SPACED: Final = 60  # words and letters of a heading that is letter-spaced
_BACK_STEP: Final = 0.35  # in font sizes: kerning and italic corrections step back by less than this


class Line:
    """Words on one baseline, from left to right. Lengths are points as shown.

    `smallest` is the size of its smallest word, `letters` counts its letters and signs. `gaps` are the
    indices of words that follow a gap as wide as those between cells of a table.
    `table` is the ruled table that this line only holds the place of, if it does.
    """

    __slots__ = (
        "_text",
        "bold",
        "bottom",
        "gaps",
        "letters",
        "size",
        "smallest",
        "table",
        "top",
        "words",
        "x0",
        "x1",
    )

    def __init__(self, words: list[Word]) -> None:
        letters = bold = 0
        most = -1.0
        main = words[0]
        smallest = main.size
        for word in words:  # list comprehensions and `min` take half as long again for seven words
            length = len(word.text)
            letters += length
            if word.bold:
                bold += length
            if length * word.size > most:
                most, main = length * word.size, word
            if word.size < smallest:
                smallest = word.size
        self.words = words
        self._text: str | None = None
        self.x0 = words[0].x0
        self.x1 = words[-1].x1
        self.top = main.top
        self.bottom = main.bottom
        self.size = main.size
        self.smallest = smallest
        self.letters = letters
        self.bold = bold > 0 and bold >= _BOLD_SHARE * letters
        self.gaps: tuple[int, ...] = ()
        self.table: Table | None = None

    @property
    def text(self) -> str:
        """The words, with one space between."""
        if self._text is None:  # asked for by every rule that looks at words
            self._text = " ".join([word.text for word in self.words])
        return self._text

    @property
    def width(self) -> float:
        """Points from the first letter to the last."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from the top to the bottom of its main font."""
        return self.bottom - self.top


class Row(NamedTuple):
    """A row of a table: the lines of each cell from left to right, none for an empty cell."""

    cells: tuple[tuple[Line, ...], ...]
    shape: RowShape = PLAIN


def split_runs(words: Iterable[Word]) -> list[Line]:
    """Words in the order of the file to runs without a wide gap. Keeps the file's order."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    last: Word | None = None
    end = foot = same = 0.0
    marked = broken = False
    for word in words:
        _, start, _, x1, bottom, size, _, hyphen, artifact, _, _ = word
        # Nine of ten words stand plainly on the line of the one before them: for these no function is called.
        plain = foot == bottom and same == size and 0 <= start - end <= _WIDE_GAP * size
        if last is not None and ((plain and marked is artifact and not broken) or _follows(last, word)):
            run.append(word)
        else:
            run = [word]
            runs.append(run)
        last, end, foot, same, marked, broken = word, x1, bottom, size, artifact, hyphen
    return [Line(run) for run in runs]


def _follows(last: Word, word: Word) -> bool:
    if last.hyphen or last.artifact is not word.artifact:  # a bullet may be furniture, its words are not
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
    low = float("-inf")  # how far down the rows reach: most runs stand below them all
    for run in sorted(runs, key=lambda run: (run.top + run.bottom, run.x0)) if len(runs) > 1 else runs:
        row = None
        if run.top < low:
            row = next((row for row in reversed(rows[-3:]) if _is_level(row[0], run)), None)
        low = max(low, run.bottom)
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
        return _close_spacing(_drop_marks(row[0]))
    words = sorted((word for run in row for word in run.words), key=lambda word: word.x0)
    line = _drop_marks(Line(_drop_doubles(words)))
    steps = [b.x0 - a.x1 for a, b in pairwise(line.words)]
    if not _is_stretched(line, steps):
        line.gaps = tuple(place for place, step in enumerate(steps, 1) if step > _CELL_GAP * line.size)
    return _close_spacing(line)


def _is_stretched(line: Line, steps: Sequence[float]) -> bool:
    """Whether all spaces are alike, as in a justified line of a narrow column: then none parts cells."""
    if len(steps) < _FEW_STEPS or min(steps) <= 0 or max(steps) > _MOST_STRETCH * line.size:
        return False
    figures = sum(word.text[0].isdigit() for word in line.words)
    return max(steps) <= _ALIKE * min(steps) and figures < 0.5 * len(line.words)


def _drop_marks(line: Line) -> Line:
    """Without the raised numbers that refer to notes; those of units ("m2") belong to their word."""
    if line.smallest > _RAISED * line.size or len(line.words) < 2:
        return line
    words = line.words[:1]
    for word in line.words[1:]:
        if not _is_raised(word, line):
            words.append(word)
        elif _UNIT.search(words[-1].text) and word.x0 - words[-1].x1 < 0.2 * line.size:
            words[-1] = words[-1]._replace(text=words[-1].text + word.text, x1=word.x1)
    return Line(words)


def _is_raised(word: Word, line: Line) -> bool:
    small = word.size <= _RAISED * line.size and word.bottom < line.bottom - _RISE * line.size
    return small and _MARK.fullmatch(word.text) is not None


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
    if not 2 < len(words) <= _MAX_SPACED:
        return line
    steps = [
        b[1] - a[3] for a, b in pairwise(words)
    ]  # x0 and x1, by place: every line of a document is asked
    many = line.letters > _SPACED_LETTERS * len(words)
    letters = 0 if many else sum(map(_is_single, words))
    if letters < 0.3 * len(words):
        if min(steps) >= _TIGHT * line.smallest:  # nearly all lines; a line may mix sizes
            return line
        tight = _get_tight(line)
        return _join_close(line, steps, tight) if min(steps) < tight else line
    figures = letters < 0.5 * len(words) and any(word.text.isdigit() for word in words)
    if figures and median(steps) > _FIGURE_STEP * line.size:
        return line  # a row of figures
    usual = max(median(steps), 0.05 * line.size)
    if max(steps) <= _WORD_STEP * usual and letters < 0.8 * len(words):
        return line  # all spaces are alike: words, and not letters
    return _join_close(line, steps, _WORD_STEP * usual)


def _join_close(line: Line, steps: list[float], most: float) -> Line:
    """The line with words joined that stand closer than `most`, if the others stand well apart."""
    wide = [step for step in steps if step > most]
    close = [step for step in steps if step <= most]
    if wide and min(wide) < _WORD_STEP * max(0.0, median(close)):
        return line
    joined = [line.words[0]]
    for step, word in zip(steps, line.words[1:], strict=True):
        if step <= most and word.size > _RAISED * joined[-1].size:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + word.text, x1=word.x1)
        else:
            joined.append(word)
    return Line(joined)


def _get_tight(line: Line) -> float:
    """Points between pieces of one word: as between spaced letters where all letters stand apart, else what
    all but touches. The space before an f or a slanted letter is narrow in many faces, and parts words.
    """
    width = sum(word.x1 - word.x0 for word in line.words)
    return (_TIGHT if width > _WIDE_LETTERS * line.letters * line.size else _TOUCH) * line.smallest


def _is_single(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()
