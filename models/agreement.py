"""How well coders agree: Krippendorff's α, Gwet's AC1, Cohen's κ, plain agreement, MASI-α over code sets.

Pure; answers that are missing are allowed everywhere. A coefficient is None where it says nothing: no
passage was read by two, or (all but plain agreement) every answer is the same. Intervals come from drawing
documents with replacement, since passages of one document are alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from threadpoolctl import ThreadpoolController

from models.agreement_distances import Distance, Distances, Doubles, Masi, Nominal, Tabled
from models.agreement_sums import (
    AC1,
    ALPHA,
    KAPPA,
    PLAIN,
    Columns,
    draw_documents,
    measure_draws,
    sum_answers,
)

ROUNDS: Final = 1000
"""Bootstrap draws: the ends of a 95 % interval then stand on 25 draws each."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What each coder answered about one passage of `document`; a coder without an answer is left out.

    Answers of all units are of one kind: "yes" and "no", a code, or a frozenset of codes.
    """

    document: str
    answers: Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with its 95 % bootstrap interval; None where it says nothing."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All coefficients over `units` passages that at least two coders answered, of `documents`.

    `kappa` is None with more than two coders; `alpha` is nominal, or MASI where answers are sets of codes.
    """

    units: int
    documents: int
    plain: Coefficient
    alpha: Coefficient
    ac1: Coefficient
    kappa: Coefficient


def nominal_distance(first: Hashable, second: Hashable) -> float:
    """0 for equal answers, else 1."""
    return 0.0 if first == second else 1.0


def masi_distance(first: frozenset[Any], second: frozenset[Any]) -> float:
    """1 - Jaccard × monotonicity (Passonneau 2006): 1, 2/3, 1/3, 0 for equal, nested, crossing, disjoint."""
    both, either = first & second, first | second
    if first == second:
        return 0.0
    if not both:
        return 1.0
    nested = both in (first, second)
    return 1 - len(both) / len(either) * (2 / 3 if nested else 1 / 3)


def krippendorff_alpha(units: Sequence[Unit], distance: Distance = nominal_distance) -> float | None:
    """α = 1 - observed / expected disagreement (Krippendorff 2011, "Computing Krippendorff's
    Alpha-Reliability"), for any number of coders, with gaps.
    """
    return _measure_once(ALPHA, units, distance)


def gwet_ac1(units: Sequence[Unit]) -> float | None:
    """AC1 (Gwet 2008, Br J Math Stat Psychol 61:29-48, with gaps as in Gwet 2014): it does not collapse
    where one answer is rare, as κ and α do. The categories are those that were used.
    """
    return _measure_once(AC1, units, nominal_distance)


def cohen_kappa(units: Sequence[Unit]) -> float | None:
    """κ (Cohen 1960) of exactly two coders over what both answered; None with more coders."""
    return _measure_once(KAPPA, units, nominal_distance)


def plain_agreement(units: Sequence[Unit]) -> float | None:
    """Share of pairs of answers to one passage that are equal, each passage weighing the same."""
    return _measure_once(PLAIN, units, nominal_distance)


def measure_agreement(
    units: Sequence[Unit], distance: Distance = nominal_distance, seed: int = 0, rounds: int = ROUNDS
) -> Agreement:
    """Every coefficient with its interval."""
    columns, values = _list_columns(units)
    return measure_columns(columns, measure_distances(values, distance), seed, rounds)


def measure_columns(columns: Columns, distances: Distances, seed: int = 0, rounds: int = ROUNDS) -> Agreement:
    """Every coefficient with its interval, of answers that stand in columns already.

    Each document and each value has an answer. With more than `MOST_VALUES` different answers, what chance
    would give α is taken from `CHANCE_ANSWERS` drawn by the seed: it then is right to about 0.005.
    """
    sums = sum_answers(columns, distances, seed)
    documents = len(sums.single)
    # Many small products: threads would wait for each other, and add up in another order.
    with _find_threads().limit(limits=1):
        once = measure_draws(sums, np.ones((documents, 1)))
        drawn = measure_draws(sums, draw_documents(documents, rounds, seed))
    found = [_give_interval(float(value), values) for (value,), values in zip(once, drawn, strict=True)]
    paired = sums.single[:, 0]
    return Agreement(int(paired.sum()), int(np.count_nonzero(paired)), *found)


@cache
def _find_threads() -> ThreadpoolController:
    return ThreadpoolController()


def measure_distances(values: Sequence[Any], distance: Distance) -> Distances:
    """The distances of some values, by their numbers."""
    if distance is nominal_distance:
        return Nominal()
    return Masi.read(values) if distance is masi_distance else Tabled.measure(values, distance)


def _list_columns(units: Sequence[Unit]) -> tuple[Columns, list[Hashable]]:
    """The answers in columns, and the values that their numbers stand for."""
    documents: dict[str, int] = {}
    values: dict[Hashable, int] = {}
    coders: dict[str, int] = {}
    of_unit = [documents.setdefault(unit.document, len(documents)) for unit in units]
    said = [
        (number, coders.setdefault(coder, len(coders)), values.setdefault(answer, len(values)))
        for number, one in enumerate(units)
        for coder, answer in one.answers.items()
    ]
    unit, coder, value = np.array(said, dtype=np.int64).reshape(-1, 3).T
    sizes = (len(documents), len(coders), len(values))
    return Columns(np.array(of_unit, dtype=np.int64), unit, coder, value, sizes), list(values)


def _measure_once(place: int, units: Sequence[Unit], distance: Distance) -> float | None:
    columns, values = _list_columns(units)
    sums = sum_answers(columns, measure_distances(values, distance))
    value = float(measure_draws(sums, np.ones((len(sums.single), 1)))[place, 0])
    return None if np.isnan(value) else value


def _give_interval(value: float, drawn: Doubles) -> Coefficient:
    """The coefficient, and the middle 95 % of its values over the draws that have one."""
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value):
        return Coefficient(None, None, None)
    if not len(known):
        return Coefficient(value, None, None)
    low, high = np.quantile(known, (0.025, 0.975))
    return Coefficient(value, float(low), float(high))
