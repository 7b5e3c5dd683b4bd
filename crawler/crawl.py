"""Runs a crawl: the event loop, the signals, the end."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from corpus.blobs import Blobs
from corpus.records import Visit
from corpus.store import Store
from crawler.errors import CrawlAlreadyRun, CrawlBroken
from crawler.job import CrawlEvent, CrawlSettings, Site

if TYPE_CHECKING:
    from crawler.tour import Tour
    from crawler.warc import Archive

_GRACE = 15.0
"""Seconds after Ctrl-C for what is under way to arrive; then the crawl ends without it."""
_GATHER = 0.25
"""Seconds for which rows are gathered before they are committed."""
_MB = 1024 * 1024
_SAME = 0.3
"""Seconds within which two signals are one: a Ctrl-C reaches every process, and is passed on to them too."""
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
_QUIET = ("scrapy.core.downloader.handlers", "scrapy.downloadermiddlewares.httpcompression", "twisted")
"""They warn of what becomes a Fetch with its failure anyway."""

_claimed = threading.Lock()


def crawl_sites(
    sites: Sequence[Site],
    settings: CrawlSettings,
    store: Store,
    blobs: Blobs,
    run: int,
    on_event: Callable[[CrawlEvent], None],
) -> tuple[Visit, ...]:
    """Visit every site and store what is found; the visits, in the order in which they ended.

    The first Ctrl-C (SIGTERM) lets what is under way arrive and ends the open visits as INTERRUPTED, the
    second ends them at once. Raises CrawlAlreadyRun when this process has crawled before, and, after the
    event loop has ended, what storing or `on_event` raised.
    """
    if not sites:
        return ()
    if not _claimed.acquire(blocking=False):
        raise CrawlAlreadyRun(
            "This process has crawled already, and the event loop cannot run twice. "
            "Give all municipalities to one crawl, or start the next one in a new process."
        )
    from crawler.ledger import Ledger
    from crawler.space import SpaceGuard
    from crawler.tour import Tour

    # A quarter of the delay costs no time: the next request of a municipality waits for longer anyway.
    ledger = Ledger(store, blobs, run, wait=min(_GATHER, settings.delay / 4))
    space = SpaceGuard(blobs.folder, settings.min_free_mb * _MB)
    tour = Tour(sites, settings, ledger, on_event, space)
    tour.archive = _open_archive(settings)
    try:
        _run(tour, settings, len(sites))
    finally:
        if tour.archive is not None:
            tour.archive.close()
    try:
        return _close(tour)
    finally:
        ledger.close()


def _close(tour: Tour) -> tuple[Visit, ...]:
    if tour.fault is None:
        return tour.close("the crawl was interrupted before this visit was done")
    with suppress(Exception):  # what could not be stored a moment ago may still not be stored
        tour.close("the crawl broke off before this visit was done")
    raise tour.fault


def _open_archive(settings: CrawlSettings) -> Archive | None:
    from crawler.politeness import user_agent
    from crawler.warc import Archive

    if not settings.warc:
        return None
    agent = user_agent(settings)
    info = {"software": agent, "format": "WARC File Format 1.1", "operator": settings.contact}
    return Archive(Path(settings.warc), info | {"http-header-user-agent": agent, "robots": "obey"})


def _run(tour: Tour, settings: CrawlSettings, sites: int) -> None:
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.utils.reactor import install_reactor

    from crawler.settings import make_settings

    logging.getLogger("scrapy").setLevel(logging.WARNING)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    install_reactor(_REACTOR)
    from twisted.internet import reactor as installed

    from crawler.spiders.municipal import MunicipalSpider

    reactor: Any = installed  # zope interfaces tell a type checker nothing
    _install_resolver(reactor, tour)
    runner = AsyncCrawlerRunner(make_settings(settings, sites))
    task = runner.crawl(MunicipalSpider, tour=tour)
    task.add_done_callback(lambda done: _end(done, tour, reactor))

    def stop_gently() -> None:
        stopping.append(asyncio.ensure_future(runner.stop()))
        reactor.callLater(_GRACE, _stop_reactor, reactor)

    stopping: list[asyncio.Future[None]] = []  # asyncio keeps only weak references to its tasks
    tour.on_stop = stop_gently
    with _signals(tour, reactor):
        reactor.run(installSignalHandlers=False)


def _install_resolver(reactor: Any, tour: Tour) -> None:
    from crawler.resolver import GuardedResolver

    reactor.getThreadPool().adjustPoolsize(maxthreads=20)  # getaddrinfo blocks a thread each
    reactor.installNameResolver(GuardedResolver(reactor.nameResolver, tour.guard))
    tour.neighbours.resolve = reactor.nameResolver.resolveHostName


def _end(task: asyncio.Task[None], tour: Tour, reactor: Any) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None and tour.fault is None:
        tour.fault = CrawlBroken(f"The crawler stopped: {type(error).__name__}: {error}")
        tour.fault.__cause__ = error
    _stop_reactor(reactor)


def _stop_reactor(reactor: Any) -> None:
    if reactor.running:
        reactor.stop()


@contextmanager
def _signals(tour: Tour, reactor: Any) -> Iterator[None]:
    """Ctrl-C and its kin stop the crawl, once gently and once at once; afterwards they are as before."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {getattr(signal, name): signal.getsignal(getattr(signal, name)) for name in names}
    heard: list[float] = []

    def hear(number: int, frame: FrameType | None) -> None:
        moment = time.monotonic()
        if heard and moment - heard[-1] < _SAME:
            return
        heard.append(moment)
        reactor.callFromThread(tour.stop if len(heard) == 1 else lambda: _stop_reactor(reactor))

    for number in before:
        signal.signal(number, hear)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
