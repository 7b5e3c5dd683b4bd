"""Scrapy's scheduler, with the tour's visits in place of its queues."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from crawler.spiders.municipal import MunicipalSpider


class TourScheduler(BaseScheduler):
    """Gives Scrapy the next errand whenever it has room for one; nothing waits inside Scrapy.

    So the best link known at the moment of asking is fetched next, a municipality never has two requests
    under way, and nothing is lost in a queue when the process ends.
    """

    def __init__(self) -> None:
        self._spider: MunicipalSpider | None = None

    def open(self, spider: Spider) -> None:
        """Called when the spider starts."""
        if not isinstance(spider, MunicipalSpider):
            raise TypeError("TourScheduler serves MunicipalSpider only")
        self._spider = spider

    def has_pending_requests(self) -> bool:
        """Whether any visit has not ended: Scrapy stays awake until then."""
        return self._spider is not None and self._spider.tour.unfinished

    def enqueue_request(self, request: Request) -> bool:
        """Nothing is queued here: pages hand their links to their visit. False tells Scrapy so."""
        return False

    def next_request(self) -> Request | None:
        """The next errand as a request, or None when every visit has one under way."""
        if self._spider is None:
            return None
        found = self._spider.tour.next_errand()
        return None if found is None else self._spider.make_request(*found)
