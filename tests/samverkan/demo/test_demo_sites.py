"""The demo's websites as a visitor and as a crawler meet them, over real HTTP."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from samverkan.demo.plans import SitePlan, load_plans
from samverkan.demo.server import DemoServer, DemoSite, serve_sites
from samverkan.demo.sites import build_site

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def links(self) -> list[str]:
        """The targets as written in the page."""
        tree = LexborHTMLParser(self.body.decode())
        return [link.attributes["href"] or "" for link in tree.css("a[href]")]


@dataclass(frozen=True, slots=True)
class Visited:
    """One site walked through by its links; queries are left out, for some have no end."""

    site: DemoSite
    plan: SitePlan
    answers: dict[str, Answer]  # by decoded path
    links: dict[str, list[str]]  # decoded paths linked to, by the decoded path of the page


def fetch(site: DemoSite, target: str, **headers: str) -> Answer:
    address = urlsplit(site.municipality.website)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=5)
    try:
        wanted = quote(target, safe="/%?=&:+,()")
        connection.request(
            "GET", wanted, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


def walk(site: DemoSite, plan: SitePlan) -> Visited:
    base = site.municipality.website
    visited = Visited(site, plan, {}, {})
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        if path in visited.answers:
            continue
        answer = visited.answers[path] = fetch(site, quote(path))
        targets = answer.links if answer.headers["content-type"].startswith("text/html") else []
        targets += [answer.headers["location"]] if "location" in answer.headers else []
        whole = [urldefrag(urljoin(base + quote(path), target)).url for target in targets]
        inside = [urlsplit(target) for target in whole if target.startswith(f"{base}/")]
        visited.links[path] = [unquote(target.path) for target in inside]
        waiting += [unquote(target.path) for target in inside if not target.query]
    return visited


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with serve_sites() as server:
        yield server


@pytest.fixture(scope="module", params=[0, 1, 2, 3], ids=[plan.place.slug for plan in load_plans()])
def visited(request: pytest.FixtureRequest, server: DemoServer) -> Visited:
    return walk(server.sites[request.param], load_plans()[request.param])


def test_every_link_answers_but_for_those_broken_on_purpose(visited: Visited) -> None:
    wrong = {path for path, answer in visited.answers.items() if answer.status not in (200, 301, 302)}
    assert wrong == set(visited.plan.missing)


def test_every_relevant_document_is_linked_from_the_governing_documents(visited: Visited) -> None:
    listings = [path for path in visited.answers if "styrdokument" in path or "styrande-dokument" in path]
    linked = {target for path in listings for target in visited.links[path]}
    assert {file.path for file in visited.plan.files if file.relevant} <= linked


def test_every_irrelevant_document_can_be_found_as_well(visited: Visited) -> None:
    assert {file.path for file in visited.plan.files} <= visited.answers.keys()


def test_each_document_is_served_as_a_pdf_with_the_bytes_that_the_truth_tells(visited: Visited) -> None:
    named = visited.site.relevant | visited.site.irrelevant
    assert visited.site.hashes.keys() == named
    for file in visited.plan.files:
        answer = visited.answers[file.path]
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body == file.read()
        assert visited.site.hashes[file.name] == file.sha256


def test_a_soft_missing_document_is_a_page_that_calls_itself_a_pdf(visited: Visited) -> None:
    for path in visited.plan.soft_missing:
        answer = visited.answers[path]
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        assert "hittades inte" in answer.body.decode()


def test_the_site_has_between_25_and_60_pages_and_a_title_and_heading_on_each(visited: Visited) -> None:
    pages = [
        answer.body.decode()
        for answer in visited.answers.values()
        if answer.status == 200 and answer.headers["content-type"].startswith("text/html")
    ]
    assert 25 <= len(pages) <= 60
    for page in pages:
        tree = LexborHTMLParser(page)
        assert len(tree.css("h1")) == 1
        title = tree.css_first("title")
        assert title is not None
        assert title.text().endswith(f" – {visited.plan.place.sender}")


def test_the_site_map_lists_pages_and_no_files(visited: Visited) -> None:
    base = visited.site.municipality.website
    robots = Protego.parse(fetch(visited.site, "/robots.txt").body.decode())
    (address,) = robots.sitemaps
    locations = list(read_site_map(visited.site, address.removeprefix(base)))
    assert len(locations) >= 25
    for location in locations:
        answer = visited.answers[unquote(location.removeprefix(base))]
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/html")


def read_site_map(site: DemoSite, path: str) -> Iterator[str]:
    root = ElementTree.fromstring(fetch(site, path).body)
    locations = [element.text or "" for element in root.iter(f"{SITEMAP}loc")]
    if root.tag == f"{SITEMAP}urlset":
        yield from locations
        return
    assert root.tag == f"{SITEMAP}sitemapindex"
    for location in locations:
        yield from read_site_map(site, location.removeprefix(site.municipality.website))


def test_robots_close_a_part_of_the_site_but_no_page_that_leads_to_documents(visited: Visited) -> None:
    base = visited.site.municipality.website
    robots = Protego.parse(fetch(visited.site, "/robots.txt").body.decode())
    assert any(line.startswith("Disallow: /") for line in visited.plan.robots.splitlines())
    wanted = [file.path for file in visited.plan.files]
    wanted += [path for path, links in visited.links.items() if set(links) & set(wanted)]
    assert [path for path in wanted if not robots.can_fetch(base + quote(path), "samverkan")] == []


def test_one_site_asks_for_a_delay_between_requests(server: DemoServer) -> None:
    delays = [
        Protego.parse(fetch(site, "/robots.txt").body.decode()).crawl_delay("any") for site in server.sites
    ]
    assert delays == [None, None, None, 0.2]


def test_a_redirect_leads_to_a_page_of_the_same_site(visited: Visited) -> None:
    assert len(visited.plan.redirects) >= 1
    for old, new, status in visited.plan.redirects:
        answer = visited.answers[old]
        assert answer.status == status
        assert answer.headers["location"] == visited.site.municipality.website + quote(new)
        assert visited.answers[new].status == 200


def test_an_unknown_address_gives_404_and_a_page_in_swedish(visited: Visited) -> None:
    answer = fetch(visited.site, "/finns/inte/här.pdf")
    assert answer.status == 404
    assert "Sidan kunde inte hittas" in answer.body.decode()


def test_the_calendar_always_has_another_month(visited: Visited) -> None:
    target = f"{visited.plan.calendar}?manad=2025-03"
    seen = set()
    for _ in range(30):
        answer = fetch(visited.site, target)
        assert answer.status == 200
        seen.add(target)
        target = next(
            link for link in reversed(answer.links) if link.startswith(f"{visited.plan.calendar}?manad=")
        )
    assert len(seen) == 30
    assert target.endswith("?manad=2027-09")


def test_every_facet_of_the_search_opens_further_addresses(visited: Visited) -> None:
    path = visited.plan.search
    first = {link for link in fetch(visited.site, f"{path}?q=").links if "?" in link}
    second = {link for link in fetch(visited.site, f"{path}?q=&typ=dokument").links if "?" in link}
    assert len(first) >= 10
    assert len(second - first) >= 5


def test_a_name_in_decomposed_letters_answers_to_those_bytes_only(server: DemoServer) -> None:
    site = server.sites[2]
    paths = [file.path for file in load_plans()[2].files]
    (path,) = (path for path in paths if not unicodedata.is_normalized("NFC", path))
    assert unicodedata.is_normalized("NFD", path)
    assert fetch(site, quote(path)).status == 200
    assert fetch(site, quote(unicodedata.normalize("NFC", path))).status == 404
    assert "Policy-för-mellankommunal-samverkan.pdf" in site.relevant


def test_links_to_files_carry_the_noise_of_their_systems(server: DemoServer) -> None:
    pages = {
        "/kommun-och-politik/styrdokument/program-och-planer": " kB, öppnas i nytt fönster.",
        "/kommun-och-politik/styrdokument/riktlinje-iop": "Riktlinje för IOP (PDF, nytt fönster)",
        "/kommun-politik/styrande-dokument/": "Ladda ner",
        "/kommun-och-politik/planer-och-styrdokument": " KB)",
    }
    for site, (path, noise) in zip(server.sites, pages.items(), strict=True):
        assert noise in fetch(site, path).body.decode()


def test_a_site_is_the_same_each_time_it_is_built() -> None:
    for plan in load_plans():
        first, second = (build_site(plan, "http://127.0.0.1:8000") for _ in range(2))
        assert first.resources == second.resources
