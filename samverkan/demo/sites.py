"""From an outline and page texts to a whole demo website: every address and what it answers.

Pure: nothing is served here. A site knows its own truth: which of its files belong in the inventory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from corpus.records import Sha256
from samverkan.demo.content import PageText, load_pages
from samverkan.demo.markup import Markup
from samverkan.demo.plans import SitePlan
from samverkan.demo.resources import CSS, HTML, PDF, TEXT, XML, Resource
from samverkan.demo.skeleton import render_page
from samverkan.demo.traps import render_calendar, render_search

_STYLE = Path(__file__).parent / "static" / "site.css"
_BUILT = datetime(2025, 3, 3, 6, 30, tzinfo=UTC)

_NOT_FOUND = (
    "<p>Sidan du söker finns inte längre eller har flyttats.</p>"
    '<p>Gå till <a href="/">startsidan</a> eller kontakta kommunens växel.</p>'
)
_NO_DOCUMENT = (
    "<!doctype html><html lang='sv'><head><title>Dokumentet hittades inte</title></head>"
    "<body><h1>Dokumentet hittades inte</h1><p>Det kan ha tagits bort eller ersatts.</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Site:
    """One website. `resources` are what its addresses answer, by decoded path; `pages` its own pages."""

    plan: SitePlan
    pages: Mapping[str, PageText]
    resources: Mapping[str, Resource]

    @property
    def relevant(self) -> frozenset[str]:
        """The names (decoded, NFC) of the files that belong in the inventory."""
        return frozenset(file.name for file in self.plan.files if file.relevant)

    @property
    def irrelevant(self) -> frozenset[str]:
        """The names of all other files that the site offers as PDF."""
        return frozenset(file.name for file in self.plan.files if not file.relevant)

    @property
    def hashes(self) -> dict[str, Sha256]:
        """The SHA-256 of each file, by name."""
        return {file.name: file.sha256 for file in self.plan.files}

    @property
    def broken(self) -> frozenset[str]:
        """Decoded paths that pages link to and that give an error, or no document."""
        return frozenset((*self.plan.missing, *self.plan.soft_missing))

    def get_resource(self, target: str) -> Resource:
        """What a request target (path and query as sent) is answered with; unknown paths with 404.

        The path must match to the byte once decoded, as on a file system: NFD is not NFC. Queries
        matter to calendar and search only.
        """
        parts = urlsplit(target)
        path, query = unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))
        if path == self.plan.calendar and query:
            return self._make_page(path, "Kalender", render_calendar(path, query), 200)
        if path == self.plan.search and query:
            return self._make_page(path, "Sök", render_search(path, query), 200)
        if path in self.resources:
            return self.resources[path]
        return self._make_page(path, "Sidan kunde inte hittas", _NOT_FOUND, 404)

    def _make_page(self, path: str, title: str, body: str, status: int) -> Resource:
        html = render_page(self.plan, PageText(path, title, "", ()), body, self.pages, "")
        return Resource(html.encode(), HTML, status=status)


def build_site(plan: SitePlan, base: str) -> Site:
    """Build one website whose address is `base` ("http://127.0.0.1:8000", no slash at the end)."""
    pages = {page.path: page for page in load_pages(plan.place)}
    resources = {page.path: _make_resource(page, plan, pages, base) for page in pages.values()}
    resources |= {file.path: Resource(file.read(), PDF, file.modified) for file in plan.files}
    resources |= {path: Resource(_NO_DOCUMENT.encode(), PDF, _BUILT) for path in plan.soft_missing}
    resources |= {
        old: Resource(b"", HTML, status=status, location=base + quote(new))
        for old, new, status in plan.redirects
    }
    resources |= _map_site(plan, base, tuple(pages.values()))
    resources["/robots.txt"] = Resource(plan.robots.replace("{base}", base).encode(), TEXT, _BUILT)
    resources["/static/site.css"] = Resource(_STYLE.read_bytes(), CSS, _BUILT)
    return Site(plan, pages, resources)


def _make_resource(page: PageText, plan: SitePlan, pages: Mapping[str, PageText], base: str) -> Resource:
    files = {file.document: file for file in plan.files}
    markup = Markup(
        link_file=lambda document, text: plan.link_style(files[document], text),
        children=lambda: _find_children(pages.values(), page.path),
        news=lambda count: _find_news(pages.values(), count),
    )
    lines = page.lines[1:] if page.path == "/" else page.lines  # the first stands in the hero
    updated = page.date or plan.updated
    html = render_page(plan, page, markup.render(lines), pages, updated)
    html = html.replace("{base}", base)
    return Resource(html.encode(), HTML, datetime.fromisoformat(updated).replace(hour=7, tzinfo=UTC))


def _find_children(pages: Iterable[PageText], path: str) -> list[PageText]:
    return [page for page in pages if page.parent == path and page.path != "/"]


def _find_news(pages: Iterable[PageText], count: int) -> list[PageText]:
    return sorted((page for page in pages if page.date), key=lambda page: page.date, reverse=True)[:count]


def _map_site(plan: SitePlan, base: str, pages: tuple[PageText, ...]) -> dict[str, Resource]:
    """The site map, in parts under an index where it is not plain /sitemap.xml: pages, never files."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    name = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    entries = "".join(
        f"<url><loc>{base}{quote(page.path)}</loc><lastmod>{page.date or plan.updated}</lastmod></url>\n"
        for page in pages
        if page.path != plan.search
    )
    urls = Resource(f"{head}<urlset {name}>\n{entries}</urlset>\n".encode(), XML, _BUILT)
    if plan.sitemap == "/sitemap.xml":
        return {plan.sitemap: urls}
    part = plan.sitemap.replace(".xml", "-posts-page-1.xml")
    index = f"{head}<sitemapindex {name}><sitemap><loc>{base}{part}</loc></sitemap></sitemapindex>\n"
    return {plan.sitemap: Resource(index.encode(), XML, _BUILT), part: urls}
