"""Bars: how many strategies and descriptions each name holds, and of how many municipalities. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.export.figures.counting import (
    Rows,
    count_municipalities,
    descriptions_of,
    number_of,
    strategies_of,
)
from corpus.export.figures.drawing import address, frame, label, legend, line, link, rect, scroll, text, wrap
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

_LINE = 40.0
_HEAD = 22.0
_SIDE = 210.0
_LONGEST = 300.0
_NUMBER = 56.0  # beside the longest bar
_LAST = 90.0  # the column of municipalities
_BAR = 12.0


@dataclass(frozen=True, slots=True)
class Bar:
    """The rows of one name. `unknown`: the model never assigns it, so no rows are no finding."""

    name: str
    rows: Rows
    unknown: bool


def bar_table(name: str, caption: str, bars: tuple[Bar, ...], texts: Texts) -> Table:
    """The table that says what the bars show: strategies, descriptions, both, municipalities."""
    head = ("", *(texts[key] for key in ("strategies", "descriptions", "figure.total", "municipalities")))
    lines = tuple((Count(bar.name), *_cells(bar.rows, texts)) for bar in bars)
    unknown = [bar.name for bar in bars if bar.unknown]
    note = f"{texts['silent']} {'; '.join(unknown).removesuffix('.')}." if unknown else ""
    return Table(name, caption, head, lines, note)


def draw_bars(bars: tuple[Bar, ...], table: Table, texts: Texts) -> str:
    """The picture of the table's first lines, one for each bar; names stay while the bars scroll."""
    height = _HEAD + _LINE * len(bars)
    most = max((cell.value or 0 for row in table.rows[: len(bars)] for cell in row[1:3]), default=0)
    end = _LONGEST + _NUMBER
    side, body = [], [text(end + _LAST / 2, 14, texts["municipalities"], "fig-label fig-middle")]
    for place, bar in enumerate(bars):
        top = _HEAD + _LINE * place
        side.append(label(0, top + _LINE / 2, wrap(bar.name, 28, 2)))
        body.append(line((0, top), (end + _LAST, top), "fig-rule"))
        if not bar.rows:
            words = texts["figure.never_assigned" if bar.unknown else "none_here"]
            body.append(text(4, top + _LINE / 2 + 4, words, "fig-label fig-faint"))
            continue
        cells = enumerate(zip(table.rows[place], table.head, strict=True))
        for column, (cell, head) in (one for one in cells if one[1][0].rows and one[0] != 3):
            marks = _mark(cell, column, (top, most))
            body.append(link(address(table.id, place, column), marks, f"{bar.name}: {head}, {cell.text}"))
    drawn = frame((_SIDE, height), "".join(side), table.caption, "fig fig-side") + frame(
        (end + _LAST, height), "".join(body), table.caption
    )
    return scroll(drawn, table.caption)


def bar_legend(texts: Texts) -> str:
    """What the two colours mean."""
    return legend(
        (
            (rect(2, 4, (14, 10), "fig-strategy"), texts["strategies"]),
            (rect(2, 4, (14, 10), "fig-description"), texts["descriptions"]),
        )
    )


def _cells(rows: Rows, texts: Texts) -> tuple[Count, ...]:
    municipalities = count_municipalities(rows)
    return (
        number_of(strategies_of(rows), texts),
        number_of(descriptions_of(rows), texts),
        number_of(rows, texts),
        Count(texts.number(municipalities), rows, municipalities),
    )


def _mark(cell: Count, column: int, at: tuple[float, float]) -> str:
    top, most = at
    if column == 4:
        return text(_LONGEST + _NUMBER + _LAST / 2, top + _LINE / 2 + 4, cell.text, "fig-number")
    long = max(1.5, _LONGEST * (cell.value or 0) / most)
    y = top + _LINE / 2 - _BAR - 1 if column == 1 else top + _LINE / 2 + 1
    bar = rect(0, y, (long, _BAR), "fig-strategy" if column == 1 else "fig-description")
    return bar + text(long + 5, y + _BAR - 2, cell.text, "fig-number fig-left")
