"""What a visit makes of answers that are no contents: rules, reservations, sitemaps, redirects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.records import Fetch, FetchFailure
from crawler import rows
from crawler.errands import Aim, Answer, Errand, Received, Step
from crawler.intake import Taken
from crawler.redirects import find_arrival, find_redirect_fault
from crawler.restoring import rank_known
from crawler.robots import RobotsPolicy, RobotsState
from crawler.sitemaps import read_sitemap
from crawler.urls import clean_url, origin_of

if TYPE_CHECKING:
    from crawler.visit import SiteVisit

_MAX_SITEMAPS = 20


def absorb_rule(visit: SiteVisit, errand: Errand, answer: Answer, at: str) -> Step:
    """An answer to a request for robots.txt or tdmrep.json."""
    failure, detail = rows.failure_of(answer), rows.detail_of(answer)
    if errand.aim is Aim.TDMREP:
        visit.origins.take_tdmrep(errand, answer, at)
        missing = isinstance(answer, Received) and 400 <= answer.status < 500
        return Step(visit.make_row(errand, answer, at, None if missing else failure, detail))
    policy = visit.origins.take_robots(errand, answer, at)
    obey(visit, errand, policy)
    return Step(visit.make_row(errand, answer, at, failure, policy.detail or detail))


def obey(visit: SiteVisit, errand: Errand, policy: RobotsPolicy) -> None:
    """Note what a robots.txt says, and queue the sitemaps that it names."""
    if errand.aim is not Aim.ROBOTS:
        return
    origin = origin_of(errand.asked)
    if policy.state is RobotsState.NOT_ROBOTS:
        visit.notes[policy.detail] = None
    closed = policy.state is RobotsState.UNREACHABLE or visit.sitemaps
    if visit.harvest.is_ours(origin) and not closed:
        visit.harvest.add_sitemaps(policy.sitemaps or (f"{origin}/sitemap.xml",), errand.url)


def absorb_sitemap(visit: SiteVisit, answer: Received, row: Fetch) -> Taken:
    """A sitemap came: its pages and further sitemaps are queued."""
    visit.sitemaps += 1
    found = read_sitemap(answer.body, answer.url)
    visit.harvest.add_sitemaps(found.sitemaps[: max(0, _MAX_SITEMAPS - visit.sitemaps)], answer.url)
    for errand in visit.recall_links(visit.freshness.take(found.modified)):
        visit.harvest.frontier.add_again(rank_known(errand))
    visit.harvest.take_sitemap(found.pages, answer.url)
    nothing = "" if found.pages or found.sitemaps else "holds no addresses"
    return Taken(Step(replace(row, detail="; ".join(filter(None, (row.detail, nothing))))), "sitemap")


def absorb_redirect(visit: SiteVisit, errand: Errand, answer: Received, at: str) -> Step:
    """A redirect came: it is followed, or its errand ends here."""
    target = clean_url(answer.location, errand.url)
    fault = find_redirect_fault(errand, target, visit.harvest, visit.guard)
    if fault or target is None:
        failure, detail = fault or (FetchFailure.REDIRECT, "")
        if errand.aim in (Aim.ROBOTS, Aim.TDMREP):
            absorb_rule(visit, errand, replace(answer, location=""), at)
        visit.note_start(errand, detail)
        row = visit.make_row(errand, answer, at, failure, detail)
        return visit.end(errand, Taken(Step(replace(row, final_url=target or answer.location))))
    arrival = find_arrival(errand, target, visit.harvest)
    if arrival is not None:
        row = replace(visit.make_row(errand, answer, at, *arrival), final_url=target)
        return visit.end(errand, Taken(Step(row), "" if row.failure else "elsewhere"))
    if errand.is_start:
        visit.move_home(target)
    visit.urgent.appendleft(replace(errand, url=target, hops=(*errand.hops, errand.url)))
    return Step(None)
