"""How long people take to read a passage, from the log of their decisions alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Final

from corpus.review_records import Act, Decision

BREAK: Final = 300
"""Seconds between two decisions beyond which somebody was away, not reading."""
LEAST: Final = 5
"""Fewer times than this say nothing."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One person's median seconds for a passage (None with fewer than `LEAST` times); `answers` counts the
    passages whose answer stands, each once.
    """

    reviewer: str
    answers: int
    seconds: float | None


def measure_paces(decisions: Iterable[Decision]) -> tuple[Pace, ...]:
    """Each person's pace, by id. Decisions may come in any order."""
    by_person: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_person.setdefault(decision.reviewer, []).append(decision)
    return tuple(_measure(person, made) for person, made in sorted(by_person.items()))


def _measure(person: str, made: list[Decision]) -> Pace:
    made = sorted(made, key=lambda one: one.id)
    gaps = [
        _seconds_between(before.at, after.at) for before, after in pairwise(made) if after.act is Act.ANSWER
    ]
    gaps = [gap for gap in gaps if gap <= BREAK]
    answered = {one.passage for one in made if one.act is Act.ANSWER and not one.undone}
    return Pace(person, len(answered), median(gaps) if len(gaps) >= LEAST else None)


def find_team_seconds(paces: Iterable[Pace]) -> float | None:
    """Median seconds of the team, each person weighing by their answers; None when nobody's are known."""
    known = [(pace.seconds, pace.answers) for pace in paces if pace.seconds is not None]
    total = sum(answers for _, answers in known)
    return sum(seconds * answers for seconds, answers in known) / total if total else None


def _seconds_between(first: str, second: str) -> float:
    return (datetime.fromisoformat(second) - datetime.fromisoformat(first)).total_seconds()
