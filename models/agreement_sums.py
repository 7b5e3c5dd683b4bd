"""The arithmetic of agreement, on arrays: sums by document, from which coefficients follow for any weights.

A bootstrap draws documents; no passage and no pair of passages is looked at again for any of its rounds.
Sums are sparse (documents × values), since a document holds few of the hundreds of sets of codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from models.agreement_distances import Distances, Doubles, Ints

Flags = npt.NDArray[np.bool_]

PLAIN, ALPHA, AC1, KAPPA = range(4)
MOST_VALUES: Final = 2000
"""Different answers beyond which α's chance comes from answers that are drawn: all pairs of ten thousand sets
are a gigabyte.
"""
CHANCE_ANSWERS: Final = 1000
"""So many are drawn then; α is right to about 0.005."""

_CERTAIN: Final = 1e-12
_SINGLE: Final = 7
_AT_ONCE: Final = 4_000_000  # numbers of one table: 32 MB
_DENSE: Final = 16  # values up to which a full matrix is quicker than a sparse one


@dataclass(frozen=True, slots=True)
class Columns:
    """Answers as columns, one place each: of which `unit`, by which `coder`, which `value`, all from 0.

    `documents` (units,) holds each unit's document; `sizes` how many documents, coders and values there are.
    """

    documents: Ints
    unit: Ints
    coder: Ints
    value: Ints
    sizes: tuple[int, int, int]

    @classmethod
    def number(cls, documents: Ints, units: Ints, coders: Ints, values: Ints) -> Columns:
        """From one place for each answer (its document, too), numbered anew without gaps, in order."""
        document, unit, coder, value = map(_close_gaps, (documents, units, coders, values))
        of_unit = np.zeros(_count(unit), dtype=np.int64)
        of_unit[unit] = document
        return cls(of_unit, unit, coder, value, (_count(document), _count(coder), _count(value)))


def _close_gaps(numbers: Ints) -> Ints:
    return (np.cumsum(np.bincount(numbers) > 0) - 1)[numbers]


def _count(numbers: Ints) -> int:
    return int(numbers.max(initial=-1)) + 1


Table: TypeAlias = Doubles | sparse.csr_array
"""Documents × values: dense with few values, sparse with many."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums by document.

    `single` (documents, 7): paired units, their share of equal pairs, Σ distance / (answers - 1), answers
    in them, units with any answer, units that both of two coders answered, and those they answered alike.
    `shares`, `sides` (documents, values): each value's share in the answered units, and what either of two
    coders said where both did (empty with another number of coders). `chance` (documents, chosen): answers
    in paired units, of which `distances` (chosen, chosen) tells what chance would give.
    """

    single: Doubles
    shares: Table
    sides: tuple[Table, ...]
    chance: Table
    distances: Doubles


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sums of one or many draws: `single` (7, draws), the others (values, draws); as in `Sums`."""

    single: Doubles
    shares: Doubles
    sides: tuple[Doubles, ...]
    chance: Doubles
    distances: Doubles


def sum_answers(columns: Columns, distances: Distances, seed: int = 0) -> Sums:
    """The sums of all answers."""
    documents, coders, values = columns.sizes
    said = np.bincount(columns.unit, minlength=len(columns.documents))
    of_answer = columns.documents[columns.unit]
    equal, disagreed = _compare(columns, said, distances)
    nowhere = np.zeros(0, dtype=np.int64)
    shape = (documents, values)
    sides, both, same = _cross(columns, said, shape) if coders == 2 else ((), nowhere, nowhere)
    paired = np.flatnonzero(said[columns.unit] > 1)
    chance, chosen = _choose_chance(of_answer[paired], columns.value[paired], shape, seed)

    def add_up(units: Ints | Flags, weights: Doubles | None = None) -> Doubles:
        return np.bincount(columns.documents[units], weights, minlength=documents).astype(np.float64)

    everywhere = np.arange(len(said))
    single = (
        add_up(said > 1),
        add_up(everywhere, equal),
        add_up(everywhere, disagreed),
        add_up(columns.unit[paired]),
        add_up(said > 0),
        add_up(both),
        add_up(same),
    )
    shares = _spread(of_answer, columns.value, 1 / said[columns.unit], shape)
    return Sums(np.stack(single, axis=1), shares, sides, chance, distances.among(chosen))


def _choose_chance(rows: Ints, values: Ints, shape: tuple[int, int], seed: int) -> tuple[Table, Ints]:
    """The answers that chance is reckoned by, spread out, and which values they have."""
    if shape[1] > MOST_VALUES and len(values) > MOST_VALUES:
        drawn = np.random.default_rng(seed).choice(len(values), CHANCE_ANSWERS, replace=False)
        rows, values = rows[drawn], values[drawn]
    chosen, numbers = np.unique(values, return_inverse=True)
    return _spread(rows, numbers, np.ones(len(rows)), (shape[0], len(chosen))), chosen


def _compare(columns: Columns, said: Ints, distances: Distances) -> tuple[Doubles, Doubles]:
    """For each unit its share of equal pairs, and Σ distance / (answers - 1); 0 where fewer than two spoke.

    Each answer is laid beside the one that comes 1, 2, … places after it in its unit.
    """
    order = np.argsort(columns.unit, kind="stable")
    unit, value = columns.unit[order], columns.value[order]
    equal, between = np.zeros(len(said)), np.zeros(len(said))
    for step in range(1, int(said.max(initial=0))):
        together = np.flatnonzero(unit[:-step] == unit[step:])
        one, other = value[together], value[together + step]
        equal += np.bincount(unit[together], one == other, minlength=len(said))
        between += np.bincount(unit[together], distances.between(one, other), minlength=len(said))
    others = np.maximum(said - 1, 1)
    return 2 * equal / (np.maximum(said, 1) * others), 2 * between / others


def _cross(columns: Columns, said: Ints, shape: tuple[int, int]) -> tuple[tuple[Table, ...], Ints, Ints]:
    """What each of two coders said where both did, the units where they did, and where they said the same."""
    answer = np.zeros((2, len(said)), dtype=np.int64)
    answer[columns.coder, columns.unit] = columns.value
    both = np.flatnonzero(said == 2)
    rows, ones = columns.documents[both], np.ones(len(both))
    sides = (_spread(rows, answer[0, both], ones, shape), _spread(rows, answer[1, both], ones, shape))
    return sides, both, both[answer[0, both] == answer[1, both]]


def _spread(rows: Ints, values: Ints, weights: Doubles, shape: tuple[int, int]) -> Table:
    if shape[1] > _DENSE:
        return sparse.csr_array((weights, (rows, values)), shape=shape)
    cells = np.bincount(rows * shape[1] + values, weights, minlength=shape[0] * shape[1])
    return np.asarray(cells, dtype=np.float64).reshape(shape)


@lru_cache(maxsize=1)
def draw_documents(documents: int, rounds: int, seed: int) -> Doubles:
    """How often each document is drawn in each round: shape (documents, rounds), not to be written to.

    The last draw is kept, because a report asks for the same one a hundred times.
    """
    if not documents:
        return np.zeros((0, rounds))
    rng = np.random.default_rng(seed)
    times = rng.multinomial(documents, np.full(documents, 1 / documents), size=rounds)
    drawn = np.ascontiguousarray(times.T, dtype=np.float64)
    drawn.setflags(write=False)
    return drawn


def measure_draws(sums: Sums, weights: Doubles) -> Doubles:
    """Plain agreement, α, AC1 and κ with documents weighted: `weights` (documents, draws) to (4, draws).

    nan where a coefficient says nothing.
    """
    draws = weights.shape[1]
    step = max(1, _AT_ONCE // max(1, sums.shares.shape[1]))
    parts = [_weigh(sums, weights[:, begin : begin + step]) for begin in range(0, draws, step)]
    formulas = (_plain, _alpha, _ac1, _kappa)
    return np.hstack([np.stack([formula(part) for formula in formulas]) for part in parts])


def _weigh(sums: Sums, weights: Doubles) -> Drawn:
    """The sums with documents weighted."""
    tables = (sums.chance, sums.shares, *sums.sides)
    dense = [table for table in tables if isinstance(table, np.ndarray)]
    # One product for everything dense: reading the weights is what takes the time.
    whole = np.hstack([sums.single, *dense]).T @ weights
    ends = np.cumsum([_SINGLE, *(table.shape[1] for table in dense)])
    single, *products = np.split(whole, ends[:-1])
    left = iter(products)
    chance, shares, *sides = (
        next(left) if isinstance(table, np.ndarray) else np.asarray(table.T @ weights) for table in tables
    )
    return Drawn(single, shares, tuple(sides), chance, sums.distances)


def _plain(drawn: Drawn) -> Doubles:
    return _divide(drawn.single[1], drawn.single[0])


def _alpha(drawn: Drawn) -> Doubles:
    observed = _divide(drawn.single[2], drawn.single[3])
    total = drawn.chance.sum(axis=0)
    expected = np.einsum("vr,vr->r", drawn.distances @ drawn.chance, drawn.chance)
    return 1 - _divide(observed, _divide(expected, total * (total - 1)))


def _ac1(drawn: Drawn) -> Doubles:
    if len(drawn.shares) < 2:
        return np.full(drawn.single.shape[1], np.nan)
    share = _divide(drawn.shares, drawn.single[4])
    chance = (share * (1 - share)).sum(axis=0) / (len(drawn.shares) - 1)
    return _divide(_plain(drawn) - chance, 1 - chance)


def _kappa(drawn: Drawn) -> Doubles:
    """Chance needs only how often each of the two said what, not who met whom."""
    if not drawn.sides:
        return np.full(drawn.single.shape[1], np.nan)
    total = drawn.single[5]
    same = _divide(drawn.single[6], total)
    chance = _divide(np.einsum("vr,vr->r", *drawn.sides), total**2)
    return _divide(same - chance, 1 - chance)


def _divide(above: Doubles, below: Doubles) -> Doubles:
    safe = np.where(np.abs(below) > _CERTAIN, below, np.nan)
    return np.asarray(above / safe, dtype=np.float64)
