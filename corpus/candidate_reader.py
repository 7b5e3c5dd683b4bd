"""Passages among which a batch is drawn: what nobody has answered, and the best of what the model says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.reader import Reader
from corpus.records import CodeId, PassageId, Sha256


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with what its drawing depends on.

    `scores` are the model's probabilities by code, `answered_by` the reviewers with a standing answer.
    """

    passage: PassageId
    municipality: str
    document: Sha256
    text: str
    scores: Mapping[CodeId, float]
    answered_by: tuple[str, ...]


class CandidateReader(Reader):
    """Questions about what may be drawn, at one moment of the store."""

    def count_unanswered(self) -> int:
        """How many current passages nobody has answered."""
        # Counted from indexes: what is retired is little, and a passage's row holds all of its text.
        retired = "(SELECT id FROM passage WHERE retired = 1)"
        sql = f"""SELECT (SELECT count(*) FROM passage) - (SELECT count(*) FROM {retired})
            - (SELECT count(*) FROM standing WHERE answers > 0 AND passage NOT IN {retired})"""  # noqa: S608 - a constant
        return self._number(sql)

    def pick_unanswered(self, positions: Sequence[int]) -> tuple[PassageId, ...]:
        """The passages at these places, from 0 and ascending, among those that nobody has answered."""
        # Again from indexes alone, but for the few that are picked.
        everything = "SELECT row FROM passage INDEXED BY passage_by_document"
        taken = """SELECT row FROM passage WHERE retired = 1 UNION ALL SELECT p.row FROM standing s
            CROSS JOIN passage p ON p.id = s.passage WHERE s.answers > 0"""
        left = {number for (number,) in self._rows(everything)}
        left.difference_update(number for (number,) in self._rows(taken))
        rows = sorted(left)
        found = (self._rows("SELECT id FROM passage WHERE row = ?", rows[place]) for place in positions)
        return tuple(PassageId(row["id"]) for [row] in found)

    def list_candidates(self, coder: str, codes: Sequence[CodeId], of_each: int) -> tuple[Scored, ...]:
        """For each code the passages that the model holds it most probable for and those just below its
        threshold, `of_each` of both; and as many that one person only has answered.
        """
        found: set[str] = set()
        for code in codes:
            for accepted in (1, 0):
                sql = """SELECT c.passage FROM coding c JOIN passage p ON p.id = c.passage WHERE c.coder = ?
                    AND c.code = ? AND c.accepted = ? AND p.retired = 0 ORDER BY c.score DESC LIMIT ?"""
                found.update(row["passage"] for row in self._rows(sql, coder, code, accepted, of_each))
        sql = """SELECT s.passage FROM standing s JOIN passage p ON p.id = s.passage
            WHERE s.answers = 1 AND p.retired = 0 ORDER BY s.passage LIMIT ?"""
        found.update(row["passage"] for row in self._rows(sql, of_each))
        return tuple(self._iter_scored(coder, sorted(found)))

    def _iter_scored(self, coder: str, passages: Sequence[str]) -> Iterator[Scored]:
        for passage in passages:
            sql = """SELECT p.text, p.document, d.municipality FROM passage p
                JOIN document d ON d.sha256 = p.document WHERE p.id = ?"""
            row = next(self._rows(sql, passage))
            codings = self._rows(
                "SELECT code, score FROM coding WHERE passage = ? AND coder = ?", passage, coder
            )
            answers = self._rows("SELECT reviewer FROM standing_answer WHERE passage = ?", passage)
            yield Scored(
                passage=PassageId(passage),
                municipality=row["municipality"],
                document=Sha256(row["document"]),
                text=row["text"],
                scores={CodeId(coding["code"]): coding["score"] for coding in codings},
                answered_by=tuple(answer["reviewer"] for answer in answers),
            )
