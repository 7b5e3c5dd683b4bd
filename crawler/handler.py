"""The download handler: every request waits for its turn and goes to a public address, or is not sent."""

from __future__ import annotations

import time

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from crawler.resolver import ForbiddenAddress, GuardedResolver
from crawler.spiders.municipal import MunicipalSpider
from crawler.urls import host_of


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler behind the pace and the address guard.

    Here and not in a middleware, because nothing can pass it by and its end is always seen.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Twisted would send a request again, at once and unseen, when a kept connection was closed.
        self._pool.retryAutomatically = False

    async def download_request(self, request: Request) -> Response:
        """Fetch when it is the group's turn. Raises ForbiddenAddress, CrawlStopping, what Scrapy raises."""
        spider = self._crawler.spider
        if not isinstance(spider, MunicipalSpider):
            raise TypeError("PoliteHandler serves MunicipalSpider only")
        host = host_of(request.url)
        if spider.tour.guard.forbids_host(host):
            raise ForbiddenAddress(host)
        async with spider.tour.pace.turn(request.meta["group"], request.meta["gap"]) as turn:
            try:
                return await super().download_request(request)
            except CannotResolveHostError as error:
                if _is_closed(host):
                    raise ForbiddenAddress(host) from error
                raise
            finally:
                latency = request.meta.get("download_latency")
                turn.answered = turn.sent + latency if latency else time.monotonic()


def _is_closed(host: str) -> bool:
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    return isinstance(resolver, GuardedResolver) and host in resolver.closed
