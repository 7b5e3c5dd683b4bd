"""What waits for the disk, in threads: the event loop of 290 sites must not.

An fsync takes milliseconds, and a file of a document needs two; one after the other they cap a crawl at some
hundred documents a second. Here files are written by several threads at once, and one thread commits rows,
each batch only after the files that it names are on the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from corpus.blobs import Blobs
from corpus.frontier_records import OriginRule, RuleKind
from corpus.records import Sha256
from corpus.store import Store
from corpus.writer import Writer

_FILES_AT_ONCE = 8
"""Threads that write files: 180 files a second with one, 1,080 with 8, no more with 16 (50 KB each, SSD)."""


@dataclass(frozen=True, slots=True)
class Write:
    """Rows of one municipality, and the file that must be on the disk before them, if there is one."""

    municipality: str
    rows: Callable[[Writer], None]
    file: Future[Sha256] | None = None


@dataclass(slots=True, eq=False)
class Batch:
    """What is committed together, after its files; when it is, the `news` are told and `done` is set.

    `rules` are those among the `writes`, for whoever asks before they are committed. `job` is the commit.
    """

    writes: list[Write] = field(default_factory=list)
    rules: dict[tuple[str, RuleKind], OriginRule] = field(default_factory=dict)
    news: list[Callable[[], None]] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    rows: int = 0
    job: Future[None] | None = None

    def empty(self) -> None:
        """It has been committed, or is lost: let go of what it held, and of who waited for it."""
        for held in (self.writes, self.news, self.rules):
            held.clear()
        self.done.set()


class Disk:
    """A study's blobs and database, written from threads. Its threads start when they are first needed."""

    def __init__(self, store: Store, blobs: Blobs) -> None:
        self._store = store
        self._blobs = blobs
        self._keepers = ThreadPoolExecutor(_FILES_AT_ONCE, thread_name_prefix="blobs")
        self._committer = ThreadPoolExecutor(1, thread_name_prefix="commits")
        self._own: Store | None = None  # of the committing thread: a store belongs to one

    def start_file(self, content: bytes) -> Future[Sha256]:
        """Store bytes in a thread. The result raises what storing raises."""
        return self._keepers.submit(self._blobs.add_bytes, content)

    def start_commit(self, batch: Batch) -> Future[None]:
        """Commit a batch in a thread, one after the other. The result raises what storing raises."""
        batch.job = self._committer.submit(self._commit_apart, batch)
        return batch.job

    @staticmethod
    def finish(batch: Batch) -> None:
        """Wait for a commit that was started. Raises what storing raises."""
        if batch.job is not None:
            batch.job.result()

    def commit(self, batch: Batch) -> None:
        """Commit a batch now. Raises what storing raises."""
        _write(batch, self._store)

    def close(self) -> None:
        """End the threads, after what they have begun."""
        self._keepers.shutdown()
        self._committer.submit(self._close_own)
        self._committer.shutdown()

    def _commit_apart(self, batch: Batch) -> None:
        if self._own is None:
            self._own = Store.open(self._store.path)
        _write(batch, self._own)

    def _close_own(self) -> None:
        if self._own is not None:
            self._own.close()


def _write(batch: Batch, store: Store) -> None:
    """Where a file could not be written, its municipality stands as if it had been killed just before."""
    wait([write.file for write in batch.writes if write.file is not None])  # before anything is locked
    lost: dict[str, BaseException] = {}
    with store.writing() as writer:
        for write in batch.writes:
            fault = write.file.exception() if write.file is not None else None
            if fault is not None:
                lost.setdefault(write.municipality, fault)
            if write.municipality not in lost:
                write.rows(writer)
    for fault in lost.values():
        raise fault
