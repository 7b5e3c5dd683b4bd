"""How an audit is drawn: strata, how many of each, and which. Pure."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import numpy as np

from corpus.audit_records import Layer
from corpus.estimate_material import Codings, Ints
from corpus.truth import EXTERNAL

SURE_FROM: Final = 0.9
FLOOR: Final = 20
"""So many of each stratum are read, so that its variance can be computed."""
MISSED: Final = 0.01
"""What is supposed of passages that the model says nothing of: so many are about it all the same."""
LAYERS: Final = tuple(Layer)

Stratum = TypeVar("Stratum")


def find_layers(codings: Codings) -> Ints:
    """For each passage that has codings the place of its layer in `LAYERS`; all others are of the rest."""
    columns = [codings.column(code) for code in EXTERNAL if code in codings.codes]
    counted = codings.accepted[:, columns].any(axis=1)
    sure = counted & (codings.external >= SURE_FROM)
    found = np.where(sure, 0, np.where(counted, 1, 2))
    return np.asarray(found, dtype=np.int64)


def expect_spread(codings: Codings, layers: Ints) -> dict[Layer, float]:
    """The standard deviation of the model's errors that is to be expected in each layer: the root of the mean
    over passages of the sum over codes of p (1 − p), each code weighed by how common it is.
    """
    variance = codings.scores * (1 - codings.scores)
    weights = 1 / np.maximum(codings.scores.sum(axis=0), 1.0)
    worth = variance @ weights / weights.sum()
    blank = (
        MISSED * (1 - MISSED) * float((codings.scores.mean(axis=0) @ weights) / weights.sum())
        if len(worth)
        else MISSED
    )
    found = {Layer.REST: math.sqrt(blank)}
    for place, layer in enumerate(LAYERS[:-1]):
        own = worth[layers == place]
        found[layer] = math.sqrt(float(own.mean())) if len(own) else 0.0
    return found


def allocate(
    sizes: Mapping[Stratum, int], spread: Mapping[Stratum, float], wanted: int, floor: int = FLOOR
) -> dict[Stratum, int]:
    """How many to draw of each stratum: in proportion to size × spread (Neyman 1934, JRSS 97:558), but at
    least `floor` of each, and never more than there are. Together `wanted`, or all there are.
    """
    drawn = {one: min(size, floor, wanted // len(sizes)) for one, size in sizes.items()}
    while (left := min(wanted, sum(sizes.values())) - sum(drawn.values())) > 0:
        free = [one for one in sizes if drawn[one] < sizes[one]]
        need = {one: sizes[one] * max(spread[one], 1e-6) / (drawn[one] + 0.5) for one in free}
        best = max(free, key=lambda one: need[one])
        step = max(1, min(left // 20, sizes[best] - drawn[best]))
        drawn[best] += step
    return drawn


def pick_places(size: int, wanted: int, numbers: random.Random) -> tuple[int, ...]:
    """`wanted` of the places 0..size-1 at even distances from a random start, so that a list in the order of
    municipalities gives a sample spread over them. Every place has the probability wanted / size.
    """
    if not wanted:
        return ()
    start = numbers.random()
    return tuple(min(size - 1, math.floor((number + start) * size / wanted)) for number in range(wanted))


def shuffled(items: Sequence[tuple[str, Layer]], seed: int) -> list[tuple[str, Layer]]:
    """An order that says nothing of the strata: what is read first is a sample of the sample."""
    ordered = sorted(items)
    random.Random(f"order {seed}").shuffle(ordered)  # noqa: S311 - an order, not a secret
    return ordered
