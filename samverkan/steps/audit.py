"""Auditing: draw the random sample that figures are corrected by, and tell how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from corpus.audit_reader import AuditReader, read_estimates
from corpus.audit_writer import AuditPlan, draw_audit
from corpus.errors import CorpusError
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.inventory_records import Selection
from corpus.reader import Reader
from corpus.review_records import ReviewerId
from corpus.store import Store
from review.views.entry import make_reviewer
from samverkan.outcome import Outcome, plural
from samverkan.study import Study


def draw(study: Study, store: Store, size: int, names: Sequence[str], seed: int) -> Outcome:
    """Draw an audit for these people, taking in those who are new. Raises CorpusError."""
    with store.reading() as reader:
        coder = reader.find_latest_coder()
        selection = _select(study, reader)
    if coder is None:
        raise CorpusError("Nothing is classified yet, so there is nothing to audit: samverkan run")
    with store.deciding() as writer:
        people: list[ReviewerId] = []
        for name in names:
            there = [
                one for one in writer.iter_reviewers() if name.casefold() in (one.id, one.name.casefold())
            ]
            if not there:
                there = [make_reviewer(writer, name)]
                writer.add_reviewer(there[0])
            people.append(there[0].id)
        draw_audit(writer, AuditPlan("Audit", size, tuple(people), seed, coder), study.codebook, selection)
    with store.reading() as reader:
        asked = AuditReader.beside(reader)
        audit = asked.find_newest_audit()
    if audit is None:
        raise CorpusError("The audit was not stored: run samverkan verify.")
    drawn = sum(audit.drawn.values())
    parts = ", ".join(f"{layer} {audit.drawn[layer]} of {audit.sizes[layer]:,}" for layer in audit.drawn)
    summary = f"{plural(drawn, 'passage')} drawn ({parts}). Read them blind: samverkan review"
    return Outcome("audit", summary, {"drawn": drawn})


def read_shares(study: Study, store: Store) -> tuple[Estimate, ...]:
    """The shares of the whole, as they can be given now."""
    with store.reading() as reader:
        coder = reader.find_latest_coder() or ""
        found = read_estimates(reader, study.codebook, _select(study, reader), coder)
    return tuple(one for one in found if one.domain == Domain() and not one.other)


def iter_lines(study: Study, store: Store) -> Iterator[str]:
    """How the audit stands: how much is read, and what is known so far."""
    with store.reading() as reader:
        asked = AuditReader.beside(reader)
        audit = asked.find_audit()
        waiting = 0 if audit is None else asked.count_waiting(audit)
    if audit is None:
        yield "audit: no sample has been drawn, so every figure is the machine's own count, uncorrected."
        yield "  Draw one: samverkan audit --draw 300 --reviewer NAME"
        return
    drawn = sum(audit.drawn.values())
    yield f"audit: {drawn - waiting} of {drawn} passages read, drawn {audit.at} with seed {audit.seed}."
    if waiting:
        yield "  Go on reading: samverkan review. Figures rest on what is read so far."
    yield f"  {'share of passages':<30}{'machine':>8}{'point':>8}{'low':>8}{'high':>8}{'positives':>10}"
    for one in read_shares(study, store):
        if one.unit is Unit.PASSAGE and (one.machine or one.positives) and one.basis is not Basis.MACHINE:
            shown = "".join(f"{_say(value):>8}" for value in (one.machine, one.point, one.low, one.high))
            yield f"  {one.code:<30}{shown}{one.positives:>10}"


def as_json(shares: Sequence[Estimate]) -> dict[str, Any]:
    """The shares for programs."""
    return {"estimates": [asdict(one) for one in shares]}


def _select(study: Study, reader: Reader) -> Selection:
    exclude = frozenset(study.config.inventory.exclude_kinds)
    return Selection(tuple(reader.iter_municipalities()), exclude)


def _say(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
