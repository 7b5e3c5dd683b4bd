"""A copy of the study's database that can be given away: of one moment, without secrets, the same each time.

Left out are the passwords and personal links of those who review (hashes, which can be guessed at) and when
addresses were given out to a crawl that others run. The copy is packed anew afterwards, since an erased
value otherwise stays in the file until something else needs its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import translated_errors
from corpus.migrations import MIGRATIONS
from corpus.reader import Reader
from corpus.records import Sha256

_SECRETS: Final = (
    "UPDATE reviewer SET password = '', invite = '' WHERE password <> '' OR invite <> ''",
    "UPDATE link SET lease = '' WHERE lease <> ''",
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The file of a document: its SHA-256, bytes, name, and where it was fetched; "" when added by hand."""

    sha256: Sha256
    size: int
    name: str
    url: str


class CopyReader(Reader):
    """Questions to a copied database about itself and about the files that belong to it."""

    def read_step(self) -> str:
        """The newest step of the database's shape."""
        row = self._one("SELECT max(name) FROM migration")
        return "" if row is None else str(row[0])

    def read_last_change(self) -> str:
        """When the last command that changed the study began; "" for a study that nothing was done with."""
        row = self._one("SELECT coalesce(max(started), '') FROM run")
        return "" if row is None else str(row[0])

    def iter_files(self) -> Iterator[StoredFile]:
        """The file of every document, by SHA-256, with the newest address that gave it."""
        sql = """SELECT d.sha256, d.size, d.name, coalesce((SELECT f.final_url FROM fetch f
                WHERE f.sha256 = d.sha256 AND f.final_url LIKE 'http%' ORDER BY f.id DESC LIMIT 1), '')
            FROM document d ORDER BY d.sha256"""
        for sha256, size, name, url in self._rows(sql):
            yield StoredFile(Sha256(sha256), size, name, url)


def copy_database(source: Path, target: Path) -> None:
    """Copy the database at `source` to the new file `target`, which others may write to meanwhile.

    Needs room for two copies while it works. Raises DiskFull, StoreBusy, StoreBroken.
    """
    whole = target.with_name(f"{target.name}-whole")
    with translated_errors():
        try:
            with closing(_connect(source)) as origin, closing(_connect(whole)) as copy:
                origin.backup(copy)  # in one step, hence of one moment; writers of a WAL database go on
            with closing(_connect(whole)) as copy:
                copy.execute("PRAGMA journal_mode = DELETE")  # no files beside it, and readable from a disc
                copy.execute("PRAGMA synchronous = OFF")  # it is thrown away if the power goes
                for statement in _SECRETS:
                    copy.execute(statement)
                copy.execute("VACUUM INTO ?", (str(target),))
        finally:
            whole.unlink(missing_ok=True)


@contextmanager
def reading_copy(path: Path) -> Iterator[CopyReader]:
    """A reader of a database that nobody writes to; the file is not touched. Raises StoreBroken."""
    with (
        translated_errors(),
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection,
    ):
        connection.row_factory = sqlite3.Row
        yield CopyReader(connection)


def is_known_step(step: str) -> bool:
    """Whether this program knows the shape of a database whose newest step is `step`."""
    return step in {one.name for one in MIGRATIONS}


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)
