"""From the links of a page to what will be fetched and what is left out, and why. It fetches nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.addresses import AddressGuard
from crawler.errands import Aim, Errand
from crawler.frontier import Frontier
from crawler.job import CrawlSettings, Site
from crawler.lexicon import Sense, find_signs
from crawler.links import Link, PageView
from crawler.promises import Promise, guess_promise, serves_files
from crawler.relevance import PAGE_FLOOR, Surroundings, is_listing, score_document, score_page, strip_noise
from crawler.urls import domain_of, host_of, identify

_DOCUMENTS_FIRST = 100.0  # above every page: a document is what we came for
_SITEMAPS_FIRST = 200.0
_OFF_SITE_EXTRA = 1.0  # a document on another host must be clearly meant, not just possible
_PORTAL = 3  # documents linked by name make another domain this municipality's portal
_MAX_REFUSED = 100_000
_MAX_SITEMAP_PAGES = 20_000  # of one sitemap, which may hold 50,000; all others wait while they are ranked


class Harvest:
    """Sorts what pages offer, for one site. `held` counts documents met again that are known already."""

    def __init__(self, site: Site, settings: CrawlSettings) -> None:
        self.frontier = Frontier()
        self.domains = {domain_of(site.municipality.website)}
        self._settings = settings
        self._guard = AddressGuard(settings.allow_loopback)
        self._known = {hash(identify(url)) for url in site.known}
        self._met: set[int] = set()
        self._meant: Counter[str] = Counter()  # documents wanted by name, by the other domain that has them
        self._settled: set[int] = set()  # pages and files that no second look will make wanted
        # Verdicts by address: one that is first met under a poor text may come again under a good one.
        self._refused: dict[int, str] = {}
        # Told of every address that is left aside, with why and where it was met.
        self.on_refused: Callable[[Errand, str], None] = lambda errand, reason: None

    @property
    def held(self) -> int:
        """How many known documents were met."""
        return len(self._met)

    @property
    def left_out(self) -> Counter[str]:
        """How many documents and pages are left out, by reason."""
        return self.frontier.left_out + Counter(self._refused.values())

    def is_ours(self, url: str) -> bool:
        """Whether an address lies on the municipality's own domain."""
        return domain_of(url) in self.domains

    def skip(self, url: str) -> bool:
        """Whether a link needs no second look: queued, fetched, or a document that is held."""
        key = hash(identify(url))
        if key in self._known:
            self._met.add(key)
            return True
        return key in self._settled or self.frontier.knows(url)

    def is_held(self, url: str) -> bool:
        """Whether an address gave a document that is held, counting it as met."""
        return hash(identify(url)) in self._known and self.skip(url)

    def hold(self, url: str) -> None:
        """A document lies at `url` that need not be fetched in this visit."""
        self._known.add(hash(identify(url)))

    def take_page(self, view: PageView, errand: Errand, url: str) -> int:
        """Sort a page's links into the frontier or aside; how many documents are new and wanted."""
        listing = is_listing(url, view.title)
        placed = []
        wanted = 0
        for link in view.links:
            where = Surroundings(
                page_url=url,
                page_title=view.title,
                heading=link.heading,
                context=link.context,
                listing=listing,
                below_listing=errand.below_listing,
                chrome=link.chrome,
            )
            wanted += self._take_link(link, where, errand, url)
            placed.append((link, where))
        if listing:  # which may have shown by its other links that a host is the municipality's portal
            wanted += sum(
                self._take_document_link(link, where, errand, url)
                for link, where in placed
                if self._lies_in_portal(link, where) and not self.frontier.knows(link.url)
            )
        return wanted

    def take_sitemap(self, pages: tuple[str, ...], url: str) -> None:
        """Queue the pages and documents that a sitemap lists."""
        errand = Errand(Aim.SITEMAP, url, url)
        for page in pages[:_MAX_SITEMAP_PAGES]:
            if self.is_ours(page) and not self.skip(page):
                link = Link(page, "", "", "", chrome=False, promise=guess_promise(page))
                self._take_link(link, Surroundings(), errand, url)

    def add_sitemaps(self, urls: tuple[str, ...], referrer: str) -> None:
        """Queue sitemaps of the municipality's own domain."""
        for url in urls:
            if self.is_ours(url):
                self.frontier.add(Errand(Aim.SITEMAP, url, url, referrer, score=_SITEMAPS_FIRST))

    def _take_link(self, link: Link, where: Surroundings, errand: Errand, url: str) -> bool:
        follow = _follow(link, errand, url, 0.0)
        if link.promise is Promise.FILE:
            self._settled.add(hash(identify(link.url)))
            self.on_refused(follow, "pictures, sound and data")
            return False
        if self._guard.forbids_host(host_of(link.url)):
            return self._refuse(follow, "address of a closed network")
        if link.promise is Promise.OFFICE:
            return self._refuse(follow, "office files that cannot be read")
        if link.promise is Promise.PAGE:
            return self._take_page_link(link, where, errand, url)
        return self._take_document_link(link, where, errand, url)

    def _take_page_link(self, link: Link, where: Surroundings, errand: Errand, url: str) -> bool:
        if not self.is_ours(link.url):
            if serves_files(link.url) and self._is_meant(link, where):
                return self._take_document_link(link, where, errand, url)
            self._settled.add(hash(identify(link.url)))
            return self._refuse(_follow(link, errand, url, 0.0), "pages of other websites")
        depth = errand.depth + 1
        if errand.aim is Aim.SITEMAP:  # which tells nothing of the distance: the path stands in for it
            depth = max(depth, urlsplit(link.url).path.strip("/").count("/") + 1)
        score = score_page(link.url, link.anchor, where, depth)
        if score.value < PAGE_FLOOR:
            self._settled.add(hash(identify(link.url)))
            return self._refuse(_follow(link, errand, url, score.value), f"pages: {score.verdict}")
        queued = _follow(link, errand, url, score.value)
        self._add(replace(queued, aim=Aim.PAGE, below_listing=where.listing and not link.chrome))
        return False

    def _take_document_link(self, link: Link, where: Surroundings, errand: Errand, url: str) -> bool:
        score = score_document(link.url, link.anchor, where)
        near = self.is_ours(link.url) or self._lies_in_portal(link, where)
        extra = 0.0 if near else _OFF_SITE_EXTRA
        if score.value < self._settings.min_score + extra:
            return self._refuse(_follow(link, errand, url, score.value), f"documents: {score.verdict}")
        self._add(_follow(link, errand, url, score.value + _DOCUMENTS_FIRST))
        if not near:
            self._meant[domain_of(link.url)] += 1
        return True

    def _lies_in_portal(self, link: Link, where: Surroundings) -> bool:
        """Whether a listing links to a host that governing documents were linked to by name before."""
        if not where.listing or where.chrome or link.promise in (Promise.FILE, Promise.OFFICE):
            return False
        return self._meant[domain_of(link.url)] >= _PORTAL and serves_files(link.url)

    def _is_meant(self, link: Link, where: Surroundings) -> bool:
        """Whether a link to a portal of documents names a governing one itself, in the page's own text."""
        named = find_signs(strip_noise(link.anchor))
        return not link.chrome and any(sign.sense is Sense.GENRE for sign in named)

    def _add(self, errand: Errand) -> None:
        self._refused.pop(hash(identify(errand.url)), None)
        self.frontier.add(errand)

    def _refuse(self, errand: Errand, reason: str) -> bool:
        if len(self._refused) < _MAX_REFUSED:
            self._refused[hash(identify(errand.url))] = reason
        self.on_refused(errand, reason)
        return False


def _follow(link: Link, errand: Errand, url: str, score: float) -> Errand:
    """The errand to a link that the page at `url` holds, as a document."""
    return Errand(
        aim=Aim.DOCUMENT,
        url=link.url,
        asked=link.url,
        referrer=url,
        anchor=link.anchor,
        depth=errand.depth + 1,
        score=score,
        sure=link.promise is Promise.DOCUMENT,
        below_listing=errand.below_listing,
        region=link.region,
    )
