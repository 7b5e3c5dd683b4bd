"""What people judged, as a foundation sees it, and how freely it may change that foundation.

How freely is chosen by cross-validation over municipalities: by the loss on passages that were left out, and
on the starter's own documents, which should not be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.calibration import sigmoid
from models.correction import Logits, Seen, Strength, fit_correction, see
from models.foundation import Foundation
from models.judgements import JudgedPassage, Targets
from models.scorer import analyse_contexts
from models.tuning import RawScores

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Judged passages with what the foundation says of them; `folds` (rows,) keep municipalities whole."""

    seen: Seen
    logits: Logits
    targets: Targets
    folds: Ints


def take_lesson(
    foundation: Foundation, judged: Sequence[JudgedPassage], targets: Targets, folds: Ints
) -> Lesson:
    """See the passages as this foundation does."""
    contexts = [
        one for passage in judged for one in analyse_contexts([passage.context], passage.municipality)
    ]
    scorer = foundation.scorer
    inputs = scorer.prepare(contexts)
    dense = scorer.dense(inputs, np.arange(len(contexts)))
    gates = scorer.gate.raw(inputs.terms, inputs.features)
    heads = scorer.heads.raw(inputs.terms, dense)
    return Lesson(see(scorer, inputs), Logits.of(RawScores(gates, heads)), targets, folds)


def choose_strength(
    foundation: Foundation,
    lesson: Lesson,
    strengths: Sequence[Strength],
    on_fold: Callable[[int, str], None],
) -> tuple[Strength, Logits]:
    """The strength with the smallest loss, and what it says of people's passages out of fold.

    The loss is the mean over people's passages and that over the starter's, with the same weight: people's
    passages may be few and alike, and what fits them best may forget the rest.
    """
    seen, logits, targets, folds = lesson.seen, lesson.logits, lesson.targets, lesson.folds
    found = [Logits(logits.gates.copy(), logits.heads.copy()) for _ in strengths]
    kept = np.zeros((len(strengths), 2))
    for fold in np.unique(folds).tolist():
        on_fold(fold, f"fold {fold + 1}")
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        for number, strength in enumerate(strengths):
            correction = fit_correction(
                seen.rows(train), logits.rows(train), targets.rows(train), foundation.weak, strength
            )
            said = correction.apply(seen.rows(test), logits.rows(test))
            found[number].gates[test], found[number].heads[test] = said.gates, said.heads
            starter = correction.apply(foundation.seen, foundation.logits)
            kept[number] += _losses(starter, foundation.targets)
    losses = np.array([_losses(one, targets) for one in found]) + kept / (int(folds.max()) + 1)
    gate, heads = losses.argmin(axis=0).tolist()
    chosen = Strength(strengths[gate].gate, strengths[heads].heads)
    return chosen, Logits(found[gate].gates, found[heads].heads)


def losses_of_heads(logits: Logits, targets: Targets) -> Doubles:
    """The log-loss of each passage's heads, summed over what is known: shape (rows,)."""
    p = np.clip(sigmoid(logits.heads), 1e-9, 1 - 1e-9)
    lost = targets.shares * np.log(p) + (1 - targets.shares) * np.log(1 - p)
    return np.asarray(-(lost * targets.known).sum(axis=1))


def _losses(logits: Logits, targets: Targets) -> Doubles:
    """Log-loss of the gate and of the heads, each a mean over what is known."""
    gates = -(targets.gates * np.log(np.maximum(logits.raw().gates, 1e-12))).sum()
    heads = losses_of_heads(logits, targets).sum()
    return np.array([gates / max(targets.gates.sum(), 1.0), heads / max(targets.known.sum(), 1.0)])
