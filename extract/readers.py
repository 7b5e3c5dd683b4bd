"""A reader process as its parent sees it: started, watched, ended.

It reads one document at a time. A thread of ours waits for its answer, another looks at its time and
memory five times a second and kills it when it is over its limits, which ends the wait.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO, Final

import psutil

from corpus.records import ExtractionFailure
from extract.confinement import MOST_RESULT, READY, read_frame, write_frame
from extract.limits import Care, ReadLimits
from extract.reading import ReadJob, get_failed_reading

_WATCH: Final = 0.2  # seconds between two looks at the memory and the time of a reader
_NEAR: Final = 0.85  # of the memory limit: a reader that dies from here up died of memory
_WORN: Final = 0.25
"""Of the memory limit: a reader that took more for a document is replaced, since what it did not give back
would count against its next."""
_SHARES: Final = {Care.FULL: 1.0, Care.PLAIN: 0.5}
"""Of the time limit: plain reading takes half of the time of a full one, and the file has had its time."""
_START: Final = 60.0  # seconds that a reader may take to start, on a busy machine


class ReaderBroken(RuntimeError):
    """No reader can be started: not a document's fault. Mend the installation; the text says what it said."""


class ReaderGone(Exception):
    """The reader had ended before it got the job: give the job to another."""


class Reader:
    """One process that reads. Belongs to the thread that calls `read`; `stop` may come from any."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop
        self._process = _start_process(limits, self._said)
        self._watched = psutil.Process(self._process.pid)
        self._lock = threading.Lock()
        self._deadline: float | None = time.monotonic() + _START
        self._verdict: tuple[ExtractionFailure, str] | None = None
        self._memory = self._memory_at_rest = 0.0
        self._stopped = threading.Event()
        self._killed = threading.Event()
        threading.Thread(target=self._guard, name="reader-guard", daemon=True).start()
        self._await_ready()

    def _await_ready(self) -> None:
        try:
            read_frame(self._sink, len(READY))
        except (EOFError, OSError):
            self._process.wait(5.0)
            self._said.seek(0)
            said = self._said.read()[-2000:].decode(errors="replace").strip()
            self.close()
            raise ReaderBroken(f"The program that reads documents does not start. {said}".strip()) from None
        with self._lock:
            self._deadline = None
            self._memory_at_rest = self._measure_memory()

    @property
    def _source(self) -> BinaryIO:
        return self._process.stdin  # type: ignore[return-value]

    @property
    def _sink(self) -> BinaryIO:
        return self._process.stdout  # type: ignore[return-value]

    @property
    def is_fit(self) -> bool:
        """Whether it can read another document, and would do so as freely as a new one."""
        taken = self._memory - self._memory_at_rest
        return not self._stopped.is_set() and taken < _WORN * self._limits.memory_mb

    def read(self, job: ReadJob) -> bytes:
        """The packed reading of a job, with a failure when it died over it. Raises ReaderGone."""
        started = time.perf_counter()
        self._memory = 0.0
        self._send(job)
        try:
            return read_frame(self._sink, MOST_RESULT)
        except (EOFError, OSError):
            failure, detail = self._explain_death()
            self.stop()
            return pickle.dumps(get_failed_reading(job, failure, detail, started))
        finally:
            with self._lock:
                self._deadline = None

    def _send(self, job: ReadJob) -> None:
        if self._process.poll() is not None:
            raise ReaderGone
        with self._lock:
            self._deadline = time.monotonic() + _SHARES[job.care] * self._limits.seconds
        try:
            write_frame(self._source, pickle.dumps(job))
        except OSError:
            raise ReaderGone from None

    def _guard(self) -> None:
        """Kill the process when it is over its limits; the verdict tells why."""
        while not self._stopped.wait(_WATCH):
            with self._lock:
                if self._deadline is None:
                    continue
                self._verdict = self._find_breach(self._deadline)
                if self._verdict is not None:
                    self._kill()
                    return

    def _find_breach(self, deadline: float) -> tuple[ExtractionFailure, str] | None:
        if time.monotonic() > deadline:
            return self._time_failure
        self._memory = max(self._memory, self._measure_memory())
        return self._memory_failure if self._memory > self._limits.memory_mb else None

    def _measure_memory(self) -> float:
        """Megabytes that the process holds now."""
        with suppress(psutil.Error):  # it has just ended
            return float(self._watched.memory_info().rss / 2**20)
        return 0.0

    @property
    def _time_failure(self) -> tuple[ExtractionFailure, str]:
        return ExtractionFailure.TIME, f"Reading took more than {self._limits.seconds:g} seconds."

    @property
    def _memory_failure(self) -> tuple[ExtractionFailure, str]:
        return ExtractionFailure.MEMORY, f"Reading needs more than {self._limits.memory_mb} MB of memory."

    def _explain_death(self) -> tuple[ExtractionFailure, str]:
        with suppress(subprocess.TimeoutExpired):  # its pipe is closed, so it is gone or about to
            self._process.wait(5.0)
        code = self._process.returncode
        if self._verdict is not None:
            return self._verdict
        if code == -getattr(signal, "SIGXCPU", -1):
            return self._time_failure
        if self._memory > _NEAR * self._limits.memory_mb:
            return self._memory_failure
        name = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
        return ExtractionFailure.CRASH, f"The reader died ({name})."

    def _kill(self) -> None:
        """Kill the process and what it has started. Safe: a reader owns nothing."""
        if self._killed.is_set():  # its number may be another's by now
            return
        self._killed.set()
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def stop(self) -> None:
        """End the process; a thread that waits for its answer goes on with a failure."""
        self._stopped.set()
        self._kill()
        self._process.wait()

    def close(self) -> None:
        """End the process and free its pipes. Only for the thread that reads: no other may wait for them."""
        self.stop()
        for pipe in (self._source, self._sink, self._said):
            with suppress(OSError):  # what could not be sent any more
                pipe.close()


def _start_process(limits: ReadLimits, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process of its own group: Ctrl-C does not reach it, and what it starts ends with it."""
    root = str(Path(__file__).resolve().parents[1])
    places = dict.fromkeys([*(place for place in sys.path if place), root])
    return subprocess.Popen(  # noqa: S603 - this Python and a module of ours
        [sys.executable, "-P", "-m", "extract.confinement", str(limits.seconds), str(limits.memory_mb)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
        process_group=0 if os.name == "posix" else -1,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
