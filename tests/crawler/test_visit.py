"""Visits without a network: a table of answers stands in for the municipal web."""

from dataclasses import dataclass, field

import pytest

from corpus.records import Fetch, FetchFailure, Municipality, Visit, VisitOutcome
from crawler.errands import Aim, Answer, Errand, Lost, Received
from crawler.job import CrawlSettings, Site
from crawler.visit import SiteVisit

AT = "2026-03-01T08:00:00Z"
HOME = "https://www.almby.se"
PDF = b"%PDF-1.7\n%%EOF"
DEAD = Lost(FetchFailure.DNS, "the host name is not known")


def html(*links, title="Kommun"):
    rows = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in links)
    return f"<html><title>{title}</title><ul>{rows}</ul></html>".encode()


@dataclass
class Trip:
    visit: Visit
    fetches: list[Fetch] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        return [one.url for one in self.errands]

    def fetch(self, url: str) -> Fetch:
        return next(one for one in self.fetches if one.url == url)


def travel(
    answers: dict[str, bytes | Answer | int | str], website=HOME, known=(), minutes=0.0, **settings
) -> Trip:
    """Drive a visit: bytes are a page or file, a number a status, a text a redirect; the rest is 404."""
    municipality = Municipality("0484", "Almby", "04", "L", "B3", "G", 1, website)
    settings = {"reservations": False} | settings
    state = SiteVisit(Site(municipality, frozenset(known)), CrawlSettings("a@example.org", **settings), AT)
    fetches: list[Fetch] = []
    errands: list[Errand] = []
    while (step := state.next_step(AT, minutes)) is not None:
        if isinstance(step, Fetch):
            fetches.append(step)
            continue
        errands.append(step)
        answer = answers.get(step.url, 404)
        if isinstance(answer, bytes):
            answer = Received(200, step.url, answer, "" if answer.startswith(b"%PDF") else "text/html")
        elif isinstance(answer, int):
            answer = Received(answer, step.url, b"")
        elif isinstance(answer, str):
            answer = Received(302, step.url, b"", location=answer)
        taken = state.absorb(step, answer, AT)
        fetches += [taken.fetch] if taken.fetch else []
    fetches += state.iter_unended(AT)
    return Trip(state.finish(AT), fetches, errands)


def test_a_visit_goes_from_robots_to_the_listing_to_the_documents():
    trip = travel(
        {
            f"{HOME}/": html(("/omsorg", "Omsorg"), ("/styrdokument", "Styrdokument")),
            f"{HOME}/styrdokument": html(("/plan.pdf", "Biblioteksplan"), title="Styrdokument"),
            f"{HOME}/plan.pdf": PDF,
        }
    )
    paths = [url.removeprefix(HOME) for url in trip.asked]
    assert paths == ["/robots.txt", "/", "/sitemap.xml", "/styrdokument", "/plan.pdf", "/omsorg"]
    assert (trip.visit.outcome, trip.visit.documents, trip.visit.requests) == (VisitOutcome.COMPLETE, 1, 6)
    assert all(errand.group == "0484" and errand.gap == 1.0 for errand in trip.errands)


def test_a_dead_host_is_tried_under_its_other_name():
    trip = travel({f"{HOME}/robots.txt": DEAD, "https://almby.se/": html()})
    assert trip.visit.outcome is VisitOutcome.COMPLETE
    trip = travel({"https://almby.se/robots.txt": DEAD, f"{HOME}/": html()}, website="https://almby.se")
    assert trip.visit.outcome is VisitOutcome.COMPLETE


def test_a_site_without_encryption_is_found():
    refused = Lost(FetchFailure.REFUSED, "no connection was let in")
    trip = travel(
        {
            f"{HOME}/robots.txt": refused,
            "https://almby.se/robots.txt": refused,
            "http://www.almby.se/": html(),
        }
    )
    assert trip.visit.outcome is VisitOutcome.COMPLETE


def test_a_crawl_delay_that_nobody_can_keep_is_a_refusal():
    trip = travel({f"{HOME}/robots.txt": b"User-agent: *\nCrawl-delay: 86400", f"{HOME}/": html()})
    assert trip.visit.outcome is VisitOutcome.ROBOTS
    assert "86400 s between two requests" in trip.visit.detail
    assert trip.asked == [f"{HOME}/robots.txt"]


def test_a_host_dead_under_all_its_names_is_unreachable_and_says_why():
    robots = (f"{HOME}/robots.txt", "https://almby.se/robots.txt", "http://www.almby.se/robots.txt")
    trip = travel(dict.fromkeys(robots, DEAD))
    assert trip.visit.outcome is VisitOutcome.UNREACHABLE
    assert "the host name is not known" in trip.visit.detail
    assert {one.failure for one in trip.fetches} == {FetchFailure.DNS}


def test_a_municipality_that_has_moved_is_followed_and_the_visit_says_so():
    new = "https://www.nyalmby.se"
    trip = travel(
        {f"{HOME}/": f"{new}/", f"{new}/": html(("/policy.pdf", "Policy")), f"{new}/policy.pdf": PDF}
    )
    assert trip.visit.documents == 1
    assert f"the website has moved to {new}" in trip.visit.detail


def test_another_page_that_leads_off_the_site_is_not_followed():
    trip = travel({f"{HOME}/": html(("/kultur", "Kultur")), f"{HOME}/kultur": "https://annan.se/"})
    assert trip.fetch(f"{HOME}/kultur").failure is FetchFailure.REDIRECT
    assert trip.fetch(f"{HOME}/kultur").final_url == "https://annan.se/"
    assert "https://annan.se/" not in trip.asked


def test_all_hosts_of_a_municipality_are_one_group_and_others_are_their_own():
    trip = travel(
        {
            f"{HOME}/": html(
                ("https://dok.almby.se/plan.pdf", "Klimatplan"),
                ("https://sydarkivera.se/x.pdf", "Klimatstrategi 2020–2030"),
                ("https://annan.se/y.pdf", "Ladda ner"),
            ),
            "https://dok.almby.se/plan.pdf": PDF,
            "https://sydarkivera.se/x.pdf": PDF,
        }
    )
    groups = {one.url: one.group for one in trip.errands}
    assert groups["https://dok.almby.se/robots.txt"] == groups["https://dok.almby.se/plan.pdf"] == "0484"
    assert groups["https://sydarkivera.se/x.pdf"] == "sydarkivera.se"
    assert "https://annan.se/robots.txt" not in groups


def test_robots_of_the_target_counts_after_a_redirect():
    robots = b"User-agent: *\nDisallow: /stopp"
    trip = travel(
        {
            f"{HOME}/": html(("/a", "Kultur")),
            f"{HOME}/a": "https://dok.almby.se/stopp/b",
            "https://dok.almby.se/robots.txt": robots,
        }
    )
    row = trip.fetch(f"{HOME}/a")
    assert (row.failure, row.final_url) == (FetchFailure.ROBOTS, "https://dok.almby.se/stopp/b")
    assert f"by way of {HOME}/a" in row.detail


def test_a_redirected_robots_file_speaks_for_the_host_that_was_asked():
    trip = travel(
        {
            f"{HOME}/robots.txt": "https://almby.se/robots.txt",
            "https://almby.se/robots.txt": b"User-agent: *\nDisallow: /",
        }
    )
    assert trip.visit.outcome is VisitOutcome.ROBOTS
    assert trip.asked == [f"{HOME}/robots.txt", "https://almby.se/robots.txt"]


def test_a_redirect_to_something_known_is_not_fetched_again():
    trip = travel(
        {f"{HOME}/": html(("/a", "Kultur"), ("/b", "Idrott")), f"{HOME}/a": html(), f"{HOME}/b": "/a"}
    )
    assert trip.asked.count(f"{HOME}/a") == 1
    assert trip.fetch(f"{HOME}/b").failure is None


def test_a_document_that_redirects_to_the_start_page_is_no_document():
    trip = travel({f"{HOME}/": html(("/policy.pdf", "Policy")), f"{HOME}/policy.pdf": "/"})
    assert trip.fetch(f"{HOME}/policy.pdf").failure is FetchFailure.NOT_A_DOCUMENT


def test_sitemaps_named_by_robots_are_read_and_their_pages_ranked():
    index = b"<sitemapindex><loc>https://www.almby.se/s1.xml</loc><loc>https://annan.se/s.xml</loc></sitemapindex>"
    pages = b"<urlset><loc>https://www.almby.se/kultur/styrdokument</loc><loc>https://www.almby.se/nyheter/x</loc></urlset>"
    trip = travel(
        {
            f"{HOME}/robots.txt": b"Sitemap: https://www.almby.se/s.xml",
            f"{HOME}/": html(),
            f"{HOME}/s.xml": index,
            f"{HOME}/s1.xml": pages,
            f"{HOME}/kultur/styrdokument": html(("/p.pdf", "Framtidens kultur"), title="Styrdokument"),
            f"{HOME}/p.pdf": PDF,
        }
    )
    assert trip.visit.documents == 1
    assert "https://annan.se/s.xml" not in trip.asked
    assert f"{HOME}/nyheter/x" not in trip.asked


def test_known_documents_are_met_but_not_fetched_however_they_are_spelled():
    links = [
        ("/Pl%C3%A5n-strategi.pdf", "Strategi"),
        ("/ny-strategi.pdf", "Strategi"),
        ("/flytt-strategi.pdf", "Strategi"),
    ]
    trip = travel(
        {
            f"{HOME}/": html(*links),
            f"{HOME}/ny-strategi.pdf": PDF,
            f"{HOME}/flytt-strategi.pdf": "/gammal.pdf",
        },
        known=["http://almby.se/Pla%CC%8An-strategi.pdf", f"{HOME}/gammal.pdf"],
    )
    assert f"{HOME}/Pl%C3%A5n-strategi.pdf" not in trip.asked
    assert f"{HOME}/gammal.pdf" not in trip.asked
    assert trip.visit.documents == 1
    assert "2 documents held already" in trip.visit.detail


def test_a_document_refused_under_a_poor_text_is_taken_under_a_good_one():
    trip = travel(
        {
            f"{HOME}/": html(("/fil.pdf", "Läs mer"), ("/styrdokument", "Styrdokument")),
            f"{HOME}/styrdokument": html(("/fil.pdf", "Bibliotek för alla"), title="Styrdokument"),
            f"{HOME}/fil.pdf": PDF,
        }
    )
    assert trip.visit.documents == 1
    assert "left out" not in trip.visit.detail


def test_a_page_that_turns_out_to_be_a_document_is_judged_by_its_name():
    answers = {
        f"{HOME}/": html(("/las/1", "Biblioteksplan"), ("/las/2", "Karta")),
        f"{HOME}/las/1": PDF,
        f"{HOME}/las/2": PDF,
    }
    trip = travel(answers)
    assert trip.visit.documents == 1
    assert trip.fetch(f"{HOME}/las/1").sha256
    assert trip.fetch(f"{HOME}/las/2").sha256 is None


def test_one_document_under_two_addresses_counts_once():
    trip = travel(
        {
            f"{HOME}/": html(("/a-policy.pdf", "Policy"), ("/b-policy.pdf", "Policy")),
            f"{HOME}/a-policy.pdf": PDF,
            f"{HOME}/b-policy.pdf": PDF,
        }
    )
    assert trip.visit.documents == 1
    assert sum(one.sha256 is not None for one in trip.fetches) == 2


def test_a_page_on_another_site_that_was_promised_as_a_document_is_not_read():
    trip = travel(
        {
            f"{HOME}/": html(("https://portal.se/media/1", "Klimatstrategi 2020–2030 (PDF, 1 MB)")),
            "https://portal.se/media/1": html(("https://portal.se/x-policy.pdf", "Policy")),
        }
    )
    assert trip.fetch("https://portal.se/media/1").failure is FetchFailure.NOT_A_DOCUMENT
    assert "https://portal.se/x-policy.pdf" not in trip.asked


def test_a_page_behind_a_promise_by_text_only_is_read_as_a_page():
    trip = travel(
        {
            f"{HOME}/": html(("/plan", "Biblioteksplan (PDF, 1 MB)")),
            f"{HOME}/plan": html(("/p.pdf", "Biblioteksplan")),
            f"{HOME}/p.pdf": PDF,
        }
    )
    assert trip.fetch(f"{HOME}/plan").failure is None
    assert trip.visit.documents == 1


@pytest.mark.parametrize("head", ["X-Robots-Tag", "meta"])
def test_nofollow_pages_are_read_and_left(head):
    body = html(("/policy.pdf", "Policy"))
    if head == "meta":
        answer = Received(200, f"{HOME}/", b"<meta name=robots content=nofollow>" + body, "text/html")
    else:
        answer = Received(200, f"{HOME}/", body, "text/html", robots_tag="noindex, nofollow")
    trip = travel({f"{HOME}/": answer})
    assert trip.visit.outcome is VisitOutcome.COMPLETE
    assert f"{HOME}/policy.pdf" not in trip.asked


def test_a_crawl_delay_makes_the_gap_longer_and_never_shorter():
    def gaps(text):
        return {
            one.gap
            for one in travel({f"{HOME}/robots.txt": text, f"{HOME}/": html()}).errands
            if one.aim is not Aim.ROBOTS
        }

    assert gaps(b"User-agent: *\nCrawl-delay: 7") == {7.0}
    assert gaps(b"User-agent: *\nCrawl-delay: 0.1") == {1.0}


def endless(number):
    return {f"{HOME}/{'x' * n}": html((f"/{'x' * (n + 1)}", "Vidare")) for n in range(1, number)} | {
        f"{HOME}/": html(("/x", "Vidare"))
    }


def test_a_visit_ends_when_the_harvest_has_dried_up():
    trip = travel(endless(60), patience=5)
    assert trip.visit.outcome is VisitOutcome.COMPLETE
    assert "the last 5 pages led to nothing new" in trip.visit.detail
    assert len(trip.asked) == 2 + 5


@pytest.mark.parametrize(("limit", "minutes"), [({"max_requests": 10}, 0.0), ({"max_minutes": 30}, 31.0)])
def test_a_budget_that_is_used_up_is_said(limit, minutes):
    trip = travel(endless(60), minutes=minutes, **limit)
    assert trip.visit.outcome is VisitOutcome.BUDGET
    assert trip.visit.requests <= 10


def test_a_site_that_falls_silent_is_left():
    links = [(f"/policy-{n}.pdf", "Policy") for n in range(30)]
    silent = {f"{HOME}{url}": Lost(FetchFailure.TIMEOUT, "no whole answer in time") for url, _ in links}
    trip = travel({f"{HOME}/": html(*links), **silent})
    assert trip.visit.outcome is VisitOutcome.UNREACHABLE
    assert "in a row were not answered" in trip.visit.detail
    assert len(trip.asked) < 12


def test_a_server_that_asks_for_an_hour_is_left_for_today():
    trip = travel({f"{HOME}/": Received(503, f"{HOME}/", b"", retry_after="3600")})
    assert trip.visit.outcome is VisitOutcome.UNREACHABLE
    assert "to be left alone for 3600 s" in trip.visit.detail


def test_every_errand_that_is_given_out_ends_in_a_row():
    links = [("/a", "Kultur"), ("/b", "Idrott"), ("/c-policy.pdf", "Policy"), ("/d-policy.pdf", "Policy")]
    trip = travel(
        {
            f"{HOME}/": html(*links),
            f"{HOME}/a": 500,
            f"{HOME}/b": "/b2",
            f"{HOME}/b2": "/b",
            f"{HOME}/c-policy.pdf": DEAD,
            f"{HOME}/d-policy.pdf": b"<html>",
        }
    )
    assert {one.asked for one in trip.errands} == {one.url for one in trip.fetches}
    assert len([one for one in trip.errands if not one.hops]) == len(trip.fetches)


def test_a_budget_that_ends_among_redirects_leaves_a_row():
    trip = travel(
        {f"{HOME}/": html(("/a", "Kultur")), f"{HOME}/a": "/b", f"{HOME}/b": html()}, max_requests=4
    )
    assert trip.visit.outcome is VisitOutcome.BUDGET
    row = trip.fetch(f"{HOME}/a")
    assert (row.failure, row.final_url) == (FetchFailure.OTHER, f"{HOME}/b")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html><title>Sidan hittades inte</title></html>", "a soft 404: it is called"),
        (b"\x89PNG", "neither a page nor a document"),
        (b"", "no bytes"),
    ],
)
def test_a_start_page_that_is_none_makes_the_site_unreachable_and_the_visit_says_why(body, said):
    trip = travel({f"{HOME}/": Received(200, f"{HOME}/", body)})
    assert trip.visit.outcome is VisitOutcome.UNREACHABLE
    assert f"the start page: {said}" in trip.visit.detail
