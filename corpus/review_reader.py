"""What can be asked of the store about reviewing: people, decisions, answers, memos, batches, codebooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import answers
from corpus import review_rows as rows
from corpus import rows as corpus_rows
from corpus.codebook_reader import CodebookReader
from corpus.errors import CorpusError
from corpus.records import Coding, Document, DocumentKind, Fetch, Mention, Passage, PassageId, Sha256
from corpus.review_records import (
    EFFECTIVE,
    Answer,
    Batch,
    BatchItem,
    CodebookVersion,
    Decision,
    Memo,
    MemoTarget,
    Queue,
    Reshaping,
    Reviewer,
    ReviewerId,
)
from corpus.truth import EXTERNAL

_ANSWER = """SELECT a.*, d.at FROM standing_answer s JOIN answer a ON a.decision = s.decision
    JOIN decision d ON d.id = a.decision"""
_MEMO = "SELECT m.*, d.at, d.reviewer FROM memo m JOIN decision d ON d.id = m.decision WHERE d.undone = 0"
_ACTS = ", ".join(f"'{act}'" for act in EFFECTIVE)


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents: of a municipality ("" for all), of a kind (None for all), with words in the title."""

    municipality: str = ""
    kind: DocumentKind | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """One document with how many passages it has, how many the newest model counts as external
    collaboration, and how many have an answer.
    """

    document: Document
    passages: int
    external: int
    answered: int


class ReviewReader(CodebookReader):
    """Questions about reviewing, at one moment of the store."""

    # -- people and what they did

    def iter_reviewers(self) -> Iterator[Reviewer]:
        """Everybody who ever reviewed, in the order they came."""
        yield from map(rows.reviewer_record, self._rows("SELECT * FROM reviewer ORDER BY added, id"))

    def find_reviewer(self, reviewer: str) -> Reviewer | None:
        """The person with this id, or None."""
        row = self._one("SELECT * FROM reviewer WHERE id = ?", reviewer)
        return None if row is None else rows.reviewer_record(row)

    def find_undoable(self, reviewer: ReviewerId) -> Decision | None:
        """The person's last effective act that holds, or None."""
        sql = f"""SELECT * FROM decision WHERE reviewer = ? AND undone = 0 AND act IN ({_ACTS})
            ORDER BY id DESC LIMIT 1"""  # noqa: S608 - a constant
        row = self._one(sql, reviewer)
        return None if row is None else rows.decision_record(row)

    def find_redoable(self, reviewer: ReviewerId) -> Decision | None:
        """The act that the person undid last, or None when there is none or something was decided since."""
        last = self.find_undoable(reviewer)
        sql = f"""SELECT * FROM decision WHERE reviewer = ? AND undone = 1 AND act IN ({_ACTS}) AND id > ?
            ORDER BY id LIMIT 1"""  # noqa: S608 - a constant
        row = self._one(sql, reviewer, 0 if last is None else last.id)
        return None if row is None else rows.decision_record(row)

    def iter_decisions(
        self, reviewer: ReviewerId | None, before: int | None, limit: int
    ) -> Iterator[Decision]:
        """Decisions, newest first: of one person or of all, those before an id or the last ones."""
        sql = """SELECT * FROM decision WHERE (?1 IS NULL OR reviewer = ?1) AND (?2 IS NULL OR id < ?2)
            ORDER BY id DESC LIMIT ?3"""
        yield from map(rows.decision_record, self._rows(sql, reviewer, before, limit))

    def find_answer(self, passage: PassageId, reviewer: ReviewerId) -> Answer | None:
        """The person's standing answer to a passage, or None."""
        row = self._one(f"{_ANSWER} WHERE s.passage = ? AND s.reviewer = ?", passage, reviewer)
        return None if row is None else answers.answer_record(row)

    def iter_answers(self, passage: PassageId) -> Iterator[Answer]:
        """Everybody's standing answers to a passage, in the order they were given."""
        found = self._rows(f"{_ANSWER} WHERE s.passage = ? ORDER BY s.decision", passage)
        yield from map(answers.answer_record, found)

    def iter_all_answers(self) -> Iterator[Answer]:
        """Every standing answer to a current passage, in the order they were given."""
        sql = f"""{_ANSWER} WHERE (SELECT retired FROM passage p WHERE p.id = s.passage) = 0
            ORDER BY s.decision"""  # noqa: S608 - a constant
        yield from map(answers.answer_record, self._rows(sql))

    def get_answer(self, decision: int) -> Answer:
        """The answer of one decision, whether it stands or not. Raises CorpusError."""
        sql = "SELECT a.*, d.at FROM answer a JOIN decision d ON d.id = a.decision WHERE a.decision = ?"
        row = self._one(sql, decision)
        if row is None:
            raise CorpusError(f"Decision {decision} is no answer.")
        return answers.answer_record(row)

    def get_reshaping(self, decision: int) -> Reshaping:
        """What one decision did to the borders of passages. Raises CorpusError."""
        row = self._one("SELECT made, replaced FROM reshaping WHERE decision = ?", decision)
        if row is None:
            raise CorpusError(f"Decision {decision} is no change of borders.")
        made = tuple(self.get_passage(one) for one in json.loads(row["made"]))
        return Reshaping(made, tuple(PassageId(one) for one in json.loads(row["replaced"])))

    def iter_memos(self, kind: MemoTarget, target: str) -> Iterator[Memo]:
        """The memos on one thing, oldest first."""
        sql = f"{_MEMO} AND m.kind = ? AND m.target = ? ORDER BY m.decision"
        yield from map(rows.memo_record, self._rows(sql, kind, target))

    def iter_all_memos(self) -> Iterator[Memo]:
        """Every memo, newest first."""
        yield from map(rows.memo_record, self._rows(f"{_MEMO} ORDER BY m.decision DESC"))

    # -- batches, places, versions of the codebook

    def iter_batches(self) -> Iterator[Batch]:
        """Every batch, newest first."""
        yield from map(rows.batch_record, self._rows("SELECT * FROM batch ORDER BY id DESC"))

    def get_batch(self, batch: int) -> Batch:
        """The batch with this id. Raises CorpusError."""
        row = self._one("SELECT * FROM batch WHERE id = ?", batch)
        if row is None:
            raise CorpusError(f"There is no batch {batch} in this study.")
        return rows.batch_record(row)

    def is_batch_begun(self, batch: int) -> bool:
        """Whether anybody has ever answered a passage in it."""
        return self._one("SELECT 1 FROM decision WHERE batch = ? LIMIT 1", batch) is not None

    def iter_batch_items(self, batch: int | None, reviewer: ReviewerId | None) -> Iterator[BatchItem]:
        """The items of a batch (None: of all), for one person or for all, in their order."""
        sql = """SELECT * FROM batch_item WHERE (?1 IS NULL OR batch = ?1)
            AND (?2 IS NULL OR reviewer = ?2) ORDER BY batch, reviewer, ordinal"""
        yield from map(rows.batch_item_record, self._rows(sql, batch, reviewer))

    def find_batch_item(self, batch: int, reviewer: ReviewerId, passage: PassageId) -> BatchItem | None:
        """The item that asks this person for this passage, or None."""
        sql = "SELECT * FROM batch_item WHERE passage = ? AND reviewer = ? AND batch = ?"
        row = self._one(sql, passage, reviewer, batch)
        return None if row is None else rows.batch_item_record(row)

    def list_blind(self, document: Sha256, reviewer: ReviewerId) -> frozenset[PassageId]:
        """The passages of a document that some batch asks this person to answer blind."""
        sql = """SELECT p.id FROM passage p CROSS JOIN batch_item i ON i.passage = p.id
            WHERE p.document = ? AND i.reviewer = ? AND i.blind = 1"""
        return frozenset(PassageId(row["id"]) for row in self._rows(sql, document, reviewer))

    def find_place(self, reviewer: ReviewerId, queue: Queue) -> PassageId | None:
        """Where the person last was in a queue, or None."""
        row = self._one("SELECT passage FROM place WHERE reviewer = ? AND queue = ?", reviewer, str(queue))
        return None if row is None else PassageId(row["passage"])

    def iter_codebook_versions(self) -> Iterator[CodebookVersion]:
        """Every codebook that was recorded, newest first."""
        found = self._rows("SELECT * FROM codebook_version ORDER BY at DESC, rowid DESC")
        yield from map(rows.codebook_version_record, found)

    def find_codebook_version(self, codebook: str) -> CodebookVersion | None:
        """The codebook with this hash, or None."""
        row = self._one("SELECT * FROM codebook_version WHERE hash = ?", codebook)
        return None if row is None else rows.codebook_version_record(row)

    # -- a passage and its surroundings

    def is_current(self, passage: PassageId) -> bool:
        """Whether the passage stands in the current reading of its document."""
        return bool(self._number("SELECT 1 FROM passage WHERE id = ? AND retired = 0", passage))

    def list_neighbours(self, passage: Passage, radius: int) -> tuple[Passage, ...]:
        """The current passages of the document at most `radius` before or after, without itself."""
        sql = """SELECT * FROM passage WHERE document = ? AND retired = 0 AND ordinal BETWEEN ? AND ?
            AND id <> ? ORDER BY ordinal"""
        span = (passage.ordinal - radius, passage.ordinal + radius)
        found = self._rows(sql, passage.document, *span, passage.id)
        return tuple(corpus_rows.passage_record(row) for row in found)

    def iter_passage_codings(self, passage: PassageId, coder: str) -> Iterator[Coding]:
        """What a model said of one passage, most probable first."""
        sql = "SELECT * FROM coding WHERE passage = ? AND coder = ? ORDER BY score DESC, code"
        yield from map(corpus_rows.coding_record, self._rows(sql, passage, coder))

    def iter_passage_mentions(self, passage: PassageId, coder: str) -> Iterator[Mention]:
        """The outside actors that a model found in one passage."""
        sql = "SELECT * FROM mention WHERE passage = ? AND coder = ? ORDER BY start"
        yield from map(corpus_rows.mention_record, self._rows(sql, passage, coder))

    def find_source(self, document: Sha256) -> Fetch | None:
        """The newest fetch that brought a document, or None."""
        row = self._one("SELECT * FROM fetch WHERE sha256 = ? ORDER BY id DESC LIMIT 1", document)
        return None if row is None else corpus_rows.fetch_record(row)

    # -- documents

    def count_documents(self, wanted: DocumentFilter) -> int:
        """How many documents with passages a filter leaves."""
        sql = f"SELECT count(*) FROM document d WHERE {_FILTER}"  # noqa: S608 - a constant
        return self._number(sql, *_filter_values(wanted))

    def list_documents(
        self, wanted: DocumentFilter, coder: str | None, offset: int, limit: int
    ) -> tuple[DocumentCounts, ...]:
        """Some of the documents that a filter leaves, by municipality and title, with their counts."""
        sql = f"""SELECT * FROM document d WHERE {_FILTER} ORDER BY municipality, title, sha256
            LIMIT ?4 OFFSET ?5"""  # noqa: S608 - a constant
        found = list(self._rows(sql, *_filter_values(wanted), limit, offset))
        return tuple(self._count(corpus_rows.document_record(row), coder) for row in found)

    def _count(self, document: Document, coder: str | None) -> DocumentCounts:
        passages = "SELECT id FROM passage WHERE document = ? AND retired = 0"
        number = f"SELECT count(*) FROM ({passages})"  # noqa: S608 - a constant
        external = f"""SELECT count(*) FROM coding WHERE coder = ? AND accepted = 1 AND code IN (?, ?)
            AND passage IN ({passages})"""  # noqa: S608 - a constant
        answered = f"SELECT count(*) FROM standing WHERE answers > 0 AND passage IN ({passages})"  # noqa: S608
        return DocumentCounts(
            document,
            self._number(number, document.sha256),
            self._number(external, coder, *EXTERNAL, document.sha256),
            self._number(answered, document.sha256),
        )


_FILTER = """EXISTS (SELECT 1 FROM passage p WHERE p.document = d.sha256 AND p.retired = 0)
    AND (?1 = '' OR municipality = ?1) AND (?2 IS NULL OR kind = ?2)
    AND (?3 = '' OR instr(lower(title), lower(?3)) > 0)"""


def _filter_values(wanted: DocumentFilter) -> tuple[object, ...]:
    return (wanted.municipality, wanted.kind, wanted.title)
