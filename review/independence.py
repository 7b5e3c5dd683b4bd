"""Which answers say something about agreement: those that people gave by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from corpus.records import CodeId, PassageId, Sha256
from corpus.team_reader import GivenAnswer

SLIP: Final = 600
"""Seconds within which an undone answer may be given anew and still counts as one's own: mending a slip of
the hand takes one; looking up what the other answered takes longer.
"""


class Sight(StrEnum):
    """Whether the model's suggestion was seen while deciding."""

    ALL = "all"
    BLIND = "blind"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What one coder (a person, or the model) said of a passage without knowing what others said.

    `known` are the codes of the codebook that was answered by: a code outside it was not asked for.
    """

    passage: PassageId
    document: Sha256
    municipality: str
    coder: str
    yes: frozenset[CodeId]
    unsure: frozenset[CodeId]
    known: frozenset[CodeId]
    blind: bool
    at: str

    def says(self, code: CodeId) -> str | None:
        """The word on one code: "yes" or "no", None for unsure or not asked."""
        if code in self.unsure:
            return None
        if code in self.yes:
            return "yes"
        return "no" if code in self.known else None


def select_own(
    given: Iterable[GivenAnswer], codes_of: Mapping[str, frozenset[CodeId]]
) -> tuple[OwnAnswer, ...]:
    """Of every answer ever given (in order), each person's first to each current passage that stands and was
    given before anybody settled it. `codes_of` has the codes of each version of the codebook.

    One that was undone and given anew counts only when nobody else had answered before, or it was done within
    `SLIP`: else the person may have looked at the other's answer between.
    """
    found: dict[tuple[PassageId, str], OwnAnswer] = {}
    spoiled: set[tuple[PassageId, str]] = set()
    settled: set[PassageId] = set()
    earlier: dict[PassageId, list[GivenAnswer]] = {}
    for one in given:
        answer = one.answer
        key = (answer.passage, str(answer.reviewer))
        before = earlier.setdefault(answer.passage, [])
        if answer.settles:
            settled |= set() if one.undone else {answer.passage}
        elif not (one.undone or one.retired or key in found or answer.passage in settled):
            if _may_have_looked(one, before):
                spoiled.add(key)
            found[key] = _make_own(one, codes_of)
        before.append(one)
    return tuple(own for key, own in found.items() if key not in spoiled)


def _may_have_looked(one: GivenAnswer, before: list[GivenAnswer]) -> bool:
    mine = [other for other in before if other.answer.reviewer == one.answer.reviewer]
    others = len(before) > len(mine)
    return bool(mine) and others and _seconds_between(mine[-1].answer.at, one.answer.at) > SLIP


def _seconds_between(first: str, second: str) -> float:
    return (datetime.fromisoformat(second) - datetime.fromisoformat(first)).total_seconds()


def _make_own(one: GivenAnswer, codes_of: Mapping[str, frozenset[CodeId]]) -> OwnAnswer:
    answer = one.answer
    return OwnAnswer(
        passage=answer.passage,
        document=one.document,
        municipality=one.municipality,
        coder=answer.reviewer,
        yes=frozenset(answer.yes),
        unsure=frozenset(answer.unsure),
        known=codes_of.get(answer.codebook, frozenset()),
        blind=answer.shown is None,
        at=answer.at,
    )


def select_sight(answers: Iterable[OwnAnswer], sight: Sight) -> tuple[OwnAnswer, ...]:
    """The answers that were given with or without the model's suggestion in sight."""
    if sight is Sight.ALL:
        return tuple(answers)
    return tuple(one for one in answers if one.blind == (sight is Sight.BLIND))
