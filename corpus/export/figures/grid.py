"""A gap map: bubbles for the rows of each pair of codes, and marks where there are none. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from corpus.export.figures.counting import Rows, codes_of, describe, number_of, strategies_of
from corpus.export.figures.drawing import (
    address,
    circle,
    frame,
    label,
    legend,
    line,
    link,
    rect,
    scroll,
    text,
    wrap,
)
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import InventoryRow
from corpus.records import CodeId

_CELL = 52.0
_HEAD = 168.0  # of the columns' labels, which stand upright
_SIDE = 190.0
_BAND = 24.0  # of a group's name
_LARGEST = 19.0
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Axis:
    """The codes along one side with their labels, in order. `none` is the code that stands for no code of
    the dimension (None when such rows are left out); `groups` names the group that begins at a code.
    """

    dimension: str
    codes: tuple[tuple[CodeId, str], ...]
    none: CodeId | None = None
    groups: tuple[tuple[CodeId, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A gap map's cells: rows by (row code, column code), with the rows of each line and column."""

    id: str
    down: Axis
    across: Axis
    cells: dict[tuple[CodeId, CodeId], Rows]
    by_row: dict[CodeId, Rows]
    by_column: dict[CodeId, Rows]
    silent: frozenset[CodeId]


def build_grid(name: str, rows: Rows, sides: tuple[Axis, Axis], silent: frozenset[CodeId]) -> Grid:
    """Spread the rows; a row stands in every cell that its codes name, and once in each total."""
    down, across = sides
    cells: dict[tuple[CodeId, CodeId], list[int]] = defaultdict(list)
    lines: dict[CodeId, list[int]] = defaultdict(list)
    columns: dict[CodeId, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        first, second = _codes_on(row, down), _codes_on(row, across)
        for code in first if second else ():
            lines[code].append(place)
            for other in second:
                cells[code, other].append(place)
        for other in second if first else ():
            columns[other].append(place)
    return Grid(
        name, down, across, _gather(cells, rows), _gather(lines, rows), _gather(columns, rows), silent
    )


def grid_table(grid: Grid, texts: Texts, caption: str) -> Table:
    """The table that says what the grid shows; the last row and the last column are totals."""
    body = [
        (
            Count(name),
            *(number_of(grid.cells.get((code, other), ()), texts) for other, _ in grid.across.codes),
            number_of(grid.by_row.get(code, ()), texts),
        )
        for code, name in grid.down.codes
    ]
    every = {id(row): row for held in grid.by_row.values() for row in held}
    totals = (number_of(grid.by_column.get(other, ()), texts) for other, _ in grid.across.codes)
    body.append((Count(texts["figure.total"]), *totals, number_of(tuple(every.values()), texts)))
    head = ("", *(name for _, name in grid.across.codes), texts["figure.total"])
    return Table(grid.id, caption, head, tuple(body), texts["figure.totals_note"])


def draw_grid(grid: Grid, table: Table, texts: Texts) -> str:
    """The picture: labels that stay while the bubbles scroll, and what the marks mean."""
    heights = _heights(grid)
    bottom = heights[-1] + _CELL
    side = [label(0, heights[-1] + _CELL / 2, [texts["figure.total"]], "fig-strong")]
    begins = dict(grid.down.groups)
    for (code, name), top in zip(grid.down.codes, heights, strict=False):
        if code in begins:
            side.append(text(0, top - 8, begins[code], "fig-group"))
        side.append(label(0, top + _CELL / 2, wrap(name, 26, 3)))
    width = _CELL * (len(grid.across.codes) + 1)
    body = [_heads(grid, texts)]
    body += [_line(grid, table, (place, top), texts) for place, top in enumerate(heights)]
    pictures = frame((_SIDE, bottom), "".join(side), table.caption, "fig fig-side") + frame(
        (width, bottom), "".join(body), table.caption
    )
    return scroll(pictures, table.caption) + _legend(texts)


def _codes_on(row: InventoryRow, axis: Axis) -> tuple[CodeId, ...]:
    held = codes_of(row, axis.dimension)
    return held or ((axis.none,) if axis.none else ())


def _gather(places: dict[_Key, list[int]], rows: Rows) -> dict[_Key, Rows]:
    return {key: tuple(rows[place] for place in held) for key, held in places.items()}


def _heights(grid: Grid) -> list[float]:
    """The top of each line, and of the totals."""
    begins, at, found = dict(grid.down.groups), _HEAD, []
    for code, _ in grid.down.codes:
        at += _BAND if code in begins else 0
        found.append(at)
        at += _CELL
    return [*found, at + 6]


def _heads(grid: Grid, texts: Texts) -> str:
    names = [name for _, name in grid.across.codes] + [texts["figure.total"]]
    return "".join(
        f'<g transform="translate({_CELL * place + _CELL / 2:.0f} {_HEAD - 8:.0f}) rotate(-90)">'
        f"{label(0, 0, wrap(name, 24, 3))}</g>"
        for place, name in enumerate(names)
    )


def _line(grid: Grid, table: Table, at: tuple[int, float], texts: Texts) -> str:
    place, top = at
    most = max((len(held) for held in grid.cells.values()), default=1)
    codes = [code for code, _ in grid.down.codes]
    own = codes[place] if place < len(codes) else CodeId("")
    drawn = [line((0, top), (_CELL * len(table.head), top), "fig-rule")]
    for column, count in enumerate(table.rows[place][1:]):
        other = grid.across.codes[column][0] if column < len(grid.across.codes) else CodeId("")
        middle = _CELL * column + _CELL / 2
        if not count.rows:
            key = "unknown" if own in grid.silent or other in grid.silent else "gap"
            drawn.append(_empty(middle, top, key, texts))
            continue
        marks = text(middle, top + _CELL - 4, count.text, "fig-number")
        if own and other:
            marks = _bubble(middle, top + 20, count.rows, most) + marks
        # the whole cell can be clicked, not only what is drawn in it
        marks = rect(middle - _CELL / 2, top, (_CELL, _CELL), "fig-hit") + marks
        title = f"{table.rows[place][0].text} × {table.head[column + 1]}: {describe(count.rows, texts)}"
        drawn.append(link(address(table.id, place, column + 1), marks, title))
    return "".join(drawn)


def _bubble(x: float, y: float, rows: Rows, most: int) -> str:
    """The whole disc's area shows all rows, the inner one's the strategies."""
    outer = max(3.0, _LARGEST * (len(rows) / most) ** 0.5)
    inner = outer * (len(strategies_of(rows)) / len(rows)) ** 0.5
    return circle(x, y, outer, "fig-description") + circle(x, y, inner, "fig-strategy")


def _empty(x: float, top: float, key: str, texts: Texts) -> str:
    """Nothing found ("gap"), or nothing that the model could have found ("unknown")."""
    sign = {"gap": "0", "unknown": "?"}[key]
    mark = rect(x - 15, top + 11, (30, 30), f"fig-{key}") + text(x, top + 30, sign, "fig-number fig-faint")
    return f"<g>{mark}<title>{escape(texts[f'figure.{key}'])}</title></g>"


def _legend(texts: Texts) -> str:
    return legend(
        (
            (circle(9, 9, 8, "fig-strategy"), texts["strategies"]),
            (circle(9, 9, 7.5, "fig-description"), texts["descriptions"]),
            (rect(2, 2, (14, 14), "fig-gap"), texts["figure.gap"]),
            (rect(2, 2, (14, 14), "fig-unknown"), texts["figure.unknown"]),
        )
    )
