"""How crawls end: done, interrupted, killed, out of budget, out of disk. Each in a process of its own."""

import signal
import time

import pytest

from corpus.records import FetchFailure, VisitOutcome
from tests.crawler.crawling import crawl, read_crawl, start_crawl
from tests.crawler.webserver import Reply, link, page, pdf, serve


def many_documents(number, wait=0.0):
    names = [f"/d/strategi-{letter}.pdf" for letter in map(str, range(number))]
    routes = {name: Reply(pdf(name), type="application/pdf", wait=wait) for name in names}
    return routes | {
        "/": page(link("/styrdokument/", "Styrdokument")),
        "/styrdokument/": page(*(link(name, "Strategi") for name in names), title="Styrdokument"),
    }


def wait_for_documents(process, number):
    lines = []
    while sum('"document"' in line for line in lines) < number:
        lines.append(process.stdout.readline())
        assert lines[-1], "the crawl ended early"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_gently_and_keeps_what_was_fetched(tmp_path, number):
    with serve(many_documents(60, wait=0.05)) as site:
        process = start_crawl(tmp_path, {"0001": site.url})
        wait_for_documents(process, 3)
        process.send_signal(number)
        output, _ = process.communicate(timeout=20)
    done = read_crawl(tmp_path, ["0001"], output, process.returncode)
    assert (done.code, done.output) == (0, "")
    assert done.outcome() is VisitOutcome.INTERRUPTED
    stored = [fetch for fetch in done.fetches if fetch.sha256]
    assert 3 <= len(stored) == len(done.documents) < 60
    assert len([hit for hit in site.hits if hit.path.startswith("/d/")]) == len(stored)


def test_an_interrupt_during_a_long_wait_is_heard_at_once(tmp_path):
    routes = {"/": Reply(b"", 503, headers={"Retry-After": "60"})}
    with serve(routes) as site:
        process = start_crawl(tmp_path, {"0001": site.url})
        while '"fetched", "0001", 2' not in process.stdout.readline():
            pass
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert read_crawl(tmp_path, ["0001"], output, process.returncode).outcome() is VisitOutcome.INTERRUPTED


def test_a_second_interrupt_ends_the_crawl_at_once(tmp_path):
    with serve(many_documents(3) | {"/d/strategi-0.pdf": Reply(pdf("x"), wait=8.0)}) as site:
        process = start_crawl(tmp_path, {"0001": site.url}, timeout=30.0)
        while "/d/strategi-0.pdf" not in site.begun:
            time.sleep(0.02)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None  # it lets the document arrive
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert time.monotonic() - began < 4
    done = read_crawl(tmp_path, ["0001"], output, process.returncode)
    assert (done.code, done.output) == (0, "")
    assert done.outcome() is VisitOutcome.INTERRUPTED


def test_after_a_kill_nothing_is_half_and_nothing_is_fetched_twice(tmp_path):
    with serve(many_documents(25, wait=0.02)) as site:
        process = start_crawl(tmp_path, {"0001": site.url})
        wait_for_documents(process, 8)
        process.kill()
        process.communicate()
        held = read_crawl(tmp_path, ["0001"], "", 0)
        for sha256 in held.blobs.iter_stored():
            assert held.blobs.hash_stored(sha256) == sha256
        known = [fetch.url for fetch in held.fetches if fetch.sha256]
        assert len(known) >= 8
        done = crawl(tmp_path, {"0001": site.url})
    assert done.outcome() is VisitOutcome.COMPLETE
    assert done.visits["0001"].documents == len(done.documents) == 25
    fetched = [fetch.url for fetch in done.fetches if fetch.sha256]
    assert len(fetched) == len(set(fetched)) == 25
    asked = [path for path in site.paths if path.startswith("/d/")]
    assert len(asked) - len(set(asked)) <= 1  # what was under way when it was killed
    assert site.paths.count("/") == site.paths.count("/styrdokument/") == 1  # it goes on where it was
    assert site.paths.count("/robots.txt") == 1


def test_a_second_visit_with_everything_known_fetches_no_document(tmp_path):
    with serve(many_documents(3)) as site:
        first = crawl(tmp_path, {"0001": site.url})
        known = [fetch.url for fetch in first.fetches if fetch.sha256]
        site.hits.clear()
        second = crawl(tmp_path, {"0001": site.url}, known={"0001": known})
    assert not [path for path in site.paths if path.startswith("/d/")]
    assert second.visits["0001"].documents == 0
    assert second.outcome() is VisitOutcome.COMPLETE


def test_a_full_disk_stops_the_crawl_and_is_told(tmp_path):
    with serve(many_documents(5)) as site, serve(many_documents(5)) as other:
        done = crawl(tmp_path, {"0001": site.url, "0002": other.url}, trouble="disk")
    assert done.code != 0
    assert "DiskFull: The disk is full." in done.output
    assert len(done.documents) == 1
    assert {visit.outcome for visit in done.visits.values()} == {VisitOutcome.INTERRUPTED}
    stored = {fetch.sha256 for fetch in done.fetches if fetch.sha256}
    assert stored == set(done.blobs.iter_stored())


def test_a_listener_that_breaks_stops_the_crawl_and_is_told(tmp_path):
    with serve(many_documents(5)) as site:
        done = crawl(tmp_path, {"0001": site.url}, trouble="event")
    assert "BrokenPipeError: nobody listens" in done.output
    assert done.outcome() is VisitOutcome.INTERRUPTED


def test_a_second_crawl_in_one_process_is_refused_in_plain_words(tmp_path):
    with serve(many_documents(1)) as site:
        done = crawl(tmp_path, {"0001": site.url}, trouble="twice")
    assert "CrawlAlreadyRun: This process has crawled already" in done.output
    assert done.outcome() is VisitOutcome.COMPLETE


@pytest.mark.parametrize(("limit", "documents"), [({"max_requests": 6}, 2), ({"max_documents": 4}, 4)])
def test_the_budgets_are_kept_and_said(tmp_path, limit, documents):
    with serve(many_documents(20)) as site:
        done = crawl(tmp_path, {"0001": site.url}, **limit)
    assert done.outcome() is VisitOutcome.BUDGET
    assert len(done.documents) == documents
    assert "stopped after" in done.visits["0001"].detail
    assert len(site.hits) <= limit.get("max_requests", 99)


def test_loopback_is_closed_unless_it_is_opened(tmp_path):
    with serve(many_documents(1)) as site:
        done = crawl(
            tmp_path,
            {"0001": site.url, "0002": site.url.replace("127.0.0.1", "localhost")},
            allow_loopback=False,
        )
    assert site.hits == []
    assert {fetch.failure for fetch in done.fetches} == {FetchFailure.FORBIDDEN_ADDRESS}
    assert {visit.outcome for visit in done.visits.values()} == {VisitOutcome.UNREACHABLE}
