"""What somebody should do next: one thing, and what waits besides, by rules that anybody can follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is to be done."""

    READ = "read"  # go on with a batch
    SETTLE = "settle"  # settle what people differ on
    RENEW = "renew"  # look again at answers by an older definition
    DRAW = "draw"  # make a batch
    REST = "rest"  # everything is read


@dataclass(frozen=True, slots=True)
class Situation:
    """What is left for one person. `batch` and `name` are the oldest batch with something left."""

    batch: int
    name: str
    left: int
    disputes: int
    outdated: int
    unread: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do; `number` says how much of it there is."""

    kind: Kind
    number: int
    address: str
    name: str = ""


def list_next_steps(situation: Situation, codebook: str) -> tuple[NextStep, ...]:
    """The one thing to do first, and what waits besides: first what others wait for (the batch, then
    disagreements), then old answers; only when nothing waits, more to read.
    """
    steps = (
        NextStep(Kind.READ, situation.left, f"/code/batch:{situation.batch}", situation.name),
        NextStep(Kind.SETTLE, situation.disputes, "/settle"),
        NextStep(Kind.RENEW, situation.outdated, f"/code/outdated:{codebook}"),
    )
    waiting = tuple(step for step in steps if step.number)
    if waiting:
        return waiting
    if situation.unread:
        return (NextStep(Kind.DRAW, situation.unread, "/batches/new"),)
    return (NextStep(Kind.REST, 0, "/progress"),)
