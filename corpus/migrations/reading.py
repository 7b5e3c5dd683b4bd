"""Steps for what is fetched, read and classified."""

from __future__ import annotations

from corpus.migrations.migration import Migration

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

RETIRED = Migration(
    "0007-retired",
    (
        # Few passages are retired: what stands is counted as all but these, without reading any text.
        "CREATE INDEX passage_retired ON passage (id) WHERE retired = 1",
    ),
)
