"""Where the crawl meets the store: rows in batches, each batch whole, and nothing asked before it is written.

A commit waits for the disk (a few milliseconds), so one for each answer would cap a crawl at some hundred
answers a second. Rows are gathered for a moment instead, and written in a thread (crawler.disk); while that
is under way the next batch gathers. What keeps the promise after a kill -9: the next request of a
municipality waits for `committed`, so at most the one answer that was under way is lost, and its address is
still leased in the frontier.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

from corpus.blobs import Blobs
from corpus.frontier_records import LinkState, OriginRule, RuleKind
from corpus.records import Fetch, Sha256, Visit
from corpus.store import Store
from corpus.times import days_before, now
from corpus.writer import Writer
from crawler.disk import Batch, Disk, Write
from crawler.errands import Errand, Step
from crawler.journal import key_of, read_errand
from crawler.visit import Changes, SiteVisit

_MAX_ROWS = 2000
_KEEP_DAYS = 1.0  # of robots.txt: RFC 9309 section 2.4
_KEEP_FAULT_DAYS = 1 / 24  # of a robots.txt that could not be had


class Ledger:
    """The only place of the crawler that writes. Raises what the store and the blobs raise.

    `wait` is for how many seconds rows are gathered while an event loop runs; before and after it they are
    written at once. `on_fault` is told when a batch could not be written.
    """

    def __init__(self, store: Store, blobs: Blobs, run: int, wait: float = 0.0) -> None:
        self.on_fault: Callable[[BaseException], None] = _raise
        self._store = store
        self._blobs = blobs
        self._disk = Disk(store, blobs)
        self._run = run
        self._wait = wait
        self._batch = Batch()
        self._under_way: Batch | None = None
        self._fault: Exception | None = None
        self._last: dict[str, Batch] = {}  # by municipality: the batch that holds its newest rows
        self._learned: dict[str, str] = {}  # as last written
        self._timer: asyncio.TimerHandle | None = None

    def add_step(self, step: Step, changes: Changes, tell: Callable[[], None] = lambda: None) -> None:
        """Store a step's row, its document if there is one, and what has changed on the frontier.

        The bytes come first: after a kill between the two there is a file too many, never a row too many.
        `tell` is called when all of it is on the disk. Raises the fault that a batch has met before.
        """
        if self._fault is not None:
            raise self._fault
        code = changes.site.municipality
        file = None if step.document is None else self._disk.start_file(step.content)
        self._batch.writes.append(Write(code, lambda writer: _write_step(writer, step, self._run), file))
        self._batch.news.append(tell)
        self.add_changes(changes)

    def add_fetch(self, fetch: Fetch) -> None:
        """Store one row."""
        self._add(fetch.municipality, lambda writer: writer.add_fetch(fetch, self._run), 1)

    def add_visit(self, visit: Visit) -> None:
        """Store how a visit ended that had not begun."""
        self._add(visit.municipality, lambda writer: writer.add_visit(visit, self._run), 1)

    def add_changes(self, changes: Changes) -> None:
        """Store what has changed on the frontier."""
        code, learned = changes.site.municipality, changes.site.learned
        anew = self._learned.get(code, "") != learned
        self._learned[code] = learned
        self._batch.rules |= {(rule.origin, rule.kind): rule for rule in changes.rules}

        def write(writer: Writer) -> None:
            writer.set_links(changes.links)
            writer.set_site(changes.site)
            if anew:
                writer.set_learned(code, learned)
            for rule in changes.rules:
                writer.set_rule(rule)

        self._add(code, write, len(changes.links) + 2)

    def close_visit(
        self, visit: Visit, changes: Changes, closed: str, tell: Callable[[], None] = lambda: None
    ) -> None:
        """Store how a visit ended. `closed`: why what still waits is left, "" when the visit will go on."""
        self.add_changes(changes)
        number, ended = changes.site.number, "" if not closed else visit.outcome.value

        def write(writer: Writer) -> None:
            writer.add_visit(visit, self._run)
            if closed:
                writer.close_links(visit.municipality, number, closed)
                writer.close_site(visit.municipality, ended)

        self._batch.news.append(tell)
        self._add(visit.municipality, write, 1)
        self._learned.pop(visit.municipality, None)

    def begin_visit(self, visit: SiteVisit, since: str) -> None:
        """Let a visit know what the store does: it goes on when one that began after `since` is open."""
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
        for batch in filter(None, (self._batch, self._under_way)):
            if (origin, kind) in batch.rules:
                return batch.rules[origin, kind]
        with self._store.reading() as reader:
            rule = reader.find_rule(origin, kind, days_before(now(), _KEEP_DAYS))
        if rule is None:
            return None
        fault = rule.failure is not None or rule.status == 429 or rule.status >= 500
        return None if fault and rule.at < days_before(now(), _KEEP_FAULT_DAYS) else rule

    def find_links(self, municipality: str, urls: Sequence[str]) -> list[Errand]:
        """What is known of pages that were fetched by an earlier visit."""
        if not urls:
            return []
        with self._store.reading() as reader:
            links = [reader.find_link(municipality, key_of(url)) for url in urls]
        return [read_errand(link) for link in links if link is not None and link.state is LinkState.FETCHED]

    def find_bytes(self, sha256: Sha256) -> bytes | None:
        """The bytes of a stored document, or None."""
        path = self._blobs.find_path(sha256)
        return None if path is None else path.read_bytes()

    async def committed(self, municipality: str) -> None:
        """Wait until everything that was added for a municipality is on the disk."""
        batch = self._last.get(municipality)
        if batch is not None:
            await batch.done.wait()

    def flush(self) -> None:
        """Commit what was gathered. Raises what storing raises, the first time.

        For when no event loop runs: it waits for the disk.
        """
        self._cancel_timer()
        if self._under_way is not None:
            self._conclude(self._under_way, Disk.finish)
        if self._batch.writes:
            self._conclude(self._take_batch(), self._disk.commit)

    def close(self) -> None:
        """End the threads; what was not flushed is lost."""
        self._cancel_timer()
        self._disk.close()

    def _add(self, municipality: str, write: Callable[[Writer], None], rows: int) -> None:
        batch = self._last[municipality] = self._batch
        batch.writes.append(Write(municipality, write))
        batch.rows += rows
        loop = _find_loop()
        if loop is None:
            self.flush()
        elif self._under_way is None:
            self._plan(loop)

    def _plan(self, loop: asyncio.AbstractEventLoop) -> None:
        """See to it that what is gathered is committed soon. Nothing is under way."""
        if self._batch.rows >= _MAX_ROWS:
            self._send_off(loop)
        elif self._timer is None:
            self._timer = loop.call_later(self._wait, self._send_off, loop)

    def _send_off(self, loop: asyncio.AbstractEventLoop) -> None:
        self._cancel_timer()
        batch = self._under_way = self._take_batch()

        def wake(_: object) -> None:
            with suppress(RuntimeError):  # the loop has been closed: `flush` sees to it
                loop.call_soon_threadsafe(self._hear, batch, loop)

        self._disk.start_commit(batch).add_done_callback(wake)

    def _hear(self, batch: Batch, loop: asyncio.AbstractEventLoop) -> None:
        """A commit has ended, and the loop learns of it."""
        if batch is not self._under_way:
            return
        try:
            self._conclude(batch, Disk.finish)
        except Exception as error:
            self.on_fault(error)
        if self._batch.writes:
            self._plan(loop)

    def _conclude(self, batch: Batch, commit: Callable[[Batch], None]) -> None:
        if batch is self._under_way:
            self._under_way = None
        try:
            commit(batch)
            for tell in batch.news:
                tell()
        except Exception as error:
            if self._fault is None:  # the next batch may meet it, too, and says nothing new
                self._fault = error
                raise
        finally:
            batch.empty()

    def _take_batch(self) -> Batch:
        batch, self._batch = self._batch, Batch()
        return batch

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


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
