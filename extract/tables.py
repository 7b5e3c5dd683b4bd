"""Ruled tables: the words inside a grid to rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.grids import Grid, find_grids
from extract.lines import Line, join_rows, split_runs
from extract.sheets import Rule, Word

_MAX_CROSSED: Final = 0.3  # of the runs of a table: tight cells may look like one run

Cell = tuple[Line, ...]
"""The lines of one cell, from top to bottom."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its box in points as shown, and its rows of cells from top to bottom."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: tuple[tuple[Cell, ...], ...]


def split_tables(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Table], list[Word]]:
    """The ruled tables of a page, and the words that stand in none of them."""
    tables: list[Table] = []
    rest = list(words)
    for grid in find_grids(rules):
        inside = [word for word in rest if grid.holds(word)]
        table = _read_table(grid, inside)
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]
    return tables, rest


def _read_table(grid: Grid, words: Sequence[Word]) -> Table | None:
    """The rows of a grid; None where it frames or shades running text. Empty cells and rows are left out."""
    if _is_shading(grid, words):
        return None
    homes: dict[tuple[int, int], tuple[int, int]] = {}
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = grid.find_cell(word)
        if place not in homes:
            homes[place] = grid.find_home(*place)
        cells.setdefault(homes[place], []).append(word)
    rows: dict[int, list[Cell]] = {}
    for row, column in sorted(cells):
        rows.setdefault(row, []).append(tuple(join_rows(split_runs(cells[row, column]))))
    if max(map(len, rows.values()), default=0) < 2:  # one column is a frame around text
        return None
    return Table(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], tuple(map(tuple, rows.values())))


def _is_shading(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether the text runs on over the upright rules: then they are the edges of shadings, not of cells."""
    runs = split_runs(words)
    crossed = sum(grid.is_crossed(run.x0, run.x1, (run.top + run.bottom) / 2) for run in runs)
    return crossed > _MAX_CROSSED * len(runs)
