"""Grids: the drawn lines of a page to the rows and columns that they rule."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from extract.sheets import Rule, Word

TOUCH: Final = 3.0  # points: rules closer than this are one, or meet
MAX_RULES: Final = 1500  # the densest real page of a table had 900
_COVER: Final = 0.6  # of the side of a cell that rules must cover to bound it
_MIN_RULES: Final = 5  # two cells side by side
_ROOM: Final = 8.0  # points: the least height of a row

Spans = tuple[tuple[float, float], ...]
"""Stretches (from, to) along one line of a grid that are drawn."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Ruled cells: `xs` and `ys` are the lines of the grid, in points as shown.

    `walls[k]` tells where the upright line ``xs[k]`` is drawn, and `floors[k]` where the level ``ys[k]`` is.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    walls: tuple[Spans, ...]
    floors: tuple[Spans, ...]

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word is inside."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1

    def find_cell(self, word: Word) -> tuple[int, int]:
        """(row, column) of the cell of the grid that the middle of a word is in."""
        row = bisect_left(self.ys, (word.top + word.bottom) / 2) - 1
        column = bisect_left(self.xs, (word.x0 + word.x1) / 2) - 1
        return min(max(row, 0), len(self.ys) - 2), min(max(column, 0), len(self.xs) - 2)

    def find_home(self, row: int, column: int) -> tuple[int, int]:
        """(row, column) of the upper left cell of the merged cell that a cell belongs to."""
        while not self._is_walled(row, column):
            column -= 1
        while row > 0 and self._goes_down(row - 1, column):
            row -= 1
        return row, column

    def _is_walled(self, row: int, column: int) -> bool:
        """Whether a cell begins at a column of a row."""
        return column == 0 or _is_drawn(self.walls[column], self.ys[row], self.ys[row + 1])

    def _goes_down(self, row: int, column: int) -> bool:
        """Whether the cell that begins here goes on in the row below."""
        floor = self.floors[row + 1]
        return self._is_walled(row, column) and not _is_drawn(floor, self.xs[column], self.xs[column + 1])

    def split_row(self, row: int) -> list[tuple[int, int]]:
        """The cells of a row as (first column, column after the last)."""
        last = len(self.xs) - 1
        firsts = [column for column in range(last) if self._is_walled(row, column)]
        return list(zip(firsts, [*firsts[1:], last], strict=True))

    def find_last_row(self, row: int, column: int) -> int:
        """The last row that the merged cell with its upper left cell here reaches down to."""
        while row + 2 < len(self.ys) and self._goes_down(row, column) and self._is_walled(row + 1, column):
            row += 1
        return row

    def is_crossed(self, x0: float, x1: float, y: float) -> bool:
        """Whether a stretch of text runs over a drawn upright line inside the grid."""
        for x, spans in zip(self.xs[1:-1], self.walls[1:-1], strict=True):
            if x0 + TOUCH < x < x1 - TOUCH and any(top <= y <= bottom for top, bottom in spans):
                return True
        return False


def _is_drawn(spans: Spans, start: float, end: float) -> bool:
    covered = sum(max(0.0, min(high, end) - max(low, start)) for low, high in spans)
    return covered >= _COVER * (end - start)


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of a page with at least two columns. None where there are too many rules to be tables."""
    if not _MIN_RULES <= len(rules) <= MAX_RULES:
        return []
    grids = (_find_grid(group) for group in _split_groups(rules))
    return [grid for grid in grids if grid is not None]


class PageGrids:
    """The grids of one page, looked for when they are first asked for: tagged pages mostly need none."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules

    @cached_property
    def found(self) -> tuple[Grid, ...]:
        """The grids of the page."""
        return tuple(find_grids(self._rules))


NO_GRIDS: Final = PageGrids(())
"""A page without rules."""


class _Group:
    """Rules that touch each other, directly or through others, and the box around them."""

    def __init__(self, rule: Rule) -> None:
        self.rules = [rule]
        self.x0, self.top, self.x1, self.bottom = rule

    def meets(self, rule: Rule) -> bool:
        return (
            rule.x0 <= self.x1 + TOUCH
            and rule.x1 >= self.x0 - TOUCH
            and rule.top <= self.bottom + TOUCH
            and rule.bottom >= self.top - TOUCH
        )

    def add(self, other: _Group) -> None:
        self.rules.extend(other.rules)
        self.x0, self.top = min(self.x0, other.x0), min(self.top, other.top)
        self.x1, self.bottom = max(self.x1, other.x1), max(self.bottom, other.bottom)


def _split_groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[_Group] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        joined = _Group(rule)
        apart = []
        for group in groups:
            if group.meets(rule):
                joined.add(group)
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [group.rules for group in groups if len(group.rules) >= _MIN_RULES]


def _find_grid(rules: Sequence[Rule]) -> Grid | None:
    upright = [((r.x0 + r.x1) / 2, r.top, r.bottom) for r in rules if r.x1 - r.x0 <= r.bottom - r.top]
    level = [((r.top + r.bottom) / 2, r.x0, r.x1) for r in rules if r.x1 - r.x0 > r.bottom - r.top]
    xs, walls = _merge(upright)
    ys, floors = _merge(level)
    if len(xs) < 3 or not ys:
        return None
    ys, floors = _close_ends(walls, ys, floors)
    return Grid(xs, ys, walls, floors) if len(ys) > 1 else None  # two columns, one row


def _close_ends(
    walls: Sequence[Spans], ys: tuple[float, ...], floors: tuple[Spans, ...]
) -> tuple[tuple[float, ...], tuple[Spans, ...]]:
    """The level lines with one more where all upright lines run out together: a row that a page break cuts is
    not ruled off there.
    """
    top, bottom = (
        max(min(low for low, _ in spans) for spans in walls),
        min(max(h for _, h in s) for s in walls),
    )
    if top < ys[0] - _ROOM:
        ys, floors = (top, *ys), ((), *floors)
    if bottom > ys[-1] + _ROOM:
        ys, floors = (*ys, bottom), (*floors, ())
    return ys, floors


def _merge(rules: Sequence[tuple[float, float, float]]) -> tuple[tuple[float, ...], tuple[Spans, ...]]:
    """(place, from, to) of parallel rules to the lines that they lie on, and where these are drawn."""
    places: list[float] = []
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for place, start, end in sorted(rules):
        if not places or place - places[-1] > TOUCH:
            places.append(place)
        spans[len(places) - 1].append((start, end))
    return tuple(places), tuple(tuple(spans[number]) for number in range(len(places)))
