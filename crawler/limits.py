"""How a visit ends: when it has gone on for long enough, and what is said of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.records import FetchFailure, Visit, VisitOutcome
from crawler import rows
from crawler.job import CrawlSettings
from crawler.learning import find_miss_bound

if TYPE_CHECKING:
    from crawler.visit import SiteVisit


def find_budget_end(
    visit: SiteVisit, limits: CrawlSettings, minutes: float
) -> tuple[VisitOutcome, str] | None:
    """How a visit ends because a budget is used up or the harvest has dried up, or None."""
    fruitless, new = visit.intake.fruitless, len(visit.intake.new)
    if fruitless >= visit.patience and not visit.urgent:
        few = f"at most {find_miss_bound(fruitless):.0%} of them lead to more (95 % sure)"
        left = f"{visit.waiting} links were not followed, {few}"
        return VisitOutcome.COMPLETE, f"the last {fruitless} pages led to nothing new; {left}"
    if visit.requests >= limits.max_requests:
        return VisitOutcome.BUDGET, f"stopped after {visit.requests} requests"
    if new >= limits.max_documents:
        return VisitOutcome.BUDGET, f"stopped after {new} new documents"
    if minutes >= limits.max_minutes:
        return VisitOutcome.BUDGET, f"stopped after {minutes:.0f} minutes"
    return None


def describe_end(visit: SiteVisit, at: str) -> Visit:
    """How a visit ended, in plain words."""
    outcome, reason = _find_outcome(visit)
    return Visit(
        municipality=visit.municipality.code,
        site=visit.municipality.website,
        started=visit.started,
        finished=at,
        outcome=outcome,
        requests=visit.requests,
        documents=visit.documents if visit.intake.pages else len(visit.intake.new),
        detail=rows.describe((reason, *visit.notes), visit.harvest.held, visit.harvest.left_out),
    )


def _find_outcome(visit: SiteVisit) -> tuple[VisitOutcome, str]:
    if visit.stop:
        return visit.stop
    if visit.intake.pages or visit.intake.new:
        return VisitOutcome.COMPLETE, ""
    start = visit.origins.find_policy(visit.start)
    if visit.barred and start is not None and start.failure is FetchFailure.ROBOTS:
        return VisitOutcome.ROBOTS, visit.barred
    return VisitOutcome.UNREACHABLE, visit.barred
