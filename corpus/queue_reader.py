"""Ways through passages: which comes next in a queue, which came before, and how far a person is.

A queue gives a person's next passage that has no standing answer by that person. Going on from a passage
("after") skips it; when nothing follows, the queue begins anew, so that what was skipped comes again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import dropwhile, islice

from corpus import search
from corpus.candidate_reader import CandidateReader
from corpus.records import CodeId, PassageId
from corpus.review_records import Progress, Queue, QueueKind, ReviewerId
from corpus.truth import EXTERNAL

COUNTED = 1_000
"""Queues are counted so far and no further: "1,000 or more" is enough to plan by, and counting costs."""

SEARCHED = 500
"""How many of the best hits of a search make its queue."""


class QueueReader(CandidateReader):
    """Questions about queues, at one moment of the store."""

    def find_next(self, queue: Queue, reviewer: ReviewerId, after: PassageId | None) -> PassageId | None:
        """The next passage for this person, or None when all is answered."""
        if after is not None:
            found = next(self._iter_open(queue, reviewer, after), None)
            if found is not None:
                return found
        return next((one for one in self._iter_open(queue, reviewer, None) if one != after), None)

    def measure_progress(self, queue: Queue, reviewer: ReviewerId) -> Progress:
        """How many of a queue's passages the person has answered, of how many; counted to `COUNTED`."""
        total = done = 0
        for passage in islice(self._iter_queue(queue, reviewer, None), COUNTED):
            total += 1
            done += self._is_answered(passage, reviewer)
        return Progress(done, total)

    def is_in_queue(self, passage: PassageId, queue: Queue, reviewer: ReviewerId) -> bool:
        """Whether a passage is among the first `COUNTED` of a queue, answered or not."""
        return passage in islice(self._iter_queue(queue, reviewer, None), COUNTED)

    def iter_outdated(
        self, reviewer: ReviewerId, codebook: str
    ) -> Iterator[tuple[PassageId, tuple[CodeId, ...]]]:
        """Passages to which the person answered yes to codes that mean something else in this codebook,
        with those codes, in the order they were answered. None when this codebook was not recorded.
        """
        versions = self._rows("SELECT hash, meanings FROM codebook_version ORDER BY at, hash")
        meanings = {str(row["hash"]): json.loads(row["meanings"]) for row in versions}
        if codebook not in meanings:
            return
        now = meanings[codebook]
        for version, then in meanings.items():
            changed = [code for code, meaning in then.items() if now.get(code) != meaning]
            if changed and version != codebook:
                yield from self._iter_answers_with(changed, reviewer, version)

    def _iter_answers_with(
        self, codes: list[str], reviewer: ReviewerId, codebook: str
    ) -> Iterator[tuple[PassageId, tuple[CodeId, ...]]]:
        # Codes stand quoted in the column, so that one cannot be found within another.
        holds = " OR ".join(["instr(a.yes, ?)"] * len(codes))
        sql = f"""SELECT a.passage, a.yes FROM standing_answer s
            CROSS JOIN answer a ON a.decision = s.decision CROSS JOIN passage p ON p.id = s.passage
            WHERE s.reviewer = ? AND a.codebook = ? AND p.retired = 0 AND ({holds}) ORDER BY s.decision"""  # noqa: S608 - question marks
        for row in self._rows(sql, reviewer, codebook, *(f'"{code}"' for code in codes)):
            held = json.loads(row["yes"])
            yield PassageId(row["passage"]), tuple(CodeId(code) for code in codes if code in held)

    def _iter_open(self, queue: Queue, reviewer: ReviewerId, after: PassageId | None) -> Iterator[PassageId]:
        answered_again = queue.kind in (QueueKind.OUTDATED, QueueKind.DISAGREEMENT)
        for passage in self._iter_queue(queue, reviewer, after):
            if answered_again or not self._is_answered(passage, reviewer):
                yield passage

    def _is_answered(self, passage: PassageId, reviewer: ReviewerId) -> bool:
        sql = "SELECT 1 FROM standing_answer WHERE passage = ? AND reviewer = ?"
        return self._one(sql, passage, reviewer) is not None

    def _iter_queue(self, queue: Queue, reviewer: ReviewerId, after: PassageId | None) -> Iterator[PassageId]:
        """The queue's passages, answered or not; those after one of them when `after` is given."""
        match queue.kind:
            case QueueKind.BATCH:
                return self._iter_batch(int(queue.argument), reviewer, after)
            case QueueKind.SECOND:
                return self._iter_second(reviewer, after)
            case QueueKind.OUTDATED:
                outdated = (passage for passage, _ in self.iter_outdated(reviewer, queue.argument))
                return _following(outdated, after)
            case QueueKind.DISAGREEMENT:
                sql = """SELECT passage FROM standing WHERE disputed = 1 AND settled = 0 AND passage > ?
                    ORDER BY passage"""
                return self._ids(sql, after or "")
            case QueueKind.CODE | QueueKind.MUNICIPALITY | QueueKind.DOCUMENT | QueueKind.SEARCH:
                return self._iter_about(queue, after)

    def _iter_about(self, queue: Queue, after: PassageId | None) -> Iterator[PassageId]:
        """Queues that are the same for everybody."""
        if queue.kind is QueueKind.CODE:
            return self._iter_code(queue.argument, after)
        if queue.kind is QueueKind.MUNICIPALITY:
            return self._iter_municipality(queue.argument, after)
        if queue.kind is QueueKind.DOCUMENT:
            return self._iter_document(queue.argument, after)
        return _following(self._iter_search(queue.argument), after)

    def _ids(self, sql: str, *values: object) -> Iterator[PassageId]:
        return (PassageId(row["passage"]) for row in self._rows(sql, *values))

    def _iter_batch(self, batch: int, reviewer: ReviewerId, after: PassageId | None) -> Iterator[PassageId]:
        sql = """SELECT i.passage FROM batch_item i JOIN passage p ON p.id = i.passage
            WHERE batch = ?1 AND reviewer = ?2 AND p.retired = 0 AND i.ordinal > coalesce((SELECT ordinal FROM
            batch_item WHERE batch = ?1 AND reviewer = ?2 AND passage = ?3), -1) ORDER BY i.ordinal"""
        spared = self.find_spared(batch, reviewer)
        return (passage for passage in self._ids(sql, batch, reviewer, after) if passage not in spared)

    def find_spared(self, batch: int, reviewer: ReviewerId) -> frozenset[PassageId]:
        """The passages of a draw of cells that need no reading any more, since a person has found the code
        in each cell they stand in; not those that this person has answered.
        """
        sql = """WITH ended AS (SELECT y.owner FROM cell_audit c CROSS JOIN cell_passage y ON y.audit = c.id
                CROSS JOIN standing_answer s ON s.passage = y.passage
                CROSS JOIN answer a ON a.decision = s.decision CROSS JOIN standing t ON t.passage = s.passage
                WHERE c.batch = ?1 AND instr(a.yes, '"' || c.code || '"') > 0
                AND (c.other = '' OR instr(a.yes, '"' || c.other || '"') > 0)
                AND (t.disputed = 0 OR a.settles = 1))
            SELECT x.passage FROM cell_audit c CROSS JOIN cell_passage x ON x.audit = c.id
            WHERE c.batch = ?1 AND NOT EXISTS (SELECT 1 FROM standing_answer s
                WHERE s.passage = x.passage AND s.reviewer = ?2)
            GROUP BY x.passage HAVING min(x.owner IN ended) = 1"""
        return frozenset(self._ids(sql, batch, reviewer))

    def _iter_code(self, code: str, after: PassageId | None) -> Iterator[PassageId]:
        """First what the model accepted, least sure first; then what it refused, most probable first."""
        coder = self.find_latest_coder()
        here = (
            None
            if after is None
            else self._one(
                "SELECT accepted, score FROM coding WHERE passage = ? AND coder = ? AND code = ?",
                after,
                coder,
                code,
            )
        )
        current = "(SELECT retired FROM passage WHERE id = passage) = 0"
        accepted = f"""SELECT passage FROM coding WHERE coder = ? AND code = ? AND accepted = 1
            AND (score, passage) > (?, ?) AND {current} ORDER BY score, passage"""  # noqa: S608 - a constant
        refused = f"""SELECT passage FROM coding WHERE coder = ? AND code = ? AND accepted = 0
            AND (score, passage) < (?, ?) AND {current} ORDER BY score DESC, passage DESC"""  # noqa: S608
        if here is None:
            yield from self._ids(accepted, coder, code, -1.0, "")
        elif here["accepted"]:
            yield from self._ids(accepted, coder, code, here["score"], after)
        beyond = (2.0, "") if here is None or here["accepted"] else (here["score"], after)
        yield from self._ids(refused, coder, code, *beyond)

    def _iter_municipality(self, municipality: str, after: PassageId | None) -> Iterator[PassageId]:
        coder = self.find_latest_coder()
        here = (
            None if after is None else self._one("SELECT document, ordinal FROM passage WHERE id = ?", after)
        )
        document, ordinal = ("", -1) if here is None else (here["document"], here["ordinal"])
        sql = """SELECT p.id AS passage FROM document d CROSS JOIN passage p ON p.document = d.sha256
            WHERE d.municipality = ? AND d.sha256 >= ? AND p.retired = 0
            AND (p.document, p.ordinal) > (?, ?) AND EXISTS (SELECT 1 FROM coding c
                WHERE c.passage = p.id AND c.coder = ? AND c.code IN (?, ?) AND c.accepted = 1)
            ORDER BY p.document, p.ordinal"""
        return self._ids(sql, municipality, document, document, ordinal, coder, *EXTERNAL)

    def _iter_document(self, document: str, after: PassageId | None) -> Iterator[PassageId]:
        sql = """SELECT id AS passage FROM passage WHERE document = ?1 AND retired = 0 AND ordinal > coalesce(
            (SELECT ordinal FROM passage WHERE id = ?2 AND document = ?1), -1) ORDER BY ordinal"""
        return self._ids(sql, document, after)

    def _iter_search(self, words: str) -> Iterator[PassageId]:
        sql = """SELECT p.id AS passage FROM passage_index JOIN passage p ON p.row = passage_index.rowid
            WHERE passage_index MATCH ? ORDER BY bm25(passage_index, 10.0, 1.0) LIMIT ?"""
        return self._ids(sql, search.match_expression(search.parse_query(words)), SEARCHED)

    def _iter_second(self, reviewer: ReviewerId, after: PassageId | None) -> Iterator[PassageId]:
        """Passages that one other person has answered, in the order of their ids."""
        sql = """SELECT standing.passage FROM standing CROSS JOIN standing_answer s
            ON s.passage = standing.passage WHERE standing.answers = 1 AND standing.passage > ?2
            AND s.reviewer <> ?1 AND (SELECT retired FROM passage WHERE id = s.passage) = 0
            ORDER BY standing.passage"""
        return self._ids(sql, reviewer, after or "")


def _following(passages: Iterator[PassageId], after: PassageId | None) -> Iterator[PassageId]:
    """What comes after one of the passages; all when it is None, nothing when it is not among them."""
    if after is None:
        return passages
    rest = dropwhile(lambda passage: passage != after, passages)
    next(rest, None)
    return rest
