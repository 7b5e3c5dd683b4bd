"""The made-up sites keep what they promise: the same every time, reachable, and true about themselves."""

from functools import cache

import pypdfium2
import pytest

from crawler.bodies import judge_body
from crawler.errands import Aim, Errand
from crawler.keeping import look_at_page
from crawler.links import read_page
from crawler.policies import PageKind
from crawler.sitemaps import read_sitemap
from crawler.urls import identify
from tests.sites import words
from tests.sites.families import FAMILIES
from tests.sites.website import MunicipalSite, make_second_edition, make_site

SIZE = 300
EACH = pytest.mark.parametrize("family", FAMILIES)


@cache
def site_of(family: str) -> MunicipalSite:
    return make_site(family, 2, SIZE)


@cache
def linked_from(family: str) -> frozenset[str]:
    """Everything that the site's own pages and the steps of its listing link to, identified."""
    site = site_of(family)
    steps = [f"?{name}={number}" for name in ("step", "page") for number in range(1, 6)]
    pages = [f"{site.hosts.home}{path}" for path in site.outline.pages]
    pages += [f"{site.hosts.home}{site.outline.listing.path}{step}" for step in steps]
    bodies = [(url, site.fetch(url).body) for url in pages]
    return frozenset(identify(link.url) for url, body in bodies for link in read_page(body, "", url).links)


@EACH
def test_a_site_is_the_same_every_time(family):
    first, again = make_site(family, 3, 200), make_site(family, 3, 200)
    assert first.wanted == again.wanted
    assert all(first.fetch(first.hosts.home + path) == again.fetch(again.hosts.home + path)
               for path in first.outline.pages)  # fmt: skip


@EACH
def test_a_site_has_the_size_that_was_asked_for_and_a_fifth_of_its_policies_are_pages(family):
    site = make_site(family, 4, 3000)
    pages = sum(paper.form == "page" for paper in site.outline.papers)
    assert abs(site.pages - 3000) < 30
    assert 0.1 < pages / site.documents < 0.3


@EACH
def test_every_wanted_document_is_linked_and_answers_with_what_it_is(family):
    site = site_of(family)
    for paper in site.outline.papers:
        if not paper.wanted:
            continue
        url = site.locate(paper)
        numbers = {number for key, number in site.wanted.items() if key in linked_from(family)}
        assert paper.number in numbers, url
        answer = site.fetch(url)
        assert judge_body(answer).media_type == ("" if paper.form == "page" else "application/pdf")


@EACH
def test_policies_that_are_pages_and_say_so_are_known_for_what_they_are(family):
    site = site_of(family)
    idle = {title.format(place=site.outline.place) for title in words.UNTOLD}
    papers = [paper for paper in site.outline.papers if paper.form == "page"]
    pages = [site.locate(paper) for paper in papers if not any(paper.title.startswith(t) for t in idle)]
    looks = [look_at_page(Errand(Aim.PAGE, url, url, depth=2), site.fetch(url)) for url in pages]
    assert looks
    assert {look.verdict.kind for look in looks} == {PageKind.POLICY}


@EACH
def test_traps_have_no_end(family):
    site, ways = site_of(family), {
        "calendar": "/kalendarium?datum=2026-03-01",
        "archive": "/arkiv/2026/03/",
        "tags": "/etikett/7/",
    }  # fmt: skip
    for trap in set(ways) & set(site.family.traps):
        url, seen = f"{site.hosts.home}{ways[trap]}", set()
        for _ in range(30):
            seen.add(url)
            links = [one.url for one in read_page(site.fetch(url).body, "", url).links if not one.chrome]
            url = next(one for one in links if one not in seen and ways[trap][:8] in one)
        assert len(seen) == 30


def test_documents_are_real_ones():
    site = site_of("sitevision")
    paper = next(paper for paper in site.outline.papers if paper.wanted and paper.form == "file")
    page = pypdfium2.PdfDocument(site.fetch(site.locate(paper)).body)[0]
    assert f"Antagen av kommunfullmäktige {paper.year}" in page.get_textpage().get_text_range()


def test_the_sitemap_lists_pages_with_their_days_and_no_files():
    site = site_of("umbraco")
    found = read_sitemap(site.fetch(f"{site.hosts.home}/sitemap.xml").body, site.start)
    assert len(found.pages) == site.pages
    assert not any(url.endswith(".pdf") for url in found.pages)
    assert set(found.modified) == set(found.pages)


@EACH
def test_the_address_without_www_is_a_redirect_or_a_duplicate(family):
    site = site_of(family)
    answer = site.fetch(f"{site.hosts.apex}/")
    assert (answer.location == site.start) or (answer.body == site.fetch(site.start).body)


@EACH
def test_the_second_edition_is_what_it_says_it_is(family):
    first = make_site(family, 5, SIZE)
    second, changes = make_second_edition(family, 5, SIZE)
    assert {"same", "moved", "replaced", "new"} <= {change.how for change in changes}
    for change in changes:
        before = first.fetch(change.before).body if change.before else b""
        after = second.fetch(change.after).body if change.after else b""
        if change.how in ("same", "moved") and ".pdf" in change.before:
            assert before == after
        if change.how in ("changed", "replaced"):
            assert before != after
        assert (change.before == change.after) or change.how not in ("same", "changed")
        assert (second.find_wanted(change.before) is None) or change.how != "gone"
