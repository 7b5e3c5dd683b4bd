"""Steps for what comes from other programs' files."""

from __future__ import annotations

from corpus.migrations.migration import Migration

IMPORTS = Migration(
    "0011-imports",
    (
        """CREATE TABLE import (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL,
            origin TEXT NOT NULL) STRICT""",
        # `made` is when the file says that it was decided, "" when it does not; the decision's own time is
        # when it came into the study.
        """CREATE TABLE imported (
            decision INTEGER PRIMARY KEY REFERENCES decision, import INTEGER NOT NULL REFERENCES import,
            made TEXT NOT NULL) STRICT""",
    ),
)
