"""Learning from people: the starter corrected by every judgement of a study, measured before it is used.

What is fitted anew each time is a correction of the starter (see `correction`), from all judgements, so that
their order does not matter and nothing drifts. How freely it may change the starter is chosen by
cross-validation over municipalities, as are calibration and thresholds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from corpus.records import Codebook, CodeId
from models.block import Verdict, weigh_block
from models.chance import weigh_chance
from models.classifier import STARTER, Classifier
from models.codebook import GATE
from models.correction import Correction, Logits, Strength, correct, fit_correction
from models.decision import NEVER
from models.encoders import Encoder
from models.errors import TrainingError
from models.evaluation import EXTERNAL
from models.folds import assign_folds
from models.foundation import Foundation, lay_foundation
from models.judgements import JudgedPassage, Targets, as_targets, certain_codes, count_positives, groups_of
from models.lessons import Lesson, choose_strength, losses_of_heads, take_lesson
from models.promotion import Scores, score_answers
from models.retuning import Pool, retune
from models.stopping import Interval
from models.study_answers import Answers, answer_people, answer_starter
from models.tuning import Tuning

Ints = npt.NDArray[np.int64]
OnProgress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is done next."""

FEWEST: Final = 10
"""Passages with a gate below which nothing can be learnt or measured."""


@dataclass(frozen=True, slots=True)
class PeopleSettings:
    """How to learn. `name` begins the coder id; `strengths` are tried, the best of them is used.

    An `encoder` gives the heads a block of vectors, which is kept if it helps.
    """

    name: str = "study"
    folds: int = 5
    strengths: tuple[Strength, ...] = (
        Strength(0.03, 0.03),
        Strength(0.1, 0.1),
        Strength(0.3, 0.3),
        Strength(1.0, 1.0),
    )
    encoder: Encoder | None = None

    def __post_init__(self) -> None:
        if self.folds < 2 or not self.strengths:
            msg = "learning needs two folds or more, and a strength"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class StudyModel:
    """A model that people taught, and the answers that show what it is worth, given unseen.

    `foundation` is without a block of vectors, whether the model has one or not.
    """

    classifier: Classifier
    people: Answers
    starter: Answers
    foundation: Foundation


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
    rounds = int(folds.max()) + 1
    steps = 3 + rounds * (1 if settings.encoder is None else 2)
    on_progress(0, steps, "the starter and its material")
    base = Classifier.load(STARTER).for_codebook(codebook)
    codes = _codes(base, codebook, judged)
    with threadpool_limits(1):  # sums in another order would give other last digits
        foundation = lay_foundation(base, codes)
        on_progress(1, steps, "the passages that people judged")
        course = _Course(judged, as_targets(judged, codes), folds, settings.strengths)
        taught = course.teach(foundation, lambda n, what: on_progress(n + 2, steps, what))
        verdict = None
        if settings.encoder is not None:
            taught, verdict = course.try_block(
                taught, settings.encoder, lambda n, what: on_progress(n + rounds + 2, steps, what)
            )
        on_progress(steps - 1, steps, "the model")
        correction = fit_correction(
            taught.lesson.seen, taught.lesson.logits, course.targets, foundation.weak, taught.strength
        )
    pool = _pool(taught, correction, course)
    tuning = retune(pool, codes)
    said = answer_people(pool, codes, folds, judged, codebook)
    classifier = Classifier(
        name=settings.name,
        codebook=codebook.hash,
        rules=codebook.rules,
        scorer=tuning.apply(correct(taught.foundation.scorer, correction)),
        thresholds=tuning.thresholds,
        card=_write_card(taught, course, codebook, tuning, said) | _write_verdict(verdict),
    )
    on_progress(steps, steps, "done")
    return StudyModel(classifier, said, answer_starter(pool, tuning, foundation, codebook), foundation)


@dataclass(frozen=True, slots=True)
class _Taught:
    """A foundation, what people's passages are to it, and what it says of them out of fold."""

    foundation: Foundation
    lesson: Lesson
    strength: Strength
    unseen: Logits


@dataclass(frozen=True, slots=True)
class _Course:
    """What people judged, and the ways in which it may be learnt."""

    judged: Sequence[JudgedPassage]
    targets: Targets
    folds: Ints
    strengths: tuple[Strength, ...]

    def teach(self, foundation: Foundation, on_fold: Callable[[int, str], None]) -> _Taught:
        """Choose how freely this foundation may be changed."""
        lesson = take_lesson(foundation, self.judged, self.targets, self.folds)
        return _Taught(foundation, lesson, *choose_strength(foundation, lesson, self.strengths, on_fold))

    def try_block(
        self, plain: _Taught, encoder: Encoder, on_fold: Callable[[int, str], None]
    ) -> tuple[_Taught, Verdict]:
        """Teach it with an encoder's vectors too, and keep whichever does better on what it has not seen."""
        wide = self.teach(plain.foundation.with_block(encoder), on_fold)
        losses = [losses_of_heads(one.unseen, self.targets) for one in (plain, wide)]
        verdict = weigh_block(encoder.id, groups_of(self.judged), *losses)
        return (wide if verdict.keep else plain), verdict


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


def _pool(taught: _Taught, correction: Correction, course: _Course) -> Pool:
    """The starter's material first, then what people judged; nobody's answer has seen its own passage."""
    foundation, unseen, targets = taught.foundation, taught.unseen, course.targets
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
        np.concatenate((foundation.weights, weigh_chance([one.chance for one in course.judged]))),
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
    taught: _Taught, course: _Course, codebook: Codebook, tuning: Tuning, said: Answers
) -> dict[str, Any]:
    """What a reader must know of the model; scores are out of fold on what people judged."""
    judged, strength, foundation = course.judged, taught.strength, taught.foundation
    codes = foundation.codes
    scores = score_answers(said.rows, codes)
    return {
        "base": foundation.classifier.card["material_hash"],
        "judgement_hash": judgement_hash(judged),
        "codebook_hash": codebook.hash,
        "codebook_version": codebook.version,
        "passages": len(judged),
        "drawn_by_chance": sum(one.chance is not None for one in judged),
        "disputed": sum(_is_disputed(one) for one in judged),
        "municipalities": sorted({one.municipality for one in judged}),
        "positives": dict(sorted(count_positives(judged).items())),
        "strength": {"gate": strength.gate, "heads": strength.heads, "weak": strength.weak},
        "without_head": [c.id for c in codebook.codes if c.dimension != GATE and c.id not in codes],
        "never_yes": [code for code in codes if tuning.thresholds.codes[code] == NEVER],
        "out_of_fold": _say_scores(scores),
        "answers": {passage: sorted(row.said) for passage, row in zip(said.ids, said.rows, strict=True)},
    }


def _write_verdict(verdict: Verdict | None) -> dict[str, Any]:
    return {} if verdict is None else {"block": verdict.to_card()}


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
