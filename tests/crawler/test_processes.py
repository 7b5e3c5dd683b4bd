"""Crawls in several processes: whose sites are whose, one study for all, and ends that end everybody."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack

import psutil
import pytest

from crawler.job import Site
from crawler.processes import split_sites
from tests.crawler.crawling import ROOT, municipality, read_crawl
from tests.crawler.test_going_on import OPEN, read_rows, small_town
from tests.crawler.webserver import serve

SCRIPT = """
import json, sys
from pathlib import Path
from corpus.store import Store
from crawler.job import CrawlPlace, CrawlSettings, Site
from crawler.processes import crawl_in_processes, split_sites
from tests.crawler.crawling import FAST, municipality

if __name__ == "__main__":
    folder, websites = Path(sys.argv[1]), json.loads(sys.argv[2])
    sites = [Site(municipality(code, url)) for code, url in websites.items()]
    with Store.create(folder / "corpus.db") as store, store.writing() as writer:
        run = writer.start_run("crawl", "0", "")
    place = CrawlPlace(folder / "corpus.db", folder / "blobs", run)
    tell = lambda event: print(event.kind, event.municipality.code, event.documents, flush=True)
    visits = crawl_in_processes(split_sites(sites, 2), CrawlSettings(**FAST), place, tell)
    print("visits", sorted(visit.municipality for visit in visits), flush=True)
"""


@pytest.fixture
def start(tmp_path):
    script = tmp_path / "crawl_script.py"
    script.write_text(SCRIPT)
    started = []

    def begin(websites):
        import json

        command = [sys.executable, str(script), str(tmp_path), json.dumps(websites)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        started.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def towns():
    with ExitStack() as stack:
        yield {
            f"000{n}": stack.enter_context(serve(small_town(sections=3, wait=0.02))).url for n in range(1, 5)
        }


def test_the_sites_are_shared_out_evenly_and_each_once():
    sites = [Site(municipality(f"{n:04}", "http://x.example")) for n in range(7)]
    shares = split_sites(sites, 3)
    assert [len(share) for share in shares] == [3, 2, 2]
    assert sorted(site.municipality.code for share in shares for site in share) == [
        site.municipality.code for site in sites
    ]
    assert len(split_sites(sites[:2], 4)) == 2


def test_two_processes_bring_everything_into_one_study(tmp_path, start, towns):
    process = start(towns)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "visits ['0001', '0002', '0003', '0004']" in output
    done = read_crawl(tmp_path, list(towns), "", 0)
    assert len(done.fetches) == sum(visit.requests for visit in done.visits.values())
    assert {visit.documents for visit in done.visits.values()} == {12}
    assert read_rows(tmp_path, OPEN) == []


def test_an_interrupt_reaches_every_process_and_the_same_crawl_goes_on(tmp_path, start, towns):
    process = start(towns)
    heard = set()
    while len(heard & {"0001", "0003"}) == 0 or len(heard & {"0002", "0004"}) == 0:  # both processes crawl
        kind, town, *_ = process.stdout.readline().split()
        heard |= {town} if kind == "document" else set()
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "visits ['0001', '0002', '0003', '0004']" in output
    process = start(towns)
    process.communicate(timeout=60)
    assert len(read_crawl(tmp_path, list(towns), "", 0).documents) == 12
    assert read_rows(tmp_path, OPEN) == []


def test_when_the_one_who_started_them_is_killed_all_end(tmp_path, start, towns):
    process = start(towns)
    while "document" not in process.stdout.readline():
        pass
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    gone, alive = psutil.wait_procs(children, timeout=10)
    assert len(gone) >= 2
    assert alive == []
    process = start(towns)
    process.communicate(timeout=60)
    assert len(read_crawl(tmp_path, list(towns), "", 0).documents) == 12


def test_a_process_that_dies_ends_the_crawl_with_a_fault(tmp_path, start, towns):
    process = start(towns)
    while "document" not in process.stdout.readline():
        pass
    workers = [
        child
        for child in psutil.Process(process.pid).children()
        if "resource_tracker" not in " ".join(child.cmdline())
    ]
    began = time.monotonic()
    workers[0].kill()
    process.communicate(timeout=40)
    assert process.returncode != 0
    assert time.monotonic() - began < 30
