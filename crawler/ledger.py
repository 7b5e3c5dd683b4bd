"""Writes what a crawl finds into the study: bytes first, then one transaction for what belongs together."""

from __future__ import annotations

from corpus.blobs import Blobs
from corpus.records import Fetch, Visit
from corpus.store import Store
from crawler.errands import Step


class Ledger:
    """The only place of the crawler that writes. Raises what the store and the blobs raise."""

    def __init__(self, store: Store, blobs: Blobs, run: int) -> None:
        self._store = store
        self._blobs = blobs
        self._run = run

    def add_step(self, step: Step) -> None:
        """Store a step's row, and its document if there is one.

        The bytes come first: after a kill between the two there is a file too many, never a row too many.
        """
        if step.fetch is None:
            return
        if step.document is not None:
            self._blobs.add_bytes(step.content)
        with self._store.writing() as writer:
            if step.document is not None:
                writer.add_document(step.document)
            writer.add_fetch(step.fetch, self._run)

    def add_fetch(self, fetch: Fetch) -> None:
        """Store one row."""
        self.add_step(Step(fetch))

    def add_visit(self, visit: Visit) -> None:
        """Store how a visit ended."""
        with self._store.writing() as writer:
            writer.add_visit(visit, self._run)
