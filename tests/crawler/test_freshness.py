"""Visits that know earlier ones, with sitemaps that tell when pages were changed. Without a network."""

from dataclasses import replace

import pytest

from corpus.frontier_records import FrontierLink, LinkState, SiteState
from corpus.records import Fetch, Municipality
from crawler.errands import Aim, Received
from crawler.job import CrawlSettings, Site
from crawler.journal import key_of, read_errand
from crawler.visit import SiteVisit

AT = "2026-03-20T08:00:00Z"
LOOKED = "2026-03-10T08:00:00Z"
HOME = "https://www.almby.se"
SITEMAP = f"{HOME}/sitemap.xml"
PAGE = f"{HOME}/kultur"


def known(url, state=LinkState.WAITING, **facts):
    told = {"visit": 2, "due": 2, "at": LOOKED, "fingerprint": "1f", "asked": 1} | facts
    return FrontierLink("0484", key_of(url), url, Aim.PAGE, 1.0, 1, HOME, "Kultur", "{}", state, **told)


def resting(url, **facts):
    return known(url, LinkState.FETCHED, visit=1, due=9, **facts)


def make_sitemap(days):
    entries = (f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in days.items())
    return f"<urlset>{''.join(entries)}</urlset>".encode()


def visit_again(links, days):
    """Which addresses the second visit asks for, and what it says of them afterwards."""
    visit = SiteVisit(
        Site(Municipality("0484", "Almby", "04", "L", "B3", "G", 1, HOME)),
        CrawlSettings("a@example.org", reservations=False),
        AT,
    )
    visit.resume(SiteState("0484", HOME, 2), links)
    visit.recall_links = lambda urls: [read_errand(link) for link in links if link.url in urls]
    asked = []
    while (step := visit.next_step(AT, 0.0)) is not None:
        if isinstance(step, Fetch):
            continue
        asked.append(step.url)
        found = {SITEMAP: make_sitemap(days), f"{HOME}/": b"<html><title>Almby</title>"}.get(step.url)
        answer = Received(200 if found else 404, step.url, found or b"", "text/html")
        visit.absorb(step, answer, AT)
    return asked, {link.url: link for link in visit.take_changes().links}


def test_a_page_that_was_changed_since_our_last_look_is_asked_for_although_it_rests():
    asked, _ = visit_again([resting(PAGE, etag='"a"')], {PAGE: "2026-03-15"})
    assert PAGE in asked


def test_a_page_that_rests_and_was_not_changed_goes_on_resting():
    asked, _ = visit_again([resting(PAGE)], {PAGE: "2026-03-01"})
    assert PAGE not in asked


def test_a_page_that_is_due_and_was_not_changed_rests_until_the_next_visit_and_that_is_counted():
    asked, links = visit_again([known(PAGE)], {PAGE: "2026-03-01"})
    assert PAGE not in asked
    assert links[PAGE] == replace(known(PAGE, LinkState.FETCHED), due=3, trusted=1)


@pytest.mark.parametrize("facts", [{"fruit": 3}, {"trusted": 4}, {"misses": 1}])
def test_hubs_and_pages_that_were_left_alone_for_long_are_asked_for_whatever_the_sitemap_says(facts):
    asked, _ = visit_again([known(PAGE, **facts)], {PAGE: "2026-03-01"})
    assert PAGE in asked


@pytest.mark.parametrize("day", ["2026-03-10", "i går", "2026-13-01"])
def test_a_day_that_tells_nothing_changes_nothing(day):
    asked, _ = visit_again([known(PAGE), resting(f"{HOME}/miljo")], {PAGE: day, f"{HOME}/miljo": day})
    assert PAGE in asked
    assert f"{HOME}/miljo" not in asked


def test_a_sitemap_that_calls_everything_new_is_not_believed():
    pages = [f"{HOME}/sida/{letter}" for letter in "abcdefghijklmno"]
    asked, _ = visit_again([resting(page) for page in pages], dict.fromkeys(pages, "2026-03-19"))
    assert not set(asked) & set(pages)
