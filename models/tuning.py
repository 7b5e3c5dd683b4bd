"""Calibration and thresholds, from scores of passages that the scoring model had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.calibration import best_threshold, fit_shifted_sigmoids, sigmoid
from models.decision import NEVER, Thresholds
from models.fitting import Coded, FitSettings, fit_scorer
from models.gate import DESCRIPTION, INTERNAL, STRATEGY, GateCalibration, fit_gate_calibration
from models.heads import CueTable
from models.scorer import Probabilities, Scorer

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

LEAST_PRECISION: Final = 0.33
"""A code whose out-of-fold yes was right less often never gets one by itself, only a review."""

_BORROWED: Final = 20.0
"""Positives at which a code's own best threshold and its dimension's weigh the same."""


@dataclass(frozen=True, slots=True)
class RawScores:
    """Out-of-fold: `gates` (rows, 4) raw probabilities, `heads` (rows, codes) raw logits."""

    gates: Doubles
    heads: Doubles


@dataclass(frozen=True, slots=True)
class Tuning:
    """What out-of-fold scores teach: a calibration for the gate and each head, and thresholds."""

    gate: GateCalibration
    slopes: Doubles
    shifts: Doubles
    thresholds: Thresholds

    def apply(self, scorer: Scorer) -> Scorer:
        """The scorer with this calibration."""
        return replace(
            scorer,
            gate=scorer.gate.calibrated(self.gate),
            heads=scorer.heads.calibrated(self.slopes, self.shifts),
        )


def score_unseen(
    coded: Coded, folds: Ints, cues: CueTable, codes: Sequence[CodeId], settings: FitSettings
) -> RawScores:
    """Scores of every row by a model fitted on the other folds."""
    gates = np.zeros((len(coded.gates), 4))
    heads = np.zeros(coded.truth.shape)
    for fold in np.unique(folds):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        scorer = fit_scorer(coded.rows(seen), cues, codes, settings)
        inputs = scorer.prepare(coded.rows(unseen).contexts)
        gates[unseen] = scorer.gate.raw(inputs.terms, inputs.features)
        heads[unseen] = scorer.heads.raw(inputs.terms, scorer.dense(inputs, np.arange(len(unseen))))
    return RawScores(gates, heads)


def tune(raw: RawScores, coded: Coded, codes: Sequence[CodeId], natural: Truths) -> Tuning:
    """Calibrate on all rows by weight; set thresholds on the `natural` ones, from whole documents."""
    weights = coded.weights.astype(np.float64)
    gate = fit_gate_calibration(raw.gates, coded.gates, weights)
    outside = coded.gates <= DESCRIPTION
    slopes, shifts = np.ones(len(codes)), np.zeros(len(codes))
    for columns in group_columns(codes):
        slope, own = fit_shifted_sigmoids(
            raw.heads[outside][:, columns], coded.truth[outside][:, columns], weights[outside]
        )
        slopes[columns], shifts[columns] = slope, own
    calibrated = probabilities(raw, gate, slopes, shifts)
    thresholds = _set_thresholds(calibrated, coded, codes, natural)
    return Tuning(gate, slopes, shifts, thresholds)


def probabilities(raw: RawScores, gate: GateCalibration, slopes: Doubles, shifts: Doubles) -> Probabilities:
    """Calibrated probabilities of raw scores."""
    gates = gate.apply(raw.gates)
    external = gates[:, STRATEGY] + gates[:, DESCRIPTION]
    return Probabilities(gates, sigmoid(raw.heads * slopes + shifts) * external[:, None])


def group_columns(codes: Sequence[CodeId]) -> list[Ints]:
    """The columns of each dimension, dimensions in the order of their first code."""
    names = [code.partition(".")[0] for code in codes]
    return [np.flatnonzero(np.array(names) == name) for name in dict.fromkeys(names)]


def mix_threshold(own: float, common: float, count: float) -> float:
    """A code's threshold between its own best and its dimension's, the nearer its own the more positives."""
    return round((count * own + _BORROWED * common) / (count + _BORROWED), 4)


def _set_thresholds(
    calibrated: Probabilities, coded: Coded, codes: Sequence[CodeId], natural: Truths
) -> Thresholds:
    gates, truth = calibrated.gates[natural], coded.gates[natural]
    external = gates[:, STRATEGY] + gates[:, DESCRIPTION]
    outside = truth <= DESCRIPTION
    # Not the upper end of the range where F1 is flat: on real passages coded blind that lost two points.
    limit = best_threshold(external, outside, coded.weights[natural])
    share = gates[outside, STRATEGY] / external[outside]
    inside = gates[~outside, INTERNAL] / (1 - external[~outside])
    passed = calibrated.gates[:, STRATEGY] + calibrated.gates[:, DESCRIPTION] >= limit
    heads = np.where(passed[:, None], calibrated.heads, 0.0)
    return Thresholds(
        external=round(limit, 4),
        strategy=round(best_threshold(share, truth[outside] == STRATEGY), 4),
        internal=round(best_threshold(inside, truth[~outside] == INTERNAL), 4),
        codes=_code_thresholds(heads, coded, codes, natural),
    )


def _code_thresholds(
    heads: Doubles, coded: Coded, codes: Sequence[CodeId], natural: Truths
) -> dict[CodeId, float]:
    """Each code's threshold, between its own best and its dimension's; NEVER where yes is a guess."""
    seen, truth = heads[natural], coded.truth[natural]
    thresholds: dict[CodeId, float] = {}
    for columns in group_columns(codes):
        common = best_threshold(seen[:, columns], truth[:, columns])
        for column in columns.tolist():
            own = best_threshold(seen[:, column], truth[:, column])
            count = float(truth[:, column].sum())
            mixed = mix_threshold(own, common, count)
            said = heads[:, column] >= mixed
            right = float(coded.weights[said & coded.truth[:, column]].sum())
            vouched = right > 0 and right >= LEAST_PRECISION * float(coded.weights[said].sum())
            thresholds[codes[column]] = mixed if vouched else NEVER
    return thresholds
