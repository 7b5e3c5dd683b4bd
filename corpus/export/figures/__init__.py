"""The figures of an inventory: pictures whose numbers lead to their rows, each with its table. Pure."""

from __future__ import annotations

from corpus.export.figures.combinations import build_combinations
from corpus.export.figures.country import build_country
from corpus.export.figures.difficulties import build_difficulties
from corpus.export.figures.dimensions import build_dimensions
from corpus.export.figures.gap_map import build_gap_map
from corpus.export.figures.partners import build_partners
from corpus.export.figures.peers import build_peers
from corpus.export.figures.years import build_years
from corpus.export.tables import Figure
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory

_BUILDERS = (
    build_gap_map,
    build_country,
    build_dimensions,
    build_difficulties,
    build_years,
    build_peers,
    build_partners,
    build_combinations,
)


def build_figures(inventory: Inventory, texts: Texts) -> tuple[Figure, ...]:
    """Every figure, in reading order; none when no row is current and nothing is covered."""
    if not inventory.rows and not inventory.coverage:
        return ()
    return tuple(build(inventory, texts) for build in _BUILDERS)
