"""Coverage: what is known of each municipality, so that a missing finding is not read as a finding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.records import (
    CodeId,
    Document,
    Extraction,
    Fetch,
    Likeness,
    Municipality,
    Sha256,
    Visit,
    VisitOutcome,
)
from corpus.truth import EXTERNAL


class CoverageState(StrEnum):
    """What is known of one municipality, from least to most."""

    NOT_VISITED = "not_visited"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # robots.txt
    NO_DOCUMENTS = "no_documents"
    EXCLUDED = "excluded"  # documents, but only of kinds that are left out
    UNREADABLE = "unreadable"  # documents, but none could be read
    NOT_CLASSIFIED = "not_classified"
    NOTHING_SAID = "nothing_said"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as published by one municipality. `excluded`: its kind is left out of the inventory.

    `likenesses` are what it is to other documents, each with the other's title.
    """

    municipality: Municipality
    fetch: Fetch
    document: Document
    extraction: Extraction | None
    passages: int
    statements: int
    excluded: bool
    likenesses: tuple[tuple[Likeness, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one municipality is covered. `visit` is None when its site was never crawled."""

    municipality: Municipality
    state: CoverageState
    visit: Visit | None
    documents: int
    unreadable: int
    excluded: int
    passages: int
    strategies: int
    descriptions: int


def compute_coverage(
    municipalities: Sequence[Municipality],
    visits: dict[str, Visit],
    documents: Iterable[DocumentRow],
    gates: Mapping[str, Counter[CodeId]],
    classified: frozenset[Sha256],
) -> tuple[Coverage, ...]:
    """How far each municipality is covered, by code. `gates` counts its rows by gate code. Pure."""
    held: dict[str, list[DocumentRow]] = defaultdict(list)
    for document in documents:
        held[document.municipality.code].append(document)
    covered = []
    for municipality in sorted(municipalities, key=lambda one: one.code):
        own, said = held[municipality.code], gates.get(municipality.code, Counter())
        visit = visits.get(municipality.code)
        covered.append(
            Coverage(
                municipality=municipality,
                state=_state(visit, own, sum(said.values()), classified),
                visit=visit,
                documents=len(own),
                unreadable=sum(1 for one in own if one.extraction is not None and one.extraction.failure),
                excluded=sum(1 for one in own if one.excluded),
                passages=sum(one.passages for one in own),
                strategies=said[EXTERNAL[0]],
                descriptions=said[EXTERNAL[1]],
            )
        )
    return tuple(covered)


def _state(
    visit: Visit | None, documents: list[DocumentRow], statements: int, classified: frozenset[Sha256]
) -> CoverageState:
    if statements:
        return CoverageState.SAID
    if not documents:
        return _state_without_documents(visit)
    readable = [one for one in documents if one.extraction is None or one.extraction.failure is None]
    if not readable:
        return CoverageState.UNREADABLE
    listed = [one for one in readable if not one.excluded]
    if not listed:
        return CoverageState.EXCLUDED
    if any(one.document.sha256 not in classified for one in listed):
        return CoverageState.NOT_CLASSIFIED
    return CoverageState.NOTHING_SAID


def _state_without_documents(visit: Visit | None) -> CoverageState:
    if visit is None:
        return CoverageState.NOT_VISITED
    match visit.outcome:
        case VisitOutcome.UNREACHABLE:
            return CoverageState.UNREACHABLE
        case VisitOutcome.ROBOTS:
            return CoverageState.REFUSED
        case VisitOutcome.INTERRUPTED:
            return CoverageState.NOT_VISITED
        case VisitOutcome.COMPLETE | VisitOutcome.BUDGET:
            return CoverageState.NO_DOCUMENTS
