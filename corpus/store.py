"""The study's store: one SQLite database, many readers, one writer, one commit boundary.

``with store.writing() as writer:`` is one transaction: all of it is kept, or after an exception or a
kill -9 none. Whoever opens it decides what belongs together (a fetch and its document, a reading with
all its passages); nothing below commits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import BROKEN, StoreBroken, StudyMissing, translated_errors
from corpus.import_writer import ImportWriter
from corpus.migrations import apply_migrations, read_applied
from corpus.reader import Reader
from corpus.review_reader import ReviewReader
from corpus.review_writer import ReviewWriter
from corpus.search_reader import SearchReader
from corpus.times import now
from corpus.writer import Writer

_PATIENCE = 30.0  # seconds to wait for another writer before StoreBusy


class Store:
    """An open study database. Belongs to the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make the database at `path`, or open it when it exists, at the newest shape."""
        with translated_errors():
            connection = _connect(path)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                apply_migrations(connection, now())
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open an existing database. Raises StudyMissing, StoreNewer, StoreBroken, StoreBusy."""
        if not path.is_file():
            raise StudyMissing(
                f"The study's database {path} is missing. Restore it from a backup, or begin a new study in "
                "another folder with: samverkan init NAME"
            )
        with translated_errors():
            connection = _connect(path)
            try:
                # An empty or foreign file is no study that could be brought up to date.
                if not read_applied(connection):
                    raise StoreBroken(BROKEN)
            finally:
                connection.close()
        return cls.create(path)

    def close(self) -> None:
        """Close the database; what was committed stays."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader of one moment: what others commit meanwhile does not show."""
        with self._snapshot() as connection:
            yield Reader(connection)

    @contextmanager
    def reviewing(self) -> Iterator[ReviewReader]:
        """A reader of one moment that also knows people, decisions and queues."""
        with self._snapshot() as connection:
            yield ReviewReader(connection)

    @contextmanager
    def searching(self) -> Iterator[SearchReader]:
        """A reader of one moment that finds passages by their words and by what holds of them."""
        with self._snapshot() as connection:
            yield SearchReader(connection)

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        with translated_errors():
            connection = _connect(self.path)
            try:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction: committed at the end, undone by an exception. Raises DiskFull, StoreBusy."""
        with self._transaction() as connection:
            yield Writer(connection)

    @contextmanager
    def deciding(self) -> Iterator[ReviewWriter]:
        """One transaction, as `writing`, for what people decide."""
        with self._transaction() as connection:
            yield ReviewWriter(connection)

    @contextmanager
    def importing(self) -> Iterator[ImportWriter]:
        """One transaction, as `deciding`, for what people decided in another program."""
        with self._transaction() as connection:
            yield ImportWriter(connection)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with translated_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back by itself
                    self._connection.execute("ROLLBACK")
                raise


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL: a commit outlives a power cut, not only a kill. It costs one fsync for each document.
    connection.execute("PRAGMA synchronous = FULL")
    return connection
