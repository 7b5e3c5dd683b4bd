"""Tables that are not ruled into cells: rows of words that line up under each other.

Neighbouring lines whose cells begin at the same x are the seed. Columns are the white strips that no cell
of the table crosses. Rows are told apart by rules across the table, else by the space between them, else
by what begins with a capital: a cell's second line follows closely and mostly begins with a small letter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extract.lines import Line, Row
from extract.markers import Marker, get_marker
from extract.rows import RowShape
from extract.sheets import Rule, Word

_ALIGNED: Final = 4.0  # points between left edges of one column
_CLOSE: Final = 1.25  # of the usual pitch: a cell's next line is no further
_STRIP: Final = 0.5  # of a font size: the least white between columns
_SHOWN: Final = 5  # lines: white between words that runs through so many is no accident
_ACROSS: Final = 0.75  # of the width of a table
_MAX_WRAP: Final = 4  # further lines of a cell between two rows of the seed
_LABEL: Final = re.compile(r"[^\W\d_]{2}")
_SECTION: Final = re.compile(r"\d{1,2}(?!\d)")  # four digits are a year
_SHORT_NUMBER: Final = 6  # letters: "1.1", "12.", "§ 4" before a gap is a numbered line and no row


@dataclass(frozen=True, slots=True)
class OpenTable:
    """The lines `start` to `end` (half-open) of a strip, and the rows of cells that they are."""

    start: int
    end: int
    rows: tuple[Row, ...]


def find_open_tables(strip: Sequence[Line], pitch: float, rules: Sequence[Rule]) -> list[OpenTable]:
    """The tables without cell borders among the lines of one column. `pitch` is in font sizes."""
    starts = [_get_cell_starts(line) for line in strip]
    tables: list[OpenTable] = []
    place = 0
    while place < len(strip) - 1:
        second = _find_second(starts, place)
        if second is None:
            place += 1
            continue
        end = _find_end(strip, starts, place, second, pitch)
        if end == place + 1:
            place = end
            continue
        start = _find_start(strip, place, tables[-1].end if tables else 0, pitch)
        table = _read_table(strip, start, end, pitch, rules)
        if table is not None:
            tables.append(table)
        place = end
    return tables


def _get_cell_starts(line: Line) -> list[float]:
    gaps = line.gaps
    if gaps and gaps[0] == 1 and get_marker(line) is not Marker.NONE:
        gaps = gaps[1:]
    elif len(gaps) == 1 and sum(len(word.text) for word in line.words[: gaps[0]]) <= _SHORT_NUMBER:
        first = line.words[0].text
        if _SECTION.match(first) and not line.words[gaps[0]].text[0].isdigit():
            return []
    return [line.words[gap].x0 for gap in gaps]


def _find_second(starts: Sequence[Sequence[float]], first: int) -> int | None:
    """The next line with cells under those of the first, past the further lines of a wrapped cell."""
    if not starts[first]:
        return None
    for place in range(first + 1, min(first + 2 + _MAX_WRAP, len(starts))):
        if starts[place]:
            return place if _share(starts[first], starts[place]) else None
    return None


def _share(a: Sequence[float], b: Sequence[float]) -> bool:
    return any(abs(x - y) < _ALIGNED for x in a for y in b)


def _find_end(
    strip: Sequence[Line], starts: Sequence[Sequence[float]], seed: int, second: int, pitch: float
) -> int:
    """The line after the last that belongs to the table: rows, and lines of wrapped cells between."""
    known = [*starts[seed], *starts[second]]
    if not all(_is_part(strip, place, seed, known, pitch) for place in range(seed + 1, second)):
        return seed + 1
    end = place = second + 1
    while place < len(strip) and strip[place].table is None:
        if _share(starts[place], known):
            known.extend(starts[place])
            end = place + 1
        elif starts[place] or not _is_part(strip, place, seed, known, pitch):
            break
        place += 1
    while end < place and _wraps(strip[end - 1], strip[end], strip[seed], known, pitch):
        end += 1
    return end


def _is_part(strip: Sequence[Line], place: int, seed: int, known: Sequence[float], pitch: float) -> bool:
    """Whether a line without cells may be one of a wrapped cell: of the row before it, or of the next."""
    line = strip[place]
    if _wraps(strip[place - 1], line, strip[seed], known, pitch):
        return True
    following = strip[place + 1] if place + 1 < len(strip) else None
    return (
        following is not None
        and _is_close(line, following, pitch)
        and line.words[0].bold == strip[seed].words[0].bold
        and _fits(line, strip[seed].x0, known)
    )


def _wraps(last: Line, line: Line, seed: Line, known: Sequence[float], pitch: float) -> bool:
    """Whether a line is the next one of a cell: close, in one weight, and within one column."""
    if not _is_close(last, line, pitch):
        return False
    if abs(line.x0 - seed.x0) < _ALIGNED and line.words[0].bold != last.words[0].bold:
        return False  # the first column goes on in its own weight
    return _fits(line, seed.x0, known)


def _is_close(line: Line, following: Line, pitch: float) -> bool:
    return following.bottom - line.bottom <= _CLOSE * pitch * following.size


def _fits(line: Line, left: float, known: Sequence[float]) -> bool:
    """Whether a line begins where a column does, and ends before the next column."""
    if not _share([line.x0], [left, *known]):
        return False
    return all(not line.x0 + _ALIGNED < start < line.x1 for start in known)


def _find_start(strip: Sequence[Line], seed: int, least: int, pitch: float) -> int:
    """The first line of the table: cells that are set to the foot or the middle of their row begin above."""
    start = seed
    known = [strip[seed].words[gap].x0 for gap in strip[seed].gaps]
    while start > least and strip[start - 1].table is None:
        above = strip[start - 1]
        close = strip[start].bottom - above.bottom <= _CLOSE * pitch * above.size
        if (
            not close
            or above.gaps
            or not _share([above.x0], known)
            or above.words[0].bold != strip[start].words[0].bold
        ):
            break
        start -= 1
    return start


def _read_table(
    strip: Sequence[Line], start: int, end: int, pitch: float, rules: Sequence[Rule]
) -> OpenTable | None:
    lines = strip[start:end]
    columns = _find_columns(lines)
    if len(columns) < 2 or not _has_words(lines):  # one column is no table, and figures alone are a chart's
        return None
    breaks = _find_breaks(lines, columns, pitch, rules)
    rows: list[Row] = []
    for first, last in zip(breaks, [*breaks[1:], len(lines)], strict=True):
        cells = tuple(_get_cell(lines[first:last], *column) for column in columns)
        if any(cells):
            rows.append(Row(cells, RowShape(opens=not rows)))
    return OpenTable(start, end, tuple(rows))


def _has_words(lines: Sequence[Line]) -> bool:
    return any(_LABEL.search(word.text) for line in lines for word in line.words)


def _find_columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """(left, right) of the columns: what is left when the white strips through all lines are taken out."""
    size = lines[0].size
    spans: list[tuple[float, float]] = []
    for line in lines:
        # Words, and not cells: where a long cell all but touches its neighbour, other lines show the strip.
        edges = [0, *line.gaps, len(line.words)] if len(lines) < _SHOWN else range(len(line.words) + 1)
        spans.extend((line.words[a].x0, line.words[b - 1].x1) for a, b in pairwise(edges))
    columns: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if columns and left - columns[-1][1] < _STRIP * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _get_cell(lines: Sequence[Line], left: float, right: float) -> tuple[Line, ...]:
    cell = []
    for line in lines:
        words = [word for word in line.words if _is_between(word, left, right)]
        if words:
            cell.append(Line(words))
    return tuple(cell)


def _is_between(word: Word, left: float, right: float) -> bool:
    return left - 0.5 <= word.x0 and word.x1 <= right + 0.5


def _find_breaks(
    lines: Sequence[Line], columns: Sequence[tuple[float, float]], pitch: float, rules: Sequence[Rule]
) -> list[int]:
    """The indices of lines that begin a row."""
    by_rule = _find_ruled_breaks(lines, columns, rules)
    if by_rule:
        return by_rule
    spaced = [
        place
        for place in range(1, len(lines))
        if lines[place].bottom - lines[place - 1].bottom > _CLOSE * pitch * lines[place].size
    ]
    if sum(1 for line in lines if line.gaps) <= 2 * (len(spaced) + 1):
        return [0, *spaced]  # most lines with several cells begin a row set off by space
    first = columns[0][1]
    return [
        place
        for place, line in enumerate(lines)
        if place == 0
        or place in spaced
        or line.gaps
        or (line.x0 < first and not line.words[0].text[0].islower())
    ]


def _find_ruled_breaks(
    lines: Sequence[Line], columns: Sequence[tuple[float, float]], rules: Sequence[Rule]
) -> list[int]:
    """The indices of lines right below a rule across the table; none if there is no such rule."""
    across = _find_rules_across(columns[0][0], columns[-1][1], rules)
    breaks = [0]
    for place in range(1, len(lines)):
        middle, before = ((line.top + line.bottom) / 2 for line in (lines[place], lines[place - 1]))
        if any(before < rule < middle for rule in across):
            breaks.append(place)
    return breaks if len(breaks) > 1 else []


def _find_rules_across(left: float, right: float, rules: Sequence[Rule]) -> list[float]:
    """The heights at which level rules, whole or in pieces, reach across most of a table."""
    covered: dict[int, float] = defaultdict(float)
    for rule in rules:
        if rule.x1 - rule.x0 > rule.bottom - rule.top:
            covered[round((rule.top + rule.bottom) / 2)] += max(0.0, min(rule.x1, right) - max(rule.x0, left))
    return [height for height, length in covered.items() if length >= _ACROSS * (right - left)]
