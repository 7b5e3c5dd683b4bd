"""All visits of one crawl: hands out errands, takes answers, stores what follows, tells what happens."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence

from corpus.records import Fetch, FetchFailure, Visit
from corpus.times import now
from crawler.addresses import AddressGuard
from crawler.errands import Answer, Errand, Lost, Step
from crawler.job import CrawlEvent, CrawlSettings, EventKind, Site
from crawler.ledger import Ledger
from crawler.politeness import Pace
from crawler.visit import SiteVisit

logger = logging.getLogger(__name__)


class Tour:
    """The visits, at most one errand of each under way. `fault` is what broke the crawl, if anything did."""

    def __init__(
        self,
        sites: Sequence[Site],
        settings: CrawlSettings,
        ledger: Ledger,
        on_event: Callable[[CrawlEvent], None],
    ) -> None:
        self.settings = settings
        self.guard = AddressGuard(settings.allow_loopback)
        self.pace = Pace()
        self.fault: BaseException | None = None
        self.visits: list[Visit] = []
        self.on_stop: Callable[[], None] = lambda: None  # set by whoever runs the event loop
        self._ledger = ledger
        self._on_event = on_event
        self._clock = time.monotonic()
        self._stopping = False
        started = now()
        self._ready = deque(SiteVisit(site, settings, started) for site in sites)
        self._open = dict.fromkeys(self._ready)  # ordered set of the visits that have not ended
        self._untold = set(self._ready)

    @property
    def unfinished(self) -> bool:
        """Whether any visit has not ended yet."""
        return bool(self._open) and not self._stopping

    def next_errand(self) -> tuple[SiteVisit, Errand] | None:
        """An errand of a visit that has none under way, or None when there is none now."""
        while self._ready and not self._stopping:
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
            self._ledger.add_step(step)
            self.pace.pause(errand.group, step.pause)
            name = step.document.name if step.document else errand.url
            self._tell(EventKind.DOCUMENT if step.document else EventKind.FETCHED, visit, name)
        except Exception as error:
            self.stop(error)
            return
        self._ready.append(visit)

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
        return tuple(self.visits)

    def _advance(self, visit: SiteVisit) -> Errand | None:
        if visit in self._untold:
            self._untold.discard(visit)
            self._tell(EventKind.STARTED, visit, visit.municipality.website)
        minutes = (time.monotonic() - self._clock) / 60
        while isinstance(step := visit.next_step(now(), minutes), Fetch):
            self._ledger.add_fetch(step)
        if step is None:
            self._finish(visit)
        return step

    def _absorb(self, visit: SiteVisit, errand: Errand, answer: Answer) -> Step:
        try:
            return visit.absorb(errand, answer, now())
        except Exception as error:
            # One page that trips the program must not end the visits of 290 municipalities.
            logger.exception("could not read %s", errand.url)
            lost = Lost(FetchFailure.OTHER, f"could not be read: {type(error).__name__}: {error}")
            return visit.absorb(errand, lost, now())

    def _finish(self, visit: SiteVisit) -> None:
        for fetch in visit.iter_unended(now()):
            self._ledger.add_fetch(fetch)
        ended = visit.finish(now())
        self._ledger.add_visit(ended)
        self.visits.append(ended)
        self._open.pop(visit, None)
        self._tell(
            EventKind.FINISHED, visit, f"{ended.outcome}: {ended.detail}" if ended.detail else ended.outcome
        )

    def _tell(self, kind: EventKind, visit: SiteVisit, text: str) -> None:
        waiting = visit.waiting
        self._on_event(CrawlEvent(kind, visit.municipality, visit.requests, visit.documents, waiting, text))


def _say_nothing(event: CrawlEvent) -> None:
    """Nobody is told any more."""
