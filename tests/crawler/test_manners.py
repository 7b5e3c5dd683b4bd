"""Politeness that the server itself can see, from its own log; each crawl in a process of its own."""

import gzip
import json
import sqlite3
import time
from contextlib import nullcontext
from itertools import pairwise

import pytest

from corpus.records import FetchFailure, VisitOutcome
from tests.crawler.crawling import crawl
from tests.crawler.webserver import Reply, document, link, make_certificate, page, pdf, serve

ROBOTS = {"type": "text/plain"}


def site_with(*names, **routes):
    files = {f"/{name}-strategi.pdf": document(name) for name in names}
    listed = page(*(link(path, "Strategi") for path in files), title="Styrdokument")
    return {"/": page(link("/styrdokument/", "Styrdokument")), "/styrdokument/": listed} | files | routes


def gaps(site, start=0):
    return [later.began - earlier.began for earlier, later in pairwise(site.hits[start:])]


def test_the_request_rate_of_robots_is_kept(tmp_path):
    robots = Reply(b"User-agent: *\nRequest-rate: 2/1s\n", **ROBOTS)
    with serve(site_with("a", "b") | {"/robots.txt": robots}) as site:
        crawl(tmp_path, {"0001": site.url})
    assert len(site.hits) == 6
    assert min(gaps(site, 1)) >= 0.5


def test_a_slow_server_gets_twice_its_own_time_to_rest(tmp_path):
    with serve(site_with(**{"/": Reply(page(link("/a", "Kultur")).body, wait=0.4), "/a": page()})) as site:
        crawl(tmp_path, {"0001": site.url})
    start = next(index for index, hit in enumerate(site.hits) if hit.path == "/")
    assert site.hits[start + 1].began - site.hits[start].ended >= 0.75
    assert gaps(site)[-1] < 0.5  # the quick answers after it cost nothing


def test_a_server_that_is_busy_gets_longer_gaps_until_it_is_not(tmp_path):
    busy = lambda asked: Reply(b"", 503) if asked < 2 else document("a")  # noqa: E731
    names = [f"b{n}" for n in range(10)]
    with serve(site_with("a", *names) | {"/a-strategi.pdf": busy}) as site:
        crawl(tmp_path, {"0001": site.url}, delay=0.08)
    last_busy = max(index for index, hit in enumerate(site.hits) if hit.status == 503)
    after = gaps(site, last_busy + 1)
    assert min(after) >= 0.08
    assert after[0] >= 0.2
    assert after[-1] < after[0]


def test_retry_after_as_a_date_is_waited_for(tmp_path):
    from datetime import UTC, datetime, timedelta
    from email.utils import format_datetime

    def busy(asked):
        if asked:
            return document("a")
        moment = datetime.now(UTC) + timedelta(seconds=3)
        return Reply(b"", 429, headers={"Retry-After": format_datetime(moment, usegmt=True)})

    with serve(site_with("a", "b") | {"/a-strategi.pdf": busy}) as site:
        done = crawl(tmp_path, {"0001": site.url})
    index = next(index for index, hit in enumerate(site.hits) if hit.status == 429)
    assert gaps(site)[index] >= 1.9  # a date has whole seconds
    assert len(done.documents) == 2


def test_a_host_that_falls_silent_is_left_and_the_site_goes_on(tmp_path):
    with serve({f"/{n}-strategi.pdf": Reply(drop=True) for n in range(12)}) as silent:
        links = [link(f"{silent.url}/{n}-strategi.pdf", "Extern strategi") for n in range(12)]
        routes = site_with("a") | {"/policyer/": page(*links, title="Styrdokument")}
        routes["/"] = page(link("/styrdokument/", "Styrdokument"), link("/policyer/", "Policyer"))
        with serve(routes) as site:
            done = crawl(tmp_path, {"0001": site.url})
    assert done.outcome() is VisitOutcome.COMPLETE
    assert done.fetch("/a-strategi.pdf").sha256
    assert 3 <= len([path for path in silent.begun if "strategi" in path]) <= 4  # each was tried twice
    assert sum("has not answered 6 times" in fetch.detail for fetch in done.fetches) >= 8


def test_what_is_reserved_is_written_down_with_the_fetch(tmp_path):
    rules = [{"location": "/b*", "tdm-reservation": 1, "tdm-policy": "https://k.example/villkor"}]
    routes = site_with("a", "b", "c") | {
        "/.well-known/tdmrep.json": Reply(json.dumps(rules).encode(), type="application/json"),
        "/a-strategi.pdf": Reply(
            pdf("a"), headers={"X-Robots-Tag": "noindex", "TDM-Reservation": "1"}, type="application/pdf"
        ),
    }
    routes["/"] = page(
        link("/styrdokument/", "Styrdokument"), head='<meta name="tdm-reservation" content="1">'
    )
    with serve(routes) as site:
        done = crawl(tmp_path, {"0001": site.url}, reservations=True)
        crawl(tmp_path, {"0001": site.url}, reservations=True)
    assert done.fetch("/a-strategi.pdf").rights == "x-robots-tag: noindex; tdm-reservation: 1"
    assert done.fetch("/b-strategi.pdf").rights == "tdm-reservation: 1; tdm-policy: https://k.example/villkor"
    assert done.fetch("/c-strategi.pdf").rights == ""
    assert done.fetch(f"{site.url}/").rights == "tdm-reservation: 1"
    assert site.paths.count("/.well-known/tdmrep.json") == 1


def test_a_small_answer_that_grows_a_thousandfold_is_not_unpacked(tmp_path):
    packed = {"Content-Encoding": "gzip"}
    bomb = Reply(gzip.compress(b"%PDF-1.7" + b" " * 30_000_000), headers=packed)
    with serve(site_with("a") | {"/a-strategi.pdf": bomb}) as site:
        done = crawl(tmp_path, {"0001": site.url}, max_document_mb=100)
    assert done.fetch("/a-strategi.pdf").failure is FetchFailure.TOO_LARGE


@pytest.mark.parametrize("fallback", [False, True])
def test_an_unverified_certificate_is_let_through_only_when_asked_and_then_recorded(tmp_path, fallback):
    with serve(site_with("a"), certificate=make_certificate(tmp_path)) as site:
        done = crawl(tmp_path / "study", {"0001": site.url}, tls_fallback=fallback)
    if not fallback:
        assert done.documents == {}
        return
    assert done.fetch("/a-strategi.pdf").sha256
    assert all("could not be verified" in fetch.detail for fetch in done.fetches)


def test_outside_the_open_hours_nothing_is_sent(tmp_path):
    import signal
    from datetime import datetime, timedelta

    from tests.crawler.crawling import read_crawl, start_crawl

    now = datetime.now().astimezone()
    hours = f"{now + timedelta(hours=2):%H:%M}-{now + timedelta(hours=3):%H:%M}"
    with serve(site_with("a")) as site:
        process = start_crawl(tmp_path, {"0001": site.url}, hours=hours)
        assert "started" in process.stdout.readline()
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert site.hits == []
    assert read_crawl(tmp_path, ["0001"], output, process.returncode).outcome() is VisitOutcome.INTERRUPTED


def test_without_room_on_the_disk_nothing_is_asked_for(tmp_path):
    import signal

    from tests.crawler.crawling import start_crawl

    with serve(site_with("a")) as site:
        process = start_crawl(tmp_path, {"0001": site.url}, min_free_mb=10**9)
        assert '"paused"' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert site.hits == []
    connection = sqlite3.connect(tmp_path / "corpus.db")
    assert connection.execute("SELECT count(*) FROM fetch").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("closed", [True, False])
def test_the_visit_time_of_robots_is_kept(tmp_path, closed):
    import signal
    from datetime import UTC, datetime, timedelta

    from tests.crawler.crawling import start_crawl

    begin = datetime.now(UTC) + timedelta(hours=2 if closed else -1)
    hours = f"Visit-time: {begin:%H%M}-{begin + timedelta(hours=2):%H%M}"
    robots = Reply(f"User-agent: *\n{hours}\n".encode(), **ROBOTS)
    with serve(site_with("a") | {"/robots.txt": robots}) as site:
        process = start_crawl(tmp_path, {"0001": site.url})
        while '"fetched"' not in process.stdout.readline():
            pass
        if closed:
            time.sleep(0.6)  # thirty gaps
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert (site.paths == ["/robots.txt"]) is closed


def test_an_answer_that_comes_drop_by_drop_is_not_waited_for_and_a_slow_one_is(tmp_path):
    drops = Reply(pdf("a" * 3000), type="application/pdf", piece=80)  # 400 bytes a second
    slow = Reply(pdf("b" * 3000), type="application/pdf", piece=700)  # 3,500: 1 s in all
    routes = site_with("a", "b", "c") | {"/a-strategi.pdf": drops, "/b-strategi.pdf": slow}
    with serve(routes) as site:
        done = crawl(tmp_path, {"0001": site.url}, trouble="hurry", timeout=30.0)
    lost = [fetch for fetch in done.fetches if fetch.url.endswith("/a-strategi.pdf")]
    assert [fetch.failure for fetch in lost] == [FetchFailure.TIMEOUT] * 2
    assert {fetch.detail.partition(";")[0] for fetch in lost} == {"the answer came drop by drop"}
    assert sorted(done.documents) == ["b-strategi.pdf", "c-strategi.pdf"]


@pytest.mark.parametrize(
    ("size", "seconds", "ends"), [(20_000, 31, True), (32_000, 31, False), (9, 29, False)]
)
def test_the_least_rate_is_a_thousand_bytes_a_second_after_half_a_minute(monkeypatch, size, seconds, ends):
    from scrapy import Request
    from scrapy.exceptions import StopDownload

    from crawler.spiders import municipal

    clock = iter([100.0, 100.0 + seconds])
    monkeypatch.setattr(municipal.time, "monotonic", lambda: next(clock))
    spider, request = municipal.MunicipalSpider(tour=None), Request("https://k.example/a.pdf")
    spider.end_crawling(b"x" * size, request)
    with pytest.raises(StopDownload) if ends else nullcontext():
        spider.end_crawling(b"x", request)
