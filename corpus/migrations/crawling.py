"""Steps for the crawl frontier."""

from __future__ import annotations

from corpus.migrations.migration import Migration

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
