"""A step for cells: the municipalities or documents that were drawn to be read for one code."""

from __future__ import annotations

from corpus.migrations.migration import Migration

CELLS = Migration(
    "0013-cells",
    (
        # A draw without a batch asks for nothing: every cell was confirmed or read before it.
        """CREATE TABLE cell_audit (
            id INTEGER PRIMARY KEY, batch INTEGER REFERENCES batch, at TEXT NOT NULL, coder TEXT NOT NULL,
            code TEXT NOT NULL, other TEXT NOT NULL, unit TEXT NOT NULL, depth INTEGER NOT NULL,
            last_row INTEGER NOT NULL, seed INTEGER NOT NULL, exclude_kinds TEXT NOT NULL) STRICT""",
        "CREATE INDEX cell_audit_by_batch ON cell_audit (batch)",
        # Every cell as it was at the draw; `place` is its turn among those drawn, `probability` that it is.
        """CREATE TABLE cell (
            audit INTEGER NOT NULL REFERENCES cell_audit, owner TEXT NOT NULL, layer TEXT NOT NULL,
            passages INTEGER NOT NULL, scored INTEGER NOT NULL, probability REAL NOT NULL, place INTEGER,
            reader TEXT, PRIMARY KEY (audit, owner)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE cell_passage (
            audit INTEGER NOT NULL, owner TEXT NOT NULL, rank INTEGER NOT NULL,
            passage TEXT NOT NULL REFERENCES passage (id), PRIMARY KEY (audit, owner, rank),
            FOREIGN KEY (audit, owner) REFERENCES cell) STRICT, WITHOUT ROWID""",
    ),
)
