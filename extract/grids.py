"""Grids: the drawn lines of a page to the rows and columns that they rule."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.sheets import Rule, Word

TOUCH: Final = 3.0  # points: rules closer than this are one, or meet
MAX_RULES: Final = 1500  # the densest real page of a table had 900
_COVER: Final = 0.6  # of the side of a cell that rules must cover to bound it
_MIN_RULES: Final = 5  # two cells side by side

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
        while column > 0 and not _is_drawn(self.walls[column], self.ys[row], self.ys[row + 1]):
            column -= 1
        while row > 0 and not _is_drawn(self.floors[row], self.xs[column], self.xs[column + 1]):
            row -= 1
        return row, column

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
    if len(xs) < 3 or len(ys) < 2:  # two columns, one row
        return None
    return Grid(xs, ys, walls, floors)


def _merge(rules: Sequence[tuple[float, float, float]]) -> tuple[tuple[float, ...], tuple[Spans, ...]]:
    """(place, from, to) of parallel rules to the lines that they lie on, and where these are drawn."""
    places: list[float] = []
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for place, start, end in sorted(rules):
        if not places or place - places[-1] > TOUCH:
            places.append(place)
        spans[len(places) - 1].append((start, end))
    return tuple(places), tuple(tuple(spans[number]) for number in range(len(places)))
