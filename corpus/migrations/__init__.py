"""The shape of the study's database, as an ordered list of named steps.

A step is never edited once released: a change of the shape is a new step at the end. Each is applied in
one transaction together with its record in the table `migration`, so a database is always at a step.
"""

from __future__ import annotations

import sqlite3

from corpus.errors import StoreNewer
from corpus.migrations.audit import AUDIT, FRAME
from corpus.migrations.cells import CELLS
from corpus.migrations.crawling import FRONTIER, NOTICES
from corpus.migrations.editions import EDITIONS
from corpus.migrations.imports import IMPORTS
from corpus.migrations.migration import Migration
from corpus.migrations.reading import FIRST, RETIRED, SECOND
from corpus.migrations.review import CODEBOOK_CHANGES, REVIEW
from corpus.migrations.searching import SEARCHING
from corpus.migrations.views import VIEWS

MIGRATIONS: tuple[Migration, ...] = (
    FIRST,
    SECOND,
    REVIEW,
    FRONTIER,
    NOTICES,
    CODEBOOK_CHANGES,
    RETIRED,
    AUDIT,
    VIEWS,
    EDITIONS,
    IMPORTS,
    FRAME,
    CELLS,
    SEARCHING,
)


def apply_migrations(connection: sqlite3.Connection, now: str) -> None:
    """Bring the database to the newest step. Raises StoreNewer for steps this program does not know."""
    applied = read_applied(connection)
    unknown = [name for name in applied if name not in {step.name for step in MIGRATIONS}]
    if unknown:
        raise StoreNewer(
            f"This study was made by a newer version of samverkan (step {unknown[-1]} of its database is "
            "unknown here). Update samverkan and try again; nothing was changed."
        )
    pending = [step for step in MIGRATIONS if step.name not in applied]
    for step in pending:
        _apply(connection, step, now)


def read_applied(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The names of the steps already applied, in order; empty for a new database."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone()
    if found is None:
        return ()
    return tuple(name for (name,) in connection.execute("SELECT name FROM migration ORDER BY name"))


def _apply(connection: sqlite3.Connection, step: Migration, now: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied TEXT NOT NULL) STRICT"
        )
        if step.name not in read_applied(connection):  # another process may have come first
            for statement in step.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (step.name, now))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
