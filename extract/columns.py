"""Reading order: the runs of a page to strips of text, each read from top to bottom.

A gutter is found from left edges, not from the file's order: where several runs begin at the same x and
none crosses the white strip before it, over a stretch of at least three lines on both sides, there are two
columns. What crosses the strip (a title, a wide table) ends the stretch. Columns inside columns are found
the same way again. Tables without rules look alike; they are told apart by how little their cells fill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from extract.lines import Line, join_rows

_MIN_LINES: Final = 3  # on either side of a gutter
_GUTTER: Final = 0.8  # of a font size: the least width of a gutter
_SLACK: Final = 3.0  # points by which left edges of one column differ
_CANDIDATES: Final = 8  # left edges that are tried, the most frequent first
_INDENT: Final = 20  # points: first lines begin further in
_FILL: Final = 0.6  # of the column: what the median line of running text fills
_MIN_WORDS: Final = 2.5  # the mean run of the narrowest column has as many
_MIN_WIDTH: Final = 60.0  # points
_MAX_STEP: Final = 1.75  # font sizes between baselines: the rows of tables stand further apart
_MOSTLY: Final = 0.7
_SOLID_LINES: Final = 5
_SOLID_WORDS: Final = 5.0
_ALIGNED: Final = 0.5  # of the runs of the shorter column
_MAX_RUNS: Final = 1200  # of a page: maps and drawings have more; the densest page of text had 400
_MAX_DEPTH: Final = 4


class _Cut(NamedTuple):
    """Two columns: those runs between `top` and `bottom` that stand left and right of `x`."""

    x: float
    top: float
    bottom: float
    left: list[Line]
    right: list[Line]


def split_strips(runs: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """The runs of a page to strips in reading order, each a column's lines from top to bottom."""
    if not runs:
        return []
    sized = 2 * _MIN_LINES <= len(runs) <= _MAX_RUNS
    cut = _find_cut(runs) if depth < _MAX_DEPTH and sized else None
    if cut is None:
        return [join_rows(runs)]
    inside = {id(run) for run in cut.left} | {id(run) for run in cut.right}
    outside = [run for run in runs if id(run) not in inside]
    above = [run for run in outside if run.top + run.bottom < cut.top + cut.bottom]
    below = [run for run in outside if run.top + run.bottom >= cut.top + cut.bottom]
    parts = (above, cut.left, cut.right, below)
    return [strip for part in parts for strip in split_strips(part, depth + 1)]


def _find_cut(runs: Sequence[Line]) -> _Cut | None:
    edges = Counter(round(run.x0 / 2) * 2 for run in runs)
    leftmost = min(run.x0 for run in runs)
    best: _Cut | None = None
    for edge in _iter_edges(runs, edges):
        if edge < leftmost + 30:  # points: no column of text is narrower
            continue
        for cut in _iter_cuts(runs, edge - _SLACK):
            if best is None or len(cut.left) + len(cut.right) > len(best.left) + len(best.right):
                best = cut
    return best


def _iter_edges(runs: Sequence[Line], edges: Counter[int]) -> Iterator[int]:
    """Left edges that a column may have: those that several runs share, and the first one beside them."""
    frequent = edges.most_common(_CANDIDATES)
    for edge, _ in frequent:
        if sum(edges[near] for near in range(edge, edge + _INDENT, 2)) >= _MIN_LINES:
            yield edge
    first = min(edge for edge, count in frequent if count == frequent[0][1])
    end = max(run.x1 for run in runs if abs(run.x0 - first) < _INDENT)
    beside = [edge for edge in edges if edge > end]
    if beside:
        yield min(beside)


def _iter_cuts(runs: Sequence[Line], x: float) -> list[_Cut]:
    size = median(run.size for run in runs)
    gutter = x - _GUTTER * size + _SLACK
    stops = sorted(
        ((run.top, run.bottom) for run in runs if run.x0 < x and run.x1 > gutter), key=lambda stop: stop[0]
    )
    cuts = []
    low = float("-inf")
    for top, bottom in [*stops, (float("inf"), float("inf"))]:
        if top > low:
            cut = _get_cut(runs, x, low, top)
            if cut is not None:
                cuts.append(cut)
        low = max(low, bottom)
    return cuts


def _get_cut(runs: Sequence[Line], x: float, low: float, high: float) -> _Cut | None:
    between = [run for run in runs if low < (run.top + run.bottom) / 2 < high]
    left = sorted((run for run in between if run.x0 < x), key=lambda run: run.top)
    right = sorted((run for run in between if run.x0 >= x), key=lambda run: run.top)
    if len(left) < _MIN_LINES or not right:
        return None
    left = _trim(left, right)
    if len(right) < _MIN_LINES:
        if not _begins_column(left, right):
            return None
    elif not _are_columns(left, right) and not _is_solid_beside(left, right):
        return None
    both = left + right
    return _Cut(x, min(run.top for run in both), max(run.bottom for run in both), left, right)


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Whether both sides are running text; one of them may be several columns itself."""
    if _is_prose(left):
        return _is_prose(right) or _is_split(right)
    return _is_prose(right) and _is_split(left)


def _is_split(runs: list[Line]) -> bool:
    """Whether most of the runs stand in two columns."""
    cut = _find_cut(runs) if len(runs) >= 2 * _SOLID_LINES else None
    return cut is not None and len(cut.left) + len(cut.right) >= _MOSTLY * len(runs)


def _trim(left: list[Line], right: list[Line]) -> list[Line]:
    """Without what stands lower than the right column and apart: the heading of what comes below both."""
    end = max(run.bottom for run in right)
    kept = list(left)
    while len(kept) > _MIN_LINES and kept[-1].top > end:
        last, before = kept[-1], kept[-2]
        if (
            last.top - before.bottom < 0.8 * last.size
            and last.size <= before.size
            and last.bold == before.bold
        ):
            break
        kept.pop()
    return kept


def _begins_column(left: list[Line], right: list[Line]) -> bool:
    """Whether one or two runs are the last lines of a text that goes on at the top of its second column."""
    level = abs(right[0].bottom - left[0].bottom) < 0.5 * left[0].size
    words = sum(len(run.words) for run in right)
    return level and words >= _MIN_WORDS * len(right) and _is_solid(left)


def _is_solid_beside(left: list[Line], right: list[Line]) -> bool:
    """Whether one column is surely running text, and the other stands on lines of its own beside it."""
    aligned = sum(any(abs(run.bottom - other.bottom) < 1.0 for other in left) for run in right)
    if aligned > _ALIGNED * min(len(left), len(right)):
        return False  # the cells of a table stand on the same lines
    return _is_solid(left) or _is_solid(right)


def _is_solid(column: list[Line]) -> bool:
    lines = join_rows(column)
    words = sum(len(line.words) for line in lines) / len(lines)
    return len(lines) >= _SOLID_LINES and words >= _SOLID_WORDS and _is_prose(column)


def _is_prose(column: list[Line]) -> bool:
    """Whether a column holds running text, and not the cells of a table or the labels of a figure."""
    lines = [line for line in join_rows(column) if line.table is None]
    if len(lines) < _MIN_LINES or sum(len(run.words) for run in column) < _MIN_WORDS * len(column):
        return False
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    fill = median(line.width for line in lines) / max(x1 - x0, 1.0)
    steps = [(b.bottom - a.bottom) / max(b.size, 0.1) for a, b in pairwise(lines)]
    return fill >= _FILL and x1 - x0 >= _MIN_WIDTH and median(steps) <= _MAX_STEP
