"""Steps for inventories that were written, and for knowing what changed without reading all again."""

from __future__ import annotations

from corpus.migrations.migration import Migration

_OWN = "DELETE FROM content_hash WHERE document = {row}.{column}"
_PASSAGES = (
    "DELETE FROM content_hash WHERE document = (SELECT document FROM passage WHERE id = {row}.passage)"
)

# What a document's hash covers, with the changes of each table that make it stale. Codings and mentions come
# and go with a classification only.
_WATCHED = (
    ("document", "UPDATE", _OWN.format(row="OLD", column="sha256")),
    ("extraction", "INSERT", _OWN.format(row="NEW", column="document")),
    *(
        (table, change, _OWN.format(row=row, column="document"))
        for table in ("fact", "page", "classification")
        for change, row in (("INSERT", "NEW"), ("DELETE", "OLD"))
    ),
    ("passage", "INSERT", _OWN.format(row="NEW", column="document")),
    ("passage", "UPDATE", _OWN.format(row="OLD", column="document")),
    ("judgement", "INSERT", _PASSAGES.format(row="NEW")),
    ("standing_answer", "INSERT", _PASSAGES.format(row="NEW")),
    ("standing_answer", "DELETE", _PASSAGES.format(row="OLD")),
)

EDITIONS = Migration(
    "0009-editions",
    (
        """CREATE TABLE edition (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, content_hash TEXT NOT NULL, coder TEXT NOT NULL,
            codebook TEXT NOT NULL, rows INTEGER NOT NULL) STRICT""",
        # A row stands in the editions from `since` to before `until` (NULL: to the last): one that does not
        # change is written once. `codes` are the gate code and the others, parted by blanks.
        """CREATE TABLE edition_row (
            municipality TEXT NOT NULL, passage TEXT NOT NULL REFERENCES passage (id),
            since INTEGER NOT NULL REFERENCES edition, until INTEGER REFERENCES edition,
            codes TEXT NOT NULL, PRIMARY KEY (municipality, passage, since)) STRICT, WITHOUT ROWID""",
        # The hash of what is known of each document, missing while it has to be found anew.
        """CREATE TABLE content_hash (
            document TEXT PRIMARY KEY REFERENCES document, hash TEXT NOT NULL) STRICT, WITHOUT ROWID""",
        *(
            f"CREATE TRIGGER content_of_{table}_{change.lower()} AFTER {change} ON {table} BEGIN {renew}; END"
            for table, change, renew in _WATCHED
        ),
    ),
)
