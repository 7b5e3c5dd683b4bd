"""What a person who looks after a crawl should know: hosts that failed, sites that give too little. Pure.

A finding is a *problem* where somebody must act or the study misses documents, else a *notice*.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from corpus.records import Fetch, FetchFailure, Municipality, Visit, VisitOutcome
from crawler.changes import Change, ChangeKind
from crawler.urls import host_of

_NO_ANSWER = frozenset({FetchFailure.DNS, FetchFailure.TLS, FetchFailure.TIMEOUT, FetchFailure.REFUSED})
_MIN_TRIES = 3  # at a host before it counts as failed
_MIN_REQUESTS = 20  # of a visit before its shares and its pace mean anything
_MANY_ERRORS = 0.3  # of its requests
_SLOW = 8.0  # seconds a request: eight times the usual pace
_GONE_SHARE, _MIN_GONE = 0.3, 3  # of the documents held, in one visit
_FEW_SHARE, _MIN_MEDIAN, _MIN_PEERS = 0.25, 8, 4  # of the group's median; below it is worth a look
_MANY_TRAPS = 50
_ENDLESS = re.compile(r"([^,;:]*\bendless\b[^,;(]*)\((\d+)\)")
_UNVERIFIED = "certificate could not be verified"


class Weight(StrEnum):
    """How much a finding matters."""

    PROBLEM = "problem"
    NOTICE = "notice"


class Concern(StrEnum):
    """What a finding is about; the values are words for people."""

    UNREACHABLE = "not reachable"
    REFUSED = "refused by robots.txt"
    INTERRUPTED = "not finished"
    HOST = "host failed"
    FEW = "few documents"
    GONE = "many documents gone"
    ROBOTS = "pages refused by robots.txt"
    CERTIFICATE = "certificate"
    ERRORS = "many errors"
    SLOW = "slow"
    ENDLESS = "endless pages"
    BUDGET = "budget used up"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know, of one municipality."""

    weight: Weight
    concern: Concern
    municipality: str
    text: str


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """What is known of one municipality's site after its last visit. `held` counts its documents."""

    municipality: Municipality
    visit: Visit
    fetches: tuple[Fetch, ...]
    held: int
    changes: tuple[Change, ...] = ()


def find_findings(records: Sequence[SiteRecord]) -> tuple[Finding, ...]:
    """Everything to know, problems first, then by municipality."""
    found = [finding for record in records for finding in _iter_findings(record)]
    found += _iter_few(records)
    return tuple(sorted(found, key=lambda one: (one.weight is Weight.NOTICE, one.municipality, one.concern)))


def _iter_findings(record: SiteRecord) -> Iterator[Finding]:
    tests = (_judge_outcome, _judge_hosts, _judge_robots, _judge_certificates, _judge_errors)
    for test in (*tests, _judge_pace, _judge_traps, _judge_gone):
        for weight, concern, text in test(record):
            yield Finding(weight, concern, record.municipality.code, text)


_Found = Iterator[tuple[Weight, Concern, str]]


def _judge_outcome(record: SiteRecord) -> _Found:
    visit = record.visit
    concern = {
        VisitOutcome.UNREACHABLE: Concern.UNREACHABLE,
        VisitOutcome.ROBOTS: Concern.REFUSED,
        VisitOutcome.INTERRUPTED: Concern.INTERRUPTED,
        VisitOutcome.BUDGET: Concern.BUDGET,
    }.get(visit.outcome)
    if concern is not None:
        problem = concern in (Concern.UNREACHABLE, Concern.REFUSED)
        said = f"{visit.site}: {visit.detail.partition('; left out')[0] or 'no reason given'}"
        yield Weight.PROBLEM if problem else Weight.NOTICE, concern, said


def _judge_hosts(record: SiteRecord) -> _Found:
    """Hosts that gave no answer at all; the site's own is told by the visit's outcome."""
    if record.visit.outcome is VisitOutcome.UNREACHABLE:
        return
    tries: dict[str, list[Fetch]] = defaultdict(list)
    for fetch in record.fetches:
        tries[host_of(fetch.final_url or fetch.url)].append(fetch)
    for host, made in sorted(tries.items()):
        if len(made) >= _MIN_TRIES and all(one.failure in _NO_ANSWER for one in made):
            reasons = ", ".join(sorted({one.failure.value for one in made if one.failure}))
            yield (
                Weight.PROBLEM,
                Concern.HOST,
                f"{host}: none of {len(made)} requests was answered ({reasons})",
            )


def _judge_robots(record: SiteRecord) -> _Found:
    refused = [one for one in record.fetches if one.failure is FetchFailure.ROBOTS]
    if refused and record.visit.outcome is not VisitOutcome.ROBOTS:
        yield Weight.NOTICE, Concern.ROBOTS, f"{len(refused)}, such as {refused[0].url}"


def _judge_certificates(record: SiteRecord) -> _Found:
    bad = (
        one for one in record.fetches if one.failure is FetchFailure.TLS or _UNVERIFIED in one.detail
    )  # fmt: skip
    hosts = sorted({host_of(one.final_url or one.url) for one in bad})
    if hosts:
        yield Weight.NOTICE, Concern.CERTIFICATE, f"not valid at {', '.join(hosts)}"


def _judge_errors(record: SiteRecord) -> _Found:
    statuses = Counter(one.status for one in record.fetches if one.status >= 400)
    if len(record.fetches) >= _MIN_REQUESTS and statuses.total() >= _MANY_ERRORS * len(record.fetches):
        said = ", ".join(f"{status} × {count}" for status, count in statuses.most_common(3))
        yield Weight.NOTICE, Concern.ERRORS, f"{statuses.total()} of {len(record.fetches)} requests: {said}"


def _judge_pace(record: SiteRecord) -> _Found:
    visit = record.visit
    if visit.requests >= _MIN_REQUESTS:
        ends = datetime.fromisoformat(visit.finished), datetime.fromisoformat(visit.started)
        seconds = (ends[0] - ends[1]).total_seconds() / visit.requests
        if seconds >= _SLOW:
            yield Weight.NOTICE, Concern.SLOW, f"{seconds:.0f} s for each of {visit.requests} requests"


def _judge_traps(record: SiteRecord) -> _Found:
    met = {name.strip(): int(count) for name, count in _ENDLESS.findall(record.visit.detail)}
    if sum(met.values()) >= _MANY_TRAPS:
        yield Weight.NOTICE, Concern.ENDLESS, f"{sum(met.values())} addresses were left alone"


def _judge_gone(record: SiteRecord) -> _Found:
    gone = sum(change.kind is ChangeKind.GONE for change in record.changes)
    if gone >= _MIN_GONE and gone >= _GONE_SHARE * record.held:
        said = f"{gone} of {record.held} since the visit before: has the site been rebuilt?"
        yield Weight.PROBLEM, Concern.GONE, said


def _iter_few(records: Iterable[SiteRecord]) -> Iterator[Finding]:
    """Sites that were crawled whole and hold nothing, or far less than others of their SKR group."""
    groups: dict[str, list[SiteRecord]] = defaultdict(list)
    for record in records:
        if record.visit.outcome in (VisitOutcome.COMPLETE, VisitOutcome.BUDGET):
            groups[record.municipality.group].append(record)
    for members in groups.values():
        for record in members:
            peers = [one.held for one in members if one is not record]
            usual = median(peers) if len(peers) >= _MIN_PEERS else 0.0
            if record.held == 0:
                said = f"none, after {record.visit.requests} requests to {record.visit.site}"
            elif usual >= _MIN_MEDIAN and record.held < _FEW_SHARE * usual:
                said = f"{record.held}; others of {record.municipality.group_name} hold {usual:.0f}"
            else:
                continue
            yield Finding(Weight.PROBLEM, Concern.FEW, record.municipality.code, said)
