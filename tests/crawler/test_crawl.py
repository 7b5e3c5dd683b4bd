"""Crawls over real HTTP, each in a process of its own; what counts is the store and the server's log."""

import gzip
import hashlib
from contextlib import ExitStack
from itertools import pairwise

import pytest

from corpus.records import FetchFailure, VisitOutcome
from tests.crawler.crawling import crawl
from tests.crawler.webserver import Reply, document, link, make_certificate, page, pdf, redirect, serve

ROBOTS = Reply(b"User-agent: *\nDisallow: /forbjudet/\n", type="text/plain")
GZIP = {"Content-Encoding": "gzip"}


def busy_once(asked):
    return Reply(b"", 429, headers={"Retry-After": "1"}) if asked == 0 else document("trängsel")


def fault_routes(elsewhere):
    files = {
        "god-strategi.pdf": Reply(
            pdf("god"),
            type="application/octet-stream",
            headers={
                "Content-Disposition": "attachment; filename*=UTF-8''Framtidsstrategi%20%C3%A5%202030.pdf",
                "ETag": '"abc"',
                "Last-Modified": "Sun, 01 Mar 2026 08:00:00 GMT",
            },
        ),
        "html-strategi.pdf": Reply(b"<!DOCTYPE html><html>Sidan finns inte</html>", type="application/pdf"),
        "kort-strategi.pdf": Reply(pdf("kort", end=False), type="application/pdf", declared=90_000),
        "utan-slut-strategi.pdf": Reply(pdf("utan slut", end=False), type="application/pdf"),
        "tom-strategi.pdf": Reply(b"", type="application/pdf"),
        "cirkel-strategi.pdf": redirect("/d/cirkel2.pdf"),
        "cirkel2.pdf": redirect("/d/cirkel-strategi.pdf"),
        "privat-strategi.pdf": redirect("http://10.0.0.1/strategi.pdf"),
        "mappad-strategi.pdf": redirect("http://[::ffff:192.168.0.1]/strategi.pdf"),
        "langsam-strategi.pdf": Reply(pdf("långsam"), wait=4.0),
        "trang-strategi.pdf": busy_once,
        "avbruten-strategi.pdf": Reply(drop=True),
        "stor-strategi.pdf": Reply(b"%PDF-1.7", type="application/pdf", declared=3 * 2**30),
        "bomb-strategi.pdf": Reply(gzip.compress(b"%PDF-1.7" + b" " * 20_000_000), headers=GZIP),
        "trasig-strategi.pdf": Reply(b"\x1f\x8bnonsense", type="application/pdf", headers=GZIP),
        "packad-strategi.pdf": Reply(gzip.compress(pdf("packad")), type="application/pdf", headers=GZIP),
        "borta-strategi.pdf": Reply(b"", 404),
        "fel-strategi.pdf": Reply(b"", 500),
        "flyttad-strategi.pdf": redirect("/d/ny-plats.pdf", 301),
        "ny-plats.pdf": document("flyttad"),
        "dubblett-strategi.pdf": document("flyttad"),
    }
    listed = [name for name in files if "strategi" in name]
    chain = {f"/kedja{n}": redirect(f"/kedja{n + 1}") for n in range(9)}
    return {
        "/robots.txt": ROBOTS,
        "/": page(
            link("/styrdokument/", "Styrdokument"), link("/till-annan", "Omsorg"), link("/kedja0", "Skola")
        ),
        "/styrdokument/": page(
            *(link(f"/d/{name}", name) for name in listed),
            link("/forbjudet/hemlig-strategi.pdf", "Hemlig strategi"),
            link("http://10.1.2.3/strategi.pdf", "Strategi på intranätet"),
            link("http://167772161/strategi-pa-tal.pdf", "Strategi"),  # 10.0.0.1, once it is resolved
            link(f"{elsewhere}/extern-strategi.pdf", "Extern strategi"),
            link(f"{elsewhere}/extern-sida", "Extern sida"),
            link("/d/protokoll.pdf", "Protokoll 2024-01-01"),
            title="Styrdokument",
        ),
        "/till-annan": redirect(f"{elsewhere}/extern-sida"),
        **chain,
        **{f"/d/{name}": reply for name, reply in files.items()},
    }


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """One crawl of several sites with everything that goes wrong."""
    plain = {"/": page(link("/klimatstrategi.pdf", "Klimatstrategi")), "/klimatstrategi.pdf": document("k")}
    with ExitStack() as stack:
        elsewhere = stack.enter_context(
            serve({"/extern-strategi.pdf": document("extern"), "/extern-sida": page()})
        )
        sites = {
            "0001": stack.enter_context(serve(fault_routes(elsewhere.url))),
            "0002": stack.enter_context(serve(plain | {"/robots.txt": Reply(b"", 503)})),
            "0003": stack.enter_context(
                serve(plain | {"/robots.txt": Reply(b"User-agent: *\nDisallow: /", type="text/plain")})
            ),
            "0004": stack.enter_context(serve(plain | {"/robots.txt": Reply(wait=4.0)})),
            "0005": stack.enter_context(serve(plain)),
            "0006": stack.enter_context(serve(plain | {"/robots.txt": page()})),
            "0007": stack.enter_context(serve({"/": Reply(b"", 403)})),
        }
        urls = {code: site.url for code, site in sites.items()}
        with serve({}) as gone:
            urls["0008"] = gone.url  # nobody listens there any more
        done = crawl(tmp_path_factory.mktemp("faulty"), urls, timeout=0.5, max_document_mb=2)
        yield done, sites, elsewhere


def failures(done, name):
    return [fetch.failure for fetch in done.fetches if fetch.url.endswith(name)]


def test_the_crawl_ends_well_and_says_nothing_on_the_terminal(faulty):
    done, _, _ = faulty
    assert (done.code, done.output) == (0, "")
    assert done.outcome() is VisitOutcome.COMPLETE


def test_a_document_is_stored_with_its_bytes_its_name_and_where_it_came_from(faulty):
    done, sites, _ = faulty
    found = done.documents["Framtidsstrategi å 2030.pdf"]
    fetch = done.fetch("god-strategi.pdf")
    assert found.sha256 == fetch.sha256 == hashlib.sha256(pdf("god")).hexdigest()
    assert done.blobs.get_path(found.sha256).read_bytes() == pdf("god")
    assert (found.municipality, found.media_type, found.size) == ("0001", "application/pdf", len(pdf("god")))
    assert (fetch.status, fetch.failure, fetch.media_type) == (200, None, "application/octet-stream")
    assert (fetch.referrer, fetch.anchor) == (f"{sites['0001'].url}/styrdokument/", "god-strategi.pdf")
    assert (fetch.etag, fetch.last_modified) == ('"abc"', "Sun, 01 Mar 2026 08:00:00 GMT")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("html-strategi.pdf", [FetchFailure.NOT_A_DOCUMENT]),
        ("kort-strategi.pdf", [FetchFailure.BROKEN_BODY] * 2),
        ("utan-slut-strategi.pdf", [None]),
        ("tom-strategi.pdf", [FetchFailure.BROKEN_BODY]),
        ("cirkel-strategi.pdf", [FetchFailure.REDIRECT]),
        ("privat-strategi.pdf", [FetchFailure.FORBIDDEN_ADDRESS]),
        ("mappad-strategi.pdf", [FetchFailure.FORBIDDEN_ADDRESS]),
        ("langsam-strategi.pdf", [FetchFailure.TIMEOUT] * 2),
        ("trang-strategi.pdf", [FetchFailure.HTTP_STATUS, None]),
        ("avbruten-strategi.pdf", [FetchFailure.REFUSED] * 2),
        ("stor-strategi.pdf", [FetchFailure.TOO_LARGE]),
        ("bomb-strategi.pdf", [FetchFailure.TOO_LARGE]),
        ("trasig-strategi.pdf", [FetchFailure.BROKEN_BODY]),
        ("packad-strategi.pdf", [None]),
        ("borta-strategi.pdf", [FetchFailure.HTTP_STATUS]),
        ("fel-strategi.pdf", [FetchFailure.HTTP_STATUS]),
        ("hemlig-strategi.pdf", [FetchFailure.ROBOTS]),
        ("167772161/strategi-pa-tal.pdf", [FetchFailure.FORBIDDEN_ADDRESS]),
        ("167772161/robots.txt", [FetchFailure.FORBIDDEN_ADDRESS]),
        ("/till-annan", [FetchFailure.REDIRECT]),
        ("/kedja0", [FetchFailure.REDIRECT]),
    ],
)
def test_every_fault_is_a_row_with_its_reason_and_the_crawl_goes_on(faulty, name, expected):
    assert failures(faulty[0], name) == expected


def test_what_robots_forbids_is_never_asked_for(faulty):
    _, sites, _ = faulty
    assert not [path for path in sites["0001"].paths if path.startswith("/forbjudet/")]
    assert sites["0003"].paths == ["/robots.txt"]
    assert set(sites["0002"].paths) == {"/robots.txt"}


def test_robots_is_asked_for_first_on_every_host(faulty):
    _, sites, elsewhere = faulty
    assert all(site.paths[0] == "/robots.txt" for site in (*sites.values(), elsewhere))


def test_a_robots_file_that_refuses_or_fails_is_said_plainly(faulty):
    done, _, _ = faulty
    assert done.outcome("0002") is done.outcome("0003") is VisitOutcome.ROBOTS
    assert "robots.txt answers 503" in done.visits["0002"].detail
    assert "does not allow" in done.visits["0003"].detail
    assert done.outcome("0004") is VisitOutcome.UNREACHABLE


def test_without_robots_and_with_a_web_page_in_its_place_the_site_is_crawled(faulty):
    done, _, _ = faulty
    for code in ("0005", "0006"):
        assert done.outcome(code) is VisitOutcome.COMPLETE
        assert done.visits[code].documents == 1
    assert "web page" in done.visits["0006"].detail


def test_a_site_that_does_not_answer_or_turns_us_away_is_unreachable(faulty):
    done, _, _ = faulty
    assert done.outcome("0007") is done.outcome("0008") is VisitOutcome.UNREACHABLE
    assert "answers 403" in done.visits["0007"].detail
    assert "no connection" in done.visits["0008"].detail


def test_a_document_on_another_host_is_fetched_and_its_pages_are_not(faulty):
    done, _, elsewhere = faulty
    assert done.fetch("extern-strategi.pdf").failure is None
    assert "/extern-sida" not in elsewhere.paths


def test_a_moved_document_is_one_row_from_the_link_to_where_it_lies(faulty):
    fetch = faulty[0].fetch("flyttad-strategi.pdf")
    assert fetch.final_url.endswith("/d/ny-plats.pdf")
    assert fetch.sha256 == hashlib.sha256(pdf("flyttad")).hexdigest()
    assert faulty[0].fetch("dubblett-strategi.pdf").sha256 == fetch.sha256


def test_what_is_left_out_is_counted_by_reason(faulty):
    detail = faulty[0].visits["0001"].detail
    assert "documents: minutes and meetings (1)" in detail
    assert "address of a closed network (1)" in detail
    assert "pages of other websites (1)" in detail


def test_nothing_is_stored_that_is_no_document(faulty):
    done, _, _ = faulty
    stored = {sha256: done.blobs.get_path(sha256).read_bytes() for sha256 in done.blobs.iter_stored()}
    assert stored.keys() == {one.sha256 for one in done.documents.values()}
    assert all(content.startswith(b"%PDF") for content in stored.values())
    assert all(hashlib.sha256(content).hexdigest() == sha256 for sha256, content in stored.items())


def test_every_request_in_the_servers_log_is_accounted_for(faulty):
    done, sites, elsewhere = faulty
    asked = sum(sum(site.begun.values()) for site in (*sites.values(), elsewhere))
    dead = [
        fetch for fetch in done.fetches if fetch.municipality == "0008" and fetch.url.endswith("robots.txt")
    ]
    unheard = len(dead) + len(failures(done, "167772161/robots.txt"))
    assert sum(visit.requests for visit in done.visits.values()) == asked + unheard


def test_we_say_who_we_are_and_carry_no_cookies(faulty):
    _, sites, elsewhere = faulty
    for hit in (hit for site in (*sites.values(), elsewhere) for hit in site.hits):
        assert hit.agent.startswith("samverkan/")
        assert "+test@example.org; research crawler" in hit.agent
        assert (hit.sender, hit.cookie) == ("test@example.org", "")
        assert hit.accept_language.startswith("sv")


def test_a_municipality_never_has_two_requests_under_way(faulty):
    _, sites, _ = faulty
    for code, site in sites.items():
        if code not in ("0001", "0004"):  # there the server still waits for what we have given up
            assert site.most_at_once == 1


def test_retry_after_is_waited_for_by_the_whole_site(faulty):
    _, sites, _ = faulty
    hits = sites["0001"].hits
    busy = next(index for index, hit in enumerate(hits) if hit.status == 429)
    later = [hit.began for hit in hits if hit.began > hits[busy].ended]
    assert min(later) - hits[busy].began >= 1.0


def test_the_gap_and_the_crawl_delay_are_kept_by_the_servers_clock(tmp_path):
    routes = {
        "/": page(link("/styrdokument/", "Styrdokument")),
        "/styrdokument/": page(link("/p.pdf", "Policy")),
        "/p.pdf": document("p"),
    }
    slow = {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 1.5\n", type="text/plain")}
    with serve(routes) as site, serve(routes | slow) as slow_site:
        done = crawl(tmp_path, {"0001": site.url, "0002": slow_site.url}, delay=1.0)
    assert {visit.documents for visit in done.visits.values()} == {1}
    gaps = [later.began - earlier.began for earlier, later in pairwise(site.hits)]
    slow_gaps = [later.began - earlier.began for earlier, later in pairwise(slow_site.hits)]
    assert len(gaps) == len(slow_gaps) == 4
    assert min(gaps) >= 1.0
    assert min(slow_gaps[1:]) >= 1.5
    assert (site.most_at_once, slow_site.most_at_once) == (1, 1)
    moments = [hit.began for hit in (*site.hits, *slow_site.hits)]
    assert max(moments) - min(moments) < sum(gaps) + sum(slow_gaps)  # they do not wait for each other


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(tmp_path):
    with serve({"/": page()}, certificate=make_certificate(tmp_path)) as site:
        done = crawl(tmp_path / "study", {"0001": site.url})
    assert done.outcome() is VisitOutcome.UNREACHABLE
    assert {fetch.failure for fetch in done.fetches} == {FetchFailure.TLS}
    assert site.begun == {}
