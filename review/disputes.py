"""The list of what people differ on, as somebody wants to see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, islice
from typing import Final

from corpus.records import CodeId, Passage, PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import Answer, ReviewerId
from corpus.team_reader import Dispute
from review.settling import find_settlement, list_disputed, list_sides

MOST_LISTED: Final = 100
"""Cases that are listed at once: nobody reads on through thousands, and each is read with all its answers."""


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


def list_cases(
    reader: ReviewReader, wanted: Wanted, reviewer: ReviewerId, most: int = MOST_LISTED
) -> tuple[tuple[Case, ...], int]:
    """The first `most` of the wanted cases by municipality and document, and how many disputes wait until the
    person has read the passage for themselves in a batch.
    """
    waiting = reader.read_waiting(reviewer)
    disputes = list(_iter_disputes(reader, wanted))
    readable = (dispute for dispute in disputes if dispute.passage not in waiting)
    cases = (case for case in (read_case(reader, one) for one in readable) if is_wanted(case, wanted))
    return tuple(islice(cases, most)), sum(dispute.passage in waiting for dispute in disputes)


def find_following(
    reader: ReviewReader, wanted: Wanted, reviewer: ReviewerId, after: PassageId
) -> PassageId | None:
    """The wanted case after a passage; the first when it is the last or none, None when no other is left."""
    waiting = reader.read_waiting(reviewer)
    disputes = [one for one in _iter_disputes(reader, wanted) if one.passage not in waiting]
    here = next((place + 1 for place, one in enumerate(disputes) if one.passage == after), 0)
    around = (one for one in chain(disputes[here:], disputes[:here]) if one.passage != after)
    return next((one.passage for one in around if is_wanted(read_case(reader, one), wanted)), None)


def _iter_disputes(reader: ReviewReader, wanted: Wanted) -> Iterator[Dispute]:
    for dispute in reader.iter_disputes():
        of_owner = not wanted.municipality or dispute.municipality == wanted.municipality
        if of_owner and wanted.state in ("all", "settled" if dispute.settled else "open"):
            yield dispute


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
