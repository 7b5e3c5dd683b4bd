"""What can go wrong with the study's store, each with its mend.

CorpusError
├── StudyMissing      no study here: make one with ``samverkan init``, or go into its folder
├── StudyExists       a study is here already: open it, or choose another folder
├── StoreNewer        made by a newer samverkan: update the program
├── StoreBroken       the database is damaged: restore it from a backup; the blobs are untouched
├── StoreUnwritable   the folder may not be written: copy the study, or ask for the right to write there
├── StoreBusy         another program holds the database: wait for it, then start again
├── DiskFull          no room: free some, then start again; all that was stored is still there
├── BlobMissing       a stored file is gone or changed: crawl or add it again
└── SearchQueryEmpty  nothing to search for: give at least one word with a letter or digit
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class CorpusError(Exception):
    """Root of what the corpus raises; its text is written for the person who started the command."""


class StudyMissing(CorpusError):
    """There is no study in this folder."""


class StudyExists(CorpusError):
    """There already is a study in this folder."""


class StoreNewer(CorpusError):
    """The study was last written by a newer version of samverkan."""


class StoreBroken(CorpusError):
    """The database file cannot be read as one."""


class StoreBusy(CorpusError):
    """Another program held the database for too long."""


class StoreUnwritable(CorpusError):
    """The study's folder or database may not be written."""


class DiskFull(CorpusError):
    """There was no room to write."""


class BlobMissing(CorpusError):
    """The bytes of a document are not where they were stored, or are no longer the same."""


class SearchQueryEmpty(CorpusError):
    """A query without any word."""


DISK_FULL = (
    "The disk is full. Free some space and start the same command again: it goes on where it stopped. "
    "Everything stored until now is still there."
)
BUSY = "The study's database is in use by another program. Wait until that has ended and start again."
BROKEN = (
    "The study's database (corpus.db) is damaged and cannot be read. Restore it from a backup; the documents "
    "themselves lie untouched in blobs/."
)
UNWRITABLE = (
    "The study's database (corpus.db) may not be written in this folder, which reading it needs too. "
    "Copy the study's folder to a place of your own, or ask for the right to write there."
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what SQLite and the file system say into an error that names its mend."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        meaning = _meaning(error)
        if meaning is None:
            raise
        raise meaning from error
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(DISK_FULL) from error
        raise


def _meaning(error: sqlite3.DatabaseError) -> CorpusError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary result code
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(DISK_FULL)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(BUSY)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreBroken(BROKEN)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreUnwritable(UNWRITABLE)
    if code == sqlite3.SQLITE_IOERR:
        return DiskFull(f"The study's database could not be written or read ({error}). {DISK_FULL}")
    return None
