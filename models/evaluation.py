"""How well codes were given: precision, recall, F1, average precision, calibration."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.gate import GATES

Doubles = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

KEYWORDS: Final = re.compile(r"samverk|samarb|partnerskap", re.IGNORECASE)
"""The keyword search that researchers would otherwise do."""

EXTERNAL: Final = frozenset(GATES[:2])
"""The gates that mean: this is about collaboration with somebody outside."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often yes was right, wrong, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of yes that was right; 0 when nothing was a yes."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the true ones that got a yes; 0 when there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0

    @property
    def support(self) -> int:
        """How many are true."""
        return self.right + self.missed


def count_answers(said: Truths, truth: Truths) -> Counts:
    """Compare answers with truths of the same shape, pooled."""
    return Counts(int((said & truth).sum()), int((said & ~truth).sum()), int((~said & truth).sum()))


def count_codes(
    said: Sequence[Collection[CodeId]], truth: Sequence[Collection[CodeId]], codes: Sequence[CodeId]
) -> dict[CodeId, Counts]:
    """The counts of each code over passages."""
    found = {}
    for code in codes:
        answers = np.array([code in one for one in said], dtype=np.bool_)
        truths = np.array([code in one for one in truth], dtype=np.bool_)
        found[code] = count_answers(answers, truths)
    return found


def pool(counts: Collection[Counts]) -> Counts:
    """Counts added up: their F1 is the micro-F1."""
    return Counts(sum(c.right for c in counts), sum(c.wrong for c in counts), sum(c.missed for c in counts))


def macro_f1(counts: Collection[Counts], least_support: int = 1) -> float:
    """Mean F1 of the codes that are true at least so often; 0 when there is none."""
    scores = [c.f1 for c in counts if c.support >= least_support]
    return sum(scores) / len(scores) if scores else 0.0


def average_precision(scores: Doubles, truth: Truths) -> float:
    """Mean precision at each true passage, read from the highest score down; ties count as one step."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    last = np.append(np.diff(scores[order]) != 0, True)
    precision = (hits / np.arange(1, len(hits) + 1))[last]
    gained = np.diff(np.concatenate(([0], hits[last])))
    return float((precision * gained).sum() / truth.sum()) if truth.any() else 0.0


def has_keyword(text: str) -> bool:
    """Whether the keyword search finds the passage."""
    return KEYWORDS.search(text) is not None
