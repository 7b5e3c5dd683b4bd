"""A reader process, from inside: read one document after the other within limits, and end with the parent.

Started as ``python -m extract.confinement SECONDS MEGABYTES``. Jobs come in by standard input and readings
leave by standard output, as frames: eight bytes of length, then a pickle. A program of its own rather than
a `multiprocessing.Process`, because those may not be started from Dask's workers, which are daemons.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
from queue import SimpleQueue
from typing import BinaryIO, Final

from corpus.records import ExtractionFailure
from extract.limits import ReadLimits
from extract.reading import Reading, ReadJob, get_failed_reading, read_document
from extract.soundness import find_fault

MOST_RESULT: Final = 64 * 2**20
"""Bytes that a packed reading may have. A page takes 5,000, the longest document seen five million; a bomb
can give gigabytes of text, which must not come into the memory of the parent."""
READY: Final = b"ready"

_ROOM_MB: Final = 512
"""Address space that is mapped and not used (Python, PDFium, stacks): not the document's doing."""
_GRACE: Final = 2  # seconds of processor time beyond the limit: the parent's clock comes first
_LENGTH: Final = 8  # bytes before each frame


def main() -> None:
    """Read what comes, until the parent closes the pipe or dies."""
    limits = ReadLimits(float(sys.argv[1]), int(sys.argv[2]))
    source, sink = _take_pipes()
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_feed, args=(source, jobs), daemon=True).start()
    _limit_memory(limits.memory_mb)
    write_frame(sink, READY)
    os.dup2(0, 2)  # to nothing: the parent keeps what is said until here, and a bomb can make a library talk
    gc.disable()  # reading makes many small tuples and no cycles to speak of: 7 % faster
    while True:
        job = pickle.loads(jobs.get())  # noqa: S301 - from our parent
        _limit_processor(limits.seconds)
        write_frame(sink, _pack(job))
        gc.collect()


def write_frame(sink: BinaryIO, content: bytes) -> None:
    """Send a frame. Raises OSError when the other side is gone."""
    sink.write(len(content).to_bytes(_LENGTH, "big"))
    sink.write(content)
    sink.flush()


def read_frame(source: BinaryIO, most: int) -> bytes:
    """Receive a frame. Raises EOFError at the end, also in the midst of a frame or when it is over `most`."""
    head = source.read(_LENGTH)
    size = int.from_bytes(head, "big")
    if len(head) < _LENGTH or size > most:
        raise EOFError("the other side is gone, or says what it cannot mean")
    content = source.read(size)
    if len(content) < size:
        raise EOFError("the other side ended in the midst of a message")
    return content


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for ourselves alone: a library that prints must not garble the frames."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return source, sink


def _feed(source: BinaryIO, jobs: SimpleQueue[bytes]) -> None:
    """Take in jobs; when the parent ends, however it comes, end with it, also in the middle of a page."""
    while True:
        try:
            jobs.put(read_frame(source, 2**20))
        except (EOFError, OSError):
            if os.name == "posix" and os.getpgrp() == os.getpid():  # and programs that we have started
                os.killpg(0, signal.SIGKILL)
            os._exit(1)


def _pack(job: ReadJob) -> bytes:
    """The reading as it travels; one that is too large to travel is a failure."""
    started = time.perf_counter()
    try:
        packed = pickle.dumps(_read(job), pickle.HIGHEST_PROTOCOL)
        if len(packed) <= MOST_RESULT:
            return packed
        detail = f"What it gives takes more than {MOST_RESULT >> 20} MB: no document has so much text."
    except MemoryError:
        detail = "The document needs too much memory."
    return pickle.dumps(get_failed_reading(job, ExtractionFailure.MEMORY, detail, started))


def _read(job: ReadJob) -> Reading:
    """The reading; a fault of ours is a value too, so that one odd document does not end the run."""
    started = time.perf_counter()
    try:
        reading = read_document(job)
        fault = find_fault(reading)
    except MemoryError:
        raise
    except Exception as error:
        fault = f"The reader failed: {type(error).__name__}: {error}"
    if fault:
        return get_failed_reading(job, ExtractionFailure.CRASH, fault, started)
    return reading


def _limit_memory(memory_mb: int) -> None:
    if sys.platform != "linux":  # elsewhere the limit is not kept by the system; the parent watches
        return
    import resource

    limit = (memory_mb + _ROOM_MB) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: float) -> None:
    """From now on so many seconds of processor time: for a reader that its parent cannot stop any more."""
    if sys.platform != "linux":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime + seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
