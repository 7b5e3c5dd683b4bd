"""How well coders agree: Krippendorff's α, Gwet's AC1, Cohen's κ, plain agreement, MASI-α over code sets.

Pure; answers that are missing are allowed everywhere. A coefficient is None where it says nothing: no
passage was read by two, or (all but plain agreement) every answer is the same. Intervals come from drawing
documents with replacement, since passages of one document are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Distance = Callable[[Any, Any], float]
"""From 0 (the same) to 1; symmetric."""

ROUNDS: Final = 1000
"""Bootstrap draws: the ends of a 95 % interval then stand on 25 draws each."""

_CERTAIN: Final = 1e-12


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
    return _Table.build(units, distance).once(_alpha)


def gwet_ac1(units: Sequence[Unit]) -> float | None:
    """AC1 (Gwet 2008, Br J Math Stat Psychol 61:29-48, with gaps as in Gwet 2014): it does not collapse
    where one answer is rare, as κ and α do. The categories are those that were used.
    """
    return _Table.build(units, nominal_distance).once(_ac1)


def cohen_kappa(units: Sequence[Unit]) -> float | None:
    """κ (Cohen 1960) of exactly two coders over what both answered; None with more coders."""
    return _Table.build(units, nominal_distance).once(_kappa)


def plain_agreement(units: Sequence[Unit]) -> float | None:
    """Share of pairs of answers to one passage that are equal, each passage weighing the same."""
    return _Table.build(units, nominal_distance).once(_plain)


def measure_agreement(
    units: Sequence[Unit], distance: Distance = nominal_distance, seed: int = 0, rounds: int = ROUNDS
) -> Agreement:
    """Every coefficient with its interval."""
    table = _Table.build(units, distance)
    draws = table.draw(rounds, seed)
    paired = [unit for unit in units if len(unit.answers) > 1]
    return Agreement(
        units=len(paired),
        documents=len({unit.document for unit in paired}),
        plain=table.with_interval(_plain, draws),
        alpha=table.with_interval(_alpha, draws),
        ac1=table.with_interval(_ac1, draws),
        kappa=table.with_interval(_kappa, draws),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Sums by document, from which every coefficient follows for any weights of the documents.

    `paired` (documents,) units with two answers or more; `equal` the sum of their share of equal pairs;
    `disagreed` the sum of Σ distance / (answers - 1); `counts` (documents, values) answers in paired units;
    `answered` units with any answer and `shares` (documents, values) the sum of each value's share in
    them; `crossed` (documents, values, values) the table of two coders, empty with more; `distances`
    (values, values).
    """

    paired: Doubles
    equal: Doubles
    disagreed: Doubles
    counts: Doubles
    answered: Doubles
    shares: Doubles
    crossed: Doubles
    distances: Doubles

    @classmethod
    def build(cls, units: Sequence[Unit], distance: Distance) -> _Table:
        values = sorted({a for unit in units for a in unit.answers.values()}, key=_sort_key)
        place = {value: number for number, value in enumerate(values)}
        documents = {d: row for row, d in enumerate(dict.fromkeys(unit.document for unit in units))}
        coders = sorted({coder for unit in units for coder in unit.answers})
        d, v = len(documents), len(values)
        two = v if len(coders) == 2 else 0
        distances = np.array([[distance(a, b) for b in values] for a in values]).reshape(v, v)
        table = cls(
            paired=np.zeros(d),
            equal=np.zeros(d),
            disagreed=np.zeros(d),
            counts=np.zeros((d, v)),
            answered=np.zeros(d),
            shares=np.zeros((d, v)),
            crossed=np.zeros((d, two, two)),
            distances=distances,
        )
        for unit in units:
            said = [place[answer] for answer in unit.answers.values()]
            table._add(documents[unit.document], np.array(said, dtype=np.int64))
            if two and len(said) == 2:
                first, second = (place[unit.answers[coder]] for coder in coders)
                table.crossed[documents[unit.document], first, second] += 1
        return table

    def _add(self, row: int, said: npt.NDArray[np.int64]) -> None:
        if not len(said):
            return
        count = np.bincount(said, minlength=self.counts.shape[1]).astype(np.float64)
        self.answered[row] += 1
        self.shares[row] += count / len(said)
        if len(said) < 2:
            return
        between = self.distances[np.ix_(said, said)]
        pairs = len(said) * (len(said) - 1)
        self.paired[row] += 1
        self.equal[row] += float((count * (count - 1)).sum()) / pairs
        self.disagreed[row] += float(between.sum()) / (len(said) - 1)
        self.counts[row] += count

    def draw(self, rounds: int, seed: int) -> Doubles:
        """How often each document is drawn in each round: shape (rounds, documents)."""
        d = len(self.paired)
        if not d:
            return np.zeros((rounds, 0))
        rng = np.random.default_rng(seed)
        return rng.multinomial(d, np.full(d, 1 / d), size=rounds).astype(np.float64)

    def once(self, coefficient: _Formula) -> float | None:
        """The coefficient with every document once."""
        value = float(coefficient(self, np.ones((1, len(self.paired))))[0])
        return None if np.isnan(value) else value

    def with_interval(self, coefficient: _Formula, draws: Doubles) -> Coefficient:
        """The coefficient, and the middle 95 % of its values over the draws that have one."""
        values = coefficient(self, draws)
        known = values[~np.isnan(values)]
        value = self.once(coefficient)
        if value is None or not len(known):
            return Coefficient(value, None, None)
        low, high = np.quantile(known, (0.025, 0.975))
        return Coefficient(value, float(low), float(high))


_Formula = Callable[[_Table, Doubles], Doubles]
"""From a table and document weights (rounds, documents) to values (rounds,); nan where it says nothing."""


def _plain(table: _Table, weights: Doubles) -> Doubles:
    return _divide(weights @ table.equal, weights @ table.paired)


def _alpha(table: _Table, weights: Doubles) -> Doubles:
    counts = weights @ table.counts
    total = counts.sum(axis=1)
    observed = _divide(weights @ table.disagreed, total)
    expected = _divide(((counts @ table.distances) * counts).sum(axis=1), total * (total - 1))
    return 1 - _divide(observed, expected)


def _ac1(table: _Table, weights: Doubles) -> Doubles:
    categories = table.counts.shape[1]
    if categories < 2:
        return np.full(len(weights), np.nan)
    share = _divide(weights @ table.shares, (weights @ table.answered)[:, None])
    chance = (share * (1 - share)).sum(axis=1) / (categories - 1)
    return _divide(_plain(table, weights) - chance, 1 - chance)


def _kappa(table: _Table, weights: Doubles) -> Doubles:
    if not table.crossed.shape[1]:
        return np.full(len(weights), np.nan)
    crossed = np.tensordot(weights, table.crossed, axes=1)
    total = crossed.sum(axis=(1, 2))
    same = _divide(np.trace(crossed, axis1=1, axis2=2), total)
    chance = _divide((crossed.sum(axis=1) * crossed.sum(axis=2)).sum(axis=1), total**2)
    return _divide(same - chance, 1 - chance)


def _divide(above: Doubles, below: Doubles) -> Doubles:
    safe = np.where(np.abs(below) > _CERTAIN, below, np.nan)
    return np.asarray(above / safe, dtype=np.float64)


def _sort_key(value: Hashable) -> tuple[str, ...]:
    return tuple(sorted(map(str, value))) if isinstance(value, frozenset) else (str(value),)
