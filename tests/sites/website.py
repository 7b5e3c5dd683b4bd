"""A whole made-up municipal site: every address and what it answers, and the truth about its documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import parse_qsl, quote, urlsplit

from crawler.errands import Received
from crawler.urls import identify
from tests.sites.endless import answer_trap
from tests.sites.families import FAMILIES, Family, Upload, make_slug
from tests.sites.outline import Node, Outline, make_outline
from tests.sites.papers import Paper, make_wanted, revise, write_pdf
from tests.sites.rendering import Renderer

HTML, PDF = "text/html; charset=utf-8", "application/pdf"
_NEW = 0.06  # new documents in the second edition, of all wanted


@dataclass(frozen=True, slots=True)
class Hosts:
    """The addresses of a site: its home, the same without www., its file server, a portal of others."""

    home: str
    apex: str
    files: str
    portal: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a wanted document between two editions; "" where it is not (yet, any more)."""

    how: str  # "same", "changed", "moved", "replaced", "gone", "new"
    before: str
    after: str


class MunicipalSite:
    """One site in one edition. `wanted` is the truth: identified addresses of governing documents."""

    def __init__(self, family: Family, outline: Outline, hosts: Hosts, day: str) -> None:
        self.family = family
        self.outline = outline
        self.hosts = hosts
        self._day = day
        self._renderer = Renderer(outline, family, self._link)
        self._policies = {
            node.papers[0].number: node for node in outline.pages.values() if node.role == "policy"
        }
        self._landings = {
            node.papers[0].number: node for node in outline.pages.values() if node.role == "landing"
        }
        self._files = {self.locate(paper): paper for paper in outline.papers if paper.form != "page"}
        self._files |= {self._portal(paper): paper for paper in outline.papers if paper.form != "page"}
        self.wanted = {
            identify(url): paper.number
            for paper in outline.papers
            if paper.wanted
            for url in (self.locate(paper), self._portal(paper))
        }

    @property
    def start(self) -> str:
        """The address of the start page."""
        return f"{self.hosts.home}/"

    @property
    def pages(self) -> int:
        """How many pages the site has, traps and steps of lists aside."""
        return len(self.outline.pages)

    @property
    def documents(self) -> int:
        """How many wanted documents there are, web pages among them."""
        return sum(paper.wanted for paper in self.outline.papers)

    def find_wanted(self, url: str) -> int | None:
        """The number of the wanted document at an address, if there is one."""
        return self.wanted.get(identify(url))

    def locate(self, paper: Paper) -> str:
        """The address of a document."""
        if paper.form == "page":
            return self.hosts.home + self._policies[paper.number].path
        if paper.form == "portal":
            return self._portal(paper)
        chance = Random(f"{self.outline.place} {paper.number} {paper.place}")
        code, moment = f"{chance.getrandbits(64):016x}", 1_400_000_000_000 + chance.getrandbits(38)
        folder = "styrdokument" if paper.wanted and paper.listed else "ovrigt"
        title = paper.title if not paper.place else f"{paper.title} {paper.place + 1}"
        path = self.family.place_file(Upload(title, code, moment, paper.year, folder))
        return (self.hosts.files if paper.number % 17 == 3 else self.hosts.home) + path

    def fetch(self, url: str) -> Received:
        """What an address answers; the same every time."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if url in self._files:
            return Received(200, url, write_pdf(self._files[url], self.outline.place), PDF)
        if host == self.hosts.apex != self.hosts.home and self.family.apex == "redirect":
            return Received(301, url, b"", location=self.hosts.home + url.removeprefix(host))
        if host not in (self.hosts.home, self.hosts.apex):
            return Received(404, url, b"<h1>Hittades inte</h1>", HTML)
        if parts.path in ("/robots.txt", "/sitemap.xml", "/sitemap-1.xml"):
            return self._own_file(parts.path, url)
        return self._page(url, parts.path.partition(";")[0], dict(parse_qsl(parts.query)))

    def _page(self, url: str, path: str, query: dict[str, str]) -> Received:
        trap = answer_trap(path, query)
        if trap is not None:
            return Received(200, url, self._renderer.render_trap(*trap), HTML)
        if path.startswith("/node/") and path[6:].isdecimal():
            path = [*self.outline.pages][int(path[6:]) % self.pages]
        while path.endswith("/mer/"):  # a relative link that was meant otherwise, for ever
            path = path.removesuffix("mer/")
        node = self.outline.pages.get(path)
        if node is None:
            return Received(
                404, url, b"<title>Sidan kunde inte hittas</title><h1>Sidan kunde inte hittas</h1>", HTML
            )
        step = query.get("step") or query.get("page") or "1"
        return Received(200, url, self._renderer.render(node, int(step) if step.isdecimal() else 1), HTML)

    def _own_file(self, path: str, url: str) -> Received:
        home = self.hosts.home
        if path == "/robots.txt":
            told = f"\nSitemap: {home}/sitemap.xml\n" if self.family.sitemap else "\n"
            return Received(200, url, f"User-agent: *\nDisallow: /intern/{told}".encode(), "text/plain")
        if not self.family.sitemap:
            return Received(404, url, b"", HTML)
        if self.family.sitemap == "index" and path == "/sitemap.xml":
            body = f"<sitemapindex><sitemap><loc>{home}/sitemap-1.xml</loc></sitemap></sitemapindex>"
            return Received(200, url, body.encode(), "text/xml")
        return Received(200, url, f"<urlset>{''.join(self._entries())}</urlset>".encode(), "text/xml")

    def _entries(self) -> Iterator[str]:
        for node in self.outline.pages.values():
            touched = any(paper.text or paper.place for paper in node.papers)
            day = self._day if touched else f"2024-0{1 + len(node.title) % 9}-11"
            yield f"<url><loc>{self.hosts.home}{node.path}</loc><lastmod>{day}</lastmod></url>"

    def _link(self, paper: Paper, node: Node) -> str:
        if node.role == "listing" and paper.number in self._landings:
            return self._landings[paper.number].path
        if paper.form == "page":
            return self._policies[paper.number].path
        url = self._portal(paper) if node.form.startswith("portal") else self.locate(paper)
        return url.removeprefix(self.hosts.home)

    def _portal(self, paper: Paper) -> str:
        place = quote(make_slug(self.outline.place, self.family))
        return f"{self.hosts.portal}/{place}/visafil?docid={9000 + paper.number * 7 + paper.place}"


def make_hosts(place_slug: str) -> Hosts:
    """Hosts of a site that is served from memory."""
    domain = f"{place_slug}kommun.se"
    return Hosts(
        f"https://www.{domain}", f"https://{domain}", f"https://dok.{domain}", "https://www.dokumentportal.se"
    )


def make_site(family: str, seed: int, size: int, hosts: Hosts | None = None) -> MunicipalSite:
    """The first edition of a site of about `size` pages; the same for the same arguments."""
    kind = FAMILIES[family]
    outline = make_outline(kind, seed, size)
    return MunicipalSite(kind, outline, hosts or make_hosts(make_slug(outline.place, kind)), "2026-02-01")


def make_second_edition(family: str, seed: int, size: int, hosts: Hosts | None = None) -> tuple[
    MunicipalSite, tuple[Change, ...]
]:  # fmt: skip
    """The same site fifteen months later, and what became of every wanted document."""
    first = make_site(family, seed, size, hosts)
    chance = Random(f"{family} {seed} second")
    outline, after = first.outline, {}
    fates: dict[int, tuple[Paper | None, str]] = {
        paper.number: revise(paper, chance) if paper.wanted else (paper, "same") for paper in outline.papers
    }
    before = {paper.number: first.locate(paper) for paper in outline.papers if paper.wanted}
    new = _add_new(outline, chance)
    for node in outline.pages.values():
        node.papers[:] = [kept for old in node.papers if (kept := fates[old.number][0]) is not None]
    _drop_gone(outline, {number for number, (kept, _) in fates.items() if kept is None})
    outline.listing.papers.extend(new)
    papers = (*(kept for kept, _ in fates.values() if kept is not None), *new)
    second = MunicipalSite(
        first.family, Outline(outline.place, outline.start, outline.listing, outline.pages, papers),
        first.hosts, "2026-11-01",
    )  # fmt: skip
    after = {paper.number: second.locate(paper) for paper in papers if paper.wanted}
    changes = [Change(fates[number][1], url, after.get(number, "")) for number, url in before.items()]
    return second, (*changes, *(Change("new", "", after[paper.number]) for paper in new))


def _add_new(outline: Outline, chance: Random) -> tuple[Paper, ...]:
    count = max(1, int(_NEW * sum(paper.wanted for paper in outline.papers)))
    titles = {paper.title for paper in outline.papers}
    made = [paper for paper in make_wanted(chance, outline.place, 4 * count) if paper.title not in titles]
    number = len(outline.papers)
    return tuple(
        Paper(number + index, paper.title, True, "file", "", paper.category, 2026, listed=True)
        for index, paper in enumerate(made[:count])
    )


def _drop_gone(outline: Outline, gone: set[int]) -> None:
    """Pages that were a document, or about one, go with it."""
    for path, node in list(outline.pages.items()):
        if node.role in ("policy", "landing") and not node.papers and gone:
            del outline.pages[path]
            if node.parent is not None:
                node.parent.children.remove(node)
