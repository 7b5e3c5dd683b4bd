"""The gate: is a passage a collaboration strategy, a description of one, internal, or none of these?

Three members that make different mistakes, their log-probabilities averaged: a logistic regression
on the words, one on words and language features together, and boosted trees on the features. Mean
of out-of-fold F1 for external yes/no on the starter's documents: .89, .89 and .87 alone, .91 together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.calibration import Sigmoid, fit_sigmoid, logit
from models.trees import BoostedTrees

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Sparse = Any

GATES: Final = tuple(CodeId(f"gate.{name}") for name in ("strategy", "description", "internal", "none"))
STRATEGY, DESCRIPTION, INTERNAL, NONE = range(4)

_SPREAD: Final = 4.0
_SHARE: Final = 0.15
"""Weight of a standardised feature beside a text block of length 1."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Standardises features: (x - mean) / spread, kept within 4 spreads, at `_SHARE` of weight."""

    mean: Floats
    spread: Floats

    def apply(self, features: Floats) -> Floats:
        """Features as the linear members take them."""
        return np.asarray(
            np.clip((features - self.mean) / self.spread, -_SPREAD, _SPREAD) * np.float32(_SHARE)
        )


def fit_scale(features: Floats) -> Scale:
    """Mean and standard deviation of each column; a column that never changes counts as 0."""
    spread = features.std(axis=0)
    return Scale(features.mean(axis=0), np.where(spread > 0, spread, np.inf).astype(np.float32))


@dataclass(frozen=True, slots=True)
class GateCalibration:
    """Three questions, each calibrated: external at all; if so, strategy; if not, internal."""

    external: Sigmoid = field(default_factory=Sigmoid)
    strategy: Sigmoid = field(default_factory=Sigmoid)
    internal: Sigmoid = field(default_factory=Sigmoid)

    def apply(self, raw: Doubles) -> Doubles:
        """Probabilities of the four gates, rows summing to 1, from raw ones of shape (rows, 4)."""
        external, strategy, internal = (
            sigmoid_.apply(logits)
            for sigmoid_, logits in zip(
                (self.external, self.strategy, self.internal), _questions(raw), strict=True
            )
        )
        return np.stack(
            (
                external * strategy,
                external * (1 - strategy),
                (1 - external) * internal,
                (1 - external) * (1 - internal),
            ),
            axis=1,
        )


def fit_gate_calibration(raw: Doubles, gates: npt.NDArray[np.int64], weights: Doubles) -> GateCalibration:
    """Calibrate on out-of-fold raw probabilities of shape (rows, 4)."""
    external, strategy, internal = _questions(raw)
    outside = gates <= DESCRIPTION
    return GateCalibration(
        external=fit_sigmoid(external, outside, weights),
        strategy=fit_sigmoid(strategy[outside], gates[outside] == STRATEGY, weights[outside]),
        internal=fit_sigmoid(internal[~outside], gates[~outside] == INTERNAL, weights[~outside]),
    )


def _questions(raw: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    external = raw[:, STRATEGY] + raw[:, DESCRIPTION]
    strategy = raw[:, STRATEGY] / np.maximum(external, 1e-12)
    internal = raw[:, INTERNAL] / np.maximum(1 - external, 1e-12)
    return logit(external), logit(strategy), logit(internal)


@dataclass(frozen=True, slots=True)
class GateModel:
    """The three members. Coefficients have one row per gate; `joint` has terms first, then features."""

    text: Floats
    text_shift: Floats
    joint_terms: Floats
    joint_features: Floats
    joint_shift: Floats
    trees: BoostedTrees
    scale: Scale
    calibration: GateCalibration = field(default_factory=GateCalibration)

    def raw(self, terms: Sparse, features: Floats) -> Doubles:
        """Uncalibrated probabilities of the four gates: shape (rows, 4), rows summing to 1."""
        text = terms @ self.text.T + self.text_shift
        joint = (
            terms @ self.joint_terms.T + self.scale.apply(features) @ self.joint_features.T + self.joint_shift
        )
        members = (text, joint, self.trees.score(features))
        return _softmax(np.mean([_log_softmax(member) for member in members], axis=0))

    def score(self, terms: Sparse, features: Floats) -> Doubles:
        """Calibrated probabilities of the four gates."""
        return self.calibration.apply(self.raw(terms, features))

    def calibrated(self, calibration: GateCalibration) -> GateModel:
        """The same members with another calibration."""
        return replace(self, calibration=calibration)

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays to save."""
        c = self.calibration
        sigmoids = [[s.slope, s.shift] for s in (c.external, c.strategy, c.internal)]
        return {
            "gate_text": self.text,
            "gate_text_shift": self.text_shift,
            "gate_joint_terms": self.joint_terms,
            "gate_joint_features": self.joint_features,
            "gate_joint_shift": self.joint_shift,
            "scale_mean": self.scale.mean,
            "scale_spread": self.scale.spread,
            "gate_calibration": np.array(sigmoids),
            **self.trees.to_arrays(),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> GateModel:
        """What `to_arrays` gave. Raises KeyError when one is missing."""
        sigmoids = [Sigmoid(float(slope), float(shift)) for slope, shift in arrays["gate_calibration"]]
        return cls(
            arrays["gate_text"],
            arrays["gate_text_shift"],
            arrays["gate_joint_terms"],
            arrays["gate_joint_features"],
            arrays["gate_joint_shift"],
            BoostedTrees.from_arrays(arrays),
            Scale(arrays["scale_mean"], arrays["scale_spread"]),
            GateCalibration(*sigmoids),
        )


def _log_softmax(scores: npt.ArrayLike) -> Doubles:
    values = np.asarray(scores, dtype=np.float64)
    values = values - values.max(axis=1, keepdims=True)
    return np.asarray(values - np.log(np.exp(values).sum(axis=1, keepdims=True)))


def _softmax(scores: Doubles) -> Doubles:
    return np.asarray(np.exp(_log_softmax(scores)))
