"""Where the crawl meets the store: rows in batches, each batch whole, and nothing asked before it is written.

A commit waits for the disk (a few milliseconds), so one for each answer would cap a crawl at some hundred
answers a second. Rows are gathered for a moment instead. What keeps the promise after a kill -9: the next
request of a municipality waits for `committed`, so at most the one answer that was under way is lost, and
its address is still leased in the frontier.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.blobs import Blobs
from corpus.frontier_records import OriginRule, RuleKind
from corpus.records import Fetch, Sha256, Visit
from corpus.store import Store
from corpus.times import days_before, now
from corpus.writer import Writer
from crawler.errands import Step
from crawler.visit import Changes, SiteVisit

_MAX_ROWS = 2000
_KEEP_DAYS = 1.0  # of robots.txt: RFC 9309 section 2.4
_KEEP_FAULT_DAYS = 1 / 24  # of a robots.txt that could not be had


@dataclass(slots=True)
class _Batch:
    """What is committed together; when it is, `done` is set and the `news` are told."""

    writes: list[Callable[[Writer], None]] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    news: list[Callable[[], None]] = field(default_factory=list)
    rows: int = 0


class Ledger:
    """The only place of the crawler that writes. Raises what the store and the blobs raise.

    `wait` is for how many seconds rows are gathered. `on_fault` is told when a batch could not be written.
    """

    def __init__(self, store: Store, blobs: Blobs, run: int, wait: float = 0.0) -> None:
        self.on_fault: Callable[[BaseException], None] = _raise
        self._store = store
        self._blobs = blobs
        self._run = run
        self._wait = wait
        self._batch = _Batch()
        self._learned: dict[str, str] = {}  # as last written
        self._timer: asyncio.TimerHandle | None = None

    def add_step(self, step: Step, changes: Changes, tell: Callable[[], None] = lambda: None) -> None:
        """Store a step's row, its document if there is one, and what has changed on the frontier.

        The bytes come first: after a kill between the two there is a file too many, never a row too many.
        `tell` is called when all of it is on the disk.
        """
        if step.document is not None:
            self._blobs.add_bytes(step.content)
        self._batch.news.append(tell)
        self._gather(lambda writer: _write_step(writer, step, self._run), 1)
        self.add_changes(changes)

    def add_fetch(self, fetch: Fetch) -> None:
        """Store one row."""
        self._add(lambda writer: writer.add_fetch(fetch, self._run), 1)

    def add_visit(self, visit: Visit) -> None:
        """Store how a visit ended that had not begun."""
        self._add(lambda writer: writer.add_visit(visit, self._run), 1)

    def add_changes(self, changes: Changes) -> None:
        """Store what has changed on the frontier."""
        code, learned = changes.site.municipality, changes.site.learned
        anew = self._learned.get(code, "") != learned
        self._learned[code] = learned

        def write(writer: Writer) -> None:
            writer.set_links(changes.links)
            writer.set_site(changes.site)
            if anew:
                writer.set_learned(code, learned)
            for rule in changes.rules:
                writer.set_rule(rule)

        self._add(write, len(changes.links) + 1)

    def close_visit(self, visit: Visit, changes: Changes, closed: str) -> None:
        """Store how a visit ended. `closed`: why what still waits is left, "" when the visit will go on."""
        self.add_changes(changes)
        number, ended = changes.site.number, "" if not closed else visit.outcome.value

        def write(writer: Writer) -> None:
            writer.add_visit(visit, self._run)
            if closed:
                writer.close_links(visit.municipality, number, closed)
                writer.close_site(visit.municipality, ended)

        self._add(write, 1)
        self.flush()

    def begin_visit(self, visit: SiteVisit, since: str) -> None:
        """Let a visit know what the store does: it goes on when one that began after `since` is open."""
        self.flush()
        code, website = visit.municipality.code, visit.municipality.website
        with self._store.writing() as writer:
            site = writer.open_site(code, website, since, anew=visit.site.anew)
            writer.set_site(site)
            if not site.started:
                last = None if visit.site.anew else site.number
                writer.open_links(code, site.number, last)
            visit.resume(site, writer.iter_links(code))

    def find_rule(self, origin: str, kind: RuleKind) -> OriginRule | None:
        """What an origin answered about its rules lately, or None when it must be asked."""
        self.flush()
        with self._store.reading() as reader:
            rule = reader.find_rule(origin, kind, days_before(now(), _KEEP_DAYS))
        if rule is None:
            return None
        fault = rule.failure is not None or rule.status == 429 or rule.status >= 500
        return None if fault and rule.at < days_before(now(), _KEEP_FAULT_DAYS) else rule

    def find_bytes(self, sha256: Sha256) -> bytes | None:
        """The bytes of a stored document, or None."""
        path = self._blobs.find_path(sha256)
        return None if path is None else path.read_bytes()

    async def committed(self) -> None:
        """Wait until everything that was added is on the disk."""
        batch = self._batch
        if batch.writes:
            await batch.done.wait()

    def flush(self) -> None:
        """Commit what was gathered. Raises what storing raises; then the batch is lost, as after a kill."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._batch = self._batch, _Batch()
        try:
            if batch.writes:
                with self._store.writing() as writer:
                    for write in batch.writes:
                        write(writer)
        finally:
            batch.done.set()
        for tell in batch.news:
            tell()

    def _gather(self, write: Callable[[Writer], None], rows: int) -> None:
        self._batch.writes.append(write)
        self._batch.rows += rows

    def _add(self, write: Callable[[Writer], None], rows: int) -> None:
        self._gather(write, rows)
        loop = _find_loop()
        if self._batch.rows >= _MAX_ROWS or not self._wait or loop is None:
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(self._wait, self._flush_in_time)

    def _flush_in_time(self) -> None:
        try:
            self.flush()
        except Exception as error:
            self.on_fault(error)


def _find_loop() -> asyncio.AbstractEventLoop | None:
    """The event loop, while it runs: before and after it nothing is gathered."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _write_step(writer: Writer, step: Step, run: int) -> None:
    if step.fetch is None:
        return
    if step.document is not None:
        writer.add_document(step.document)
    writer.add_fetch(step.fetch, run)
    for version in step.versions:
        writer.add_version(version, run)
    if step.notices:
        writer.set_notices(step.fetch.municipality, step.fetch.url, step.notices, run)


def _raise(error: BaseException) -> None:
    raise error
