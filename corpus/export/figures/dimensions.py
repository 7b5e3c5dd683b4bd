"""Forms, governance and challenges: how often each code is said, and by how many. Pure."""

from __future__ import annotations

from html import escape

from corpus.export.columns import label_of
from corpus.export.figures.bars import Bar, bar_legend, bar_table, draw_bars
from corpus.export.figures.counting import Rows, codes_of, current_rows, group_by_code
from corpus.export.tables import Figure, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import CodeId, Dimension

DIMENSIONS = ("form", "governance", "challenge")


def build_dimensions(inventory: Inventory, texts: Texts) -> Figure:
    """Bars for each dimension, the most said code first; the tables also count rows without any code."""
    rows = current_rows(inventory)
    found = [dimension for dimension in inventory.codebook.dimensions if dimension.id in DIMENSIONS]
    tables, drawn = [], []
    for dimension in found:
        name = label_of(dimension, texts)
        bars = _bars(dimension, rows, inventory.provenance.silent_codes, texts)
        table = _table(dimension, (bars, rows), name, texts)
        drawn.append(f'<p class="figure-heading">{escape(name)}</p>{draw_bars(bars, table, texts)}')
        tables.append(table)
    title = texts["figure.dimensions"]
    first, *more = tables or [Table("bars", title, (), ())]
    return Figure(
        "dimensions",
        title,
        texts["figure.dimensions_lead"],
        bar_legend(texts) + "".join(drawn),
        first,
        tuple(more),
    )


def _bars(dimension: Dimension, rows: Rows, silent: frozenset[CodeId], texts: Texts) -> tuple[Bar, ...]:
    by_code = group_by_code(rows, dimension.id)
    bars = [
        Bar(label_of(code, texts), by_code.get(code.id, ()), code.id in silent) for code in dimension.codes
    ]
    return tuple(sorted(bars, key=lambda bar: (-len(bar.rows), bar.unknown)))


def _table(dimension: Dimension, counted: tuple[tuple[Bar, ...], Rows], name: str, texts: Texts) -> Table:
    bars, rows = counted
    without = tuple(row for row in rows if not codes_of(row, dimension.id))
    rest = Bar(texts["figure.no_code"], without, unknown=False)
    return bar_table(f"bars-{dimension.id}", name, (*bars, rest), texts)
