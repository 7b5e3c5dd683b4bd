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
