"""The worker's side: read one document after the other within limits, and end when the parent ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Final

from corpus.records import ExtractionFailure
from extract.reading import Reading, ReadJob, get_failed_reading, read_document

_ROOM_MB: Final = 512
"""Address space that is mapped and not used (Python, PDFium, stacks): not the document's doing."""
_GRACE: Final = 2  # seconds of processor time beyond the limit: the parent's clock comes first


def serve(pipe: Connection, lifeline: Connection, seconds: float, memory_mb: int) -> None:
    """Read the jobs that come through `pipe`, until it ends. The target of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()
    _limit_memory(memory_mb)
    pipe.send("ready")
    gc.disable()  # reading makes many small tuples and no cycles to speak of: 7 % faster
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        _limit_processor(seconds)
        pipe.send(_read(job))
        gc.collect()


def _read(job: ReadJob) -> Reading:
    """The reading; a fault of ours is a value too, so that one odd document does not end the run."""
    started = time.perf_counter()
    try:
        return read_document(job)
    except Exception as error:
        detail = f"The reader failed: {type(error).__name__}: {error}"
        return get_failed_reading(job, ExtractionFailure.CRASH, detail, started)


def _watch(lifeline: Connection) -> None:
    """Wait for the parent's end, however it comes, and end with it, in the middle of a page if need be."""
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)


def _limit_memory(memory_mb: int) -> None:
    if sys.platform != "linux":  # elsewhere the limit is not kept by the system; the parent watches
        return
    import resource

    limit = (memory_mb + _ROOM_MB) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: float) -> None:
    """From now on so many seconds of processor time: for a worker that its parent cannot stop any more."""
    if sys.platform != "linux":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime + seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
