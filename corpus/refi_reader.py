"""What an exchange with other programs asks of the store: whole answers and memos with when they were made,
and what came from a file before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus import answers
from corpus import rows as corpus_rows
from corpus.records import Passage, PassageId, Sha256
from corpus.review_reader import ReviewReader
from corpus.review_records import Answer, Memo, ReviewerId
from corpus.review_rows import memo_record

# An answer or memo that came from a file was made when the file says, not when it was taken in.
_MADE = "coalesce(nullif(i.made, ''), d.at) AS at"
_STANDING = f"""SELECT a.*, {_MADE} FROM passage p CROSS JOIN standing_answer s ON s.passage = p.id
    CROSS JOIN answer a ON a.decision = s.decision CROSS JOIN decision d ON d.id = a.decision
    LEFT JOIN imported i ON i.decision = a.decision"""  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was taken in."""

    id: int
    at: str
    sha256: Sha256
    name: str
    origin: str


class RefiReader(ReviewReader):
    """Questions of the exchange, at one moment of the store."""

    def iter_made_answers(self, document: Sha256) -> Iterator[Answer]:
        """Standing answers to a document's current passages, with when they were made, by person."""
        sql = f"{_STANDING} WHERE p.document = ? AND p.retired = 0 ORDER BY p.ordinal, a.reviewer"
        yield from map(answers.answer_record, self._rows(sql, document))

    def iter_made_memos(self) -> Iterator[Memo]:
        """Every memo that holds, with when it was made, in the order they were added."""
        sql = f"""SELECT m.*, {_MADE}, d.reviewer FROM memo m JOIN decision d ON d.id = m.decision
            LEFT JOIN imported i ON i.decision = m.decision
            WHERE d.undone = 0 ORDER BY m.decision"""  # noqa: S608 - a constant
        yield from map(memo_record, self._rows(sql))

    def read_answering(self) -> dict[Sha256, frozenset[ReviewerId]]:
        """Who has a standing answer to a current passage of each document that has any."""
        sql = """SELECT DISTINCT p.document, s.reviewer FROM standing_answer s
            JOIN passage p ON p.id = s.passage WHERE p.retired = 0"""
        found: dict[Sha256, set[ReviewerId]] = defaultdict(set)
        for document, reviewer in self._rows(sql):
            found[Sha256(document)].add(ReviewerId(reviewer))
        return {document: frozenset(people) for document, people in found.items()}

    def count_retired_answers(self) -> dict[Sha256, int]:
        """How many standing answers are to passages that an earlier reading had, by document."""
        sql = """SELECT p.document, count(*) FROM standing_answer s JOIN passage p ON p.id = s.passage
            WHERE p.retired = 1 GROUP BY p.document"""
        return {Sha256(document): int(number) for document, number in self._rows(sql)}

    def find_current_passage(self, passage: str) -> Passage | None:
        """The passage with this id if it stands in the current reading, or None."""
        row = self._one("SELECT * FROM passage WHERE id = ? AND retired = 0", passage)
        return None if row is None else corpus_rows.passage_record(row)

    def iter_batch_documents(self) -> Iterator[tuple[int, Sha256]]:
        """Each batch with each document that it asks for a current passage of, sorted."""
        sql = """SELECT DISTINCT b.batch, p.document FROM batch_item b JOIN passage p ON p.id = b.passage
            WHERE p.retired = 0 ORDER BY b.batch, p.document"""
        for row in self._rows(sql):
            yield row["batch"], Sha256(row["document"])

    def iter_imported_answers(self, passage: PassageId, reviewer: ReviewerId) -> Iterator[Answer]:
        """Answers of a person to a passage that ever came from a file, whether they stand or not."""
        sql = f"""SELECT a.*, {_MADE} FROM answer a JOIN imported i ON i.decision = a.decision
            JOIN decision d ON d.id = a.decision
            WHERE a.passage = ? AND a.reviewer = ? ORDER BY a.decision"""  # noqa: S608 - a constant
        yield from map(answers.answer_record, self._rows(sql, passage, reviewer))

    def is_memo_known(self, memo: Memo) -> bool:
        """Whether the person ever wrote this on this thing, also if it was taken back since."""
        sql = """SELECT 1 FROM memo m JOIN decision d ON d.id = m.decision
            WHERE m.kind = ? AND m.target = ? AND d.reviewer = ?
            AND replace(replace(m.text, char(13, 10), char(10)), char(13), char(10)) = ? LIMIT 1"""
        text = memo.text.replace("\r\n", "\n").replace("\r", "\n")  # as XML gives it back
        return self._one(sql, memo.kind, memo.target, memo.reviewer, text) is not None

    def iter_imports(self) -> Iterator[Import]:
        """Every file that was taken in, oldest first."""
        for row in self._rows("SELECT id, at, sha256, name, origin FROM import ORDER BY id"):
            yield Import(row["id"], row["at"], Sha256(row["sha256"]), row["name"], row["origin"])


def without_store_ids(answer: Answer) -> Answer:
    """The answer as it was given, to compare it with another."""
    return replace(
        answer, decision=0, at="", yes=tuple(sorted(answer.yes)), unsure=tuple(sorted(answer.unsure))
    )
