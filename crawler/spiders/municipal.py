"""The spider: turns errands into requests, and what comes back into answers. It decides nothing."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Response
from twisted.python.failure import Failure

from crawler.errands import Aim, Check, Errand, Received
from crawler.faults import read_fault
from crawler.politeness import CrawlStopping
from crawler.revisits import conditions, same_headers
from crawler.tour import Tour
from crawler.visit import SiteVisit

UNVERIFIED = "unverified"
"""The flag of an answer from a host whose certificate was not verified."""
_SLOW_AFTER = 30.0  # seconds; then the average of an answer must be at least:
_SLOWEST = 1000.0  # bytes a second: a slow-loris sends less, a modem of 1995 three times as much
_DOCUMENT_PATIENCE = 3.0
"""How much longer than a page a document may take: 100 MB in 180 s is 4.5 Mbit/s."""


class MunicipalSpider(Spider):
    """Fetches what a tour asks for."""

    name = "municipal"

    def __init__(self, tour: Tour, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tour = tour

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy; listens for the headers of answers."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.end_early, signal=signals.headers_received)
        crawler.signals.connect(spider.end_crawling, signal=signals.bytes_received)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing to start with: the scheduler asks the tour."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    def make_request(self, visit: SiteVisit, errand: Errand) -> Request:
        """The request of an errand. One download slot for a municipality: one connection at a time."""
        timeout = self.tour.settings.timeout * (_DOCUMENT_PATIENCE if errand.aim is Aim.DOCUMENT else 1.0)
        return Request(
            errand.url,
            method="HEAD" if errand.check is Check.PEEK else "GET",
            headers=conditions(errand),
            callback=self.receive,
            errback=self.lose,
            dont_filter=True,
            cb_kwargs={"visit": visit, "errand": errand},
            meta={
                "download_slot": visit.municipality.code,
                "download_timeout": timeout,
                "group": errand.group,
                "gap": errand.gap,
                "hours": errand.hours,
            },
        )

    def receive(self, response: Response, visit: SiteVisit, errand: Errand) -> None:
        """An answer came, whatever its status."""

        def header(name: str) -> str:
            return (response.headers.get(name) or b"").decode("latin-1")

        answer = Received(
            status=response.status,
            url=errand.url,
            body=response.body,
            content_type=header("Content-Type"),
            location=_text(response.headers.get("Location") or b""),
            retry_after=header("Retry-After"),
            disposition=header("Content-Disposition"),
            etag=header("ETag"),
            last_modified=header("Last-Modified"),
            robots_tag=header("X-Robots-Tag"),
            cut_off="dataloss" in response.flags,
            length=_length(header("Content-Length")),
            tdm=_read_tdm(header),
            stopped="download_stopped" in response.flags,
            unverified=UNVERIFIED in response.flags,
        )
        self.tour.settle(visit, errand, answer)

    def end_early(self, headers: Headers, body_length: int, request: Request) -> None:
        """Stop an answer whose headers promise the bytes that are known already (headers_received).

        Raises StopDownload, which is how Scrapy is told.
        """
        request.meta["answered"] = time.monotonic()  # download_latency counts from a moment after our turn's
        errand: Errand = request.cb_kwargs["errand"]
        if errand.check is not Check.ASK or errand.memory is None:
            return
        if body_length == 0 or headers.get("Content-Encoding"):  # 304, or a length of something else
            return

        def header(name: str) -> str:
            return (headers.get(name) or b"").decode("latin-1")

        if same_headers(errand.memory, header("ETag"), header("Last-Modified"), body_length):
            raise StopDownload(fail=False)

    def end_crawling(self, data: bytes, request: Request) -> None:
        """Stop an answer that comes drop by drop (bytes_received). Raises StopDownload."""
        now = time.monotonic()
        began, size = request.meta.get("coming", (now, 0))
        request.meta["coming"] = (began, size + len(data))
        if now - began > _SLOW_AFTER and size < (now - began) * _SLOWEST:
            raise StopDownload(fail=True)

    def lose(self, failure: Failure) -> None:
        """No answer came."""
        request: Request = failure.request  # type: ignore[attr-defined] # set by Scrapy
        visit, errand = request.cb_kwargs["visit"], request.cb_kwargs["errand"]
        error = failure.value
        if isinstance(error, CrawlStopping):
            self.tour.unsend(visit)
        else:
            self.tour.settle(visit, errand, read_fault(error or RuntimeError("no reason given")))


def _length(header: str) -> int:
    return int(header) if header.isascii() and header.isdecimal() else -1


def _read_tdm(header: Callable[[str], str]) -> str:
    told = ((name, header(name)) for name in ("tdm-reservation", "tdm-policy"))
    return "; ".join(f"{name}: {value}" for name, value in told if value)


def _text(header: bytes) -> str:
    """A Location as text: UTF-8 where it is that (many servers do not escape å), else Latin-1."""
    try:
        return header.decode("utf-8")
    except UnicodeDecodeError:
        return header.decode("latin-1")
