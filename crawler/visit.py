"""One visit to one municipality: what to fetch next, and what follows from each answer.

A state machine without network, store or clock: the shell asks `next_step`, fetches, hands the answer to
`absorb`, and stores what `take_changes` gives before it asks again. Everything that an errand meets becomes
a Fetch; every address that is discovered ends in one final state; nothing vanishes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.frontier_records import FrontierLink, OriginRule, SiteState
from corpus.records import Fetch, FetchFailure, Visit, VisitOutcome
from crawler import restoring, rows
from crawler.addresses import AddressGuard
from crawler.errands import Aim, Answer, Check, Errand, Lost, Received, Step
from crawler.freshness import Freshness
from crawler.harvest import Harvest
from crawler.intake import Intake, Taken
from crawler.job import CrawlSettings, Site
from crawler.journal import TRAP, Journal
from crawler.learning import SiteLearning
from crawler.limits import describe_end, find_budget_end
from crawler.origins import BREAKER, Origins
from crawler.reservations import join_rights
from crawler.retries import find_retry, find_too_long_wait
from crawler.revisits import choose_check, is_unchanged
from crawler.robots import RobotsPolicy
from crawler.rulings import absorb_redirect, absorb_rule, absorb_sitemap, obey
from crawler.urls import clean_url, domain_of, origin_of, other_names

_RULES = (Aim.ROBOTS, Aim.TDMREP)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a visit wants kept: where addresses stand now, how far it has come, what origins answered."""

    links: tuple[FrontierLink, ...]
    site: SiteState
    rules: tuple[OriginRule, ...]


class SiteVisit:
    """The state of one visit. `started` and every `at` are ISO 8601; `minutes` is how long it has gone on."""

    def __init__(self, site: Site, settings: CrawlSettings, started: str) -> None:
        self.site = site
        self.municipality = site.municipality
        self.harvest = Harvest(site, settings)
        self.intake = Intake(self.harvest, settings)
        self.journal = Journal(site.municipality.code)
        self.origins = Origins(settings)
        self.freshness = Freshness()
        self.recall_links: Callable[[list[str]], list[Errand]] = lambda urls: []  # set by the shell
        self.requests = 0
        self.sitemaps = 0
        self.seconds_before = 0.0  # of a visit that was broken off and goes on
        self.started = started
        self.patience = settings.patience
        self.notes: dict[str, None] = {}  # an ordered set of plain sentences
        self.start = clean_url(site.municipality.website) or site.municipality.website
        self.urgent: deque[Errand] = deque([Errand(Aim.PAGE, self.start, self.start)])
        self._settings = settings
        self.guard = AddressGuard(settings.allow_loopback)
        self._home = origin_of(self.start)
        self._spares = other_names(self.start)
        self._attempts: dict[str, int] = {}
        self.stop: tuple[VisitOutcome, str] | None = None
        self.barred = ""  # why the start page could not be fetched
        self._seconds = 0.0
        self.journal.wait(self.urgent[0])
        self.watch()

    @property
    def documents(self) -> int:
        """How many distinct documents were stored, or are known to be there still."""
        return len(self.intake.seen)

    @property
    def waiting(self) -> int:
        """How many links still wait to be followed."""
        return len(self.harvest.frontier) + len(self.urgent)

    @property
    def learned(self) -> str:
        """What the frontier has learned about the site, as text."""
        return self.harvest.frontier.learning.dump()

    @learned.setter
    def learned(self, text: str) -> None:
        self.harvest.frontier.learning = SiteLearning.load(text)

    @property
    def interrupted(self) -> bool:
        """Whether the visit was broken off, so that it will go on where it is."""
        return self.stop is not None and self.stop[0] is VisitOutcome.INTERRUPTED

    def watch(self) -> None:
        """Write down what is queued and left aside from now on."""
        self.harvest.frontier.on_queued = self._note_queued
        self.harvest.frontier.on_left = lambda errand, reason: self.journal.refuse(errand, reason, TRAP)
        self.harvest.on_refused = self.journal.refuse

    def resume(self, site: SiteState, links: Iterable[FrontierLink]) -> None:
        """Take up what the store knows: an open visit goes on, a new one knows what earlier ones found."""
        restoring.restore(self, site, links)

    def take_changes(self) -> Changes:
        """What has changed since last time."""
        rules = tuple(self.origins.rules)
        self.origins.rules.clear()
        return Changes(self.journal.take(), restoring.describe_state(self, self._seconds), rules)

    def next_step(self, at: str, minutes: float) -> Errand | Fetch | None:
        """The next errand; or a Fetch to store at once (it may not be asked for); None: the visit is over."""
        self._seconds = self.seconds_before + minutes * 60
        if self.stop or (self.waiting and self._is_used_up()):
            return None
        errand = self._pop()
        if errand is None:
            return None
        silence = None if errand.aim in _RULES else self.origins.find_silence(errand.url)
        if silence is not None:
            return self._refuse(errand, silence, at)
        first = self.origins.find_missing_rule(errand)
        if first is not None:
            self.urgent.appendleft(errand)
            return self._give_out(first, at)
        policy = self.origins.find_policy(errand.url)
        if errand.aim not in _RULES and policy and not policy.allows(errand.url):
            return self._refuse_by_robots(errand, policy, at)
        return self._give_out(errand, at)

    def _pop(self) -> Errand | None:
        """The next errand that cannot rest, or None when there is none."""
        while not self.urgent:
            errand = self.harvest.frontier.pop()
            if errand is None or not self.freshness.may_rest(errand):
                return errand
            self.journal.trust(errand)
        return self.urgent.popleft()

    def absorb(self, errand: Errand, answer: Answer, at: str) -> Step:
        """What follows from an answer to an errand that `next_step` gave."""
        self._note_answer(errand, answer)
        if errand.check is Check.PEEK and not (isinstance(answer, Received) and is_unchanged(errand, answer)):
            self.urgent.appendleft(replace(errand, check=Check.TAKE))
            return Step(None)
        retry = find_retry(errand, answer, self._settings, at)
        if retry is not None:
            self.urgent.appendleft(replace(errand, tries=errand.tries + 1))
            return Step(self.make_row(errand, answer, at, retry.failure, retry.detail), pause=retry.seconds)
        stay_away = find_too_long_wait(answer, self._settings, at)
        if stay_away:
            self.stop = (VisitOutcome.UNREACHABLE, stay_away)
        if isinstance(answer, Received) and answer.location and 300 <= answer.status < 400:
            return absorb_redirect(self, errand, answer, at)
        if errand.aim in _RULES:
            return absorb_rule(self, errand, answer, at)
        return self._absorb_answer(errand, answer, at)

    def recall_rule(self, errand: Errand, rule: OriginRule) -> None:
        """An errand for an origin's rules need not be sent: they were asked for lately."""
        self.requests -= 1
        obey(self, errand, self.origins.take_rule(rule))

    def iter_unended(self, at: str) -> Iterator[Fetch]:
        """Rows for what was asked and then left in the middle of its redirects when the visit ended."""
        for errand in self.urgent:
            if errand.hops:
                lost = Lost(FetchFailure.OTHER, "the visit ended in the middle of its redirects")
                row = self.make_row(errand, lost, at, lost.failure, lost.detail)
                if not self.interrupted:
                    self.end(errand, Taken(Step(row)))
                yield row

    def finish(self, at: str) -> Visit:
        """How the visit ended, in plain words."""
        return describe_end(self, at)

    def interrupt(self, reason: str) -> None:
        """The visit is broken off from outside."""
        self.stop = self.stop or (VisitOutcome.INTERRUPTED, reason)

    # -- what follows from each kind of answer

    def _absorb_answer(self, errand: Errand, answer: Answer, at: str) -> Step:
        if isinstance(answer, Received) and is_unchanged(errand, answer):
            if answer.stopped and answer.status == 200:
                self.origins.note_deaf(errand.url)
            row = self.make_row(errand, answer, at, None, "")
            return self.end(errand, self.intake.take_unchanged(errand, row))
        failure, detail = rows.failure_of(answer), rows.detail_of(answer)
        row = self.make_row(errand, answer, at, failure, detail)
        if failure is not None or isinstance(answer, Lost):
            self.note_start(errand, detail)
            return self.end(errand, Taken(Step(row)))
        if errand.aim is Aim.SITEMAP:
            return self.end(errand, absorb_sitemap(self, answer, row))
        if errand.is_start:
            self._home = origin_of(answer.url)
        said = self.origins.find_reservation(answer.url)
        row = replace(row, rights=join_rights("", row.rights, said))
        taken = self.intake.take(errand, answer, row)
        if taken.step.fetch is not None and taken.step.fetch.failure is not None:
            self.note_start(errand, taken.step.fetch.detail)
        return self.end(errand, taken)

    def end(self, errand: Errand, taken: Taken) -> Step:
        """An errand has come to its end: write down where its address stands."""
        if taken.step.fetch is not None and errand.aim not in _RULES:
            self.journal.settle(errand, taken.step.fetch, taken.fingerprint, taken.fruit)
            self._attempts.pop(errand.asked, None)
        return taken.step

    # -- rules of the visit

    def _give_out(self, errand: Errand, at: str) -> Errand:
        self.requests += 1
        policy = self.origins.find_policy(errand.url)
        known = Check.PEEK if self.origins.is_deaf(errand.url) else Check.ASK
        if errand.aim not in _RULES:
            attempts = self._attempts.get(errand.asked, 0) + 1
            self._attempts[errand.asked] = attempts
            self.journal.lease(errand, at, attempts)
        return replace(
            errand,
            check=errand.check or choose_check(errand, known),
            group=self._group(errand.url),
            gap=max(self._settings.delay, policy.gap if policy else 0.0),
            hours=policy.hours if policy else None,
        )

    def count_attempts(self, url: str, attempts: int) -> None:
        """An address was given out so many times before the visit was broken off."""
        self._attempts[url] = attempts

    def _note_queued(self, errand: Errand) -> None:
        self.journal.wait(errand)
        if errand.aim is Aim.DOCUMENT:
            self.intake.note_document(errand.url, None)

    def move_home(self, target: str) -> None:
        """A municipality that has moved to another domain is followed there, and the visit says so."""
        domain = domain_of(target)
        if domain and domain not in self.harvest.domains:
            self.harvest.domains.add(domain)
            self.notes[f"the website has moved to {origin_of(target)}"] = None

    def _group(self, url: str) -> str:
        return self.municipality.code if self.harvest.is_ours(url) else domain_of(url)

    def _refuse(self, errand: Errand, lost: Lost, at: str) -> Fetch:
        row = self.make_row(errand, lost, at, lost.failure, lost.detail)
        self.journal.skip(errand, row)
        return row

    def _refuse_by_robots(self, errand: Errand, policy: RobotsPolicy, at: str) -> Fetch:
        detail = policy.detail or "robots.txt does not allow it"
        row = self._refuse(errand, Lost(policy.failure, detail), at)
        if errand.is_start:
            self.barred = detail
            if policy.failure is not FetchFailure.ROBOTS and self._spares:
                spare = self._spares.pop(0)
                self.urgent.append(Errand(Aim.PAGE, spare, spare))
                self.journal.wait(self.urgent[-1])
        return row

    def note_start(self, errand: Errand, detail: str) -> None:
        """Say in the visit what became of the start page."""
        if errand.is_start:
            self.notes[f"the start page: {detail}"] = None

    def _note_answer(self, errand: Errand, answer: Answer) -> None:
        gone = self.origins.note_answer(errand.url, answer)
        if gone and origin_of(errand.url) in (self._home, origin_of(self.start)):
            self.stop = (VisitOutcome.UNREACHABLE, f"{BREAKER} requests in a row were not answered")

    def _is_used_up(self) -> bool:
        self.stop = find_budget_end(self, self._settings, self._seconds / 60)
        return self.stop is not None

    def make_row(
        self, errand: Errand, answer: Answer, at: str, failure: FetchFailure | None, detail: str
    ) -> Fetch:
        """The row of an errand (see crawler.rows)."""
        return rows.make_fetch(self.municipality, errand, answer, at, failure, detail)
