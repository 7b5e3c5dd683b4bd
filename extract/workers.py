"""Read many documents in processes of their own, so that a hostile file costs one document and no more.

Each worker is started by spawn, gets one job at a time over a pipe, and is replaced when its job crashes,
hangs or needs too much memory. Workers end when the parent does, also when it is killed.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

import psutil  # type: ignore[import-untyped, unused-ignore]

from corpus.records import ExtractionFailure
from extract.confinement import serve
from extract.reading import Reading, ReadJob, get_failed_reading

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_WATCH: Final = 0.2  # seconds between two looks at the memory and the time of the workers
_NEAR: Final = 0.85  # of the memory limit: a worker that dies from here up died of memory
_START: Final = 60.0  # seconds that a worker may take to start, on a busy machine


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What one document may cost: seconds by the clock, and megabytes of memory of its worker."""

    seconds: float = 120.0
    memory_mb: int = 2048

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError(f"seconds is {self.seconds}: give the time a document may take, such as 120")
        if self.memory_mb < 256:  # Python, PDFium and one document
            raise ValueError(f"memory_mb is {self.memory_mb}: a worker needs at least 256")


def iter_readings(jobs: Iterable[ReadJob], limits: ReadLimits, workers: int) -> Iterator[Reading]:
    """Read each job in one of `workers` processes and yield its reading as soon as it is done.

    Jobs are taken one by one as workers get free, so `jobs` may be as long as it likes. The order of the
    results is that in which they are done. Closing the iterator early stops the workers.
    """
    if workers < 1:
        raise ValueError(f"workers is {workers}: at least one process has to read")
    waiting = iter(jobs)
    crew: list[_Worker] = []
    try:
        while True:
            _employ(crew, waiting, limits, workers)
            busy = [worker for worker in crew if worker.job is not None]
            if not busy:
                return
            wait([worker.pipe for worker in busy], timeout=_WATCH)
            for worker in busy:
                reading = worker.find_reading()
                if reading is not None:
                    if not worker.is_alive:
                        crew.remove(worker)
                    yield reading
    finally:
        for worker in crew:
            worker.stop()


def _employ(crew: list[_Worker], waiting: Iterator[ReadJob], limits: ReadLimits, workers: int) -> None:
    """Give each idle worker a job, and start a worker for a job as long as there are too few."""
    idle = [worker for worker in crew if worker.job is None]
    while idle or len(crew) < workers:
        job = next(waiting, None)
        if job is None:
            return
        while idle and not idle[-1].start(job):  # died without a job: the job must not pay for it
            gone = idle.pop()
            gone.stop()
            crew.remove(gone)
        if idle:
            idle.pop()
            continue
        worker = _Worker(limits)
        crew.append(worker)
        worker.start(job)


class _Worker:
    """One process that reads, as the parent sees it."""

    def __init__(self, limits: ReadLimits) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        lifeline, self._lifeline = context.Pipe(duplex=False)  # never written to: its end is the message
        self._process: SpawnProcess = context.Process(
            target=serve,
            args=(theirs, lifeline, limits.seconds, limits.memory_mb),
            daemon=True,
            name="reader",
        )
        self._process.start()
        self._watched = psutil.Process(self._process.pid)
        self._next_look = 0.0
        theirs.close()
        lifeline.close()
        self._limits = limits
        self._ready = False
        self._memory = 0.0
        self._started = 0.0
        self._deadline = 0.0
        self.job: ReadJob | None = None
        self.is_alive = True

    def start(self, job: ReadJob) -> bool:
        """Send a job; False if the process has died since its last one."""
        try:
            self.pipe.send(job)
        except OSError:
            return False
        self.job = job
        self._started = time.perf_counter()
        self._deadline = self._started + self._limits.seconds + (0.0 if self._ready else _START)
        self._memory = 0.0
        return True

    def find_reading(self) -> Reading | None:
        """The reading of the current job, if it is done or has failed; None while it goes on."""
        try:
            while self.pipe.poll():
                message = self.pipe.recv()
                if isinstance(message, Reading):
                    self.job = None
                    return message
                self._ready = True  # its first word, when it has loaded everything
                self._deadline = time.perf_counter() + self._limits.seconds
        except (EOFError, OSError):
            return self._end(*self._explain_death())
        if time.perf_counter() > self._deadline:
            return self._end(
                ExtractionFailure.TIME, f"Reading took more than {self._limits.seconds:g} seconds."
            )
        if self._measure_memory() > self._limits.memory_mb:
            return self._end(*self._get_memory_failure())
        return None

    def _measure_memory(self) -> float:
        """Megabytes that the worker holds now; remembers the most. Looks no more often than `_WATCH`."""
        if time.perf_counter() < self._next_look:
            return 0.0
        self._next_look = time.perf_counter() + _WATCH
        try:
            now: float = self._watched.memory_info().rss / 2**20
        except psutil.Error:
            return 0.0
        self._memory = max(self._memory, now)
        return now

    def _get_memory_failure(self) -> tuple[ExtractionFailure, str]:
        return ExtractionFailure.MEMORY, f"Reading needs more than {self._limits.memory_mb} MB of memory."

    def _explain_death(self) -> tuple[ExtractionFailure, str]:
        self._process.join(5.0)
        code = self._process.exitcode
        if code == -getattr(signal, "SIGXCPU", -1):
            return ExtractionFailure.TIME, f"Reading took more than {self._limits.seconds:g} seconds."
        if self._memory > _NEAR * self._limits.memory_mb:
            return self._get_memory_failure()
        name = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
        return ExtractionFailure.CRASH, f"The reader died ({name})."

    def _end(self, failure: ExtractionFailure, detail: str) -> Reading:
        """Stop the process and give the failed reading of its job."""
        self.stop()
        if self.job is None:
            raise RuntimeError("a worker without a job cannot fail one")
        return get_failed_reading(self.job, failure, detail, self._started)

    def stop(self) -> None:
        """Kill the process and free its pipes. Killing is safe: a worker owns nothing."""
        self.is_alive = False
        self._process.kill()
        self._process.join()
        with suppress(ValueError):  # another part of the program has waited for it already
            self._process.close()
        self.pipe.close()
        self._lifeline.close()
