"""The shape of the study's database, as an ordered list of named steps.

A step is never edited once released: a change of the shape is a new step at the end. Each is applied in
one transaction together with its record in the table `migration`, so a database is always at a step.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from corpus.errors import StoreNewer


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its name and its SQL statements."""

    name: str
    statements: tuple[str, ...]


FIRST = Migration(
    "0001-first",
    (
        """CREATE TABLE municipality (
            code TEXT PRIMARY KEY, name TEXT NOT NULL, county_code TEXT NOT NULL, county TEXT NOT NULL,
            skr_group TEXT NOT NULL, group_name TEXT NOT NULL, population INTEGER NOT NULL,
            website TEXT NOT NULL) STRICT""",
        """CREATE TABLE run (
            id INTEGER PRIMARY KEY, step TEXT NOT NULL, started TEXT NOT NULL,
            finished TEXT NOT NULL DEFAULT '', version TEXT NOT NULL, config_hash TEXT NOT NULL,
            counts TEXT NOT NULL DEFAULT '{}') STRICT""",
        """CREATE TABLE fetch (
            id INTEGER PRIMARY KEY, url TEXT NOT NULL, municipality TEXT NOT NULL, referrer TEXT NOT NULL,
            anchor TEXT NOT NULL, at TEXT NOT NULL, status INTEGER NOT NULL, failure TEXT,
            final_url TEXT NOT NULL, media_type TEXT NOT NULL, etag TEXT NOT NULL,
            last_modified TEXT NOT NULL, sha256 TEXT, size INTEGER NOT NULL, detail TEXT NOT NULL,
            run INTEGER NOT NULL REFERENCES run) STRICT""",
        "CREATE INDEX fetch_by_document ON fetch (sha256, municipality) WHERE sha256 IS NOT NULL",
        "CREATE INDEX fetch_by_url ON fetch (municipality, url)",
        """CREATE TABLE visit (
            id INTEGER PRIMARY KEY, municipality TEXT NOT NULL, site TEXT NOT NULL, started TEXT NOT NULL,
            finished TEXT NOT NULL, outcome TEXT NOT NULL, requests INTEGER NOT NULL,
            documents INTEGER NOT NULL, detail TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run) STRICT""",
        "CREATE INDEX visit_by_municipality ON visit (municipality, started)",
        """CREATE TABLE document (
            sha256 TEXT PRIMARY KEY, municipality TEXT NOT NULL, media_type TEXT NOT NULL,
            size INTEGER NOT NULL, name TEXT NOT NULL, found TEXT NOT NULL, title TEXT NOT NULL,
            kind TEXT NOT NULL, adopted TEXT NOT NULL, adopted_by TEXT NOT NULL, paragraph TEXT NOT NULL,
            reference TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL,
            responsible TEXT NOT NULL, replaces TEXT NOT NULL, language TEXT NOT NULL) STRICT""",
        """CREATE TABLE extraction (
            id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES document, extractor TEXT NOT NULL,
            failure TEXT, pages INTEGER NOT NULL, seconds REAL NOT NULL, detail TEXT NOT NULL,
            at TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run) STRICT""",
        "CREATE INDEX extraction_by_document ON extraction (document, extractor)",
        """CREATE TABLE fact (
            document TEXT NOT NULL REFERENCES document, field TEXT NOT NULL, value TEXT NOT NULL,
            page INTEGER NOT NULL, quote TEXT NOT NULL, confidence REAL NOT NULL,
            PRIMARY KEY (document, field)) STRICT""",
        """CREATE TABLE likeness (
            document TEXT NOT NULL REFERENCES document, other TEXT NOT NULL REFERENCES document,
            kind TEXT NOT NULL, share REAL NOT NULL, other_share REAL NOT NULL,
            run INTEGER NOT NULL REFERENCES run, PRIMARY KEY (document, other)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE page (
            document TEXT NOT NULL REFERENCES document, number INTEGER NOT NULL, width REAL NOT NULL,
            height REAL NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL, health TEXT NOT NULL,
            PRIMARY KEY (document, number)) STRICT""",
        # `retired` passages stand in no current reading of the document any more; they stay, since
        # judgements may point to them.
        """CREATE TABLE passage (
            row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES document,
            ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            first_page INTEGER NOT NULL, last_page INTEGER NOT NULL, kind TEXT NOT NULL,
            headings TEXT NOT NULL, boxes TEXT NOT NULL, text TEXT NOT NULL,
            retired INTEGER NOT NULL DEFAULT 0) STRICT""",
        "CREATE INDEX passage_by_document ON passage (document, ordinal)",
        # Contentless: the folded text is indexed and not kept a second time (corpus/search.py folds it).
        # remove_diacritics 0 keeps å ä ö apart from a o.
        """CREATE VIRTUAL TABLE passage_index USING fts5 (
            text, headings, content='', prefix='3 5', tokenize='unicode61 remove_diacritics 0')""",
        """CREATE TABLE classification (
            document TEXT NOT NULL REFERENCES document, coder TEXT NOT NULL, at TEXT NOT NULL,
            passages INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES run,
            PRIMARY KEY (document, coder)) STRICT""",
        """CREATE TABLE coding (
            passage TEXT NOT NULL REFERENCES passage (id), code TEXT NOT NULL, coder TEXT NOT NULL,
            score REAL NOT NULL, accepted INTEGER NOT NULL, evidence TEXT NOT NULL,
            run INTEGER NOT NULL REFERENCES run,
            PRIMARY KEY (passage, coder, code)) STRICT, WITHOUT ROWID""",
        "CREATE TABLE actor (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
        "CREATE INDEX coding_by_code ON coding (coder, code, accepted, score)",
        # Key columns first: SQLite before 3.42 misreads NULLs in its integrity check otherwise.
        """CREATE TABLE mention (
            passage TEXT NOT NULL REFERENCES passage (id), coder TEXT NOT NULL, start INTEGER NOT NULL,
            "end" INTEGER NOT NULL, partner_type TEXT NOT NULL, text TEXT NOT NULL, actor TEXT,
            PRIMARY KEY (passage, coder, start, "end", partner_type)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE judgement (
            id INTEGER PRIMARY KEY, passage TEXT NOT NULL REFERENCES passage (id), code TEXT NOT NULL,
            verdict TEXT NOT NULL, reviewer TEXT NOT NULL, at TEXT NOT NULL, shown TEXT,
            codebook TEXT NOT NULL, note TEXT NOT NULL) STRICT""",
        "CREATE INDEX judgement_by_passage ON judgement (passage, code)",
    ),
)

SECOND = Migration(
    "0002-table-heads-and-speakers",
    (
        "ALTER TABLE document ADD COLUMN published TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE document ADD COLUMN updated TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE passage ADD COLUMN columns TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE passage ADD COLUMN speaker TEXT NOT NULL DEFAULT ''",
    ),
)

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

FRONTIER = Migration(
    "0004-frontier",
    (
        # What X-Robots-Tag and TDM reservations said of it (corpus/records.py).
        "ALTER TABLE fetch ADD COLUMN rights TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE link (
            municipality TEXT NOT NULL, key INTEGER NOT NULL, url TEXT NOT NULL, aim TEXT NOT NULL,
            priority REAL NOT NULL, depth INTEGER NOT NULL, referrer TEXT NOT NULL, anchor TEXT NOT NULL,
            clues TEXT NOT NULL, state TEXT NOT NULL, lease TEXT NOT NULL, attempts INTEGER NOT NULL,
            outcome TEXT NOT NULL, reason TEXT NOT NULL, visit INTEGER NOT NULL, due INTEGER NOT NULL,
            at TEXT NOT NULL, final_url TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
            fingerprint TEXT NOT NULL, size INTEGER NOT NULL, asked INTEGER NOT NULL,
            changed INTEGER NOT NULL, fruit INTEGER NOT NULL, misses INTEGER NOT NULL, gone TEXT NOT NULL,
            trusted INTEGER NOT NULL, PRIMARY KEY (municipality, key)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE site (
            municipality TEXT PRIMARY KEY, website TEXT NOT NULL, number INTEGER NOT NULL,
            started TEXT NOT NULL, requests INTEGER NOT NULL, pages INTEGER NOT NULL,
            sitemaps INTEGER NOT NULL, fruitless INTEGER NOT NULL, seconds REAL NOT NULL,
            notes TEXT NOT NULL, domains TEXT NOT NULL, ended TEXT NOT NULL) STRICT, WITHOUT ROWID""",
        # Apart from `site`, which is written with every answer: this is twenty times as long.
        """CREATE TABLE site_learning (
            municipality TEXT PRIMARY KEY, learned TEXT NOT NULL) STRICT, WITHOUT ROWID""",
        """CREATE TABLE origin_rule (
            origin TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, status INTEGER NOT NULL,
            body BLOB NOT NULL, media_type TEXT NOT NULL, failure TEXT, detail TEXT NOT NULL,
            PRIMARY KEY (origin, kind)) STRICT""",
        """CREATE TABLE version (
            municipality TEXT NOT NULL, document TEXT NOT NULL REFERENCES document, earlier TEXT NOT NULL,
            url TEXT NOT NULL, how TEXT NOT NULL, at TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run,
            PRIMARY KEY (municipality, document, earlier)) STRICT, WITHOUT ROWID""",
    ),
)

NOTICES = Migration(
    "0005-notices",
    (
        # What a landing page says of a file, found again by the fetch of the file's address.
        """CREATE TABLE notice (
            municipality TEXT NOT NULL, page TEXT NOT NULL, file TEXT NOT NULL, field TEXT NOT NULL,
            value TEXT NOT NULL, quote TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run,
            PRIMARY KEY (municipality, page, file, field)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX notice_by_file ON notice (municipality, file)",
        # What a visit did, and which addresses gave documents, without reading a year of fetches.
        "CREATE INDEX fetch_by_time ON fetch (municipality, at)",
        "CREATE INDEX fetch_of_document ON fetch (municipality, sha256, url) WHERE sha256 IS NOT NULL",
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

RETIRED = Migration(
    "0007-retired",
    (
        # Few passages are retired: what stands is counted as all but these, without reading any text.
        "CREATE INDEX passage_retired ON passage (id) WHERE retired = 1",
    ),
)

MIGRATIONS: tuple[Migration, ...] = (FIRST, SECOND, REVIEW, FRONTIER, NOTICES, CODEBOOK_CHANGES, RETIRED)


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
