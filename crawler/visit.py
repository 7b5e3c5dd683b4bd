"""One visit to one municipality: what to fetch next, and what follows from each answer.

A state machine without network, store or clock: the shell asks `next_step`, fetches, and hands the answer
to `absorb`. Everything that an errand meets becomes a Fetch; nothing vanishes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from corpus.records import Fetch, FetchFailure, Visit, VisitOutcome
from crawler import rows
from crawler.addresses import AddressGuard
from crawler.bodies import BodyKind, document_name, judge_body
from crawler.errands import Aim, Answer, Errand, Lost, Received, Step
from crawler.harvest import Harvest
from crawler.job import CrawlSettings, Site
from crawler.links import forbids_following, read_page
from crawler.redirects import find_arrival, find_redirect_fault
from crawler.relevance import Surroundings, score_document
from crawler.retries import find_retry, find_too_long_wait
from crawler.robots import RobotsPolicy, RobotsState, read_robots, unreachable
from crawler.sitemaps import read_sitemap
from crawler.urls import clean_url, domain_of, host_of, is_numeric, origin_of

_MAX_SITEMAPS = 20
_BREAKER = 6
"""After so many requests in a row without any answer the site counts as gone."""


class SiteVisit:
    """The state of one visit. `started` and every `at` are ISO 8601; `minutes` is how long it has gone on."""

    def __init__(self, site: Site, settings: CrawlSettings, started: str) -> None:
        self.site = site
        self.municipality = site.municipality
        self.harvest = Harvest(site, settings)
        self.requests = 0
        self._settings = settings
        self._guard = AddressGuard(settings.allow_loopback)
        self._started = started
        self._start = clean_url(site.municipality.website) or site.municipality.website
        self._spares = _other_names(self._start)
        self._urgent: deque[Errand] = deque([Errand(Aim.PAGE, self._start, self._start)])
        self._policies: dict[str, RobotsPolicy] = {}
        self._hashes: set[str] = set()  # of the documents stored, which may lie under several addresses
        self._notes: dict[str, None] = {}  # an ordered set of plain sentences
        self._stop: tuple[VisitOutcome, str] | None = None
        self._pages = self._sitemaps = self._fruitless = self._silent = 0
        self._barred = ""  # why the start page could not be fetched

    @property
    def documents(self) -> int:
        """How many distinct documents were stored."""
        return len(self._hashes)

    @property
    def waiting(self) -> int:
        """How many links still wait to be followed."""
        return len(self.harvest.frontier) + len(self._urgent)

    def next_step(self, at: str, minutes: float) -> Errand | Fetch | None:
        """The next errand; or a Fetch to store at once (refused by robots.txt); None: the visit is over."""
        if self._stop or (self.waiting and self._budget_used(minutes)):
            return None
        errand = self._urgent.popleft() if self._urgent else self.harvest.frontier.pop()
        if errand is None:
            return None
        origin = origin_of(errand.url)
        policy = self._policies.get(origin)
        if errand.aim is not Aim.ROBOTS and policy is None:
            self._urgent.appendleft(errand)
            errand = Errand(Aim.ROBOTS, f"{origin}/robots.txt", f"{origin}/robots.txt")
        elif errand.aim is not Aim.ROBOTS and policy and not policy.allows(errand.url):
            return self._refuse_by_robots(errand, policy, at)
        self.requests += 1
        return replace(errand, group=self._group(errand.url), gap=self._gap(policy))

    def absorb(self, errand: Errand, answer: Answer, at: str) -> Step:
        """What follows from an answer to an errand that `next_step` gave."""
        self._count_silence(answer)
        retry = find_retry(errand, answer, self._settings, at)
        if retry is not None:
            self._urgent.appendleft(replace(errand, tries=errand.tries + 1))
            return Step(self._row(errand, answer, at, retry.failure, retry.detail), pause=retry.seconds)
        stay_away = find_too_long_wait(answer, self._settings, at)
        if stay_away:
            self._stop = (VisitOutcome.UNREACHABLE, stay_away)
        if isinstance(answer, Received) and answer.location and 300 <= answer.status < 400:
            return self._redirect(errand, answer, at)
        if errand.aim is Aim.ROBOTS:
            return self._absorb_robots(errand, answer, at)
        failure = rows.failure_of(answer)
        if failure is not None or isinstance(answer, Lost):
            self._note_start(errand, rows.detail_of(answer))
            return Step(self._row(errand, answer, at, failure, rows.detail_of(answer)))
        if errand.aim is Aim.SITEMAP:
            return self._absorb_sitemap(errand, answer, at)
        return self._absorb_body(errand, answer, at)

    def iter_unended(self, at: str) -> Iterator[Fetch]:
        """Rows for what was asked and then left in the middle of its redirects when the visit ended."""
        for errand in self._urgent:
            if errand.hops:
                lost = Lost(FetchFailure.OTHER, "the visit ended in the middle of its redirects")
                yield self._row(errand, lost, at, lost.failure, lost.detail)

    def finish(self, at: str) -> Visit:
        """How the visit ended, in plain words."""
        outcome, reason = self._outcome()
        return Visit(
            municipality=self.municipality.code,
            site=self.municipality.website,
            started=self._started,
            finished=at,
            outcome=outcome,
            requests=self.requests,
            documents=self.documents,
            detail=rows.describe((reason, *self._notes), self.harvest.held, self.harvest.left_out),
        )

    def interrupt(self, reason: str) -> None:
        """The visit is broken off from outside."""
        self._stop = self._stop or (VisitOutcome.INTERRUPTED, reason)

    # -- what follows from each kind of answer

    def _redirect(self, errand: Errand, answer: Received, at: str) -> Step:
        target = clean_url(answer.location, errand.url)
        fault = find_redirect_fault(errand, target, self.harvest, self._guard)
        if fault or target is None:
            failure, detail = fault or (FetchFailure.REDIRECT, "")
            if errand.aim is Aim.ROBOTS:
                self._policies[origin_of(errand.asked)] = read_robots(answer.status, b"", "")
            self._note_start(errand, detail)
            row = self._row(errand, answer, at, failure, detail)
            return Step(replace(row, final_url=target or answer.location))
        arrival = find_arrival(errand, target, self.harvest)
        if arrival is not None:
            return Step(replace(self._row(errand, answer, at, *arrival), final_url=target))
        if errand.is_start:
            self._move_home(target)
        self._urgent.appendleft(replace(errand, url=target, hops=(*errand.hops, errand.url)))
        return Step(None)

    def _absorb_robots(self, errand: Errand, answer: Answer, at: str) -> Step:
        origin = origin_of(errand.asked)
        if isinstance(answer, Lost):
            policy = unreachable(f"robots.txt could not be had: {answer.detail}", answer.failure)
        else:
            policy = read_robots(answer.status, answer.body, answer.content_type)
        if policy.gap > self._settings.max_wait:
            policy = unreachable(f"robots.txt asks for {policy.gap:.0f} s between two requests")
        self._policies[origin] = policy
        if policy.state is RobotsState.NOT_ROBOTS:
            self._notes[policy.detail] = None
        if (
            policy.state is not RobotsState.UNREACHABLE
            and self.harvest.is_ours(origin)
            and not self._sitemaps
        ):
            self.harvest.add_sitemaps(policy.sitemaps or (f"{origin}/sitemap.xml",), errand.url)
        detail = policy.detail or rows.detail_of(answer)
        return Step(self._row(errand, answer, at, rows.failure_of(answer), detail))

    def _absorb_sitemap(self, errand: Errand, answer: Received, at: str) -> Step:
        self._sitemaps += 1
        found = read_sitemap(answer.body, answer.url)
        if self._sitemaps + len(found.sitemaps) <= _MAX_SITEMAPS:
            self.harvest.add_sitemaps(found.sitemaps, answer.url)
        elif found.sitemaps:
            self.harvest.add_sitemaps(found.sitemaps[: _MAX_SITEMAPS - self._sitemaps], answer.url)
        self.harvest.take_sitemap(found.pages, answer.url)
        nothing = "" if found.pages or found.sitemaps else "holds no addresses"
        return Step(self._row(errand, answer, at, None, nothing))

    def _absorb_body(self, errand: Errand, answer: Received, at: str) -> Step:
        verdict = judge_body(answer)
        if verdict.kind is BodyKind.PDF and not verdict.broken:
            return self._absorb_document(errand, answer, at)
        if verdict.broken:
            return Step(self._row(errand, answer, at, FetchFailure.BROKEN_BODY, verdict.broken))
        if errand.sure:
            detail = f"a document was promised; the bytes are {verdict.kind.value}"
            return Step(self._row(errand, answer, at, FetchFailure.NOT_A_DOCUMENT, detail))
        if verdict.kind is BodyKind.HTML and not self.harvest.is_ours(answer.url):
            detail = "a document was promised; it is a page of another website"
            return Step(self._row(errand, answer, at, FetchFailure.NOT_A_DOCUMENT, detail))
        if verdict.kind is not BodyKind.HTML:
            detail = f"neither a page nor a PDF ({answer.content_type or 'no type'})"
            return Step(self._row(errand, answer, at, FetchFailure.NOT_A_DOCUMENT, detail))
        self._read_links(errand, answer)
        return Step(self._row(errand, answer, at, None, ""))

    def _read_links(self, errand: Errand, answer: Received) -> None:
        self._pages += 1
        if forbids_following(answer.robots_tag):
            return
        if errand.is_start:
            self.harvest.frontier.remember(answer.url)
        held = self.harvest.held
        view = read_page(answer.body, answer.content_type, answer.url, self.harvest.skip)
        fruit = self.harvest.take_page(view, errand, answer.url) + self.harvest.held - held
        self._fruitless = 0 if fruit else self._fruitless + 1

    def _absorb_document(self, errand: Errand, answer: Received, at: str) -> Step:
        name = document_name(answer.disposition, answer.url)
        if errand.aim is Aim.PAGE:  # a page was expected: its name may show that it is not wanted
            where = Surroundings(below_listing=errand.below_listing)
            score = score_document(f"{answer.url}/{name}", errand.anchor, where)
            if score.value < self._settings.min_score:
                return Step(self._row(errand, answer, at, None, f"a PDF that is not wanted: {score.verdict}"))
        step = rows.make_document_step(self._row(errand, answer, at, None, ""), answer.body, name)
        self._hashes.add(step.document.sha256 if step.document else "")
        self._fruitless = 0
        return step

    # -- rules of the visit

    def _move_home(self, target: str) -> None:
        """A municipality that has moved to another domain is followed there, and the visit says so."""
        domain = domain_of(target)
        if domain and domain not in self.harvest.domains:
            self.harvest.domains.add(domain)
            self._notes[f"the website has moved to {origin_of(target)}"] = None

    def _group(self, url: str) -> str:
        return self.municipality.code if self.harvest.is_ours(url) else domain_of(url)

    def _gap(self, policy: RobotsPolicy | None) -> float:
        return max(self._settings.delay, policy.gap if policy else 0.0)

    def _refuse_by_robots(self, errand: Errand, policy: RobotsPolicy, at: str) -> Fetch:
        detail = policy.detail or "robots.txt does not allow it"
        if errand.is_start:
            self._barred = detail
            if policy.failure is not FetchFailure.ROBOTS and self._spares:
                spare = self._spares.pop(0)
                self._urgent.append(Errand(Aim.PAGE, spare, spare))
        return self._row(errand, Lost(policy.failure, detail), at, policy.failure, detail)

    def _note_start(self, errand: Errand, detail: str) -> None:
        if errand.is_start:
            self._notes[f"the start page: {detail}"] = None

    def _count_silence(self, answer: Answer) -> None:
        gone = isinstance(answer, Lost) and answer.failure in (
            FetchFailure.TIMEOUT, FetchFailure.REFUSED, FetchFailure.DNS, FetchFailure.TLS,
        )  # fmt: skip
        self._silent = self._silent + 1 if gone else 0
        if self._silent >= _BREAKER:
            self._stop = (VisitOutcome.UNREACHABLE, f"{_BREAKER} requests in a row were not answered")

    def _budget_used(self, minutes: float) -> bool:
        limits = self._settings
        if self._fruitless >= limits.patience and not self._urgent:
            found = (
                f"the last {self._fruitless} pages led to nothing new; {self.waiting} links were not followed"
            )
            self._stop = (VisitOutcome.COMPLETE, found)
        elif self.requests >= limits.max_requests:
            self._stop = (VisitOutcome.BUDGET, f"stopped after {self.requests} requests")
        elif self.documents >= limits.max_documents:
            self._stop = (VisitOutcome.BUDGET, f"stopped after {self.documents} new documents")
        elif minutes >= limits.max_minutes:
            self._stop = (VisitOutcome.BUDGET, f"stopped after {minutes:.0f} minutes")
        return self._stop is not None

    def _outcome(self) -> tuple[VisitOutcome, str]:
        if self._stop:
            return self._stop
        if self._pages == 0 and self.documents == 0:
            start = self._policies.get(origin_of(self._start))
            if self._barred and start is not None and start.failure is FetchFailure.ROBOTS:
                return VisitOutcome.ROBOTS, self._barred
            return VisitOutcome.UNREACHABLE, self._barred
        return VisitOutcome.COMPLETE, ""

    def _row(
        self, errand: Errand, answer: Answer, at: str, failure: FetchFailure | None, detail: str
    ) -> Fetch:
        return rows.make_fetch(self.municipality, errand, answer, at, failure, detail)


def _other_names(url: str) -> list[str]:
    """Where else a start page may lie: with or without "www.", and without encryption."""
    scheme, _, rest = url.partition("://")
    if is_numeric(host_of(url)) or "." not in host_of(url):
        return []
    bare = rest.removeprefix("www.")
    other = bare if bare != rest else f"www.{rest}"
    return [f"{scheme}://{other}", *([f"http://{rest}"] if scheme == "https" else [])]
