"""Bench: what a request costs against Scrapy's own way, many hosts at once, and memory over a million links.

Loopback only. Run: ``python -m tests.bench.bench_crawl``. The peer is a Scrapy spider that follows every
link with the default LinkExtractor, on the same site in the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

ROOT: Final = Path(__file__).resolve().parents[2]
SHARE_CEILING: Final = 1 / 3
"""Of the peer's processor time for a request."""
HOSTS: Final = 290
PROCESSES: Final = 2
RATE_FLOOR: Final = 0.95
"""Of one request a second and host."""
SECONDS: Final = 70.0
WARM_UP: Final = 30.0  # until every host has been asked for robots.txt, and its first page was read
LINKS_TOTAL: Final = 1_000_000
GROWTH_CEILING: Final = 1.15
"""Of the resident memory from the first fifth of a million links to the last."""


@dataclass(frozen=True)
class Served:
    port: int
    log: Path


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """The server in a process of its own, so that its work is not counted as ours."""
    log = folder / "log.json"
    command = [sys.executable, str(Path(__file__).with_name("crawl_server.py")), str(log), str(HOSTS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield Served(int(server.stdout.readline()), log)
        server.stdin.close()
        server.wait()


def start_child(job: dict[str, Any]) -> subprocess.Popen[str]:
    """This file again in a process of its own: the event loop runs once in each."""
    command = [sys.executable, str(Path(__file__)), json.dumps(job)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def read_child(child: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = child.communicate()
    assert child.returncode == 0, out
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found


# -- what the children do


def crawl_ours(job: dict[str, Any]) -> dict[str, Any]:
    """Crawl with this project's crawler; processor seconds and requests."""
    from corpus.blobs import Blobs
    from corpus.records import Municipality
    from corpus.store import Store
    from crawler.crawl import crawl_sites
    from crawler.job import CrawlSettings, Site

    _install_loopback_names()
    folder = Path(job["folder"])
    sites = [
        Site(Municipality(code, code, "", "", "", "", 1, f"http://{host}:{job['port']}"))
        for code, host in job["hosts"].items()
    ]
    settings = CrawlSettings("bench@example.org", allow_loopback=True, **job["settings"])
    with Store.create(folder / "corpus.db") as store:
        with store.writing() as writer:
            run = writer.start_run("crawl", "0", "")
        began = time.process_time()
        visits = crawl_sites(sites, settings, store, Blobs(folder / "blobs"), run, lambda event: None)
        took = time.process_time() - began
    return {"seconds": took, "requests": sum(visit.requests for visit in visits), "waited": _read_waited()}


def _read_waited() -> float:
    """For how many seconds this thread could have run and had no processor (Linux; elsewhere 0)."""
    told = Path("/proc/self/schedstat")
    return int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0


def crawl_peer(job: dict[str, Any]) -> dict[str, Any]:
    """Crawl with Scrapy's defaults for finding links; processor seconds and requests."""
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    class Peer(scrapy.Spider):
        name = "peer"
        start_urls = (f"http://127.0.0.1:{job['port']}/",)
        links = LinkExtractor(deny_extensions=[])

        def parse(self, response: Any) -> Iterator[Any]:
            if isinstance(response, scrapy.http.TextResponse):
                for link in self.links.extract_links(response):
                    yield response.follow(link)

    process = CrawlerProcess(
        {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
         "DOWNLOAD_DELAY": 0, "CLOSESPIDER_PAGECOUNT": job["limit"]}
    )  # fmt: skip
    crawler = process.create_crawler(Peer)
    process.crawl(crawler)
    began = time.process_time()
    process.start()
    took = time.process_time() - began
    assert crawler.stats is not None
    return {"seconds": took, "requests": crawler.stats.get_value("downloader/request_count")}


def _install_loopback_names() -> None:
    """Every name under .example has an address of this computer, by way of the reactor's resolver."""
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor
    from twisted.internet.address import IPv4Address
    from twisted.internet.interfaces import IHostnameResolver
    from zope.interface import implementer

    from tests.bench.crawl_server import write_address

    inner: Any = reactor.nameResolver  # type: ignore[attr-defined]

    @implementer(IHostnameResolver)
    class Names:
        def resolveHostName(self, receiver: Any, name: str, port: int = 0, *args: Any) -> Any:  # noqa: N802
            if not name.endswith(".example"):
                return inner.resolveHostName(receiver, name, port, *args)
            receiver.resolutionBegan(self)
            receiver.addressResolved(IPv4Address("TCP", write_address(int(name[6:9])), port))
            receiver.resolutionComplete()
            return receiver

        def cancel(self) -> None:
            """Nothing is under way."""

    reactor.installNameResolver(Names())  # type: ignore[attr-defined]


def walk_links(job: dict[str, Any]) -> dict[str, Any]:
    """Discover a million links in visits without a network; resident memory after each visit, in MB."""
    import psutil

    from corpus.blobs import Blobs
    from corpus.records import Fetch, Municipality
    from corpus.store import Store
    from crawler.errands import Aim, Received
    from crawler.job import CrawlSettings, Site
    from crawler.ledger import Ledger
    from crawler.visit import SiteVisit

    at, links, memory = "2026-03-01T08:00:00Z", 0, []
    settings = CrawlSettings("bench@example.org", patience=10**6, max_requests=1500, reservations=False)
    folder = Path(job["folder"])
    with Store.create(folder / "links.db") as store:
        with store.writing() as writer:
            run = writer.start_run("crawl", "0", "")
        ledger = Ledger(store, Blobs(folder / "blobs"), run)
        while links < LINKS_TOTAL:
            code = f"{len(memory):04}"
            site = Site(Municipality(code, code, "", "", "", "", 1, f"https://k{code}.example"))
            visit = SiteVisit(site, settings, at)
            ledger.begin_visit(visit, at)
            while (step := visit.next_step(at, 0.0)) is not None:
                if isinstance(step, Fetch):
                    continue
                body = b""
                if step.aim is Aim.PAGE:
                    own = range(links, links + 150)
                    body = "".join(f'<a href="/omrade/s{n:x}x/sida">Kultur {n}</a>' for n in own).encode()
                    links += 150
                status = 200 if body else 404
                answer = Received(status, step.url, b"<html>" + body, "text/html")
                ledger.add_step(visit.absorb(step, answer, at), visit.take_changes())
            ledger.close_visit(visit.finish(at), visit.take_changes(), "bench")
            memory.append(psutil.Process().memory_info().rss / 2**20)
    return {"memory": memory, "links": links}


# -- what is measured


def measure_cost(folder: Path) -> float:
    """Our processor time for a request as a share of the peer's."""
    pace = {"delay": 0.0, "patience": 10**6}
    with serving(folder) as served:
        ours = read_child(
            start_child({"do": "ours", "folder": str(folder), "port": served.port,
                         "hosts": {"0001": "127.0.0.1"}, "settings": pace})
        )  # fmt: skip
        peer = read_child(start_child({"do": "peer", "port": served.port, "limit": ours["requests"]}))
    costs = [1000 * one["seconds"] / one["requests"] for one in (ours, peer)]
    print(f"processor time for a request: ours {costs[0]:.2f} ms ({ours['requests']} requests), "
          f"Scrapy's default {costs[1]:.2f} ms ({peer['requests']}): x{costs[0] / costs[1]:.2f}, "
          f"ceiling x{SHARE_CEILING:.2f}")  # fmt: skip
    return costs[0] / costs[1]


def measure_rate(folder: Path) -> float:
    """The share of the allowed requests that are sent, over all hosts."""
    hosts = {f"{n:04}": f"kommun{n:03}.example" for n in range(HOSTS)}
    pace = {"delay": 1.0, "patience": 10**6, "max_minutes": SECONDS / 60}
    from corpus.store import Store

    Store.create(folder / "corpus.db").close()  # before two processes do it at once
    with serving(folder) as served:
        children = [
            start_child({"do": "ours", "folder": str(folder), "port": served.port, "settings": pace,
                         "hosts": dict(list(hosts.items())[first::PROCESSES])})
            for first in range(PROCESSES)
        ]  # fmt: skip
        done = [read_child(child) for child in children]
    log = json.loads(served.log.read_text())
    begun = min(at for at, _ in log)
    window = [(at, host) for at, host in log if WARM_UP <= at - begun < SECONDS]
    rate = len(window) / (SECONDS - WARM_UP) / HOSTS
    hasty = _count_hasty(log)
    cost = 1000 * sum(one["seconds"] for one in done) / sum(one["requests"] for one in done)
    print(
        f"{HOSTS} hosts, {PROCESSES} processes: {rate * HOSTS:.0f} requests a second, {100 * rate:.0f} % of "
        f"what is allowed, floor {100 * RATE_FLOOR:.0f} %; {cost:.2f} ms each; too soon: {hasty}; "
        f"each process waited {max(one['waited'] for one in done):.0f} s for a processor"
    )
    return 0.0 if hasty else rate


def _count_hasty(log: list[tuple[float, str]]) -> int:
    last: dict[str, float] = {}
    hasty: Counter[str] = Counter()
    for at, host in log:
        hasty[host] += at - last.get(host, -9.0) < 0.99
        last[host] = at
    return sum(hasty.values())


def measure_memory(folder: Path) -> float:
    """The growth of the memory from the first visit's end to the last one's."""
    found = read_child(start_child({"do": "links", "folder": str(folder)}))
    memory = found["memory"]
    told = ", ".join(f"{one:.0f}" for one in memory)
    print(f"{found['links']:,} links in {len(memory)} visits: {told} MB: x{memory[-1] / memory[0]:.2f}, "
          f"ceiling x{GROWTH_CEILING}")  # fmt: skip
    return float(memory[-1] / memory[0])


def main() -> int:
    """Print what was measured; 1 when anything falls short."""
    with tempfile.TemporaryDirectory() as name:
        rooms = [Path(name) / room for room in ("cost", "rate", "memory")]
        for room in rooms:
            room.mkdir()
        short = measure_cost(rooms[0]) > SHARE_CEILING
        short |= measure_rate(rooms[1]) < RATE_FLOOR
        short |= measure_memory(rooms[2]) > GROWTH_CEILING
    return int(short)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        task = json.loads(sys.argv[1])
        print(json.dumps({"ours": crawl_ours, "peer": crawl_peer, "links": walk_links}[task["do"]](task)))
        sys.stdout.flush()
        os._exit(0)
    sys.exit(main())
