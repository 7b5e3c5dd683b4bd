"""All visits of one crawl: hands out errands, takes answers, stores what follows, tells what happens."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.frontier_records import OriginRule, RuleKind
from corpus.records import Fetch, FetchFailure, Visit
from corpus.times import days_before, now
from crawler.addresses import AddressGuard
from crawler.errands import Aim, Answer, Errand, Lost, Step
from crawler.job import CrawlEvent, CrawlSettings, EventKind, Site
from crawler.ledger import Ledger
from crawler.neighbours import Neighbours
from crawler.politeness import Pace
from crawler.sharing import SharedTurns
from crawler.space import SpaceGuard
from crawler.urls import origin_of
from crawler.visit import SiteVisit
from crawler.warc import Archive

logger = logging.getLogger(__name__)

_RESUME_DAYS = 3.0
"""A visit that was broken off longer ago is not gone on with: the next one knows what it found."""
_RULES = {Aim.ROBOTS: RuleKind.ROBOTS, Aim.TDMREP: RuleKind.TDMREP}
_LEFT = "not reached"


class Tour:
    """The visits, at most one errand of each under way. `fault` is what broke the crawl, if anything did."""

    def __init__(
        self,
        sites: Sequence[Site],
        settings: CrawlSettings,
        ledger: Ledger,
        on_event: Callable[[CrawlEvent], None],
        space: SpaceGuard,
    ) -> None:
        self.settings = settings
        self.guard = AddressGuard(settings.allow_loopback)
        shared = SharedTurns(Path(settings.shared)) if settings.shared else None
        self.pace = Pace(settings.open_hours, shared)
        self.neighbours = Neighbours(settings.apart)
        self.ledger = ledger
        self.fault: BaseException | None = None
        self.visits: list[Visit] = []
        self.on_stop: Callable[[], None] = lambda: None  # set by whoever runs the event loop
        self.archive: Archive | None = None  # set by whoever wants WARC files
        self._on_event = on_event
        self._space = space
        self._clock = time.monotonic()
        self._stopping = False
        self._paused = False
        started = now()
        self._ready = deque(SiteVisit(site, settings, started) for site in sites)
        self._open = dict.fromkeys(self._ready)  # ordered set of the visits that have not ended
        self._unbegun = set(self._ready)
        ledger.on_fault = self.stop

    @property
    def unfinished(self) -> bool:
        """Whether any visit has not ended yet."""
        return bool(self._open) and not self._stopping

    def next_errand(self) -> tuple[SiteVisit, Errand] | None:
        """An errand of a visit that has none under way, or None when there is none now."""
        while self._ready and not self._stopping and self._has_room():
            visit = self._ready.popleft()
            try:
                errand = self._advance(visit)
            except Exception as error:
                self.stop(error)
                return None
            if errand is not None:
                return visit, errand
        return None

    def settle(self, visit: SiteVisit, errand: Errand, answer: Answer) -> None:
        """Take the answer to an errand: store what follows, and let the visit go on."""
        try:
            step = self._absorb(visit, errand, answer)
            name = step.document.name if step.document else errand.url
            event = self._event(EventKind.DOCUMENT if step.document else EventKind.FETCHED, visit, name)
            self.ledger.add_step(step, visit.take_changes(), lambda: self._on_event(event))
            self._keep_pace(errand, step.pause)
        except Exception as error:
            self.stop(error)
            return
        self._ready.append(visit)

    def _keep_pace(self, errand: Errand, pause: float) -> None:
        """What a server says of its load is said for all that lies on it."""
        for group in filter(None, (errand.group, self.neighbours.get_server(errand.url))):
            if pause:
                self.pace.pause(group, pause)
                self.pace.strain(group)
            else:
                self.pace.relax(group)

    def unsend(self, visit: SiteVisit) -> None:
        """An errand was never sent, because the crawl is stopping."""
        visit.requests -= 1

    def stop(self, fault: BaseException | None = None) -> None:
        """Send nothing more. What is under way may still arrive and is stored, unless storing is at fault."""
        if fault is not None:
            self.fault = self.fault or fault
            self._on_event = _say_nothing  # it may be what is at fault
        if not self._stopping:
            self._stopping = True
            self.pace.stop()
            self.on_stop()

    def close(self, reason: str) -> tuple[Visit, ...]:
        """End the visits that are still open, as interrupted, and return all. Raises what storing raises."""
        for visit in list(self._open):
            visit.interrupt(reason)
            self._finish(visit)
        self.ledger.flush()
        return tuple(self.visits)

    def _has_room(self) -> bool:
        room = self._space.has_room()
        if not room and not self._paused:
            self._tell(EventKind.PAUSED, self._ready[0], f"less than {self.settings.min_free_mb} MB are free")
        self._paused = not room
        return room

    def _advance(self, visit: SiteVisit) -> Errand | None:
        if visit in self._unbegun:
            self._begin(visit)
        minutes = (time.monotonic() - self._clock - self.pace.slept) / 60
        while (step := visit.next_step(now(), minutes)) is not None:
            if isinstance(step, Fetch):
                self.ledger.add_fetch(step)
                continue
            rule = self._find_rule(step)
            if rule is None:
                self.ledger.add_changes(visit.take_changes())
                return step
            visit.recall_rule(step, rule)
        self._finish(visit)
        return None

    def _begin(self, visit: SiteVisit) -> None:
        self._unbegun.discard(visit)
        visit.intake.recall = self.ledger.find_bytes
        visit.recall_links = lambda urls: self.ledger.find_links(visit.municipality.code, urls)
        self.ledger.begin_visit(visit, days_before(now(), _RESUME_DAYS))
        self._tell(EventKind.STARTED, visit, visit.municipality.website)

    def _find_rule(self, errand: Errand) -> OriginRule | None:
        """What an origin said lately, so that it need not be asked."""
        kind = _RULES.get(errand.aim)
        return None if kind is None or errand.hops else self.ledger.find_rule(origin_of(errand.url), kind)

    def _absorb(self, visit: SiteVisit, errand: Errand, answer: Answer) -> Step:
        try:
            return visit.absorb(errand, answer, now())
        except Exception as error:
            # One page that trips the program must not end the visits of 290 municipalities.
            logger.exception("could not read %s", errand.url)
            lost = Lost(FetchFailure.OTHER, f"could not be read: {type(error).__name__}: {error}")
            return visit.absorb(errand, lost, now())

    def _finish(self, visit: SiteVisit) -> None:
        if visit in self._unbegun:  # an earlier one that is open stays so: what it knows is not touched
            self._end(visit, visit.finish(now()), None)
            return
        for fetch in visit.iter_unended(now()):
            self.ledger.add_fetch(fetch)
        ended = visit.finish(now())
        closed = "" if visit.interrupted else f"{_LEFT}: {ended.outcome}"
        self._end(visit, ended, closed)

    def _end(self, visit: SiteVisit, ended: Visit, closed: str | None) -> None:
        said = f"{ended.outcome}: {ended.detail}" if ended.detail else ended.outcome
        event = self._event(EventKind.FINISHED, visit, said)
        self.visits.append(ended)
        self._open.pop(visit, None)
        if closed is None:
            self.ledger.add_visit(ended)
            self._on_event(event)
        else:
            changes = visit.take_changes()
            self.ledger.close_visit(ended, changes, closed, lambda: self._on_event(event))

    def _tell(self, kind: EventKind, visit: SiteVisit, text: str) -> None:
        self._on_event(self._event(kind, visit, text))

    @staticmethod
    def _event(kind: EventKind, visit: SiteVisit, text: str) -> CrawlEvent:
        return CrawlEvent(kind, visit.municipality, visit.requests, visit.documents, visit.waiting, text)


def _say_nothing(event: CrawlEvent) -> None:
    """Nobody is told any more."""
