"""The figures of one way of answering, and of all ways side by side: for the gate of the models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import Codebook, CodeId
from models.calibration import expected_calibration_error
from models.evaluation import (
    EXTERNAL,
    average_precision,
    count_answers,
    count_codes,
    has_keyword,
    macro_f1,
    pool,
)
from models.material import Example
from tests.gate.peers import answer_by_cues

STRATEGY: Final = min(EXTERNAL)
_YES: Final = ("external precision", "external recall", "external F1")

Measured = Mapping[str, Mapping[str, float]]
"""Figures by way of answering: "ours" and the others."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was true and what was said of some passages; `external` is the score for yes."""

    texts: Sequence[str]
    truth: Sequence[frozenset[CodeId]]
    said: Sequence[frozenset[CodeId]]
    external: npt.NDArray[np.float64]


def as_answers(
    examples: Sequence[Example], given: tuple[Sequence[frozenset[CodeId]], npt.NDArray[np.float64]]
) -> Answers:
    """Answers to these examples, in their order."""
    texts = [example.context.text for example in examples]
    return Answers(texts, [example.codes for example in examples], *given)


def measure(answers: Answers, codebook: Codebook) -> dict[str, float]:
    """Every figure of one way of answering, by name."""
    outside = np.array([bool(codes & EXTERNAL) for codes in answers.truth])
    yes = count_answers(np.array([bool(codes & EXTERNAL) for codes in answers.said]), outside)
    figures = {
        "external precision": yes.precision,
        "external recall": yes.recall,
        "external F1": yes.f1,
        "external AP": average_precision(answers.external, outside),
        "external ECE": expected_calibration_error(answers.external, outside),
        "internal taken for external": internal_taken_for_external(answers),
    }
    counts = count_codes(answers.said, answers.truth, [code.id for code in codebook.codes])
    for dimension in codebook.dimensions:
        members = [counts[code.id] for code in dimension.codes]
        figures[f"{dimension.id} micro-F1"] = pool(members).f1
        figures[f"{dimension.id} macro-F1"] = macro_f1(members)
    return figures


def measure_all(answers: Answers, codebook: Codebook, peers: Mapping[str, Answers]) -> Measured:
    """Ours beside the keyword search, cue words and the peers; what a way cannot tell is left out."""
    found = [frozenset({STRATEGY} if has_keyword(text) else ()) for text in answers.texts]
    yes = np.array([float(bool(codes)) for codes in found])
    keyword = measure(replace(answers, said=found, external=yes), codebook)
    cues = answer_by_cues(answers.texts, answers.said, codebook)
    others = {
        "keyword": {name: keyword[name] for name in (*_YES, "internal taken for external")},
        "cues": _codes_only(measure(replace(answers, said=cues), codebook)),
    }
    for name, said in peers.items():
        figures = measure(said, codebook)
        others[name] = {n: figures[n] for n in figures if n.startswith("external")} | _codes_only(figures)
        others[name]["internal taken for external"] = figures["internal taken for external"]
    return {"ours": measure(answers, codebook), **others}


def _codes_only(figures: Mapping[str, float]) -> dict[str, float]:
    return {n: v for n, v in figures.items() if n.endswith("-F1") and not n.startswith("gate")}


def internal_taken_for_external(answers: Answers) -> float:
    """Share of internal coordination that was called external."""
    wrong = [
        bool(s & EXTERNAL) for s, t in zip(answers.said, answers.truth, strict=True) if "gate.internal" in t
    ]
    return sum(wrong) / len(wrong)
