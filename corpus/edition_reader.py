"""What can be asked of the store about inventories that were written."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from corpus.content_reader import ContentReader
from corpus.inventory_records import Edition
from corpus.records import CodeId, PassageId, Sha256

RowKey = tuple[str, PassageId]
"""Municipality and passage: what makes a row of an inventory this row and no other."""


class EditionReader(ContentReader):
    """Questions about editions of the inventory."""

    def iter_editions(self) -> Iterator[Edition]:
        """Every edition, newest first."""
        yield from map(_edition_record, self._rows("SELECT * FROM edition ORDER BY number DESC"))

    def find_edition(self, number: int) -> Edition | None:
        """The edition with this number, or None."""
        row = self._one("SELECT * FROM edition WHERE number = ?", number)
        return None if row is None else _edition_record(row)

    def read_edition_rows(self, number: int) -> dict[RowKey, str]:
        """The rows of an edition, each with its gate code and its other codes, parted by blanks."""
        sql = """SELECT municipality, passage, codes FROM edition_row
            WHERE since <= ?1 AND (until IS NULL OR until > ?1)"""
        return {(code, PassageId(passage)): codes for code, passage, codes in self._rows(sql, number)}

    def read_row_places(self, passages: Collection[PassageId]) -> dict[PassageId, tuple[Sha256, str, str]]:
        """Of each passage its document, the document's title or name, and its text, retired or not."""
        sql = """SELECT p.id, p.document, CASE d.title WHEN '' THEN d.name ELSE d.title END AS title, p.text
            FROM passage p JOIN document d ON d.sha256 = p.document WHERE p.id = ?"""
        found = (self._one(sql, passage) for passage in passages)
        return {
            PassageId(row["id"]): (Sha256(row["document"]), row["title"], row["text"])
            for row in found
            if row is not None
        }


def _edition_record(row: sqlite3.Row) -> Edition:
    return Edition(**dict(row))


def split_codes(codes: str) -> tuple[CodeId, ...]:
    """Codes from their column."""
    return tuple(map(CodeId, codes.split()))
