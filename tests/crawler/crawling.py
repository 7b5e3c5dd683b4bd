"""Runs a crawl in a process of its own (the event loop runs once in each) and reads what it left behind."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.blobs import Blobs
from corpus.errors import DiskFull
from corpus.records import Document, Fetch, Municipality, Sha256, Visit, VisitOutcome
from corpus.store import Store
from crawler.job import CrawlEvent, CrawlSettings, Site

ROOT = Path(__file__).parents[2]
FAST = {
    "contact": "test@example.org",
    "delay": 0.02,
    "timeout": 5.0,
    "allow_loopback": True,
    "reservations": False,
}


def municipality(code: str, website: str, name: str = "") -> Municipality:
    return Municipality(code, name or f"Kommun {code}", "01", "Län", "A1", "Grupp", 1000, website)


@dataclass(frozen=True)
class Crawl:
    visits: dict[str, Visit]
    fetches: list[Fetch]
    documents: dict[str, Document]  # by name
    blobs: Blobs
    events: list[dict[str, Any]]
    output: str
    code: int

    def fetch(self, end: str) -> Fetch:
        found = [fetch for fetch in self.fetches if fetch.url.endswith(end)]
        assert len(found) == 1, f"{len(found)} fetches of {end}"
        return found[0]

    def outcome(self, code: str = "0001") -> VisitOutcome:
        return self.visits[code].outcome


def start_crawl(
    folder: Path,
    websites: dict[str, str],
    known: dict[str, list[str]] | None = None,
    trouble: str = "",
    names: dict[str, str] | None = None,
    **settings: Any,
) -> "subprocess.Popen[str]":
    """`trouble`: "disk" fills up after one document, "event" breaks the listener, "twice" crawls again.

    "hurry" takes half a second for what else is 30: when an answer is too slow to be waited for.
    "anew" is none: everything that is known is asked for, due or not. `names` are hosts with addresses.
    """
    folder.mkdir(exist_ok=True)
    Store.create(folder / "corpus.db").close()
    told = {"websites": websites, "known": known or {}, "trouble": trouble, "names": names or {}}
    job = told | {"settings": {**FAST, **settings}}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crawler.crawling", str(folder), json.dumps(job)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"},
    )


def crawl(folder: Path, websites: dict[str, str], **how: Any) -> Crawl:
    process = start_crawl(folder, websites, **how)
    output, _ = process.communicate(timeout=120)
    return read_crawl(folder, list(websites), output, process.returncode)


def read_crawl(folder: Path, codes: list[str], output: str, code: int) -> Crawl:
    with Store.open(folder / "corpus.db") as store, store.reading() as reader:
        return Crawl(
            visits={visit.municipality: visit for visit in reader.iter_latest_visits()},
            fetches=[fetch for code_ in codes for fetch in reader.iter_fetches(code_)],
            documents={document.name: document for document in reader.iter_documents()},
            blobs=Blobs(folder / "blobs"),
            events=[json.loads(line) for line in output.splitlines() if line.startswith("{")],
            output="\n".join(line for line in output.splitlines() if not line.startswith("{")),
            code=code,
        )


class FullBlobs(Blobs):
    """Blobs on a disk that is full after one document."""

    def add_bytes(self, content: bytes) -> Sha256:
        if any(self.iter_stored()):
            raise DiskFull("The disk is full.")
        return super().add_bytes(content)


def install_names(names: dict[str, str]) -> None:
    """Have the reactor resolve these hosts to these addresses."""
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor
    from twisted.internet.address import IPv4Address
    from twisted.internet.interfaces import IHostnameResolver
    from zope.interface import implementer

    @implementer(IHostnameResolver)
    class Names:
        def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> Any:  # noqa: N802
            receiver.resolutionBegan(self)
            if name in names:
                receiver.addressResolved(IPv4Address("TCP", names[name], port))
            receiver.resolutionComplete()
            return receiver

    reactor.installNameResolver(Names())


def main() -> None:
    from crawler.crawl import crawl_sites

    folder = Path(sys.argv[1])
    job = json.loads(sys.argv[2])
    sites = [
        Site(municipality(code, website), frozenset(job["known"].get(code, ())), job["trouble"] == "anew")
        for code, website in job["websites"].items()
    ]
    if job["names"]:
        install_names(job["names"])
    if job["trouble"] == "hurry":
        from crawler.spiders import municipal

        municipal._SLOW_AFTER = 0.5
    blobs = (FullBlobs if job["trouble"] == "disk" else Blobs)(folder / "blobs")

    def tell(event: CrawlEvent) -> None:
        told = [event.kind, event.municipality.code, event.requests, event.documents, event.text]
        print(json.dumps({"event": told}), flush=True)
        if job["trouble"] == "event" and event.requests == 2:
            raise BrokenPipeError("nobody listens")

    with Store.open(folder / "corpus.db") as store:
        with store.writing() as writer:
            writer.set_municipalities(site.municipality for site in sites)
            run = writer.start_run("crawl", "0", "")
        for _ in range(2 if job["trouble"] == "twice" else 1):
            crawl_sites(sites, CrawlSettings(**job["settings"]), store, blobs, run, tell)


if __name__ == "__main__":
    main()
