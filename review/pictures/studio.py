"""The painter process as the server sees it: started, asked, and replaced when it dies or takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from extract.confinement import read_frame, write_frame

MOST_SECONDS: Final = 10.0
"""For one page. The slowest map seen takes three; a bomb takes for ever."""
MOST_MEMORY: Final = 2048  # megabytes of address space
_MOST_ANSWER: Final = 64 * 2**20


class NoPicture(StrEnum):
    """Why there is no picture of a page."""

    MISSING = "missing"  # the file is not in the study's blobs, or cannot be read
    NOT_PAGED = "not_paged"  # a format without pages
    BROKEN = "broken"  # damaged, locked, or no PDF
    NO_PAGE = "no_page"
    TOO_LARGE = "too_large"
    TIME = "time"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the painter: a picture at so many pixels a point, or the words (scale 0).

    With a `clip` (x0, top, x1, bottom in points as shown) only that part of the page, as bare grey pixels:
    width and height as two big-endian four-byte integers, then a byte for each pixel, row by row.
    """

    path: Path
    page: int
    scale: float
    clip: tuple[float, float, float, float] | None = None

    def pack(self) -> bytes:
        """As it travels."""
        what = "clip" if self.clip else "image" if self.scale else "words"
        asked = {"path": str(self.path), "page": self.page, "scale": self.scale, "clip": self.clip}
        return json.dumps({**asked, "what": what}).encode()


class Studio:
    """One painter for all threads, one request at a time: it is the processor that is short, not hands."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the painter, so that the first page need not wait for it."""
        with self._lock:
            self._find_process()

    def stop(self) -> None:
        """End the painter. Also frees a thread that waits for it."""
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._close()

    def ask(self, request: Request) -> bytes | NoPicture:
        """What the painter gives, or why not."""
        with self._lock:
            process = self._find_process()
            late = threading.Event()
            clock = threading.Timer(self._seconds, _end, (process, late))
            clock.daemon = True
            clock.start()
            try:
                answer = _exchange(process, request.pack())
            except (OSError, EOFError):
                self._close()
                return NoPicture.TIME if late.is_set() else NoPicture.CRASH
            finally:
                clock.cancel()
        return answer[1:] if answer[:1] == b"+" else NoPicture(answer[1:].decode())

    def _find_process(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = _start_process()
        return self._process

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what could not be sent any more
                    pipe.close()
        process.wait()


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError("the painter has no pipes")
    write_frame(process.stdin, content)  # type: ignore[arg-type]
    return read_frame(process.stdout, _MOST_ANSWER)  # type: ignore[arg-type]


def _start_process() -> subprocess.Popen[bytes]:
    """A process of its own group, which Ctrl-C does not reach: the server ends it."""
    root = str(Path(__file__).resolve().parents[2])
    places = dict.fromkeys([*(place for place in sys.path if place), root])
    return subprocess.Popen(  # noqa: S603 - this Python and a module of ours
        [sys.executable, "-P", "-m", "review.pictures.painting", str(MOST_MEMORY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
        process_group=0 if os.name == "posix" else -1,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
