"""The list of what people differ on, as somebody wants to see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.records import CodeId, Passage, PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import Answer, ReviewerId
from corpus.team_reader import Dispute
from review.settling import find_settlement, list_disputed, list_sides


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which disputes: about a code, and another; between two people (ids joined by "+"); of a municipality.
    "" is any. `state` is "open", "settled" or "all".
    """

    code: str = ""
    other: str = ""
    pair: str = ""
    municipality: str = ""
    state: str = "open"

    @property
    def query(self) -> dict[str, str]:
        """As the query of an address, without what is usual."""
        named = {
            "code": self.code,
            "other": self.other,
            "pair": self.pair,
            "municipality": self.municipality,
            "state": "" if self.state == "open" else self.state,
        }
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Case:
    """A passage that people answered differently, with each one's own answer, and the settling one if any."""

    dispute: Dispute
    passage: Passage
    sides: tuple[Answer, ...]
    settlement: Answer | None

    @property
    def disputed(self) -> frozenset[CodeId]:
        """The codes that some gave and others did not."""
        return list_disputed(self.sides)


def list_cases(reader: ReviewReader, wanted: Wanted, reviewer: ReviewerId) -> tuple[tuple[Case, ...], int]:
    """The wanted cases by municipality and document, and how many wait until the person has read the passage
    for themselves in a batch.
    """
    waiting = reader.read_waiting(reviewer)
    cases = []
    hidden = 0
    for dispute in reader.iter_disputes():
        if wanted.municipality and dispute.municipality != wanted.municipality:
            continue
        if wanted.state != "all" and dispute.settled != (wanted.state == "settled"):
            continue
        if dispute.passage in waiting:
            hidden += 1
            continue
        case = read_case(reader, dispute)
        if is_wanted(case, wanted):
            cases.append(case)
    return tuple(cases), hidden


def read_case(reader: ReviewReader, dispute: Dispute) -> Case:
    """A dispute with its passage and answers."""
    given = list(reader.iter_given_answers(dispute.passage))
    return Case(dispute, reader.get_passage(dispute.passage), list_sides(given), find_settlement(given))


def is_wanted(case: Case, wanted: Wanted) -> bool:
    """Whether a case is about the codes and between the people that are asked for."""
    codes = {code for code in (wanted.code, wanted.other) if code}
    people = {str(side.reviewer) for side in case.sides}
    pair = set(filter(None, wanted.pair.split("+")))
    return codes <= case.disputed and pair <= people


def list_pairs(people: Iterable[str]) -> tuple[str, ...]:
    """Every pair of people, as `Wanted.pair` names them."""
    return tuple("+".join(pair) for pair in combinations(sorted(people), 2))


def find_following(cases: Sequence[Case], after: PassageId) -> PassageId | None:
    """The case after a passage; the first when it is the last or not among them, None when none is left."""
    passages = [case.passage.id for case in cases]
    rest = passages[passages.index(after) + 1 :] if after in passages else passages
    others = [one for one in (*rest, *passages) if one != after]
    return others[0] if others else None
