"""The evidence gap map: with whom, and for which purpose. Pure."""

from __future__ import annotations

from corpus.export.columns import label_of
from corpus.export.figures.counting import count_documents, count_municipalities, current_rows
from corpus.export.figures.grid import Axis, build_grid, draw_grid, grid_table
from corpus.export.tables import Figure
from corpus.export.texts import Texts
from corpus.inventory import NO_PURPOSE
from corpus.inventory_records import Inventory
from corpus.records import Code, Codebook


def build_gap_map(inventory: Inventory, texts: Texts) -> Figure:
    """Partners by sector down, purposes across, with the statements that name no purpose."""
    rows = current_rows(inventory)
    across = Axis(
        "purpose",
        (
            *((code.id, label_of(code, texts)) for code in _codes(inventory.codebook, "purpose")),
            (NO_PURPOSE, texts["no_purpose"]),
        ),
        none=NO_PURPOSE,
    )
    sides = (_partners(inventory.codebook, texts), across)
    grid = build_grid("gap-map", rows, sides, inventory.provenance.silent_codes)
    table = grid_table(grid, texts, texts["figure.gap_map"])
    lead = texts.fill(
        "figure.gap_map_lead",
        rows=len(rows),
        documents=count_documents(rows),
        municipalities=count_municipalities(rows),
    )
    return Figure("gap-map", texts["figure.gap_map"], lead, draw_grid(grid, table, texts), table)


def _partners(codebook: Codebook, texts: Texts) -> Axis:
    """Partner codes by sector, in the codebook's order of both; those without a sector last."""
    order = [sector for sector, _, _ in codebook.sectors] + [""]
    codes = sorted(_codes(codebook, "partner"), key=lambda code: order.index(code.sector))
    names = {sector: en if texts.language == "en" else sv for sector, sv, en in codebook.sectors}
    first = {code.sector: code.id for code in reversed(codes) if code.sector}
    groups = tuple((first[sector], names[sector]) for sector in order if sector in first)
    return Axis("partner", tuple((code.id, label_of(code, texts)) for code in codes), groups=groups)


def _codes(codebook: Codebook, dimension: str) -> list[Code]:
    return [code for code in codebook.codes if code.dimension == dimension]
