"""How the model has got on: its answers to passages that it had not learned from when people answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import CodeId, PassageId
from review.independence import OwnAnswer

WINDOW: Final = 50
"""So many answers make one point of the curve."""

Codings = Mapping[PassageId, frozenset[CodeId]]


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """After `read` answers: how well the model of that time met the last `WINDOW` of them (F1). `coders` are
    those that were the model within the window, the first first.
    """

    read: int
    score: float
    coders: tuple[str, ...] = ()


def measure_learning(
    answers: Sequence[OwnAnswer],
    starts: Sequence[tuple[str, str]],
    codings: Mapping[str, Codings],
    sought: Collection[CodeId],
) -> tuple[LearningPoint, ...]:
    """The curve for finding passages with any of the `sought` codes.

    Each answer (in order) is held against the newest model that had begun to classify when it was given, so
    that no model is tried on what it learned from. Windows in which nothing was sought or said are left out.
    """
    pairs: list[tuple[bool, bool]] = []
    coders: dict[str, None] = {}
    points = []
    for number, one in enumerate(answers, 1):
        coder = next((name for name, at in reversed(starts) if at <= one.at), None)
        said = None if coder is None else codings.get(coder, {}).get(one.passage)
        if coder is not None and said is not None:
            coders[coder] = None
            pairs.append((any(code in said for code in sought), any(code in one.yes for code in sought)))
        if number % WINDOW == 0:
            score = score_pairs(pairs)
            if score is not None:
                points.append(LearningPoint(number, score, tuple(coders)))
            pairs, coders = [], {}
    return tuple(points)


def score_pairs(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """F1 of (claimed, true) pairs; None when nothing was claimed and nothing true."""
    both = sum(claimed and true for claimed, true in pairs)
    either = sum(claimed + true for claimed, true in pairs)
    return 2 * both / either if either else None
