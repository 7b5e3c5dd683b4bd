"""What can be asked of the store about how websites change: earlier visits, what became of each address."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import rows
from corpus.crawl_reader import CrawlReader
from corpus.records import Fetch, Notice, Sha256, Visit


class HistoryReader(CrawlReader):
    """Questions about visits and fetches over time."""

    def iter_fetches_of(self, visit: Visit) -> Iterator[Fetch]:
        """Every attempt made during a visit, oldest first."""
        sql = """SELECT * FROM fetch INDEXED BY fetch_by_time
            WHERE municipality = ? AND at >= ? AND at <= ? ORDER BY id"""
        found = self._rows(sql, visit.municipality, visit.started, visit.finished)
        yield from map(rows.fetch_record, found)

    def iter_document_fetches(self, municipality: str, since: str) -> Iterator[Fetch]:
        """Attempts at addresses that ever gave this municipality a document, oldest first.

        All from `since` on; of those before it only the last one that gave a document, and the last one that
        said that there is none, for each address.
        """
        sql = """WITH place AS (SELECT DISTINCT url FROM fetch WHERE municipality = ?1
                AND sha256 IS NOT NULL),
            told AS (SELECT f.id, f.url, f.sha256 FROM place CROSS JOIN fetch f INDEXED BY fetch_by_url
                ON f.municipality = ?1 AND f.url = place.url WHERE f.at < ?2 AND (f.sha256 IS NOT NULL
                    OR f.status IN (404, 410) OR f.failure IN ('not_found', 'not_a_document')))
            SELECT * FROM fetch WHERE id IN (SELECT max(id) FROM told GROUP BY url, sha256 IS NULL
                UNION ALL SELECT id FROM fetch INDEXED BY fetch_by_time
                WHERE municipality = ?1 AND at >= ?2 AND url IN place)
            ORDER BY id"""
        yield from map(rows.fetch_record, self._rows(sql, municipality, since))

    def count_holdings(self) -> dict[str, int]:
        """How many documents each municipality is known to have published."""
        sql = """SELECT municipality, count(DISTINCT sha256) FROM fetch WHERE sha256 IS NOT NULL
            GROUP BY municipality ORDER BY municipality"""
        return dict(tuple(row) for row in self._rows(sql))

    def iter_noticed(self) -> Iterator[Sha256]:
        """The documents that some landing page says something of, by SHA-256."""
        sql = """SELECT DISTINCT f.sha256 FROM notice n JOIN fetch f ON f.municipality = n.municipality
            AND f.url = n.file WHERE f.sha256 IS NOT NULL ORDER BY f.sha256"""
        yield from (Sha256(row["sha256"]) for row in self._rows(sql))

    def iter_notices(self, document: Sha256) -> Iterator[Notice]:
        """What landing pages say of a document, by municipality, page and field."""
        sql = """SELECT DISTINCT n.* FROM fetch f JOIN notice n ON n.municipality = f.municipality
            AND n.file = f.url WHERE f.sha256 = ? ORDER BY n.municipality, n.page, n.file, n.field"""
        yield from map(rows.notice_record, self._rows(sql, document))
