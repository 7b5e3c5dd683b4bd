"""Questions about what several people decided on the same passages: who said what, when, and who differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import answers
from corpus.errors import CorpusError
from corpus.queue_reader import QueueReader
from corpus.records import CodeId, PassageId, Sha256
from corpus.review_records import Answer, Decision, ReviewerId
from corpus.review_rows import decision_record

# Every answer with its decision and its passage's document, in the order they were given.
_GIVEN = """SELECT a.*, d.at, d.undone, d.batch, p.document, p.retired, doc.municipality FROM answer a
    JOIN decision d ON d.id = a.decision JOIN passage p ON p.id = a.passage
    JOIN document doc ON doc.sha256 = p.document"""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it was once given, whether or not it stands now. `retired`: its passage's borders were
    changed since. `batch` is where it was given, None outside any.
    """

    answer: Answer
    undone: bool
    document: Sha256
    municipality: str
    retired: bool
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A passage that people answered differently. `settled`: somebody has decided for all."""

    passage: PassageId
    document: Sha256
    municipality: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Redrawing:
    """What a change of borders did: the passages it made and those that gave way."""

    document: Sha256
    made: tuple[PassageId, ...]
    replaced: tuple[PassageId, ...]


class TeamReader(QueueReader):
    """Questions about a team's answers, at one moment of the store."""

    def iter_given_answers(self, passage: PassageId | None) -> Iterator[GivenAnswer]:
        """Every answer to a passage (None: to all) that was ever given, in the order they were given."""
        chosen = "" if passage is None else "WHERE a.passage = ?"
        values = () if passage is None else (passage,)
        for row in self._rows(f"{_GIVEN} {chosen} ORDER BY a.decision", *values):
            yield GivenAnswer(
                answers.answer_record(row),
                bool(row["undone"]),
                Sha256(row["document"]),
                row["municipality"],
                bool(row["retired"]),
                row["batch"],
            )

    def find_earlier_answer(self, answer: Answer) -> Answer | None:
        """The person's answer that this one took the place of, or None."""
        sql = """SELECT a.*, d.at FROM answer a JOIN decision d ON d.id = a.decision WHERE a.passage = ?
            AND a.reviewer = ? AND a.decision < ? AND d.undone = 0 ORDER BY a.decision DESC LIMIT 1"""
        row = self._one(sql, answer.passage, answer.reviewer, answer.decision)
        return None if row is None else answers.answer_record(row)

    def iter_disputes(self) -> Iterator[Dispute]:
        """The current passages that people differ on, or differed on until somebody settled it."""
        sql = """SELECT s.passage, s.settled, p.document, doc.municipality FROM standing s
            JOIN passage p ON p.id = s.passage JOIN document doc ON doc.sha256 = p.document
            WHERE (s.disputed = 1 OR s.settled = 1) AND p.retired = 0
            ORDER BY doc.municipality, p.document, p.ordinal"""
        for row in self._rows(sql):
            owner = (Sha256(row["document"]), row["municipality"])
            yield Dispute(PassageId(row["passage"]), *owner, bool(row["settled"]))

    def read_dispute_owners(self) -> frozenset[str]:
        """The municipalities of the current passages that people differ on, or differed on."""
        sql = """SELECT DISTINCT doc.municipality FROM document doc JOIN (SELECT DISTINCT p.document
            FROM standing s CROSS JOIN passage p ON p.id = s.passage
            WHERE (s.disputed = 1 OR s.settled = 1) AND p.retired = 0) d ON d.document = doc.sha256"""
        return frozenset(row["municipality"] for row in self._rows(sql))

    def count_disputes(self) -> int:
        """How many current passages people differ on that nobody has settled."""
        sql = """SELECT count(*) FROM standing WHERE disputed = 1 AND settled = 0
            AND passage NOT IN (SELECT id FROM passage WHERE retired = 1)"""
        return self._number(sql)

    def count_found(self) -> dict[CodeId, int]:
        """For each code that somebody found, in how many current passages."""
        sql = """SELECT s.passage, a.yes FROM standing_answer s CROSS JOIN answer a ON a.decision = s.decision
            WHERE s.passage NOT IN (SELECT id FROM passage WHERE retired = 1)"""
        found: dict[CodeId, set[str]] = {}
        for passage, yes in self._rows(sql):
            for code in answers.parse_codes(yes):
                found.setdefault(code, set()).add(passage)
        return {code: len(passages) for code, passages in found.items()}

    def read_waiting(self, reviewer: ReviewerId) -> frozenset[PassageId]:
        """The passages that a batch asks this person for and that the person has not answered."""
        return frozenset(self._iter_asked("i.reviewer = ?", reviewer))

    def read_asked(self) -> frozenset[PassageId]:
        """The passages that some batch asks somebody for who has not answered yet."""
        return frozenset(self._iter_asked("true"))

    def _iter_asked(self, where: str, *values: object) -> Iterator[PassageId]:
        """What waits for an answer; the rest of a cell whose reading has ended does not."""
        sql = f"""SELECT i.batch, i.reviewer, i.passage FROM batch_item i WHERE {where}
            AND NOT EXISTS (SELECT 1 FROM standing_answer s
                WHERE s.passage = i.passage AND s.reviewer = i.reviewer)"""  # noqa: S608 - constants
        asked = [
            (row["batch"], ReviewerId(row["reviewer"]), row["passage"]) for row in self._rows(sql, *values)
        ]
        spared = {key: self.find_spared(*key) for key in {(batch, person) for batch, person, _ in asked}}
        return (
            PassageId(passage) for batch, person, passage in asked if passage not in spared[batch, person]
        )

    def read_answered_codings(self, coder: str) -> dict[PassageId, frozenset[CodeId]]:
        """The codes that a model accepts for each answered passage; those it did not classify are absent."""
        sql = """SELECT a.passage, c.code, c.accepted FROM (SELECT DISTINCT passage FROM answer) a
            CROSS JOIN coding c ON c.passage = a.passage WHERE c.coder = ?"""
        found: dict[PassageId, set[CodeId]] = {}
        for row in self._rows(sql, coder):
            codes = found.setdefault(PassageId(row["passage"]), set())
            if row["accepted"]:
                codes.add(CodeId(row["code"]))
        return {passage: frozenset(codes) for passage, codes in found.items()}

    def read_coder_starts(self) -> tuple[tuple[str, str], ...]:
        """Every model with the time at which it first classified something, in that order."""
        sql = "SELECT coder, min(at) AS at FROM classification GROUP BY coder ORDER BY min(at), coder"
        return tuple((row["coder"], row["at"]) for row in self._rows(sql))

    def get_decision(self, decision: int) -> Decision:
        """The decision with this id. Raises CorpusError."""
        row = self._one("SELECT * FROM decision WHERE id = ?", decision)
        if row is None:
            raise CorpusError(f"There is no decision {decision} in this study.")
        return decision_record(row)

    def find_redrawing(self, decision: int) -> Redrawing | None:
        """What a decision did to borders; None when it was another act."""
        row = self._one("SELECT * FROM reshaping WHERE decision = ?", decision)
        if row is None:
            return None
        made, replaced = (tuple(map(PassageId, json.loads(row[name]))) for name in ("made", "replaced"))
        return Redrawing(Sha256(row["document"]), made, replaced)

    def find_memo_text(self, decision: int) -> str | None:
        """The text of the memo that a decision added; None when it was another act."""
        row = self._one("SELECT text FROM memo WHERE decision = ?", decision)
        return None if row is None else str(row["text"])
