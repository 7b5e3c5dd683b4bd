"""How cells are laid out, cut into strata and drawn, and which of their passages are read. Pure."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from corpus.audit_design import allocate
from corpus.cell_records import OPEN, CellLayer
from corpus.estimate_material import Bools, Codings, Doubles, Ground, Ints, join_scores
from corpus.estimate_records import Unit
from corpus.records import CodeId

FLOOR: Final = 8
"""So many of each stratum are read, more than `cell_shares.FEW_READ`, since some readings end unclear."""
MISSED: Final = 0.03
"""What is supposed of cells of which the model says nothing: so many hold the code all the same."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one code: those municipalities, or documents, that have a passage to hold it.

    `owners` are municipalities' codes or documents' SHA-256; `places` has (document's place in the ground,
    cell's place) for each that a cell is made of. By cell: how many passages there are, how many of them got
    a probability of the code, the highest of these, and whether the model counts any.
    """

    owners: tuple[str, ...]
    places: Ints
    passages: Ints
    scored: Ints
    top: Doubles
    accepted: Bools

    def find_cells(self) -> dict[int, list[int]]:
        """The cells of each document's place."""
        found: dict[int, list[int]] = {}
        for document, cell in self.places.tolist():
            found.setdefault(document, []).append(cell)
        return found


def score_passages(codings: Codings, codes: Sequence[CodeId]) -> tuple[Doubles, Bools]:
    """The model's probability of each passage that it holds the code, or both, and whether it counts it."""
    columns = [codings.column(code) for code in codes]
    scores = codings.scores[:, columns].astype(np.float64)
    accepted = np.asarray(codings.accepted[:, columns].all(axis=1), dtype=np.bool_)
    if len(columns) == 1:
        return scores[:, 0], accepted
    return join_scores(codings, scores[:, 0], scores[:, 1]), accepted


def lay_grid(ground: Ground, codings: Codings, codes: Sequence[CodeId], unit: Unit) -> Grid:
    """Every cell of one code, or of two at once. Raises ValueError for passages, which are no cells."""
    scores, counted = score_passages(codings, codes)
    of_documents = [np.zeros(len(ground.documents)) for _ in range(3)]
    scored, top, accepted = of_documents
    np.add.at(scored, codings.documents, scores > 0)
    np.maximum.at(top, codings.documents, scores)
    np.maximum.at(accepted, codings.documents, counted.astype(np.float64))
    owners, pairs = _find_owners(ground, unit)
    sums, highs = np.zeros((2, len(owners))), np.zeros((2, len(owners)))
    for target, values in zip(sums, (ground.sizes, scored), strict=True):
        np.add.at(target, pairs[:, 1], values[pairs[:, 0]])
    for target, values in zip(highs, (top, accepted), strict=True):
        np.maximum.at(target, pairs[:, 1], values[pairs[:, 0]])
    kept = np.flatnonzero(sums[0] > 0)
    renumbered = np.full(len(owners), -1, dtype=np.int64)
    renumbered[kept] = np.arange(len(kept))
    places = np.column_stack([pairs[:, 0], renumbered[pairs[:, 1]]])
    whole = sums[:, kept].astype(np.int64)
    names = tuple(owners[place] for place in kept.tolist())
    return Grid(names, places[places[:, 1] >= 0], whole[0], whole[1], highs[0, kept], highs[1, kept] > 0)


def _find_owners(ground: Ground, unit: Unit) -> tuple[Sequence[str], Ints]:
    match unit:
        case Unit.DOCUMENT:
            numbers = np.arange(len(ground.documents), dtype=np.int64)
            return ground.documents, np.column_stack([numbers, numbers])
        case Unit.MUNICIPALITY:
            return [one.code for one in ground.municipalities], ground.holdings
        case Unit.PASSAGE:
            raise ValueError("passages are audited one by one, not by cells")


def find_layers(grid: Grid, verified: Collection[int], read: Collection[int]) -> tuple[CellLayer, ...]:
    """The stratum of each cell, from the places of those that people found the code in or read."""
    return tuple(_find_layer(grid, place, verified, read) for place in range(len(grid.owners)))


def _find_layer(grid: Grid, place: int, verified: Collection[int], read: Collection[int]) -> CellLayer:
    if place in verified:
        return CellLayer.VERIFIED
    if place in read:
        return CellLayer.READ
    if grid.accepted[place]:
        return CellLayer.LIKELY
    return CellLayer.DOUBTFUL if grid.scored[place] else CellLayer.REST


def expect_shares(grid: Grid, layers: Sequence[CellLayer]) -> dict[CellLayer, float]:
    """What share of the cells of each open stratum is supposed to hold the code: the mean of their highest
    probabilities, and `MISSED` where the model says nothing. It only plans; nothing is estimated with it.
    """
    by_layer = {layer: [place for place, one in enumerate(layers) if one is layer] for layer in OPEN}
    means = {layer: float(grid.top[own].mean()) if own else 0.0 for layer, own in by_layer.items()}
    return {layer: max(mean, MISSED) for layer, mean in means.items()}


def share_out(
    sizes: Mapping[CellLayer, int], shares: Mapping[CellLayer, float], wanted: int
) -> dict[CellLayer, int]:
    """How many cells to draw of each open stratum."""
    spread = {layer: math.sqrt(share * (1 - share)) for layer, share in shares.items()}
    return allocate({layer: sizes[layer] for layer in OPEN}, spread, wanted, FLOOR)


def draw_cells(layers: Sequence[CellLayer], wanted: Mapping[CellLayer, int], chance: str) -> list[int]:
    """The places of the drawn cells in the order they are read: simple random samples of the strata, then
    mixed, so that those read first are a sample of the sample.
    """
    numbers = random.Random(chance)  # noqa: S311 - a sample, not a secret
    drawn: list[int] = []
    for layer in OPEN:
        own = [place for place, one in enumerate(layers) if one is layer]
        drawn += numbers.sample(own, wanted[layer])
    numbers.shuffle(drawn)
    return drawn


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of a cell: its row in the store, and the model's probabilities of the code and of external
    collaboration (0 where none was recorded).
    """

    passage: str
    row: int
    score: float = 0.0
    external: float = 0.0


def rank_passages(candidates: Sequence[Candidate], depth: int, chance: str) -> tuple[Candidate, ...]:
    """The passages of a cell to read: by the code's probability, then by that of external collaboration, and
    the rest by chance, so that what the model never saw coming may be met.
    """
    numbers = random.Random(chance)  # noqa: S311 - a sample, not a secret
    ordered = sorted(candidates, key=lambda one: one.row)
    keyed = [(-one.score, -one.external, numbers.random(), one) for one in ordered]
    return tuple(one for *_, one in sorted(keyed, key=lambda each: each[:3])[:depth])
