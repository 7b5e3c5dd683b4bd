"""The seam for many workers: documents are read by whatever executor is given, each in a confined process.

An executor is what `concurrent.futures` calls one: threads of this process (`LocalExecutor`), or Dask's
workers on any number of machines. All are sent the same function, `read_confined`, which gives the job to a
reader process of the place where it runs, so that a hostile file costs one document and never the worker.
"""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corpus.records import ExtractionFailure
from extract.formats import MEDIA_TYPES, Format
from extract.limits import Care, ReadLimits
from extract.readers import Reader, ReaderGone
from extract.reading import Reading, ReadJob, get_failed_reading
from extract.second_try import choose_reading, find_lost

_PATIENCE: Final = 1.0  # seconds between two chances for Ctrl-C where a wait cannot be interrupted (Windows)


class WorkerLost(BrokenExecutor):
    """The worker that had a document died, not its reader; an executor sets it as a future's exception.

    It costs that document, and the others go on. Any other exception of a future ends the run.
    """


@dataclass(frozen=True, slots=True)
class Hands:
    """Who reads: an executor, and how many documents to give it before the first is done."""

    executor: Executor
    ahead: int

    def __post_init__(self) -> None:
        """Refuse what would never begin."""
        if self.ahead < 1:
            raise ValueError(f"ahead is {self.ahead}: at least one document must be given out")


def read_confined(job: ReadJob, limits: ReadLimits, content: bytes = b"") -> bytes:
    """The pickled reading of a job, made in a reader process of this machine. Raises ReaderBroken.

    `content` is the document where its path leads to nothing here. Pickled, since the reader sends it so:
    through a Dask worker it passes as it is, and is opened only where it is used.
    """
    crew: Crew = getattr(_of_thread, "crew", _of_process)
    if not content:
        return crew.read(job, limits)
    with TemporaryDirectory(prefix="samverkan-") as folder:
        path = Path(folder, "document")
        path.write_bytes(content)
        return crew.read(replace(job, path=path), limits)


def stop_readers() -> None:
    """End the reader processes that `read_confined` started for other executors' threads, for good."""
    _of_process.stop()


def iter_read(jobs: Iterable[ReadJob], limits: ReadLimits, hands: Hands) -> Iterator[Reading]:
    """Read each job with an executor and yield its reading as soon as it is done, in the order of that.

    Jobs are taken as places get free, so `jobs` may be as long as it likes. Where a document's path leads
    to nothing on the worker and to a file here, its bytes are sent, and from then on with every job.
    Raises what `jobs` raises, and exceptions of futures other than WorkerLost.
    """
    waiting = iter(jobs)
    given: dict[Future[bytes], _Given] = {}
    is_apart = False  # whether the workers have been seen not to share our files
    try:
        while True:
            for job in islice(waiting, hands.ahead - len(given)):
                _give(hands.executor, _Given(job, _read_here(job) if is_apart else b""), limits, given)
            if not given:
                return
            done, _ = wait(given, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
            for future in done:
                one = given.pop(future)
                reading = _get_reading(future, one)
                content = b"" if one.content else _find_unsent(reading, one.job)
                if content:
                    is_apart = True
                    _give(hands.executor, _Given(one.job, content), limits, given)
                else:
                    yield reading
    finally:
        for future in given:
            future.cancel()


@dataclass(frozen=True, slots=True)
class _Given:
    """A job that was given out, with the bytes that went with it, since when by `time.perf_counter`."""

    job: ReadJob
    content: bytes
    since: float = 0.0


def _give(executor: Executor, one: _Given, limits: ReadLimits, given: dict[Future[bytes], _Given]) -> None:
    arguments = (one.job, limits, one.content) if one.content else (one.job, limits)
    future = executor.submit(read_confined, *arguments)
    given[future] = replace(one, since=time.perf_counter())


def _get_reading(future: Future[bytes], one: _Given) -> Reading:
    try:
        reading = pickle.loads(future.result())  # noqa: S301 - from our own reader
    except WorkerLost as error:
        return get_failed_reading(one.job, ExtractionFailure.CRASH, str(error), one.since)
    if not isinstance(reading, Reading):
        raise TypeError(f"a reader gave a {type(reading).__name__}: is it of another version?")
    return reading


def _find_unsent(reading: Reading, job: ReadJob) -> bytes:
    """The bytes of a document that the worker did not find and we have; b"" when nothing is to be sent."""
    return _read_here(job) if reading.extraction.failure is ExtractionFailure.MISSING else b""


def _read_here(job: ReadJob) -> bytes:
    try:
        return job.path.read_bytes()
    except OSError:  # missing here too: the reader says so
        return b""


class LocalExecutor(ThreadPoolExecutor):
    """So many threads of this process, each waiting for a reader process. Its end kills the readers."""

    def __init__(self, workers: int) -> None:
        self._crew = Crew()
        super().__init__(workers, "reader", initializer=_join, initargs=(self._crew,))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:  # noqa: FBT001, FBT002
        """End at once: what is not read by now will not be."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        self._crew.stop()
        super().shutdown(wait=wait)


class Crew:
    """The reader processes of one executor's threads: as many as documents are read at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[ReadLimits, Reader]] = []
        self._busy: set[Reader] = set()
        self._is_stopped = False

    def read(self, job: ReadJob, limits: ReadLimits) -> bytes:
        """The pickled reading of a job, by an idle reader or a new one. Raises ReaderBroken.

        A PDF that was the end of its reader is tried once more with plain care before it is given up.
        """
        packed = self._read_once(job, limits)
        lost = find_lost(packed)
        if lost is None or job.media_type != MEDIA_TYPES[Format.PDF]:
            return packed
        return choose_reading(lost, self._read_once(replace(job, care=Care.PLAIN), limits))

    def _read_once(self, job: ReadJob, limits: ReadLimits) -> bytes:
        while True:
            reader = self._take(limits)
            try:
                return reader.read(job)
            except ReaderGone:  # died without a job: the job must not pay for it
                continue
            finally:
                self._give_back(limits, reader)

    def _take(self, limits: ReadLimits) -> Reader:
        with self._lock:
            self._refuse_when_stopped()
            for place, (its_limits, reader) in enumerate(self._idle):
                if its_limits == limits:
                    del self._idle[place]
                    self._busy.add(reader)
                    return reader
        reader = Reader(limits)  # takes half a second: others may go on meanwhile
        try:
            with self._lock:
                self._refuse_when_stopped()
                self._busy.add(reader)
        except CancelledError:
            reader.close()
            raise
        return reader

    def _refuse_when_stopped(self) -> None:
        if self._is_stopped:
            raise CancelledError("the readers were stopped")

    def _give_back(self, limits: ReadLimits, reader: Reader) -> None:
        with self._lock:
            self._busy.discard(reader)
            if reader.is_fit and not self._is_stopped:
                self._idle.append((limits, reader))
                return
        reader.close()

    def stop(self) -> None:
        """Kill every reader, also those at work: their threads go on with a failed reading."""
        with self._lock:
            self._is_stopped = True
            idle, self._idle = self._idle, []
            busy = tuple(self._busy)
        for _, reader in idle:
            reader.close()
        for reader in busy:
            reader.stop()


_of_thread = threading.local()
_of_process: Final = Crew()
"""For threads of executors that are not ours, such as Dask's: it ends with their process."""


def _join(crew: Crew) -> None:
    _of_thread.crew = crew
