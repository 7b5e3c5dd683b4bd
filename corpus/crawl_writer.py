"""What a crawl adds to the store: fetches, visits, and the frontier that lets a killed crawl go on."""

from __future__ import annotations

from collections.abc import Iterable

from corpus import frontier_rows, rows
from corpus.frontier_records import LEFT, FrontierLink, LinkState, OriginRule, SiteState, Version
from corpus.reader import Reader
from corpus.records import Fetch, Visit

_FETCH_COLUMNS = """(url, municipality, referrer, anchor, at, status, failure, final_url, media_type, etag,
    last_modified, sha256, size, detail, rights, run)"""
_EVER = 2**31
_MAX_LINKS = 50_000
"""Addresses kept of one site after a visit: 33 visits of 1,500 requests; 290 sites of 400 bytes each are 6 GB
at the most, and a hundredth of that as a rule."""


class CrawlWriter(Reader):
    """The crawler's part of the writer."""

    def add_fetch(self, fetch: Fetch, run: int) -> None:
        """Record one attempt to get one address."""
        sql = f"INSERT INTO fetch {_FETCH_COLUMNS} VALUES ({_marks(16)})"  # noqa: S608 - constants
        self._connection.execute(sql, (*rows.fetch_values(fetch), run))

    def add_visit(self, visit: Visit, run: int) -> None:
        """Record how a crawl of one site ended."""
        sql = f"INSERT INTO visit VALUES (NULL, {_marks(9)})"  # noqa: S608 - question marks
        self._connection.execute(sql, (*rows.visit_values(visit), run))

    def set_links(self, links: Iterable[FrontierLink]) -> None:
        """Record where addresses stand now; the newest word on an address is the only one."""
        sql = f"INSERT OR REPLACE INTO link VALUES ({_marks(len(frontier_rows.LINK_COLUMNS))})"  # noqa: S608
        self._connection.executemany(sql, map(frontier_rows.link_values, links))

    def set_site(self, site: SiteState) -> None:
        """Record how far the visit of a site has come."""
        sql = f"INSERT OR REPLACE INTO site VALUES ({_marks(len(frontier_rows.SITE_COLUMNS))})"  # noqa: S608
        self._connection.execute(sql, frontier_rows.site_values(site))

    def set_learned(self, municipality: str, learned: str) -> None:
        """Record what the frontier has learned about a site."""
        self._connection.execute(
            "INSERT OR REPLACE INTO site_learning VALUES (?, ?)", (municipality, learned)
        )

    def set_rule(self, rule: OriginRule) -> None:
        """Record what an origin answered about its rules; the last answer is the only one kept."""
        sql = f"INSERT OR REPLACE INTO origin_rule VALUES ({_marks(8)})"  # noqa: S608 - question marks
        self._connection.execute(sql, frontier_rows.rule_values(rule))

    def add_version(self, version: Version, run: int) -> None:
        """Record that a document took the place of another; the first time it was seen counts."""
        sql = f"INSERT OR IGNORE INTO version VALUES ({_marks(7)})"  # noqa: S608 - question marks
        self._connection.execute(sql, (*frontier_rows.version_values(version), run))

    def open_site(self, municipality: str, website: str, since: str, *, anew: bool) -> SiteState:
        """The visit that a site is in: an open one that began at or after `since`, else a new one.

        `started` is empty for a new one, which knows what has been learned.
        """
        known = self.find_site(municipality)
        if known is None:
            return SiteState(municipality, website, 1)
        open_still = known.started >= since if known.started else False
        if open_still and known.website == website and not anew:
            return known
        number, learned = known.number + 1, known.learned
        return SiteState(municipality, website, number, learned=learned, ended=known.ended)

    def close_site(self, municipality: str, ended: str) -> None:
        """Record that the visit of a site is over, and how it ended."""
        sql = "UPDATE site SET started = '', ended = ? WHERE municipality = ?"
        self._connection.execute(sql, (ended, municipality))

    def open_links(self, municipality: str, visit: int, due: int | None) -> None:
        """Let what earlier visits did not get to wait again for visit `visit`, and what was due by visit
        `due` (None: everything that was ever fetched).
        """
        sql = """UPDATE link SET state = ?, lease = '', attempts = 0, outcome = '', reason = '', visit = ?
            WHERE municipality = ? AND (state IN ('waiting', 'leased') OR outcome = ?
            OR state IN ('fetched', 'failed') AND due <= ?)"""
        by = _EVER if due is None else due
        self._connection.execute(sql, (LinkState.WAITING, visit, municipality, LEFT, by))

    def close_links(self, municipality: str, visit: int, reason: str) -> None:
        """Give what still waits its final state, and keep the memory of the site within bounds.

        What was refused and not met in this visit is forgotten, and of too many the least promising that
        never gave anything.
        """
        sql = """UPDATE link SET state = ?, lease = '', outcome = ?, reason = ?, visit = ?
            WHERE municipality = ? AND state IN ('waiting', 'leased')"""
        self._connection.execute(sql, (LinkState.REFUSED, LEFT, reason, visit, municipality))
        sql = """DELETE FROM link WHERE municipality = ? AND state = 'refused' AND outcome != ?
            AND visit < ? - 1"""
        self._connection.execute(sql, (municipality, LEFT, visit))
        surplus = self._number("SELECT count(*) FROM link WHERE municipality = ?", municipality) - _MAX_LINKS
        if surplus > 0:
            sql = """DELETE FROM link WHERE municipality = ?1 AND key IN (SELECT key FROM link
                WHERE municipality = ?1 AND fingerprint = '' AND fruit = 0 ORDER BY
                state = 'refused' DESC, priority LIMIT ?2)"""
            self._connection.execute(sql, (municipality, surplus))


def _marks(number: int) -> str:
    return ", ".join("?" * number)
