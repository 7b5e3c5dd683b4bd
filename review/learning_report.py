"""What a round of learning brought: kept beside the models as JSON, so that it can be read and decided on
later, also after a restart.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from corpus.records import CodeId, PassageId, Sha256
from corpus.review_records import ReviewerId
from review.codebook_saving import write_durably

FOLDER: Final = "reports"
"""Within the study's folder of models."""

Measured = tuple[float | None, float | None, float | None]
"""A figure with its 95 % interval: value, low, high; None where there is nothing to measure."""

UNMEASURED: Final[Measured] = (None, None, None)


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison that promotion is decided by: of which figure, on which part of the material, how it
    came out (as `learning_words` tells it), and new minus old.
    """

    figure: str
    part: str
    outcome: str
    by: Measured


@dataclass(frozen=True, slots=True)
class Score:
    """F1 before and after, on passages that the answering model had not learned from; `code` is a code, or
    "external" or "macro". `positives`: passages that people gave it.
    """

    code: str
    before: Measured
    after: Measured
    positives: int


@dataclass(frozen=True, slots=True)
class Flip:
    """A passage that would get other codes than now."""

    passage: PassageId
    document: Sha256
    gained: tuple[CodeId, ...]
    lost: tuple[CodeId, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A round of learning. `before` is the model that was in use, `judged` how many passages were learned
    from. `flipped` of `looked` passages (in `documents` of `of_documents` documents) would get other codes;
    `flips` are the first of them. `decision` is "", "promoted" or "kept", by `decided_by`.
    """

    coder: str
    before: str
    at: str
    judged: int
    promote: bool
    reasons: tuple[Reason, ...]
    new_codes: tuple[CodeId, ...]
    scores: tuple[Score, ...]
    flips: tuple[Flip, ...]
    flipped: int
    looked: int
    documents: int
    of_documents: int
    decision: str = ""
    decided_by: str = ""
    decided_at: str = ""


def save_report(models_folder: Path, report: Report) -> None:
    """Keep a report, whole or not at all."""
    place = find_place(models_folder, report.coder)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(".half")
    write_durably(half, json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n")
    half.replace(place)


def find_report(models_folder: Path, coder: str) -> Report | None:
    """The report on a model; None when it was not learned here, or its report cannot be read."""
    try:
        return parse_report(json.loads(find_place(models_folder, coder).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def find_place(models_folder: Path, coder: str) -> Path:
    """Where a model's report is kept."""
    return models_folder / FOLDER / f"{coder}.json"


def parse_report(values: Mapping[str, Any]) -> Report:
    """A report from what JSON made of it. Raises KeyError, TypeError, ValueError."""
    return Report(
        **{
            **values,
            "reasons": tuple(Reason(**{**one, "by": tuple(one["by"])}) for one in values["reasons"]),
            "new_codes": tuple(values["new_codes"]),
            "scores": tuple(
                Score(one["code"], tuple(one["before"]), tuple(one["after"]), one["positives"])
                for one in values["scores"]
            ),
            "flips": tuple(
                Flip(one["passage"], one["document"], tuple(one["gained"]), tuple(one["lost"]))
                for one in values["flips"]
            ),
        }
    )


def decide(report: Report, decision: str, by: ReviewerId, at: str) -> Report:
    """The report with what was decided."""
    return replace(report, decision=decision, decided_by=by, decided_at=at)


def measured(value: float, low: float, high: float) -> Measured:
    """A figure as JSON can hold it."""
    known = tuple(None if math.isnan(one) else round(one, 4) for one in (value, low, high))
    return known[0], known[1], known[2]
