"""From raw scores to probabilities that mean what they say, and to thresholds for a yes.

Everything here is fitted on out-of-fold scores: of passages that the scoring model had not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_STEPS: Final = 100
_SMALLEST_STEP: Final = 1e-8
_CLIP: Final = 1e-6


def logit(probabilities: npt.ArrayLike) -> Floats:
    """log(p / (1 - p)), kept finite."""
    p = np.clip(np.asarray(probabilities, dtype=np.float64), _CLIP, 1 - _CLIP)
    return np.log(p / (1 - p))


def sigmoid(values: npt.ArrayLike) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(values, dtype=np.float64)))


@dataclass(frozen=True, slots=True)
class Sigmoid:
    """Platt scaling (Platt 1999): probability = sigmoid(slope * logit + shift)."""

    slope: float = 1.0
    shift: float = 0.0

    def apply(self, logits: npt.ArrayLike) -> Floats:
        """Calibrated probabilities of raw logits."""
        return sigmoid(self.slope * np.asarray(logits, dtype=np.float64) + self.shift)


def fit_sigmoid(logits: Floats, truth: Truths, weights: Floats) -> Sigmoid:
    """Platt scaling, pulled towards leaving the score alone as strongly as two examples would."""
    (slope, shift) = fit_shifted_sigmoids(logits[:, None], truth[:, None], weights)
    return Sigmoid(slope, float(shift[0]))


def fit_shifted_sigmoids(logits: Floats, truth: Truths | Floats, weights: Floats) -> tuple[float, Floats]:
    """One slope for all columns and a shift for each, of shape (rows, codes).

    Codes with few examples borrow: shifts are pulled towards their common mean with the strength of
    a Gaussian of variance 1. Newton's method on the penalised logistic loss, a step halved while it
    would make the loss grow. Weights are of rows, or of rows and codes (0 where nothing is known); truths
    may be shares in 0..1.
    """
    codes = logits.shape[1]
    weights = weights if weights.ndim == 2 else np.repeat(weights[:, None], codes, axis=1)
    # the parameters: slope, common shift, deviation of each code; what they are pulled to, how hard
    target = np.concatenate(([1.0], np.zeros(codes + 1)))
    penalty = np.concatenate(([2.0, 0.01], np.ones(codes)))

    def loss(parameters: Floats) -> float:
        z = parameters[0] * logits + parameters[1] + parameters[2:]
        fit = float(((np.logaddexp(0, z) - truth * z) * weights).sum())
        return fit + 0.5 * float((penalty * (parameters - target) ** 2).sum())

    parameters = target
    for _ in range(_STEPS):
        gradient, hessian = _derivatives(parameters, logits, truth, weights)
        step = np.linalg.solve(hessian + np.diag(penalty), gradient + penalty * (parameters - target))
        while loss(parameters - step) > loss(parameters) and np.abs(step).max() > _SMALLEST_STEP:
            step = step / 2
        parameters = parameters - step
        if np.abs(step).max() < _SMALLEST_STEP:
            break
    return float(parameters[0]), parameters[1] + parameters[2:]


def _derivatives(
    parameters: Floats, logits: Floats, truth: Truths | Floats, weights: Floats
) -> tuple[Floats, Floats]:
    """Gradient and Hessian of the logistic loss in slope, common shift and deviations."""
    p = sigmoid(parameters[0] * logits + parameters[1] + parameters[2:])
    residual = (p - truth) * weights
    curve = p * (1 - p) * weights
    by_code = curve.sum(axis=0)
    slope_by_code = (curve * logits).sum(axis=0)
    gradient = np.concatenate(([(residual * logits).sum(), residual.sum()], residual.sum(axis=0)))
    hessian = np.zeros((len(gradient), len(gradient)))
    hessian[0, 0] = (curve * logits**2).sum()
    hessian[0, 1] = hessian[1, 0] = slope_by_code.sum()
    hessian[0, 2:] = hessian[2:, 0] = slope_by_code
    hessian[1, 1] = by_code.sum()
    hessian[1, 2:] = hessian[2:, 1] = by_code
    hessian[2:, 2:] = np.diag(by_code)
    return gradient, hessian


def best_threshold(
    scores: Floats, truth: Truths, weights: npt.NDArray[np.floating[Any]] | None = None
) -> float:
    """The threshold with the highest F1 of ``score >= threshold``; ties go to the middle of the gap.

    Scores, truths and weights (None: all alike) of any equal shape are pooled. With no positive at all it
    is 0.5.
    """
    flat, true = scores.ravel(), truth.ravel()
    if not true.any():
        return 0.5
    weighed = np.ones(len(flat)) if weights is None else weights.ravel()
    order = np.argsort(-flat, kind="stable")
    hits = np.cumsum((true * weighed)[order])
    f1 = 2 * hits / (np.cumsum(weighed[order]) + hits[-1])
    distinct = np.append(flat[order][:-1] > flat[order][1:], True)
    best = int(np.argmax(np.where(distinct, f1, -1)))
    below = flat[order][best + 1] if best + 1 < len(flat) else 0.0
    return float((flat[order][best] + below) / 2)


def expected_calibration_error(scores: Floats, truth: Truths, bins: int = 10) -> float:
    """Mean distance of score from share of truths over equal-width bins, weighted by their sizes."""
    flat, true = scores.ravel(), truth.ravel()
    if not len(flat):
        return 0.0
    place = np.minimum((flat * bins).astype(int), bins - 1)
    gaps = np.abs(np.bincount(place, flat - true, minlength=bins))
    return float(gaps.sum() / len(flat))
