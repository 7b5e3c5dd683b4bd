"""Corrects a trained scorer by what people judged: the trained weights stay, small changes are added.

The corrected model is ``trained logits + X @ change``: logistic regression with the trained model's
logits as offsets, and a penalty on the square of the change. That is the mode of the posterior whose prior
is centred at the trained weights. What it cannot learn are words that the trained vocabulary lacks, and
new trees; what it costs is a second where training anew costs more than a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

# here, not where they are used: threads can be limited to one only in what is loaded already
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import minimize

from corpus.records import CodeId
from models.calibration import sigmoid
from models.gate import DESCRIPTION, STRATEGY
from models.heads import Heads
from models.judgements import Targets
from models.scorer import Inputs, Scorer
from models.tuning import RawScores

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Sparse = Any

_CONSTANT: Final = 2.0
"""The column for shifts is this large, so that a shift costs a quarter of a weight of the same effect."""

_JITTER: Final = 1e-8
_UNFITTED: Final = -5.0
"""Logit of a code without a trained head before people's material says anything: 0.7 % of passages."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How freely people's material may change a model: the prior variance of a weight's change.

    `gate` and `heads` are for what the trained model knows well; `weak` for codes that it hardly knows. On
    the starter's documents, with half of the municipalities as the people's material, known heads lose
    from 0.3 up and unknown ones gain until 3 (mean AP of 500 passages: .32 at .01, .42 at 3).
    """

    gate: float = 0.1
    heads: float = 0.1
    weak: float = 3.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Passages as a scorer sees them: sparse inputs of gate and heads, each with its constant column."""

    gate: Sparse
    heads: Sparse

    def rows(self, chosen: npt.NDArray[np.int64]) -> Seen:
        """Only these rows."""
        return Seen(self.gate[chosen], self.heads[chosen])


@dataclass(frozen=True, slots=True)
class Logits:
    """Before calibration: `gates` (rows, 4), up to a constant for each row, and `heads` (rows, codes)."""

    gates: Doubles
    heads: Doubles

    def rows(self, chosen: npt.NDArray[np.int64]) -> Logits:
        """Only these rows."""
        return Logits(self.gates[chosen], self.heads[chosen])

    def raw(self) -> RawScores:
        """The same as what calibration takes: gates as probabilities."""
        shifted = np.exp(self.gates - self.gates.max(axis=1, keepdims=True))
        return RawScores(shifted / shifted.sum(axis=1, keepdims=True), self.heads)

    @classmethod
    def of(cls, raw: RawScores) -> Logits:
        """The reverse of `raw`."""
        return cls(np.log(np.maximum(raw.gates, 1e-9)), raw.heads)


@dataclass(frozen=True, slots=True)
class Correction:
    """Changes of weights: `gate` (4, gate inputs), `heads` (codes, head inputs)."""

    gate: Doubles
    heads: Doubles

    def apply(self, seen: Seen, logits: Logits) -> Logits:
        """The corrected model's logits from the trained one's."""
        gates = logits.gates + seen.gate @ self.gate.T
        return Logits(np.asarray(gates), np.asarray(logits.heads + seen.heads @ self.heads.T))


def see(scorer: Scorer, inputs: Inputs) -> Seen:
    """The inputs as one matrix for the gate and one for the heads."""
    rows = len(inputs.contexts)
    constant = sp.csr_matrix(np.full((rows, 1), _CONSTANT, dtype=np.float32))
    features = sp.csr_matrix(scorer.gate.scale.apply(inputs.features))
    dense = sp.csr_matrix(scorer.dense(inputs, np.arange(rows)))
    width = scorer.heads.terms.shape[1]
    return Seen(
        sp.hstack((inputs.terms, features, constant)).tocsr(),
        sp.hstack((inputs.terms[:, :width], dense, constant)).tocsr(),
    )


def fit_correction(
    seen: Seen, logits: Logits, targets: Targets, weak: npt.NDArray[np.bool_], strength: Strength
) -> Correction:
    """Fit the changes to the trained model's logits of the same rows. `weak` (codes,) are hardly known."""
    known = np.flatnonzero(targets.gates.sum(axis=1) > 0)
    outside = np.flatnonzero(targets.gates[:, STRATEGY : DESCRIPTION + 1].sum(axis=1) > 0)
    return Correction(
        _fit(
            seen.gate[known],
            logits.gates[known],
            _softmax_loss(targets.gates[known]),
            np.full(logits.gates.shape[1], strength.gate),
        ),
        _fit(
            seen.heads[outside],
            logits.heads[outside],
            _logistic_loss(targets.shares[outside], targets.known[outside]),
            np.where(weak, strength.weak, strength.heads),
        ),
    )


def correct(scorer: Scorer, correction: Correction) -> Scorer:
    """The scorer with the changes added to its weights. Its gate's members are averaged, hence the 3."""
    gate, heads = scorer.gate, scorer.heads
    width, known = gate.joint_terms.shape[1], heads.terms.shape[1]
    by_gate = (3 * correction.gate).astype(np.float32)
    changed = replace(
        gate,
        joint_terms=gate.joint_terms + by_gate[:, :width],
        joint_features=gate.joint_features + by_gate[:, width:-1],
        joint_shift=gate.joint_shift + _CONSTANT * by_gate[:, -1],
    )
    terms = heads.terms + correction.heads[:, :known].astype(np.float32)
    dense = heads.dense + correction.heads[:, known:-1].astype(np.float32)
    shift = heads.shift + (_CONSTANT * correction.heads[:, -1]).astype(np.float32)
    return replace(
        scorer,
        gate=changed,
        heads=replace(heads, terms=_as_saved(terms), dense=_as_saved(dense), shift=shift),
    )


def difference(corrected: Scorer, trained: Scorer) -> Correction:
    """The changes that made one scorer of another with the same vocabulary and heads."""
    new, old = corrected.gate, trained.gate
    shift = (new.joint_shift - old.joint_shift)[:, None] / _CONSTANT
    gate = np.hstack((new.joint_terms - old.joint_terms, new.joint_features - old.joint_features, shift)) / 3
    mine, theirs = corrected.heads, trained.heads
    moved = (mine.shift - theirs.shift)[:, None] / _CONSTANT
    heads = np.hstack((mine.terms - theirs.terms, mine.dense - theirs.dense, moved))
    return Correction(gate.astype(np.float64), heads.astype(np.float64))


def add_heads(scorer: Scorer, codes: tuple[CodeId, ...]) -> Scorer:
    """The scorer with heads for exactly these codes, in this order; new ones say "hardly ever"."""
    old = scorer.heads
    place = {code: row for row, code in enumerate(old.codes)}
    rows = [place.get(code, -1) for code in codes]
    new = np.array([row < 0 for row in rows])

    def pick(array: npt.NDArray[Any], empty: float) -> npt.NDArray[Any]:
        picked = array[rows].copy()
        picked[new] = empty
        return picked

    heads = Heads(
        codes,
        pick(old.terms, 0.0),
        pick(old.dense, 0.0),
        pick(old.shift, _UNFITTED),
        pick(old.slopes, 1.0),
        pick(old.shifts, 0.0),
    )
    return replace(scorer, heads=heads)


def absorb_calibration(scorer: Scorer) -> Scorer:
    """The same scorer whose heads need no calibration: it is in their weights."""
    heads = scorer.heads
    slopes = heads.slopes.astype(np.float32)
    count = len(heads.codes)
    absorbed = replace(
        heads,
        terms=heads.terms * slopes[:, None],
        dense=heads.dense * slopes[:, None],
        shift=(heads.shift * heads.slopes + heads.shifts).astype(np.float32),
        slopes=np.ones(count),
        shifts=np.zeros(count),
    )
    return replace(scorer, heads=absorbed)


def _as_saved(weights: Floats) -> Floats:
    return np.ascontiguousarray(weights.astype(np.float16).astype(np.float32))


_Loss = Callable[[Doubles], tuple[float, Doubles]]
"""From logits (rows, columns) to the loss and its gradient in the logits."""


def _softmax_loss(shares: Doubles) -> _Loss:
    def loss(logits: Doubles) -> tuple[float, Doubles]:
        top = logits.max(axis=1, keepdims=True)
        log_total = top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        log_p = logits - log_total
        return float(-(shares * log_p).sum()), np.exp(log_p) * shares.sum(axis=1, keepdims=True) - shares

    return loss


def _logistic_loss(shares: Doubles, weights: Doubles) -> _Loss:
    def loss(logits: Doubles) -> tuple[float, Doubles]:
        lost = (np.logaddexp(0, logits) - shares * logits) * weights
        return float(lost.sum()), (sigmoid(logits) - shares) * weights

    return loss


def _fit(rows: Sparse, offsets: Doubles, loss: _Loss, variances: Doubles) -> Doubles:
    """The change of weights, shape (columns of offsets, columns of rows); a variance for each of the former.

    There are far fewer rows than columns, so it is found among the combinations of rows, where it must
    lie: with K = X Xᵀ = L Lᵀ the change is Xᵀ L⁻ᵀ w, and its square is that of w.
    """
    count, outputs = offsets.shape
    if not count or not outputs:
        return np.zeros((outputs, rows.shape[1]))
    exact = rows.astype(np.float64)  # float32 errs by more than the jitter where two passages are alike
    kernel = (exact @ exact.T).toarray()
    lower = cholesky(kernel + _JITTER * np.trace(kernel) / count * np.eye(count), lower=True)

    def objective(flat: Doubles) -> tuple[float, Doubles]:
        weights = flat.reshape(count, outputs)
        lost, gradient = loss(offsets + lower @ weights)
        lost += 0.5 * float((weights**2 / variances).sum())
        return lost, (lower.T @ gradient + weights / variances).ravel()

    found = minimize(
        objective,
        np.zeros(count * outputs),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200, "ftol": 1e-8, "gtol": 1e-4},
    )
    combined = solve_triangular(lower.T, found.x.reshape(count, outputs), lower=False)
    return np.asarray((rows.T @ combined).T, dtype=np.float64)
