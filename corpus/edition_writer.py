"""What an inventory that was written adds to the store: its edition, and hashes of what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.crawl_writer import CrawlWriter
from corpus.edition_reader import RowKey
from corpus.inventory_records import Edition
from corpus.records import Sha256


class EditionWriter(CrawlWriter):
    """The inventory's part of the writer."""

    def add_edition(self, edition: Edition, rows: Mapping[RowKey, str]) -> Edition:
        """Record an inventory that was written, under the next number. Only what differs from the last
        edition is stored.
        """
        last = self._number("SELECT max(number) FROM edition")
        number = last + 1
        made = (edition.at, edition.content_hash, edition.coder, edition.codebook, len(rows))
        self._connection.execute("INSERT INTO edition VALUES (?,?,?,?,?,?)", (number, *made))
        before = self.read_edition_rows(last)
        self._connection.executemany(
            """UPDATE edition_row SET until = ? WHERE municipality = ? AND passage = ? AND until IS NULL""",
            ((number, *key) for key, codes in before.items() if rows.get(key) != codes),
        )
        self._connection.executemany(
            "INSERT INTO edition_row VALUES (?,?,?,NULL,?)",
            ((*key, number, codes) for key, codes in rows.items() if before.get(key) != codes),
        )
        return Edition(number, *made)

    def set_content_hashes(self, hashes: Iterable[tuple[Sha256, str]]) -> None:
        """Record what the content of documents comes to; it is forgotten when anything of it changes."""
        self._connection.executemany("INSERT OR REPLACE INTO content_hash VALUES (?, ?)", hashes)
