"""Steps for what people decide."""

from __future__ import annotations

from corpus.migrations.migration import Migration

REVIEW = Migration(
    "0003-review",
    (
        "ALTER TABLE judgement ADD COLUMN settles INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX document_by_municipality ON document (municipality)",
        """CREATE TABLE reviewer (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, colour INTEGER NOT NULL, added TEXT NOT NULL,
            active INTEGER NOT NULL, settings TEXT NOT NULL, password TEXT NOT NULL,
            invite TEXT NOT NULL) STRICT""",
        """CREATE TABLE codebook_version (
            hash TEXT PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL, version TEXT NOT NULL,
            text TEXT NOT NULL, summary TEXT NOT NULL, parent TEXT NOT NULL,
            meanings TEXT NOT NULL) STRICT""",
        """CREATE TABLE batch (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, made_by TEXT NOT NULL,
            seed INTEGER NOT NULL, mix TEXT NOT NULL, blind INTEGER NOT NULL, double REAL NOT NULL) STRICT""",
        """CREATE TABLE batch_item (
            batch INTEGER NOT NULL REFERENCES batch, reviewer TEXT NOT NULL REFERENCES reviewer,
            ordinal INTEGER NOT NULL, passage TEXT NOT NULL REFERENCES passage (id),
            stratum TEXT NOT NULL, probability REAL, blind INTEGER NOT NULL,
            PRIMARY KEY (batch, reviewer, ordinal)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX batch_item_by_passage ON batch_item (passage, reviewer)",
        # `undone` repeats, for speed, whether the last UNDO or REDO of the decision was an undo.
        """CREATE TABLE decision (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL REFERENCES reviewer,
            act TEXT NOT NULL, passage TEXT REFERENCES passage (id), document TEXT REFERENCES document,
            of INTEGER REFERENCES decision, batch INTEGER REFERENCES batch,
            undone INTEGER NOT NULL DEFAULT 0) STRICT""",
        "CREATE INDEX decision_by_reviewer ON decision (reviewer, undone, act, id)",
        "CREATE INDEX decision_by_target ON decision (of) WHERE of IS NOT NULL",
        """CREATE TABLE answer (
            decision INTEGER PRIMARY KEY REFERENCES decision, passage TEXT NOT NULL REFERENCES passage (id),
            reviewer TEXT NOT NULL REFERENCES reviewer, yes TEXT NOT NULL, unsure TEXT NOT NULL, shown TEXT,
            codebook TEXT NOT NULL REFERENCES codebook_version (hash), note TEXT NOT NULL,
            settles INTEGER NOT NULL) STRICT""",
        "CREATE INDEX answer_by_passage ON answer (passage, reviewer, decision)",
        # The answers that hold now, one for each person and passage: of those not undone, the newest.
        """CREATE TABLE standing_answer (
            passage TEXT NOT NULL REFERENCES passage (id), reviewer TEXT NOT NULL,
            decision INTEGER NOT NULL REFERENCES answer, PRIMARY KEY (passage, reviewer))
            STRICT, WITHOUT ROWID""",
        "CREATE INDEX standing_answer_by_reviewer ON standing_answer (reviewer, decision)",
        # What people's answers to a passage come to: how many, whether they differ, whether that is settled.
        """CREATE TABLE standing (
            passage TEXT PRIMARY KEY REFERENCES passage (id), answers INTEGER NOT NULL,
            disputed INTEGER NOT NULL, settled INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
        "CREATE INDEX standing_single ON standing (passage) WHERE answers = 1",
        "CREATE INDEX standing_disputed ON standing (passage) WHERE disputed = 1 AND settled = 0",
        """CREATE TABLE memo (
            decision INTEGER PRIMARY KEY REFERENCES decision, kind TEXT NOT NULL, target TEXT NOT NULL,
            text TEXT NOT NULL) STRICT""",
        "CREATE INDEX memo_by_target ON memo (kind, target)",
        """CREATE TABLE reshaping (
            decision INTEGER PRIMARY KEY REFERENCES decision, document TEXT NOT NULL REFERENCES document,
            made TEXT NOT NULL, replaced TEXT NOT NULL) STRICT""",
        "CREATE INDEX reshaping_by_document ON reshaping (document)",
        """CREATE TABLE place (
            reviewer TEXT NOT NULL REFERENCES reviewer, queue TEXT NOT NULL, passage TEXT NOT NULL,
            PRIMARY KEY (reviewer, queue)) STRICT, WITHOUT ROWID""",
    ),
)

CODEBOOK_CHANGES = Migration(
    "0006-codebook-changes",
    (
        # Versions are known by what they mean: going back to one is a change of its own.
        """CREATE TABLE codebook_change (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL,
            codebook TEXT NOT NULL REFERENCES codebook_version (hash), version TEXT NOT NULL,
            text TEXT NOT NULL, summary TEXT NOT NULL, parent TEXT NOT NULL) STRICT""",
        """INSERT INTO codebook_change (at, reviewer, codebook, version, text, summary, parent)
            SELECT at, reviewer, hash, version, text, summary, parent FROM codebook_version
            ORDER BY at, rowid""",
    ),
)
