"""What can be asked of the store about the codebook at work: its changes, and how its codes are used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.records import CodeId, PassageId, Sha256
from corpus.review_records import CodebookChange, ReviewerId
from corpus.team_reader import TeamReader

_CHANGE = "SELECT id, at, reviewer, codebook, version, summary, parent FROM codebook_change"


@dataclass(frozen=True, slots=True)
class Learnable:
    """How many passages have been answered, and in how many documents."""

    passages: int
    documents: int


class CodebookReader(TeamReader):
    """Questions about codes, and about the models that learn them, at one moment of the store."""

    def iter_codebook_changes(self) -> Iterator[CodebookChange]:
        """Every change of the codebook, newest first; the oldest is the codebook as it was first seen."""
        yield from map(_change_record, self._rows(f"{_CHANGE} ORDER BY id DESC"))

    def find_codebook_change(self, change: int) -> CodebookChange | None:
        """The change with this id, or None."""
        row = self._one(f"{_CHANGE} WHERE id = ?", change)
        return None if row is None else _change_record(row)

    def get_codebook_text(self, change: int) -> str:
        """The whole file as a change left it. Raises CorpusError."""
        row = self._one("SELECT text FROM codebook_change WHERE id = ?", change)
        if row is None:
            raise CorpusError(f"There is no change {change} of the codebook in this study.")
        return str(row["text"])

    def count_accepted(self, coder: str) -> dict[CodeId, int]:
        """For each code, how many passages a model gives it, those of earlier readings among them."""
        sql = "SELECT code, count(*) AS n FROM coding WHERE coder = ? AND accepted = 1 GROUP BY code"
        return {CodeId(row["code"]): int(row["n"]) for row in self._rows(sql, coder)}

    def count_given(self) -> dict[CodeId, int]:
        """For each code, how many passages somebody's standing answer gives it."""
        sql = """SELECT given.value AS code, count(DISTINCT a.passage) AS n FROM standing_answer s
            JOIN answer a ON a.decision = s.decision, json_each(a.yes) AS given GROUP BY given.value"""
        return {CodeId(row["code"]): int(row["n"]) for row in self._rows(sql)}

    def iter_given(self, code: CodeId) -> Iterator[PassageId]:
        """Current passages that somebody's standing answer gives this code, those answered last first."""
        # Codes stand quoted in the column, so that one cannot be found within another.
        sql = """SELECT a.passage, max(a.decision) AS decision FROM standing_answer s
            CROSS JOIN answer a ON a.decision = s.decision CROSS JOIN passage p ON p.id = a.passage
            WHERE instr(a.yes, ?) AND p.retired = 0 GROUP BY a.passage ORDER BY max(a.decision) DESC"""
        yield from (PassageId(row["passage"]) for row in self._rows(sql, f'"{code}"'))

    def count_learnable(self) -> Learnable:
        """What a model could learn from."""
        sql = """SELECT count(*) AS passages, count(DISTINCT p.document) AS documents FROM (
            SELECT passage FROM standing_answer UNION SELECT passage FROM judgement) judged
            JOIN passage p ON p.id = judged.passage WHERE p.retired = 0"""
        row = self._one(sql)
        return Learnable(0, 0) if row is None else Learnable(row["passages"], row["documents"])

    def find_document_coder(self, document: Sha256) -> str | None:
        """The model whose classification of a document counts: the last one; None when there is none."""
        sql = "SELECT coder FROM classification WHERE document = ? ORDER BY run DESC, at DESC LIMIT 1"
        row = self._one(sql, document)
        return None if row is None else str(row["coder"])

    def is_classified(self, document: Sha256, coder: str) -> bool:
        """Whether a model has classified a document as it was last read."""
        sql = "SELECT 1 FROM classification WHERE document = ? AND coder = ?"
        return self._one(sql, document, coder) is not None


def _change_record(row: sqlite3.Row) -> CodebookChange:
    values = dict(row)
    return CodebookChange(**{**values, "reviewer": ReviewerId(values["reviewer"])})
