"""Training: coded passages in, a calibrated classifier with its model card out, the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from corpus.records import Codebook, CodeId
from models.analysis import AnalysedContext
from models.calibration import expected_calibration_error
from models.classifier import Classifier
from models.codebook import GATE
from models.cues import iter_cue_patterns
from models.decision import NEVER, decide
from models.errors import TrainingError
from models.evaluation import EXTERNAL, average_precision, count_codes, macro_f1, pool
from models.fitting import Coded, FitSettings, fit_scorer
from models.folds import assign_folds
from models.gate import DESCRIPTION, GATES, STRATEGY
from models.heads import CueTable
from models.material import DEMO_MUNICIPALITIES, Example, material_hash
from models.rules import compile_rules
from models.scorer import Probabilities, analyse_contexts
from models.tuning import RawScores, Tuning, probabilities, score_unseen, tune

FEWEST_EXAMPLES: Final = 10
"""Positives (documents and single passages) below which a code gets no head at all."""


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How a classifier is trained. `name` begins its coder id."""

    name: str = "starter"
    folds: int = 5
    fit: FitSettings = field(default_factory=FitSettings)

    def __post_init__(self) -> None:
        if self.folds < 2:
            msg = f"{self.folds} folds cannot tune thresholds: use two or more"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Folded:
    """Examples as arrays, with scores from models that had not seen their group."""

    codes: tuple[CodeId, ...]
    coded: Coded
    cues: CueTable
    folds: npt.NDArray[np.int64]
    raw: RawScores


def train(examples: Sequence[Example], codebook: Codebook, settings: TrainingSettings) -> Classifier:
    """Train, calibrate and set thresholds. Raises TrainingError when there is too little material.

    Examples of demo municipalities are refused: whatever is measured on those must be unseen.
    """
    return train_on_folds(examples, codebook, settings, score_folds(examples, codebook, settings))


def train_on_folds(
    examples: Sequence[Example], codebook: Codebook, settings: TrainingSettings, folded: Folded
) -> Classifier:
    """The same from examples that `score_folds` has scored already."""
    natural = np.array([bool(example.municipality) for example in examples])
    tuning = tune(folded.raw, folded.coded, folded.codes, natural)
    with threadpool_limits(1):
        scorer = tuning.apply(fit_scorer(folded.coded, folded.cues, folded.codes, settings.fit))
    return Classifier(
        name=settings.name,
        codebook=codebook.hash,
        rules=codebook.rules,
        scorer=scorer,
        thresholds=tuning.thresholds,
        card=_write_card(examples, codebook, folded, tuning),
    )


def score_folds(examples: Sequence[Example], codebook: Codebook, settings: TrainingSettings) -> Folded:
    """Score every example by a model that has not seen its group. Raises TrainingError as `train`."""
    _check(examples)
    codes = learnable_codes(examples, codebook)
    coded = encode(examples, codes)
    cues = CueTable.build([c.id for c in codebook.codes if c.dimension != GATE], _patterns(codebook))
    folds = assign_folds([example.group for example in examples], settings.folds)
    with threadpool_limits(1):  # sums in another order would give other last digits
        raw = score_unseen(coded, folds, cues, codes, settings.fit)
    return Folded(codes, coded, cues, folds, raw)


def learnable_codes(examples: Sequence[Example], codebook: Codebook) -> tuple[CodeId, ...]:
    """The codes outside the gate with enough examples for a head, in the codebook's order."""
    return tuple(
        code.id
        for code in codebook.codes
        if code.dimension != GATE and sum(code.id in e.codes for e in examples) >= FEWEST_EXAMPLES
    )


def encode(examples: Sequence[Example], codes: Sequence[CodeId]) -> Coded:
    """Examples as what the models are fitted on. Raises TrainingError when one has not exactly one gate."""
    contexts: list[AnalysedContext] = []
    for municipality, group in groupby(examples, key=lambda example: example.municipality):
        contexts.extend(analyse_contexts([example.context for example in group], municipality))
    return Coded(
        contexts,
        np.array([_gate_of(example) for example in examples], dtype=np.int64),
        np.array([[code in e.codes for code in codes] for e in examples], dtype=np.bool_),
        np.array([e.weight for e in examples], dtype=np.float32),
        np.array([e.head_weight for e in examples], dtype=np.float32),
    )


def _gate_of(example: Example) -> int:
    gates = [number for number, gate in enumerate(GATES) if gate in example.codes]
    if len(gates) != 1:
        msg = f"a passage of {example.source} has {len(gates)} gate codes: give it exactly one"
        raise TrainingError(msg)
    return gates[0]


def _check(examples: Sequence[Example]) -> None:
    demo = sorted({e.municipality for e in examples} & DEMO_MUNICIPALITIES)
    if demo:
        msg = f"{', '.join(demo)} must stay unseen: leave the demo municipalities out"
        raise TrainingError(msg)
    for gate in GATES:
        count = sum(gate in e.codes and bool(e.municipality) for e in examples)
        if count < FEWEST_EXAMPLES:
            msg = (
                f"{gate} has {count} examples in documents, {FEWEST_EXAMPLES} are needed: code more passages"
            )
            raise TrainingError(msg)


def _patterns(codebook: Codebook) -> list[tuple[str, CodeId]]:
    return [(pattern, CodeId(code)) for pattern, code in iter_cue_patterns(codebook)]


def _write_card(
    examples: Sequence[Example], codebook: Codebook, folded: Folded, tuning: Tuning
) -> dict[str, Any]:
    """What a reader must know of the model; scores are out of fold, on whole documents only."""
    natural = [row for row, example in enumerate(examples) if example.municipality]
    codes = folded.codes
    calibrated = probabilities(folded.raw, tuning.gate, tuning.slopes, tuning.shifts)
    truth = [examples[row].codes for row in natural]
    said = answer(calibrated, natural, codes, tuning, codebook)
    counts = count_codes(said, truth, [*GATES, *codes])
    external = calibrated.gates[natural][:, [STRATEGY, DESCRIPTION]].sum(axis=1)
    outside = np.array([bool(codes_ & EXTERNAL) for codes_ in truth])
    yes = np.array([bool(codes_ & EXTERNAL) for codes_ in said])
    learnt = {*GATES, *codes}
    return {
        "material_hash": material_hash(tuple(examples)),
        "codebook_hash": codebook.hash,
        "codebook_version": codebook.version,
        "documents": len({examples[row].source for row in natural}),
        "passages_in_documents": len(natural),
        "single_passages": len(examples) - len(natural),
        "single_passage_weight": min(e.weight for e in examples),
        "municipalities": sorted({e.municipality for e in examples if e.municipality}),
        "excluded_municipalities": sorted(DEMO_MUNICIPALITIES),
        "without_head": [code.id for code in codebook.codes if code.id not in learnt],
        "never_yes": [code for code in codes if tuning.thresholds.codes[code] == NEVER],
        "out_of_fold": {
            "external": {
                "f1": round(2 * float((yes & outside).sum()) / float(yes.sum() + outside.sum()), 3),
                "average_precision": round(average_precision(external, outside), 3),
                "calibration_error": round(expected_calibration_error(external, outside), 3),
            },
            "dimensions": {
                dimension.id: _summary([counts[c.id] for c in dimension.codes if c.id in counts])
                for dimension in codebook.dimensions
            },
            "codes": {
                code: {"f1": round(c.f1, 3), "precision": round(c.precision, 3), "recall": round(c.recall, 3)}
                | {"true": c.support}
                for code, c in counts.items()
            },
        },
    }


def _summary(counts: Sequence[Any]) -> dict[str, float]:
    return {"micro_f1": round(pool(counts).f1, 3), "macro_f1": round(macro_f1(counts), 3)}


def answer(
    calibrated: Probabilities,
    rows: Sequence[int],
    codes: Sequence[CodeId],
    tuning: Tuning,
    codebook: Codebook,
) -> list[frozenset[CodeId]]:
    """The codes that the tuned model gives these rows of out-of-fold scores."""
    rules = compile_rules(codebook)
    said = []
    for row in rows:
        heads = dict(zip(codes, calibrated.heads[row].tolist(), strict=True))
        said.append(decide(calibrated.gates[row], heads, tuning.thresholds, rules).accepted)
    return said
