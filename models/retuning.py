"""Calibration and thresholds from the starter's material and people's together, both scored unseen.

The same rules as `tuning`, for targets that are shares and may be unknown. A code that the starter never
gives gets a threshold of its own once people gave enough positives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.calibration import best_threshold, fit_shifted_sigmoids
from models.decision import NEVER, Thresholds
from models.gate import DESCRIPTION, INTERNAL, NONE, STRATEGY, GateCalibration, fit_gate_calibration
from models.judgements import CERTAIN, Targets
from models.tuning import LEAST_PRECISION, RawScores, Tuning, group_columns, mix_threshold, probabilities

Doubles = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

ENOUGH: Final = 10
"""Positives below which no code is given; from people alone for one that the starter never gives."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows scored unseen. `people` marks those that people judged, `natural` those in whole documents.

    `weights` say how much each stands for; calibration and thresholds go by them.
    """

    raw: RawScores
    targets: Targets
    weights: Doubles
    natural: Truths
    people: Truths

    def rows(self, chosen: npt.NDArray[np.int64]) -> Pool:
        """Only these rows."""
        return Pool(
            RawScores(self.raw.gates[chosen], self.raw.heads[chosen]),
            self.targets.rows(chosen),
            self.weights[chosen],
            self.natural[chosen],
            self.people[chosen],
        )


def retune(pool: Pool, codes: Sequence[CodeId]) -> Tuning:
    """Calibrate on all rows by weight; set thresholds on the natural ones."""
    gate = _calibrate_gate(pool)
    slopes, shifts = np.ones(len(codes)), np.zeros(len(codes))
    weights = pool.targets.known * pool.weights[:, None]
    asked = np.flatnonzero(weights.sum(axis=1) > 0)
    for columns in group_columns(codes):
        slopes[columns], shifts[columns] = fit_shifted_sigmoids(
            pool.raw.heads[np.ix_(asked, columns)],
            pool.targets.shares[np.ix_(asked, columns)],
            weights[np.ix_(asked, columns)],
        )
    thresholds = _set_thresholds(pool, codes, Tuning(gate, slopes, shifts, Thresholds(0.5, 0.5, 0.5, {})))
    return Tuning(gate, slopes, shifts, thresholds)


def sure_gates(targets: Targets) -> npt.NDArray[np.int64]:
    """The gate that most chose, -1 where nobody chose or they differ evenly."""
    best = targets.gates.argmax(axis=1)
    return np.where(targets.gates.max(axis=1) > CERTAIN, best, -1)


def sure_codes(targets: Targets) -> tuple[Truths, Truths]:
    """(holds, known), each (rows, codes): a passage that is not external surely holds none."""
    gates = sure_gates(targets)
    elsewhere = (gates == INTERNAL) | (gates == NONE)
    known = (targets.known > 0) & (targets.shares != CERTAIN) & ~elsewhere[:, None]
    return known & (targets.shares > CERTAIN), known | elsewhere[:, None]


def _calibrate_gate(pool: Pool) -> GateCalibration:
    rows, gates = np.nonzero(pool.targets.gates)
    weights = pool.targets.gates[rows, gates] * pool.weights[rows]
    return fit_gate_calibration(pool.raw.gates[rows], gates, weights)


def _set_thresholds(pool: Pool, codes: Sequence[CodeId], tuning: Tuning) -> Thresholds:
    calibrated = probabilities(pool.raw, tuning.gate, tuning.slopes, tuning.shifts)
    gates = sure_gates(pool.targets)
    use = pool.natural & (gates >= 0)
    said, truth = calibrated.gates[use], gates[use]
    weights = pool.weights[use]
    external = said[:, STRATEGY] + said[:, DESCRIPTION]
    outside = truth <= DESCRIPTION
    limit = best_threshold(external, outside, weights)
    share = said[outside, STRATEGY] / external[outside]
    inside = said[~outside, INTERNAL] / (1 - external[~outside])
    passed = calibrated.gates[:, STRATEGY] + calibrated.gates[:, DESCRIPTION] >= limit
    return Thresholds(
        external=round(limit, 4),
        strategy=round(best_threshold(share, truth[outside] == STRATEGY, weights[outside]), 4),
        internal=round(best_threshold(inside, truth[~outside] == INTERNAL, weights[~outside]), 4),
        codes=_code_thresholds(np.where(passed[:, None], calibrated.heads, 0.0), pool, codes),
    )


def _code_thresholds(scores: Doubles, pool: Pool, codes: Sequence[CodeId]) -> dict[CodeId, float]:
    holds, known = sure_codes(pool.targets)
    natural = known & pool.natural[:, None]
    weights = np.broadcast_to(pool.weights[:, None], known.shape)
    thresholds: dict[CodeId, float] = {}
    for columns in group_columns(codes):
        inside = natural[:, columns]
        common = best_threshold(
            scores[:, columns][inside], holds[:, columns][inside], weights[:, columns][inside]
        )
        for column in columns.tolist():
            use = natural[:, column]
            own = best_threshold(scores[use, column], holds[use, column], pool.weights[use])
            count = float(holds[use, column].sum())
            mixed = mix_threshold(own, common, count)
            vouched = _precision(scores[:, column] >= mixed, holds[:, column], known[:, column], pool.weights)
            if vouched >= LEAST_PRECISION and holds[:, column].sum() >= ENOUGH:
                thresholds[codes[column]] = mixed
            else:
                rows = pool.people & known[:, column]
                thresholds[codes[column]] = _people_threshold(
                    scores[rows, column], holds[rows, column], pool.weights[rows]
                )
    return thresholds


def _precision(said: Truths, holds: Truths, known: Truths, weights: Doubles) -> float:
    total = float(weights[said & known].sum())
    return float(weights[said & known & holds].sum()) / total if total else 0.0


def _people_threshold(scores: Doubles, holds: Truths, weights: Doubles) -> float:
    """The best threshold for people's own passages, if they gave enough and yes is more than a guess."""
    if holds.sum() < ENOUGH:
        return NEVER
    best = round(best_threshold(scores, holds, weights), 4)
    said = scores >= best
    vouched = said.any() and np.average(holds[said], weights=weights[said]) >= LEAST_PRECISION
    return best if vouched else NEVER
