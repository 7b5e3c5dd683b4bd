"""What a visit takes from the files that a website keeps for robots: rules, reservations, sitemaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.records import Fetch
from crawler import rows
from crawler.errands import Aim, Answer, Errand, Received, Step
from crawler.intake import Taken
from crawler.robots import RobotsPolicy, RobotsState
from crawler.sitemaps import read_sitemap
from crawler.urls import origin_of

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
    visit.harvest.take_sitemap(found.pages, answer.url)
    nothing = "" if found.pages or found.sitemaps else "holds no addresses"
    return Taken(Step(replace(row, detail="; ".join(filter(None, (row.detail, nothing))))), "sitemap")
