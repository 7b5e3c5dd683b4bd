"""The answers of a study's models to passages they were not fitted on: what promotion is decided by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.records import Codebook, CodeId
from models.classifier import Classifier
from models.correction import absorb_calibration, add_heads, difference
from models.decision import NEVER, decide
from models.foundation import Foundation
from models.gate import GATES
from models.judgements import JudgedPassage, certain_codes, groups_of
from models.promotion import TOLERATED, Answered, Part, Promotion, compare
from models.retuning import Pool, retune, sure_codes, sure_gates
from models.scorer import analyse_contexts
from models.training import answer
from models.tuning import RawScores, Tuning, probabilities

if TYPE_CHECKING:
    from models.people import StudyModel


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model said of each passage; `ids` names them, `rows` are in the same order."""

    ids: tuple[str, ...]
    rows: tuple[Answered, ...]


def answer_people(
    pool: Pool,
    codes: Sequence[CodeId],
    folds: npt.NDArray[np.int64],
    judged: Sequence[JudgedPassage],
    codebook: Codebook,
) -> Answers:
    """Answers to judged passages, calibration and thresholds too from the other folds."""
    own = len(pool.people) - len(judged)
    said: dict[int, frozenset[CodeId]] = {}
    for fold in np.unique(folds):
        asked = (np.flatnonzero(folds == fold) + own).tolist()
        tuning = retune(pool.rows(np.setdiff1d(np.arange(len(pool.people)), asked)), codes)
        calibrated = probabilities(pool.raw, tuning.gate, tuning.slopes, tuning.shifts)
        said.update(zip(asked, answer(calibrated, asked, codes, tuning, codebook), strict=True))
    rows = (
        Answered(group, *certain_codes(one.target), said[own + n])
        for n, (one, group) in enumerate(zip(judged, groups_of(judged), strict=True))
    )
    return Answers(tuple(one.passage for one in judged), tuple(rows))


def answer_starter(pool: Pool, tuning: Tuning, foundation: Foundation, codebook: Codebook) -> Answers:
    """Answers to the starter's documents, which people's material says nothing of."""
    return _answer_documents(pool.raw, tuning, foundation, codebook)


def compare_models(
    new: StudyModel, old: Classifier, judged: Sequence[JudgedPassage], codebook: Codebook
) -> Promotion:
    """Whether the new model may take the old one's place, both asked about what they were not fitted on.

    The old model's answers to passages that it learnt from are those it gave out of fold, from its card.
    The starter's documents are left out when the old model was built on another starter.
    """
    old = old.for_codebook(codebook)
    ordered = sorted(judged, key=lambda one: one.passage)
    parts = {"what people judged": Part(ask(old, ordered), new.people.rows)}
    same_base = old.card.get("base", old.card.get("material_hash")) == new.classifier.card["base"]
    if same_base:
        before = _ask_starter(old, new.foundation, codebook)
        # A study's own documents count for more than the starter's, which guard against forgetting.
        parts["the starter's documents"] = Part(before.rows, new.starter.rows, TOLERATED)
    return compare(parts, new.foundation.codes)


def ask(old: Classifier, judged: Sequence[JudgedPassage]) -> tuple[Answered, ...]:
    """A model's answers to judged passages; those that it learnt from as it gave them out of fold."""
    remembered = old.card.get("answers", {})
    contexts = [c for one in judged for c in analyse_contexts([one.context], one.municipality)]
    found = old.scorer.score(old.scorer.prepare(contexts))
    rules = old.compiled_rules
    rows = []
    for row, (one, group) in enumerate(zip(judged, groups_of(judged), strict=True)):
        if one.passage in remembered:
            said = frozenset(map(CodeId, remembered[one.passage]))
        else:
            heads = dict(zip(old.scorer.heads.codes, found.heads[row].tolist(), strict=True))
            asked = heads if found.asked[row] else {}
            said = decide(found.gates[row], asked, old.thresholds, rules).accepted
        rows.append(Answered(group, *certain_codes(one.target), said))
    return tuple(rows)


def _ask_starter(old: Classifier, foundation: Foundation, codebook: Codebook) -> Answers:
    """The old model's changes of the starter, applied to what the starter says unseen."""
    codes = foundation.codes
    if old.scorer.block is not None:
        foundation = foundation.with_block(old.scorer.block)
    scorer = add_heads(absorb_calibration(old.scorer), codes)
    logits = difference(scorer, foundation.scorer).apply(foundation.seen, foundation.logits)
    heads = scorer.heads
    thresholds = {code: old.thresholds.codes.get(code, NEVER) for code in codes}
    tuning = Tuning(
        scorer.gate.calibration, heads.slopes, heads.shifts, replace(old.thresholds, codes=thresholds)
    )
    return _answer_documents(logits.raw(), tuning, foundation, codebook)


def _answer_documents(raw: RawScores, tuning: Tuning, foundation: Foundation, codebook: Codebook) -> Answers:
    """Answers to the rows of whole documents among the starter's material, which come first in `raw`."""
    codes, rows = foundation.codes, np.flatnonzero(foundation.natural).tolist()
    calibrated = probabilities(raw, tuning.gate, tuning.slopes, tuning.shifts)
    said = answer(calibrated, rows, codes, tuning, codebook)
    holds, known = sure_codes(foundation.targets)
    gates = sure_gates(foundation.targets)
    answered = []
    for row, given in zip(rows, said, strict=True):
        true = {code for code, yes in zip(codes, holds[row], strict=True) if yes} | {GATES[gates[row]]}
        asked = {code for code, yes in zip(codes, known[row], strict=True) if yes} | set(GATES)
        answered.append(Answered(foundation.groups[row], frozenset(true), frozenset(asked), given))
    return Answers(tuple(map(str, rows)), tuple(answered))
