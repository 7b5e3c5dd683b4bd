"""Learning from people: the starter corrected by every judgement of a study, measured before it is used.

What is fitted anew each time is a correction of the starter (see `correction`), from all judgements, so that
their order does not matter and nothing drifts. How freely it may change the starter is chosen by
cross-validation over municipalities, as are calibration and thresholds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from corpus.records import Codebook, CodeId
from models.calibration import sigmoid
from models.classifier import STARTER, Classifier
from models.codebook import GATE
from models.correction import Correction, Logits, Seen, Strength, correct, fit_correction, see
from models.decision import NEVER
from models.errors import TrainingError
from models.evaluation import EXTERNAL
from models.folds import assign_folds
from models.foundation import Foundation, lay_foundation
from models.judgements import JudgedPassage, Targets, as_targets, certain_codes, count_positives, groups_of
from models.promotion import Scores, score_answers
from models.retuning import Pool, retune
from models.scorer import analyse_contexts
from models.stopping import Interval
from models.study_answers import Answers, answer_people, answer_starter
from models.tuning import RawScores

Ints = npt.NDArray[np.int64]
OnProgress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is done next."""

FEWEST: Final = 10
"""Passages with a gate below which nothing can be learnt or measured."""


@dataclass(frozen=True, slots=True)
class PeopleSettings:
    """How to learn. `name` begins the coder id; `strengths` are tried, the best of them is used."""

    name: str = "study"
    folds: int = 5
    strengths: tuple[Strength, ...] = (
        Strength(0.03, 0.03),
        Strength(0.1, 0.1),
        Strength(0.3, 0.3),
        Strength(1.0, 1.0),
    )

    def __post_init__(self) -> None:
        if self.folds < 2 or not self.strengths:
            msg = "learning needs two folds or more, and a strength"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class StudyModel:
    """A model that people taught, and the answers that show what it is worth, given unseen."""

    classifier: Classifier
    people: Answers
    starter: Answers
    foundation: Foundation
    seen: Seen


def train_from_people(
    judged: Sequence[JudgedPassage],
    codebook: Codebook,
    settings: PeopleSettings,
    on_progress: OnProgress = lambda _done, _all, _what: None,
) -> StudyModel:
    """Learn from judged passages; the same input gives the same model. Raises TrainingError when too few.

    Codes of the codebook that the starter has no head for get one when a person gave them at all.
    """
    judged = sorted(judged, key=lambda one: one.passage)
    folds = _split(judged, settings.folds)
    steps = 4 + int(folds.max())
    on_progress(0, steps, "the starter and its material")
    base = Classifier.load(STARTER).for_codebook(codebook)
    codes = _codes(base, codebook, judged)
    with threadpool_limits(1):  # sums in another order would give other last digits
        foundation = lay_foundation(base, codes)
        on_progress(1, steps, "the passages that people judged")
        seen, logits = _see(foundation, judged)
        targets = as_targets(judged, codes)
        strength, unseen = _cross_validate(
            foundation,
            seen,
            logits,
            targets,
            folds,
            settings,
            lambda n, what: on_progress(n + 2, steps, what),
        )
        on_progress(steps - 1, steps, "the model")
        correction = fit_correction(seen, logits, targets, foundation.weak, strength)
    pool = _pool(foundation, correction, unseen, targets)
    tuning = retune(pool, codes)
    said = answer_people(pool, codes, folds, judged, codebook)
    starter = answer_starter(pool, tuning, foundation, codebook)
    classifier = Classifier(
        name=settings.name,
        codebook=codebook.hash,
        rules=codebook.rules,
        scorer=tuning.apply(correct(foundation.scorer, correction)),
        thresholds=tuning.thresholds,
        card=_write_card(judged, codebook, foundation, strength, tuning.thresholds.codes, said),
    )
    on_progress(steps, steps, "done")
    return StudyModel(classifier, said, starter, foundation, seen)


def _split(judged: Sequence[JudgedPassage], folds: int) -> Ints:
    """Folds by municipality, or by document where there is only one; refuses what is too little."""
    gated = [one for one in judged if one.target.gate]
    if len(gated) < FEWEST:
        raise TrainingError(f"{len(gated)} passages are judged with a gate, {FEWEST} are needed: judge more")
    groups = groups_of(judged)
    if len(set(groups)) < 2:
        raise TrainingError("all judged passages are of one document: judge some of another one too")
    return assign_folds(groups, min(folds, len(set(groups))))


def _codes(base: Classifier, codebook: Codebook, judged: Sequence[JudgedPassage]) -> tuple[CodeId, ...]:
    given = count_positives(judged)
    learnt = {*base.scorer.heads.codes, *given}
    return tuple(code.id for code in codebook.codes if code.dimension != GATE and code.id in learnt)


def _see(foundation: Foundation, judged: Sequence[JudgedPassage]) -> tuple[Seen, Logits]:
    contexts = [
        one for passage in judged for one in analyse_contexts([passage.context], passage.municipality)
    ]
    scorer = foundation.scorer
    inputs = scorer.prepare(contexts)
    gates = scorer.gate.raw(inputs.terms, inputs.features)
    heads = scorer.heads.raw(inputs.terms, scorer.dense(inputs, np.arange(len(contexts))))
    return see(scorer, inputs), Logits.of(RawScores(gates, heads))


def _cross_validate(
    foundation: Foundation,
    seen: Seen,
    logits: Logits,
    targets: Targets,
    folds: Ints,
    settings: PeopleSettings,
    on_fold: Callable[[int, str], None],
) -> tuple[Strength, Logits]:
    """The strength with the smallest loss, and what it says of people's passages out of fold.

    The loss is the mean over people's passages and that over the starter's, with the same weight: people's
    passages may be few and alike, and what fits them best may forget the rest.
    """
    found = [Logits(logits.gates.copy(), logits.heads.copy()) for _ in settings.strengths]
    kept = np.zeros((len(settings.strengths), 2))
    for fold in np.unique(folds).tolist():
        on_fold(fold, f"fold {fold + 1}")
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        for number, strength in enumerate(settings.strengths):
            correction = fit_correction(
                seen.rows(train), logits.rows(train), targets.rows(train), foundation.weak, strength
            )
            said = correction.apply(seen.rows(test), logits.rows(test))
            found[number].gates[test], found[number].heads[test] = said.gates, said.heads
            starter = correction.apply(foundation.seen, foundation.logits)
            kept[number] += _losses(starter, foundation.targets)
    losses = np.array([_losses(one, targets) for one in found]) + kept / (int(folds.max()) + 1)
    gate, heads = losses.argmin(axis=0).tolist()
    chosen = Strength(settings.strengths[gate].gate, settings.strengths[heads].heads)
    return chosen, Logits(found[gate].gates, found[heads].heads)


def _losses(logits: Logits, targets: Targets) -> npt.NDArray[np.float64]:
    """Log-loss of the gate and of the heads, each a mean over what is known."""
    return np.array([_loss_of_gate(logits, targets), _loss_of_heads(logits, targets)])


def _loss_of_gate(logits: Logits, targets: Targets) -> float:
    lost = targets.gates * np.log(np.maximum(logits.raw().gates, 1e-12))
    return float(-lost.sum() / max(targets.gates.sum(), 1.0))


def _loss_of_heads(logits: Logits, targets: Targets) -> float:
    p = np.clip(sigmoid(logits.heads), 1e-9, 1 - 1e-9)
    lost = targets.shares * np.log(p) + (1 - targets.shares) * np.log(1 - p)
    return float(-(lost * targets.known).sum() / max(targets.known.sum(), 1.0))


def _pool(foundation: Foundation, correction: Correction, unseen: Logits, targets: Targets) -> Pool:
    """The starter's material first, then what people judged; nobody's answer has seen its own passage."""
    starter = correction.apply(foundation.seen, foundation.logits)
    count, own = len(unseen.gates), len(foundation.weights)
    both = Logits(np.vstack((starter.gates, unseen.gates)), np.vstack((starter.heads, unseen.heads)))
    known = foundation.targets
    return Pool(
        both.raw(),
        Targets(
            np.vstack((known.gates, targets.gates)),
            np.vstack((known.shares, targets.shares)),
            np.vstack((known.known, targets.known)),
        ),
        np.concatenate((foundation.weights, np.ones(count))),
        np.concatenate((foundation.natural, np.ones(count, dtype=np.bool_))),
        np.concatenate((np.zeros(own, dtype=np.bool_), np.ones(count, dtype=np.bool_))),
    )


def judgement_hash(judged: Sequence[JudgedPassage]) -> str:
    """SHA-256 (hexadecimal) of what people said of which text, in the order of passages."""
    digest = hashlib.sha256()
    for one in sorted(judged, key=lambda one: one.passage):
        row = (
            one.passage,
            one.context.text,
            one.municipality,
            one.target.gate,
            sorted(one.target.codes.items()),
        )
        digest.update(json.dumps(row, ensure_ascii=False).encode())
    return digest.hexdigest()


def _write_card(
    judged: Sequence[JudgedPassage],
    codebook: Codebook,
    foundation: Foundation,
    strength: Strength,
    thresholds: Mapping[CodeId, float],
    said: Answers,
) -> dict[str, Any]:
    """What a reader must know of the model; scores are out of fold on what people judged."""
    codes = foundation.codes
    scores = score_answers(said.rows, codes)
    return {
        "base": foundation.classifier.card["material_hash"],
        "judgement_hash": judgement_hash(judged),
        "codebook_hash": codebook.hash,
        "codebook_version": codebook.version,
        "passages": len(judged),
        "disputed": sum(_is_disputed(one) for one in judged),
        "municipalities": sorted({one.municipality for one in judged}),
        "positives": dict(sorted(count_positives(judged).items())),
        "strength": {"gate": strength.gate, "heads": strength.heads, "weak": strength.weak},
        "without_head": [c.id for c in codebook.codes if c.dimension != GATE and c.id not in codes],
        "never_yes": [code for code in codes if thresholds[code] == NEVER],
        "out_of_fold": _say_scores(scores),
        "answers": {passage: sorted(row.said) for passage, row in zip(said.ids, said.rows, strict=True)},
    }


def _is_disputed(one: JudgedPassage) -> bool:
    known = certain_codes(one.target)[1]
    return not known >= one.target.codes.keys() or bool(one.target.gate and not known & EXTERNAL)


def _say_scores(scores: Scores) -> dict[str, Any]:
    def say(one: Interval) -> list[float | None]:
        return [None if np.isnan(v) else round(v, 3) for v in (one.value, one.low, one.high)]

    return {
        "external_f1": say(scores.external),
        "macro_f1": say(scores.macro),
        "codes": {code: say(interval) for code, interval in scores.codes.items()},
    }
