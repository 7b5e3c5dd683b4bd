"""The starter's documents as a coded set to replay: each passage with scores that have not seen it."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from corpus.records import PassageId, Sha256
from models.classifier import STARTER, Classifier
from models.decision import REPORTED
from models.foundation import load_folds
from models.gate import GATES
from models.material import training_examples
from models.sampling import Candidate
from models.simulation import Coded
from models.tuning import probabilities

_LETTERS: Final = re.compile(r"[^\W\d_]+")


def starter_coded() -> tuple[Coded, ...]:
    """Every block of the training documents, scored by models that had not seen its municipality."""
    classifier = Classifier.load(STARTER)
    examples = training_examples()
    heads = classifier.scorer.heads
    raw = load_folds(STARTER, examples, heads.codes)
    calibrated = probabilities(raw, classifier.scorer.gate.calibration, heads.slopes, heads.shifts)
    coded = []
    for row, example in enumerate(examples):
        if not example.municipality:
            continue
        scores = dict(zip(GATES, calibrated.gates[row].tolist(), strict=True))
        scores |= dict(zip(heads.codes, calibrated.heads[row].tolist(), strict=True))
        candidate = Candidate(
            PassageId(_digest(f"{example.source}\n{row}\n{example.context.text}")),
            example.municipality,
            Sha256(example.source),
            int(_digest(" ".join(_LETTERS.findall(example.context.text.lower())))[:8], 16),
            {code: score for code, score in scores.items() if score >= REPORTED},
        )
        coded.append(Coded(candidate, example.codes))
    return tuple(coded)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
