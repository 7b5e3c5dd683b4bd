"""A visit to and from the store: what is needed to go on after a kill, and what a new visit should know."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.frontier_records import FrontierLink, LinkState, SiteState
from corpus.records import VisitOutcome
from crawler.errands import Aim, Errand
from crawler.journal import find_sha256, read_errand

if TYPE_CHECKING:
    from crawler.visit import SiteVisit

_HUBS_FIRST = 150.0  # above documents (100 and more), below sitemaps (200): a hub shows what is new
_MAX_ATTEMPTS = 6
"""An address that was given out so often and never came to an end trips the program: it is left alone."""
_PATIENCE_SHARE = 4  # of a site that was crawled to its end before, a quarter of the patience is enough


def restore(visit: SiteVisit, site: SiteState, links: Iterable[FrontierLink]) -> None:
    """Bring a visit that has not begun to where the store says it is."""
    visit.journal.number = site.number
    visit.learned = site.learned
    if site.ended == VisitOutcome.COMPLETE:
        visit.patience = max(1, visit.patience // _PATIENCE_SHARE)
    if site.started:
        _restore_counts(visit, site)
    frontier = visit.harvest.frontier
    frontier.on_queued = lambda errand: None  # it stands in the store already
    arrivals = []  # known only when all that waits is queued: one may be the other's target
    for link in links:
        _restore_link(visit, link)
        if link.visit == site.number and link.state is LinkState.FETCHED and link.final_url:
            arrivals.append(link.final_url)
    for url in arrivals:
        frontier.remember(url)
    visit.watch()


def describe_state(visit: SiteVisit, seconds: float) -> SiteState:
    """How far a visit has come."""
    return SiteState(
        municipality=visit.municipality.code,
        website=visit.municipality.website,
        number=visit.journal.number,
        started=visit.started,
        requests=visit.requests,
        pages=visit.intake.pages,
        sitemaps=visit.sitemaps,
        fruitless=visit.intake.fruitless,
        seconds=seconds,
        notes=json.dumps(list(visit.notes), ensure_ascii=False),
        domains=json.dumps(sorted(visit.harvest.domains)),
        learned=visit.learned,
    )


def _restore_counts(visit: SiteVisit, site: SiteState) -> None:
    visit.started = site.started
    visit.requests, visit.sitemaps = site.requests, site.sitemaps
    visit.intake.pages, visit.intake.fruitless = site.pages, site.fruitless
    visit.seconds_before = site.seconds
    visit.notes |= dict.fromkeys(json.loads(site.notes))
    visit.harvest.domains |= set(json.loads(site.domains))


def _restore_link(visit: SiteVisit, link: FrontierLink) -> None:
    errand = read_errand(link)
    sha256 = find_sha256(errand.memory)
    if sha256 or errand.aim is Aim.DOCUMENT:
        visit.intake.note_document(link.final_url or link.url, sha256)
    if errand.aim is Aim.PAGE:
        visit.freshness.note_look(link.url, link.at if link.fingerprint else "")
    if link.state in (LinkState.WAITING, LinkState.LEASED):
        _queue(visit, errand, link)
    elif link.visit == visit.journal.number:
        _restore_done(visit, errand, link)
    elif link.state is not LinkState.REFUSED:  # it rests in this visit
        if sha256 and not link.gone:
            visit.harvest.hold(link.url)
            visit.intake.seen.add(sha256)
        else:
            visit.harvest.frontier.remember(link.url)


def _queue(visit: SiteVisit, errand: Errand, link: FrontierLink) -> None:
    if link.attempts >= _MAX_ATTEMPTS:
        visit.harvest.frontier.remember(errand.url)
        visit.journal.refuse(errand, f"broken off {link.attempts} times", "broken off")
        return
    if visit.harvest.is_held(errand.url):
        visit.harvest.frontier.remember(errand.url)
        visit.journal.rest(errand)
        return
    visit.count_attempts(errand.asked, link.attempts)
    if errand.is_start:
        if errand.url == visit.start:
            visit.urgent[0] = errand
        return
    visit.harvest.frontier.add(rank_known(errand))


def rank_known(errand: Errand) -> Errand:
    """With the score that a page's fruit of earlier visits gives it."""
    if errand.aim is not Aim.PAGE:
        return errand
    fruit = errand.memory.fruit if errand.memory else 0
    if fruit:
        return replace(errand, score=_HUBS_FIRST + min(fruit, 40))
    was_hub = errand.score >= _HUBS_FIRST
    return replace(errand, score=0.0) if was_hub else errand


def _restore_done(visit: SiteVisit, errand: Errand, link: FrontierLink) -> None:
    """What this visit has come to an end with already, before it was broken off."""
    frontier = visit.harvest.frontier
    if errand.is_start:
        visit.urgent.clear()
    if link.state is LinkState.REFUSED:
        if link.outcome:  # by robots.txt, by its form: not by a score, which another page may better
            frontier.resume(errand)
        return
    frontier.resume(errand)
    sha256 = find_sha256(errand.memory)
    if sha256 and link.state is LinkState.FETCHED:
        visit.intake.seen.add(sha256)
        if link.asked == 1 or link.changed:
            visit.intake.new.add(sha256)
