"""What somebody should do next: one thing, by rules that anybody can follow."""

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


def find_next_step(situation: Situation, codebook: str) -> NextStep:
    """First what others wait for: the batch, then disagreements; then old answers, then more to read."""
    if situation.left:
        return NextStep(Kind.READ, situation.left, f"/code/batch:{situation.batch}", situation.name)
    if situation.disputes:
        return NextStep(Kind.SETTLE, situation.disputes, "/settle")
    if situation.outdated:
        return NextStep(Kind.RENEW, situation.outdated, f"/code/outdated:{codebook}")
    if situation.unread:
        return NextStep(Kind.DRAW, situation.unread, "/batches/new")
    return NextStep(Kind.REST, 0, "/progress")
