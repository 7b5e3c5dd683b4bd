"""Which difficulties are met by which ways of handling them. Pure."""

from __future__ import annotations

from corpus.export.columns import label_of
from corpus.export.figures.counting import current_rows
from corpus.export.figures.grid import Axis, build_grid, draw_grid, grid_table
from corpus.export.tables import Figure
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import CodeId


def build_difficulties(inventory: Inventory, texts: Texts) -> Figure:
    """Difficulties down, ways of handling across; each side has a line for statements without the other."""
    sides = (
        _axis(inventory, texts, "difficulty", "figure.no_difficulty"),
        _axis(inventory, texts, "handling", "figure.no_handling"),
    )
    rows = tuple(
        row
        for row in current_rows(inventory)
        if any(code.startswith(("difficulty.", "handling.")) for code in row.statement.truth.codes)
    )
    grid = build_grid("difficulties", rows, sides, inventory.provenance.silent_codes)
    table = grid_table(grid, texts, texts["figure.difficulties"])
    lead = texts.fill("figure.difficulties_lead", rows=len(rows))
    return Figure("difficulties", texts["figure.difficulties"], lead, draw_grid(grid, table, texts), table)


def _axis(inventory: Inventory, texts: Texts, dimension: str, none: str) -> Axis:
    own = [code for code in inventory.codebook.codes if code.dimension == dimension]
    without = CodeId(f"{dimension}.none_stated")
    codes = (*((code.id, label_of(code, texts)) for code in own), (without, texts[none]))
    return Axis(dimension, codes, none=without)
