"""A step for audits: what a random sample was drawn from."""

from __future__ import annotations

from corpus.migrations.migration import Migration

AUDIT = Migration(
    "0008-audit",
    (
        """CREATE TABLE audit (
            id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch, at TEXT NOT NULL,
            coder TEXT NOT NULL, last_row INTEGER NOT NULL, seed INTEGER NOT NULL,
            exclude_kinds TEXT NOT NULL, sizes TEXT NOT NULL, drawn TEXT NOT NULL) STRICT""",
        # What people had answered before the draw has no error: a certainty stratum.
        """CREATE TABLE audit_known (
            audit INTEGER NOT NULL REFERENCES audit, passage TEXT NOT NULL REFERENCES passage (id),
            PRIMARY KEY (audit, passage)) STRICT, WITHOUT ROWID""",
    ),
)

FRAME = Migration(
    "0012-audit-frame",
    (
        # What an audit was drawn from stays what it was, whatever is read, retired or classified since:
        # passages with codes one by one, all others by document.
        """CREATE TABLE audit_coded (
            audit INTEGER NOT NULL REFERENCES audit, passage TEXT NOT NULL REFERENCES passage (id),
            layer TEXT NOT NULL, PRIMARY KEY (audit, passage)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE audit_rest (
            audit INTEGER NOT NULL REFERENCES audit, document TEXT NOT NULL REFERENCES document,
            passages INTEGER NOT NULL, PRIMARY KEY (audit, document)) STRICT, WITHOUT ROWID""",
    ),
)
