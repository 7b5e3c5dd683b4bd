"""Ruled tables: the words inside a grid to rows of cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extract.grids import Grid
from extract.lines import Line, Row, join_rows, split_runs
from extract.rows import ONE, RowShape, Span
from extract.sheets import Word

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
    rows: tuple[Row, ...]


def split_tables(words: Sequence[Word], grids: Sequence[Grid]) -> tuple[list[Table], list[Word]]:
    """The ruled tables of a page in its grids, and the words that stand in none of them."""
    tables: list[Table] = []
    rest = list(words)
    for grid in grids:
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
    lines = {place: tuple(join_rows(split_runs(words))) for place, words in cells.items()}
    rows = tuple(_iter_rows(grid, lines))
    if max((sum(map(bool, row.cells)) for row in rows), default=0) < 2 and grid.floors[0]:
        return None  # one column is a frame around text, unless it is open above: the rest of a row
    return Table(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], rows)


def _iter_rows(grid: Grid, cells: dict[tuple[int, int], Cell]) -> Iterator[Row]:
    """The rows that hold words, with a cell for each of the grid but where one from above reaches in."""
    kept = sorted({row for row, _ in cells})
    for row in kept:
        own: list[Cell] = []
        spans: list[Span] = []
        for first, last in grid.split_row(row):
            home = grid.find_home(row, first)
            if row == kept[bisect_left(kept, home[0])]:  # rows without words are left out
                below = grid.find_last_row(row, first)
                own.append(cells.get(home, ()))
                spans.append((sum(row <= other <= below for other in kept), last - first))
        shape = RowShape(tuple(spans) if any(span != ONE for span in spans) else (), opens=row == kept[0])
        yield Row(tuple(own), shape)


def _is_shading(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether the text runs on over the upright rules: then they are the edges of shadings, not of cells."""
    runs = split_runs(words)
    crossed = sum(grid.is_crossed(run.x0, run.x1, (run.top + run.bottom) / 2) for run in runs)
    return crossed > _MAX_CROSSED * len(runs)
