"""How wide the interval of a share will be, before its cells are read: advice on how many to draw. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.cell_design import share_out
from corpus.cell_records import DEPTH, OPEN, CellLayer, CellSample, Finding
from corpus.cell_shares import CellStratum, estimate_cells

CELL_SIZES: Final = (15, 30, 60, 100, 200)


@dataclass(frozen=True, slots=True)
class CellExpectation:
    """What a draw of `size` cells is expected to tell: the width of the 95 % interval, as a share of all
    cells, and whether there will be a point; and about how many `passages` there will be to read.
    """

    size: int
    width: float
    gives_point: bool
    passages: int


def expect_cell_width(
    sizes: Mapping[CellLayer, int], shares: Mapping[CellLayer, float], wanted: int, depth: int = DEPTH
) -> CellExpectation:
    """The expectation as if each stratum held the code as often as supposed, and were found by the second
    passage where it does.
    """
    drawn = share_out(sizes, shares, wanted)
    strata = [CellStratum(sizes[layer], drawn[layer], round(drawn[layer] * shares[layer])) for layer in OPEN]
    whole = sum(sizes.values())
    total = estimate_cells(strata)
    width = (total.high - total.low) / whole if whole else 0.0
    found = min(2, depth)
    passages = sum(drawn[layer] * (shares[layer] * found + (1 - shares[layer]) * depth) for layer in OPEN)
    return CellExpectation(wanted, width, total.value is not None, round(passages))


def find_cell_sizes(sizes: Mapping[CellLayer, int]) -> Sequence[int]:
    """The sample sizes worth comparing: none above what there is."""
    left = sum(sizes[layer] for layer in OPEN)
    smaller = [size for size in CELL_SIZES if size < left]
    return smaller if len(smaller) == len(CELL_SIZES) or not left else [*smaller, left]


def learn_shares(supposed: Mapping[CellLayer, float], sample: CellSample) -> dict[CellLayer, float]:
    """What share of each stratum is to be supposed after a draw: that of the cells read, drawn towards what
    was supposed before by the weight of two cells.
    """
    found = list(zip(sample.cells, sample.findings, strict=True))
    learned = {}
    for layer, share in supposed.items():
        told = [finding for cell, finding in found if cell.layer is layer]
        hits, misses = told.count(Finding.YES), told.count(Finding.NO)
        learned[layer] = (hits + 2 * share) / (hits + misses + 2)
    return learned
