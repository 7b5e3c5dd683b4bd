"""Adding what came from another program's file: ordinary decisions, with where they came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.review_records import Decision, Reviewer
from corpus.review_writer import ReviewWriter
from corpus.times import now

if TYPE_CHECKING:  # every command opens the store, and few import anything
    from corpus.importing.combining import Combined
    from corpus.importing.memos import Remembered
    from corpus.refi.opening import Package


class ImportWriter(ReviewWriter):
    """Adds answers and memos of a file. Each is a decision of the person it belongs to and can be undone."""

    def add_import(self, package: Package, origin: str) -> int:
        """Record that a file was taken in; returns its number."""
        sql = "INSERT INTO import (at, sha256, name, origin) VALUES (?,?,?,?) RETURNING id"
        return self._number(sql, now(), package.sha256, package.name, origin)

    def add_people(self, people: Iterable[Reviewer]) -> None:
        """Take in people whom the study did not have."""
        for person in people:
            self.add_reviewer(person)

    def add_imported_answer(self, combined: Combined, number: int) -> Decision:
        """Add an answer, as decided now, with the time at which the file says that it was made."""
        decision = self.add_answer(combined.answer)
        self._remember(decision, number, combined.made)
        return decision

    def add_imported_memo(self, remembered: Remembered, number: int) -> Decision:
        """Add a memo in the same way."""
        decision = self.add_memo(remembered.memo)
        self._remember(decision, number, remembered.made)
        return decision

    def _remember(self, decision: Decision, number: int, made: str) -> None:
        self._connection.execute("INSERT INTO imported VALUES (?,?,?)", (decision.id, number, made))
