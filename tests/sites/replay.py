"""Replays a way of crawling on a stored site, offline: what was asked for, and what was found by then.

The site answers from memory, so that a replay is the same every time. "Found" is a wanted document that
was asked for and came; a request for one is what we are there for, every other one is effort.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.records import Fetch, Municipality
from crawler.errands import Aim, Received
from crawler.job import CrawlSettings, Site
from crawler.learning import Lesson, SiteLearning
from crawler.lexicon import UNWANTED, Sense, find_signs
from crawler.links import Link, read_page
from crawler.promises import Promise
from crawler.sitemaps import read_sitemap
from crawler.urls import domain_of, identify
from crawler.visit import SiteVisit
from tests.sites.website import HTML, MunicipalSite

_AT = "2026-03-01T08:00:00Z"
_SENSES = {Sense.GENRE: 3.0, Sense.LISTING: 2.0, Sense.TOPIC: 1.0, Sense.WEAK: 1.0, Sense.WAY: 1.0}


@dataclass(frozen=True, slots=True)
class Replay:
    """One run: `steps` are the numbers of wanted documents by request, None for every other request.

    `site_pages` and `site_documents` are the site's size and truth.
    """

    strategy: str
    steps: tuple[int | None, ...]
    site_pages: int
    site_documents: int

    @property
    def curve(self) -> tuple[int, ...]:
        """How many wanted documents were found after each request that was not one itself."""
        found: set[int] = set()
        counts = []
        for number in self.steps:
            if number is None:
                counts.append(len(found))
            else:
                found.add(number)
                if counts:
                    counts[-1] = len(found)
        return tuple(counts) or (0,)

    def recall_at(self, share: float) -> float:
        """Found share of the wanted documents after requests for such a share of the site's pages."""
        curve = self.curve
        return curve[min(len(curve) - 1, int(share * self.site_pages))] / self.site_documents

    def find_effort(self, recall: float) -> float:
        """Which share of the site's pages it took to find so much; infinite when it never did."""
        enough = recall * self.site_documents
        pages = next((n for n, count in enumerate(self.curve, 1) if count >= enough), None)
        return float("inf") if pages is None else pages / self.site_pages

    @property
    def recall(self) -> float:
        """Found share at the end."""
        return self.curve[-1] / self.site_documents


class StartWeights(SiteLearning):
    """Learns nothing: what the start weights do alone."""

    def learn(self, lesson: Lesson) -> None:
        """Nothing."""


def replay_visit(
    site: MunicipalSite, name: str = "ours", learning: SiteLearning | None = None
) -> tuple[Replay, SiteVisit]:
    """Our own visit, whole, as a crawl runs it; `learning` is what it knows of the site before."""
    settings = CrawlSettings("a@example.org", max_requests=100_000, max_documents=10_000)
    municipality = Municipality("0001", site.outline.place, "01", "L", "A1", "G", 1, site.start)
    visit = SiteVisit(Site(municipality), settings, _AT)
    visit.harvest.frontier.learning = learning or visit.harvest.frontier.learning
    steps: list[int | None] = []
    while (errand := visit.next_step(_AT, 0.0)) is not None:
        if isinstance(errand, Fetch):
            continue
        answer = site.fetch(errand.url)
        if errand.aim not in (Aim.ROBOTS, Aim.TDMREP):
            steps.append(site.find_wanted(errand.url) if answer.status == 200 else None)
        visit.absorb(errand, answer, _AT)
    return Replay(name, tuple(steps), site.pages, site.documents), visit


Put = Callable[[str, str, int], None]


class _Queue:
    """What waits, in one of the usual orders: "breadth", "depth" (Scrapy's default), or by a score."""

    def __init__(self, order: str) -> None:
        self._order = order
        self._line: deque[str] = deque()
        self._heap: list[tuple[float, int, str]] = []
        self._seen: set[str] = set()

    def put(self, url: str, text: str, score: float = 0.0) -> None:
        key = identify(url)
        if key in self._seen:
            return
        self._seen.add(key)
        if self._order == "score":
            heapq.heappush(self._heap, (-(score or _score_text(text)), len(self._seen), url))
        else:
            self._line.append(url)

    def take(self) -> str | None:
        if self._order == "score":
            return heapq.heappop(self._heap)[2] if self._heap else None
        if not self._line:
            return None
        return self._line.pop() if self._order == "depth" else self._line.popleft()


def replay_order(site: MunicipalSite, name: str, limit: float = 1.5) -> Replay:
    """A plain crawl by "breadth", "depth", "sitemap" (its pages first) or "anchor" (texts of links alone).

    It follows every link within the municipality and every link to a document; it ends after requests for
    `limit` times the site's pages.
    """
    queue = _Queue({"sitemap": "breadth", "anchor": "score"}.get(name, name))
    home = domain_of(site.start)
    queue.put(site.start, "", 99.0)
    if name == "sitemap":
        for url in _read_sitemaps(site):
            queue.put(url, "")
    steps: list[int | None] = []
    while len(steps) < limit * site.pages + site.documents and (url := queue.take()) is not None:
        answer = site.fetch(url)
        if answer.location:
            answer = site.fetch(answer.location)
        steps.append(site.find_wanted(answer.url) if answer.status == 200 else None)
        for link in _iter_links(answer):
            if link.promise is not Promise.FILE and (domain_of(link.url) == home or _is_file(link)):
                queue.put(link.url, link.anchor)
    return Replay(name, tuple(steps), site.pages, site.documents)


def _iter_links(answer: Received) -> Iterator[Link]:
    if answer.content_type == HTML and answer.status == 200:
        yield from read_page(answer.body, answer.content_type, answer.url).links


def _is_file(link: Link) -> bool:
    return link.promise in (Promise.DOCUMENT, Promise.MAYBE) or "visafil" in link.url


def _read_sitemaps(site: MunicipalSite) -> Iterator[str]:
    waiting = [f"{site.hosts.home}/sitemap.xml"]
    while waiting:
        url = waiting.pop()
        found = read_sitemap(site.fetch(url).body, url)
        waiting += found.sitemaps
        yield from found.pages


def _score_text(text: str) -> float:
    signs = {sign.sense for sign in find_signs(text)}
    return sum(_SENSES.get(sense, 0.0) for sense in signs) - 3.0 * bool(signs & UNWANTED)


ORDERS = ("breadth", "depth", "sitemap", "anchor")
