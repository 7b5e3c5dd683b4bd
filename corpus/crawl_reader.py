"""What can be asked of the store about crawling: who was visited, what was fetched, who holds what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from corpus import frontier_rows, rows
from corpus.frontier_records import FrontierLink, OriginRule, RuleKind, SiteState, Version
from corpus.records import Fetch, Municipality, Run, Sha256, Visit


@dataclass(frozen=True, slots=True)
class Holding:
    """One municipality that published one document: the newest fetch that brought it."""

    municipality: str
    document: Sha256
    fetch: Fetch


class CrawlReader:
    """Questions about crawls and runs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def beside(cls, reader: CrawlReader) -> Self:
        """One that sees the same moment as another reader."""
        return cls(reader._connection)

    def _rows(self, sql: str, *values: object) -> Iterator[sqlite3.Row]:
        return iter(self._connection.execute(sql, values))

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def _number(self, sql: str, *values: object) -> int:
        row = self._one(sql, *values)
        return 0 if row is None or row[0] is None else int(row[0])

    def iter_municipalities(self) -> Iterator[Municipality]:
        """Those of the registry as last seen by this study, by code."""
        yield from map(rows.municipality_record, self._rows("SELECT * FROM municipality ORDER BY code"))

    def iter_runs(self) -> Iterator[Run]:
        """Every run, newest first."""
        yield from map(rows.run_record, self._rows("SELECT * FROM run ORDER BY id DESC"))

    def iter_latest_visits(self) -> Iterator[Visit]:
        """The newest visit of each municipality that was ever visited."""
        sql = """SELECT v.* FROM visit v JOIN (SELECT municipality, max(id) AS id FROM visit
            GROUP BY municipality) newest ON newest.id = v.id ORDER BY v.municipality"""
        yield from map(rows.visit_record, self._rows(sql))

    def find_last_complete_visit(self, municipality: str) -> Visit | None:
        """The newest visit that came to an end by itself or by its budget, or None."""
        sql = """SELECT * FROM visit WHERE municipality = ? AND outcome IN ('complete', 'budget')
            ORDER BY id DESC LIMIT 1"""
        row = self._one(sql, municipality)
        return None if row is None else rows.visit_record(row)

    def iter_fetches(self, municipality: str) -> Iterator[Fetch]:
        """Every attempt made for one municipality, oldest first."""
        sql = "SELECT * FROM fetch WHERE municipality = ? ORDER BY id"
        yield from map(rows.fetch_record, self._rows(sql, municipality))

    def iter_holdings(self) -> Iterator[Holding]:
        """Each pair of municipality and document, with the newest fetch that brought it."""
        sql = """SELECT f.* FROM fetch f JOIN (SELECT max(id) AS id FROM fetch WHERE sha256 IS NOT NULL
            GROUP BY municipality, sha256) newest ON newest.id = f.id ORDER BY f.municipality, f.sha256"""
        for row in self._rows(sql):
            yield Holding(row["municipality"], Sha256(row["sha256"]), rows.fetch_record(row))

    def is_held(self, municipality: str, document: Sha256) -> bool:
        """Whether this municipality is known to have published this document."""
        sql = "SELECT 1 FROM fetch WHERE sha256 = ? AND municipality = ? LIMIT 1"
        return self._one(sql, document, municipality) is not None

    def document_urls_since(self, municipality: str, since: str) -> frozenset[str]:
        """Addresses that gave this municipality a document at or after `since`."""
        sql = "SELECT url, final_url FROM fetch WHERE municipality = ? AND sha256 IS NOT NULL AND at >= ?"
        found = self._connection.execute(sql, (municipality, since)).fetchall()
        return frozenset(url for row in found for url in (row["url"], row["final_url"]) if url)

    def count_fetch_failures(self) -> dict[str, int]:
        """How many attempts failed, by reason."""
        sql = "SELECT failure, count(*) FROM fetch WHERE failure IS NOT NULL GROUP BY failure ORDER BY 2 DESC"
        return dict(tuple(row) for row in self._rows(sql))

    def find_site(self, municipality: str) -> SiteState | None:
        """How far the visits of a municipality's site have come, or None before the first."""
        sql = """SELECT s.*, ifnull(l.learned, '') AS learned FROM site s
            LEFT JOIN site_learning l USING (municipality) WHERE s.municipality = ?"""
        row = self._one(sql, municipality)
        return None if row is None else frontier_rows.site_record(row)

    def iter_links(self, municipality: str) -> Iterator[FrontierLink]:
        """Every address known of a municipality's site, the most promising first."""
        sql = "SELECT * FROM link WHERE municipality = ? ORDER BY priority DESC, key"
        yield from map(frontier_rows.link_record, self._rows(sql, municipality))

    def find_link(self, municipality: str, key: int) -> FrontierLink | None:
        """What is known of one address of a municipality's site, by the key of the address."""
        row = self._one("SELECT * FROM link WHERE municipality = ? AND key = ?", municipality, key)
        return None if row is None else frontier_rows.link_record(row)

    def count_links(self, municipality: str) -> dict[str, int]:
        """How many addresses of a municipality's site stand where, by LinkState."""
        sql = "SELECT state, count(*) FROM link WHERE municipality = ? GROUP BY state"
        return dict(tuple(row) for row in self._rows(sql, municipality))

    def find_rule(self, origin: str, kind: RuleKind, since: str) -> OriginRule | None:
        """What an origin answered about its rules at or after `since`, or None."""
        sql = "SELECT * FROM origin_rule WHERE origin = ? AND kind = ? AND at >= ?"
        row = self._one(sql, origin, kind, since)
        return None if row is None else frontier_rows.rule_record(row)

    def iter_versions(self, municipality: str) -> Iterator[Version]:
        """Which documents of a municipality took the place of which, in the order in which it was seen."""
        sql = "SELECT * FROM version WHERE municipality = ? ORDER BY at, url"
        yield from map(frontier_rows.version_record, self._rows(sql, municipality))

    def iter_gone_documents(self, municipality: str) -> Iterator[tuple[Sha256, str]]:
        """Documents that lie under none of their addresses any more, each with since when."""
        sql = """SELECT fingerprint, max(gone) AS since FROM link WHERE municipality = ?
            AND aim = 'document' AND fingerprint != '' GROUP BY fingerprint HAVING min(gone) != ''
            ORDER BY fingerprint"""
        for row in self._rows(sql, municipality):
            yield Sha256(row["fingerprint"]), row["since"]
