"""The spider: turns errands into requests, and what comes back into answers. It decides nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.errands import Aim, Errand, Received
from crawler.faults import read_fault
from crawler.politeness import CrawlStopping
from crawler.tour import Tour
from crawler.visit import SiteVisit

_DOCUMENT_PATIENCE = 3.0
"""How much longer than a page a document may take: 100 MB in 180 s is 4.5 Mbit/s."""


class MunicipalSpider(Spider):
    """Fetches what a tour asks for."""

    name = "municipal"

    def __init__(self, tour: Tour, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tour = tour

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
            callback=self.receive,
            errback=self.lose,
            dont_filter=True,
            cb_kwargs={"visit": visit, "errand": errand},
            meta={
                "download_slot": visit.municipality.code,
                "download_timeout": timeout,
                "group": errand.group,
                "gap": errand.gap,
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
        )
        self.tour.settle(visit, errand, answer)

    def lose(self, failure: Failure) -> None:
        """No answer came."""
        request: Request = failure.request  # type: ignore[attr-defined] # set by Scrapy
        visit, errand = request.cb_kwargs["visit"], request.cb_kwargs["errand"]
        error = failure.value
        if isinstance(error, CrawlStopping):
            self.tour.unsend(visit)
        else:
            self.tour.settle(visit, errand, read_fault(error or RuntimeError("no reason given")))


def _text(header: bytes) -> str:
    """A Location as text: UTF-8 where it is that (many servers do not escape å), else Latin-1."""
    try:
        return header.decode("utf-8")
    except UnicodeDecodeError:
        return header.decode("latin-1")
