"""Adding what people decide: each act is one decision, appended in the transaction that carries it out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from corpus import answers
from corpus import review_rows as rows
from corpus.errors import CorpusError
from corpus.records import Passage, PassageId, Sha256
from corpus.review_reader import ReviewReader
from corpus.review_records import (
    Act,
    Answer,
    Batch,
    BatchItem,
    CodebookVersion,
    Decision,
    Memo,
    MemoTarget,
    Queue,
    QueueKind,
    Reshaping,
    Reviewer,
    ReviewerId,
)
from corpus.times import now
from corpus.writer import Writer

_DRAWN_FOR = (("audit_known", "audit_coded", "audit_rest", "audit"), ("cell_passage", "cell", "cell_audit"))
"""The tables of draws that a batch may be for; the last of each has the draw itself."""


class ReviewWriter(ReviewReader, Writer):
    """Adds people, decisions, batches and versions of the codebook. Nothing decided is ever removed."""

    def add_reviewer(self, reviewer: Reviewer) -> None:
        """Take in a person. Raises CorpusError when the id is taken."""
        if self.find_reviewer(reviewer.id) is not None:
            raise CorpusError(f"There is a reviewer {reviewer.id} already: choose another name.")
        self._connection.execute(
            "INSERT INTO reviewer VALUES (?,?,?,?,?,?,?,?)", rows.reviewer_values(reviewer)
        )

    def update_reviewer(self, reviewer: Reviewer) -> None:
        """Change a person's name, colour, settings or means to log in."""
        values = rows.reviewer_values(reviewer)
        sql = """UPDATE reviewer SET name = ?, colour = ?, added = ?, active = ?, settings = ?, password = ?,
            invite = ? WHERE id = ?"""
        self._connection.execute(sql, (*values[1:], reviewer.id))

    # -- decisions

    def add_answer(self, answer: Answer, batch: int | None = None) -> Decision:
        """Record a whole answer to a passage; it stands in place of the person's earlier one.

        Raises CorpusError for a passage or a codebook that the store does not know.
        """
        document = self.get_passage(answer.passage).document
        if self.find_codebook_version(answer.codebook) is None:
            raise CorpusError(
                f"The codebook {answer.codebook[:12]} was never recorded: add its version first."
            )
        act = Act.SETTLE if answer.settles else Act.ANSWER
        decision = self._decide(answer.reviewer, act, answer.passage, document, batch)
        self._connection.execute(
            "INSERT INTO answer VALUES (?,?,?,?,?,?,?,?,?)", answers.answer_values(answer, decision.id)
        )
        self._stand(answer.passage, answer.reviewer)
        return decision

    def add_memo(self, memo: Memo) -> Decision:
        """Record a memo. Raises CorpusError when it is about a passage or document that is not there."""
        passage = self.get_passage(memo.target) if memo.kind is MemoTarget.PASSAGE else None
        document = Sha256(memo.target) if memo.kind is MemoTarget.DOCUMENT else None
        if document is not None and self.find_document(document) is None:
            raise CorpusError(f"There is no document {document[:12]} in this study.")
        decision = self._decide(
            memo.reviewer,
            Act.MEMO,
            None if passage is None else passage.id,
            document if passage is None else passage.document,
        )
        values = (decision.id, memo.kind, memo.target, memo.text)
        self._connection.execute("INSERT INTO memo VALUES (?,?,?,?)", values)
        return decision

    def reshape(self, reviewer: ReviewerId, reshaping: Reshaping) -> Decision:
        """Put the made passages in place of the replaced ones, which are retired with all that was said of
        them; batches ask for what was made. The document waits to be classified again.

        Raises CorpusError when nothing is made.
        """
        if not reshaping.made:
            raise CorpusError("A change of borders must leave at least one passage.")
        document = reshaping.made[0].document
        decision = self._decide(reviewer, Act.RESHAPE, None, document)
        made = json.dumps([one.id for one in reshaping.made])
        values = (decision.id, document, made, json.dumps(reshaping.replaced))
        self._connection.execute("INSERT INTO reshaping VALUES (?,?,?,?)", values)
        self._exchange_passages(document, reshaping.replaced, reshaping.made)
        for passage in reshaping.made:
            self._pass_on_items(passage, reshaping.replaced)
        self._wait_for_classification(document)
        return decision

    def _pass_on_items(self, made: Passage, replaced: Iterable[PassageId]) -> None:
        """Let batches ask the same people for a passage that was made as for those whose text it holds: for
        the same reason, with the same probability, and blind if any of them was to be read blind.
        """
        for old in map(self.get_passage, replaced):
            if old.end <= made.start or made.end <= old.start:
                continue
            blind = "UPDATE batch_item SET blind = 1 WHERE passage = ?1 AND (batch, reviewer) IN "
            blind += "(SELECT batch, reviewer FROM batch_item WHERE passage = ?2 AND blind = 1)"
            self._connection.execute(blind, (made.id, old.id))
            self._connection.execute(
                """INSERT INTO batch_item (batch, reviewer, ordinal, passage, stratum, probability, blind)
                SELECT o.batch, o.reviewer, (SELECT max(ordinal) + 1 FROM batch_item b
                    WHERE b.batch = o.batch AND b.reviewer = o.reviewer), ?1, o.stratum, o.probability,
                    o.blind
                FROM batch_item o WHERE o.passage = ?2 AND NOT EXISTS (SELECT 1 FROM batch_item m
                    WHERE m.passage = ?1 AND m.batch = o.batch AND m.reviewer = o.reviewer)""",
                (made.id, old.id),
            )

    def undo(self, reviewer: ReviewerId) -> Decision | None:
        """Take back the person's last effective act; None when there is none. Returns what was undone."""
        return self._switch(self.find_undoable(reviewer), Act.UNDO)

    def redo(self, reviewer: ReviewerId) -> Decision | None:
        """Do again what the person undid last, unless they decided something since."""
        return self._switch(self.find_redoable(reviewer), Act.REDO)

    def _decide(
        self,
        reviewer: ReviewerId,
        act: Act,
        passage: PassageId | None,
        document: Sha256 | None,
        batch: int | None = None,
    ) -> Decision:
        sql = """INSERT INTO decision (at, reviewer, act, passage, document, batch)
            VALUES (?,?,?,?,?,?) RETURNING *"""
        row = self._connection.execute(sql, (now(), reviewer, act, passage, document, batch)).fetchone()
        return rows.decision_record(row)

    def _switch(self, decision: Decision | None, act: Act) -> Decision | None:
        if decision is None:
            return None
        undone = act is Act.UNDO
        sql = "INSERT INTO decision (at, reviewer, act, passage, document, of) VALUES (?,?,?,?,?,?)"
        about = (decision.passage, decision.document, decision.id)
        self._connection.execute(sql, (now(), decision.reviewer, act, *about))
        self._connection.execute("UPDATE decision SET undone = ? WHERE id = ?", (int(undone), decision.id))
        if decision.act in (Act.ANSWER, Act.SETTLE) and decision.passage is not None:
            self._stand(decision.passage, decision.reviewer)
        if decision.act is Act.RESHAPE:
            self._turn_reshaping(decision.id, undone=undone)
        return decision

    def _turn_reshaping(self, decision: int, *, undone: bool) -> None:
        row = self._connection.execute("SELECT * FROM reshaping WHERE decision = ?", (decision,)).fetchone()
        document = Sha256(row["document"])
        made, replaced = json.loads(row["made"]), json.loads(row["replaced"])
        gone, come = (made, replaced) if undone else (replaced, made)
        shaped = [self.get_passage(one) for one in come]
        if self._is_text_of(document, shaped):  # the document may have been read again since
            self._exchange_passages(document, gone, shaped)
        self._wait_for_classification(document)

    def _wait_for_classification(self, document: Sha256) -> None:
        self._connection.execute("DELETE FROM classification WHERE document = ?", (document,))

    def _stand(self, passage: PassageId, reviewer: ReviewerId) -> None:
        """Find anew which answer of the person stands, and what all answers to the passage come to."""
        sql = """SELECT max(a.decision) FROM answer a JOIN decision d ON d.id = a.decision
            WHERE a.passage = ? AND a.reviewer = ? AND d.undone = 0"""
        newest = self._number(sql, passage, reviewer)
        if newest:
            values = (passage, reviewer, newest)
            self._connection.execute("INSERT OR REPLACE INTO standing_answer VALUES (?,?,?)", values)
        else:
            sql = "DELETE FROM standing_answer WHERE passage = ? AND reviewer = ?"
            self._connection.execute(sql, (passage, reviewer))
        sql = """INSERT OR REPLACE INTO standing SELECT ?1, count(*), count(DISTINCT a.yes) > 1,
            coalesce(max(a.settles), 0) FROM standing_answer s JOIN answer a ON a.decision = s.decision
            WHERE s.passage = ?1"""
        self._connection.execute(sql, (passage,))

    # -- batches, places, versions of the codebook

    def add_batch(self, batch: Batch, items: Iterable[BatchItem]) -> int:
        """Record a batch with its items, whose `batch` is replaced, and return its id."""
        sql = """INSERT INTO batch (at, name, made_by, seed, mix, blind, double)
            VALUES (?,?,?,?,?,?,?) RETURNING id"""
        mix = json.dumps(dict(batch.mix))
        values = (now(), batch.name, batch.made_by, batch.seed, mix, int(batch.blind), batch.double)
        number = self._number(sql, *values)
        self.add_batch_items(number, items)
        return number

    def add_batch_items(self, batch: int, items: Iterable[BatchItem]) -> None:
        """Add to what a batch asks for: items of this batch, whatever their `batch` says."""
        self._connection.executemany(
            "INSERT INTO batch_item (batch, reviewer, ordinal, passage, stratum, probability, blind) "
            "VALUES (?,?,?,?,?,?,?)",
            ((batch, *rows.batch_item_values(item)) for item in items),
        )

    def rename_batch(self, batch: int, name: str) -> None:
        """Give a batch another name."""
        self._connection.execute("UPDATE batch SET name = ? WHERE id = ?", (name, batch))

    def remove_batch(self, batch: int) -> None:
        """Withdraw a batch in which nobody has decided anything: it asks for its passages no more.

        Raises CorpusError when somebody has.
        """
        if self.is_batch_begun(batch):
            raise CorpusError(f"Somebody has read in batch {batch}: it can no longer be withdrawn.")
        queue = str(Queue(QueueKind.BATCH, str(batch)))
        self._connection.execute("DELETE FROM place WHERE queue = ?", (queue,))
        self._connection.execute("DELETE FROM batch_item WHERE batch = ?", (batch,))
        for parts in _DRAWN_FOR:  # an audit that nobody will read was never drawn
            for table in parts:
                column = "id" if table == parts[-1] else "audit"
                sql = f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM {parts[-1]} WHERE batch = ?)"  # noqa: S608 - constants
                self._connection.execute(sql, (batch,))
        self._connection.execute("DELETE FROM batch WHERE id = ?", (batch,))

    def set_place(self, reviewer: ReviewerId, queue: Queue, passage: PassageId) -> None:
        """Remember where a person is in a queue."""
        sql = "INSERT OR REPLACE INTO place VALUES (?,?,?)"
        self._connection.execute(sql, (reviewer, str(queue), passage))

    def add_codebook_version(self, version: CodebookVersion) -> None:
        """Record a codebook and the change that made it; nothing happens when this version is known."""
        if self.find_codebook_version(version.hash) is None:
            self.add_codebook_change(version)

    def add_codebook_change(self, version: CodebookVersion) -> int:
        """Record a change of the codebook, also one back to a version that is known; returns its id."""
        at = now()
        said = (version.reviewer, version.version, version.text, version.summary, version.parent)
        self._connection.execute(
            "INSERT OR IGNORE INTO codebook_version VALUES (?,?,?,?,?,?,?,?)",
            (version.hash, at, *said, json.dumps(dict(version.meanings))),
        )
        sql = """INSERT INTO codebook_change (at, codebook, reviewer, version, text, summary, parent)
            VALUES (?,?,?,?,?,?,?) RETURNING id"""
        return self._number(sql, at, version.hash, *said)

    def set_coder(self, coder: str, run: int) -> None:
        """Let what a model said before count again as the last word, as of this run."""
        self._connection.execute("UPDATE classification SET run = ? WHERE coder = ?", (run, coder))
