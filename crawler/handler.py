"""The download handler: every request waits for its turn and goes to a public address, or is not sent."""

from __future__ import annotations

import time

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from corpus.records import FetchFailure
from crawler.certificates import WatchedCertificates
from crawler.faults import read_fault
from crawler.politeness import CrawlStopping
from crawler.resolver import ForbiddenAddress, GuardedResolver
from crawler.spiders.municipal import UNVERIFIED, MunicipalSpider
from crawler.tour import Tour
from crawler.urls import host_of
from crawler.warc import read_exchange


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler behind the pace and the address guard.

    Here and not in a middleware, because nothing can pass it by and its end is always seen.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Twisted would send a request again, at once and unseen, when a kept connection was closed.
        self._pool.retryAutomatically = False
        self._certificates = WatchedCertificates(self._contextFactory)
        self._contextFactory = self._certificates  # type: ignore[assignment] # zope interfaces

    async def download_request(self, request: Request) -> Response:
        """Fetch when it is the group's turn. Raises ForbiddenAddress, CrawlStopping, what Scrapy raises."""
        spider = self._crawler.spider
        if not isinstance(spider, MunicipalSpider):
            raise TypeError("PoliteHandler serves MunicipalSpider only")
        host = host_of(request.url)
        if spider.tour.guard.forbids_host(host):
            raise ForbiddenAddress(host)
        code = request.meta["download_slot"]
        await spider.tour.ledger.committed(code)  # what led here is on the disk before anything new is asked
        try:
            response = await self._take_turn(request, spider.tour)
        except Exception as error:
            if not spider.tour.settings.tls_fallback or host in self._certificates.unverified:
                raise
            if read_fault(error).failure is not FetchFailure.TLS:
                raise
            self._certificates.unverified.add(host)
            response = await self._take_turn(request, spider.tour)
        if request.url.startswith("https:") and host in self._certificates.unverified:
            response.flags.append(UNVERIFIED)
        return response

    async def _take_turn(self, request: Request, tour: Tour) -> Response:
        meta = request.meta
        server = await tour.neighbours.find_server(request.url)
        async with tour.pace.turn(meta["group"], meta["gap"], meta["hours"], server) as turn:
            try:
                response = await super().download_request(request)
                _archive(request, response, tour)
                return response
            except CannotResolveHostError as error:
                host = host_of(request.url)
                if _is_closed(host):
                    raise ForbiddenAddress(host) from error
                raise
            finally:
                turn.answered = meta.pop("answered", None) or time.monotonic()


def _archive(request: Request, response: Response, tour: Tour) -> None:
    """Write down what was sent, packed as it was. Raises CrawlStopping when that fails: the crawl ends."""
    if tour.archive is None:
        return
    try:
        tour.archive.add_exchange(read_exchange(request, response))
    except Exception as error:
        tour.stop(error)
        raise CrawlStopping from error


def _is_closed(host: str) -> bool:
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    return isinstance(resolver, GuardedResolver) and host in resolver.closed
