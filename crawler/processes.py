"""A crawl in several processes of this computer: each visits its own municipalities, all into one study.

One process does 50 to 150 requests a second; a second or third is for hundreds of sites. The study's lock
stays with the one who starts them. Its death is theirs: each holds a pipe to it and ends when that breaks,
so that nothing writes to a study that somebody else may lock.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from corpus.blobs import Blobs
from corpus.records import Visit
from corpus.store import Store
from crawler.crawl import crawl_sites
from crawler.errors import CrawlBroken
from crawler.job import CrawlEvent, CrawlPlace, CrawlSettings, Site

logger = logging.getLogger(__name__)
_PATIENCE = 30.0  # seconds for a process to end after its last word


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    told: Connection  # what it tells
    lifeline: Connection  # open for as long as we live
    visits: tuple[Visit, ...] | None = None
    told_to_end: bool = False

    @property
    def has_not_begun(self) -> bool:
        """Whether it was told to end before it could listen: nothing was asked for, so nothing is lost."""
        return self.told_to_end and self.process.exitcode == -signal.SIGTERM


def crawl_in_processes(
    shares: Sequence[Sequence[Site]],
    settings: CrawlSettings,
    place: CrawlPlace,
    on_event: Callable[[CrawlEvent], None],
) -> tuple[Visit, ...]:
    """Visit each share of the sites in a process of its own; the visits, in the order of the shares.

    Ctrl-C (SIGTERM) is passed on, once for a gentle end and twice for one at once. When one process fails
    the others end gently, and its fault is raised.
    """
    settings = replace(settings, shared=str(place.blobs.parent / ".pace") if len(shares) > 1 else "")
    with ExitStack() as stack:
        workers = [stack.enter_context(_working(share, settings, place)) for share in shares if share]
        stack.enter_context(_signals_passed_on(workers))
        fault = _listen(workers, on_event)
    if fault is not None:
        raise fault
    return tuple(visit for worker in workers for visit in worker.visits or ())


def split_sites(sites: Sequence[Site], number: int) -> tuple[tuple[Site, ...], ...]:
    """The sites in so many shares of equal size."""
    return tuple(tuple(sites[first::number]) for first in range(min(number, len(sites))))


@contextmanager
def _working(share: Sequence[Site], settings: CrawlSettings, place: CrawlPlace) -> Iterator[_Worker]:
    context = get_context("spawn")  # a fork would share the database's connection
    told, tell = context.Pipe(duplex=False)
    rope, lifeline = context.Pipe(duplex=False)
    process = context.Process(target=_crawl_share, args=(tuple(share), settings, place, tell, rope))
    process.start()
    tell.close()
    rope.close()
    try:
        yield _Worker(process, told, lifeline)
    finally:
        lifeline.close()
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()


def _listen(workers: Sequence[_Worker], on_event: Callable[[CrawlEvent], None]) -> BaseException | None:
    """Hear everybody out; the first fault, if there was any."""
    fault: BaseException | None = None
    speaking = {worker.told: worker for worker in workers}
    while speaking:
        for told in wait(list(speaking)):
            worker = speaking[told]  # type: ignore[index] # only what was given to wait comes back
            try:
                _hear(worker, on_event)
            except EOFError:
                del speaking[worker.told]
                worker.process.join(_PATIENCE)
                if worker.visits is None and fault is None and not worker.has_not_begun:
                    fault = CrawlBroken(f"A process of the crawl ended with code {worker.process.exitcode}.")
            except Exception as error:  # a fault of theirs, or of whoever listens to events
                fault = fault or error
                on_event = _say_nothing
            if fault is not None:
                _pass_on(workers, signal.SIGTERM)
    return fault


def _hear(worker: _Worker, on_event: Callable[[CrawlEvent], None]) -> None:
    said: Any = worker.told.recv()
    match said:
        case CrawlEvent():
            on_event(said)
        case tuple():
            worker.visits = said
        case BaseException():
            raise said
        case _:
            raise TypeError(f"a process of the crawl said {type(said).__name__}")


def _crawl_share(
    share: tuple[Site, ...], settings: CrawlSettings, place: CrawlPlace, tell: Connection, rope: Connection
) -> None:
    """The life of one process."""
    threading.Thread(target=_end_with, args=(rope,), daemon=True).start()
    try:
        with Store.open(place.database) as store:
            tell.send(crawl_sites(share, settings, store, Blobs(place.blobs), place.run, tell.send))
    except Exception as error:
        logger.exception("a process of the crawl broke off")
        try:
            tell.send(error)
        except Exception:  # not every exception can be sent
            tell.send(CrawlBroken(f"The crawler stopped: {type(error).__name__}: {error}"))
    finally:
        tell.close()


def _end_with(rope: Connection) -> None:
    """End this process when the one at the other end of the rope has ended."""
    try:
        rope.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)  # at once: what was committed is whole, and what was not goes on with the next crawl


def _pass_on(workers: Sequence[_Worker], number: int) -> None:
    for worker in workers:
        if worker.process.is_alive() and worker.process.pid:
            os.kill(worker.process.pid, number)


@contextmanager
def _signals_passed_on(workers: Sequence[_Worker]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}

    def pass_on(heard: int, frame: object) -> None:
        for worker in workers:
            worker.told_to_end = True
        _pass_on(workers, signal.SIGTERM)

    for number in numbers:
        signal.signal(number, pass_on)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say_nothing(event: CrawlEvent) -> None:
    """Nobody is told any more."""
