"""The health of a crawl: gathered from the store, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from corpus.counts import plural
from corpus.reader import Reader
from corpus.records import Municipality, Visit
from crawler.changes import Background, Change, ChangeKind, find_changes
from crawler.health import Finding, SiteRecord, Weight, find_findings

_SHOWN_CHANGES = 20
_ORDER = tuple(ChangeKind)


@dataclass(frozen=True, slots=True)
class Health:
    """How the last visits went. `names` are the municipalities' names by code."""

    visited: int
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    names: dict[str, str]

    @property
    def problems(self) -> int:
        """How many findings somebody should act on."""
        return sum(finding.weight is Weight.PROBLEM for finding in self.findings)


def read_health(reader: Reader, municipalities: Iterable[Municipality]) -> Health:
    """The health of the last visits to these municipalities."""
    chosen = {one.code: one for one in municipalities}
    visits = [visit for visit in reader.iter_latest_visits() if visit.municipality in chosen]
    held = reader.count_holdings()
    background = _read_evidence(reader)
    records = [
        SiteRecord(
            municipality=chosen[visit.municipality],
            visit=visit,
            fetches=tuple(reader.iter_fetches_of(visit)),
            held=held.get(visit.municipality, 0),
            changes=read_changes(reader, visit, background),
        )
        for visit in visits
    ]
    changes = tuple(change for record in records for change in record.changes)
    return Health(
        len(visits), find_findings(records), changes, {code: one.name for code, one in chosen.items()}
    )


def read_changes(reader: Reader, visit: Visit, background: Background) -> tuple[Change, ...]:
    """What a visit found changed."""
    fetches = reader.iter_document_fetches(visit.municipality, visit.started)
    versions = tuple(reader.iter_versions(visit.municipality))
    known = Background(background.documents, background.likenesses, versions)
    return find_changes(fetches, visit.started, known)


def _read_evidence(reader: Reader) -> Background:
    documents = {document.sha256: document for document in reader.iter_documents()}
    return Background(documents, tuple(reader.iter_likenesses()))


def summarise_health(health: Health) -> str:
    """The health in one line."""
    notices = len(health.findings) - health.problems
    said = [plural(health.problems, "problem"), plural(notices, "notice")]
    changed = summarise_changes(health.changes)
    if not health.visited:
        return "no website was visited yet."
    seen = plural(health.visited, "website")
    return f"{seen}, {', '.join(said)}{f'; {changed}' if changed else ''}."


def summarise_changes(changes: Iterable[Change]) -> str:
    """How many documents changed how: "3 new, 1 moved"; "" for none."""
    counted = Counter(change.kind for change in changes)
    return ", ".join(f"{counted[kind]:,} {kind.value}" for kind in _ORDER if counted[kind])


def iter_health_lines(health: Health) -> Iterator[str]:
    """The health as text."""
    yield f"health: {summarise_health(health)}"
    for finding in health.findings:
        name = health.names[finding.municipality]
        yield f"  {finding.weight.value:<8}{name}: {finding.concern.value}. {finding.text}"
    told = [change for change in health.changes if change.kind is not ChangeKind.NEW]
    for change in told[:_SHOWN_CHANGES]:
        yield f"  {health.names[change.municipality]}: {_say_change(change)}"
    if len(told) > _SHOWN_CHANGES:
        yield f"  and {len(told) - _SHOWN_CHANGES:,} changes more: samverkan health --json"


def _say_change(change: Change) -> str:
    came = f" (before: {change.earlier_url})" if change.earlier_url not in ("", change.url) else ""
    return f"{change.kind.value}: {change.url}{came}. {change.reason}"


def format_health(health: Health) -> str:
    """The health as JSON, the whole of it."""
    whole = {
        "websites": health.visited,
        "problems": health.problems,
        "findings": [
            asdict(finding) | {"name": health.names[finding.municipality]} for finding in health.findings
        ],
        "changes": [
            asdict(change) | {"name": health.names[change.municipality]} for change in health.changes
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
