"""Draws of municipalities as cells, with what was found in each: material for tests."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.cell_records import DEPTH, Cell, CellAudit, CellLayer, CellSample, Finding
from corpus.estimate_material import Ground
from corpus.estimate_records import Unit
from corpus.machine_shares import ALONE
from tests import factories
from tests.audits import CODES, REGION

CODE = CODES[REGION]


def make_sample(ground: Ground, found: Mapping[str, tuple[CellLayer, Finding]]) -> CellSample:
    """A draw of municipalities with what was found in each."""
    audit = CellAudit(
        1, 1, factories.AT, "model", CODE, ALONE, Unit.MUNICIPALITY, DEPTH, 10_000, 0, frozenset[str]()
    )
    cells = [
        Cell(owner, layer, 20, 12, 1.0, None if finding is Finding.UNREAD else place)
        for place, (owner, (layer, finding)) in enumerate(found.items())
    ]
    return CellSample(audit, tuple(cells), tuple(finding for _, finding in found.values()))


def mixed(ground: Ground) -> dict[str, tuple[CellLayer, Finding]]:
    """Of 24 municipalities 6 are verified; of 12 likely 6 are read, 4 with a find; of 6 others 5, none."""
    kinds = [(CellLayer.VERIFIED, Finding.YES)] * 6
    kinds += [(CellLayer.LIKELY, Finding.YES)] * 4 + [(CellLayer.LIKELY, Finding.NO)] * 2
    kinds += [(CellLayer.LIKELY, Finding.UNREAD)] * 6
    kinds += [(CellLayer.REST, Finding.NO)] * 5 + [(CellLayer.REST, Finding.UNREAD)]
    return dict(zip([one.code for one in ground.municipalities], kinds, strict=True))
