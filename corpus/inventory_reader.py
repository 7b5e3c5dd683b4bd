"""What an inventory asks of the store: only the passages that somebody or something spoke for.

A study has a hundred passages for each that is about external collaboration; what is read here grows with
those alone. A passage is looked at when the model takes it to be external, or when any person has answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus import answers, frontier_rows, rows
from corpus.frontier_records import Version
from corpus.history_reader import HistoryReader
from corpus.records import CodeId, Coding, Judgement, Mention, Passage, PassageId, Sha256
from corpus.review_records import Answer
from corpus.truth import EXTERNAL

_GATES = ", ".join(f"'{code}'" for code in EXTERNAL)
# CROSS JOIN fixes the order: the few first, then each by its key.
_SPOKEN_FOR = f"""WITH spoken AS (SELECT passage FROM coding WHERE coder = ?1 AND accepted = 1
    AND code IN ({_GATES}) UNION SELECT passage FROM standing_answer UNION SELECT passage FROM judgement)"""  # noqa: S608


class InventoryReader(HistoryReader):
    """Questions about all passages at once. `coder` is the model whose codings count."""

    def iter_spoken_passages(self, coder: str) -> Iterator[Passage]:
        """The current passages that may be rows of an inventory, by document and place."""
        sql = f"""{_SPOKEN_FOR} SELECT p.* FROM spoken s CROSS JOIN passage p ON p.id = s.passage
            WHERE p.retired = 0 ORDER BY p.document, p.ordinal"""  # noqa: S608 - constants
        yield from map(rows.passage_record, self._rows(sql, coder))

    def iter_spoken_codings(self, coder: str) -> Iterator[Coding]:
        """What the model said of these passages, without its evidence, by passage and code."""
        sql = f"""{_SPOKEN_FOR} SELECT c.passage, c.code, c.score, c.accepted FROM spoken s
            CROSS JOIN coding c ON c.passage = s.passage AND c.coder = ?1 ORDER BY c.passage, c.code"""  # noqa: S608 - constants
        known: dict[str, CodeId] = {}
        for passage, code, score, accepted in self._rows(sql, coder):
            known_code = known.setdefault(code, CodeId(code))  # one text for all that name the code
            yield Coding(PassageId(passage), known_code, score, bool(accepted), coder)

    def iter_spoken_mentions(self, coder: str) -> Iterator[Mention]:
        """The outside actors that the model found in these passages, by passage and place."""
        sql = f"""{_SPOKEN_FOR} SELECT m.* FROM spoken s CROSS JOIN mention m
            ON m.passage = s.passage AND m.coder = ?1 ORDER BY m.passage, m.start"""  # noqa: S608 - constants
        yield from map(rows.mention_record, self._rows(sql, coder))

    def iter_standing_answers(self) -> Iterator[Answer]:
        """Everybody's standing answers, in the order they were given."""
        sql = """SELECT a.*, d.at FROM standing_answer s CROSS JOIN answer a ON a.decision = s.decision
            CROSS JOIN decision d ON d.id = a.decision ORDER BY s.decision"""
        yield from map(answers.answer_record, self._rows(sql))

    def iter_all_judgements(self) -> Iterator[Judgement]:
        """What people said of single codes, in the order they did."""
        yield from map(rows.judgement_record, self._rows("SELECT * FROM judgement ORDER BY id"))

    def read_codebook_codes(self) -> dict[str, tuple[CodeId, ...]]:
        """The codes of every version of the codebook that was recorded, by its hash."""
        found = self._rows("SELECT hash, meanings FROM codebook_version")
        return {row["hash"]: tuple(map(CodeId, json.loads(row["meanings"]))) for row in found}

    def count_passages(self, coder: str) -> dict[Sha256, int]:
        """How many current passages each document has; documents without any are absent.

        A classification has counted them, and does not outlive a change of them; only what waits for one is
        counted here.
        """
        sql = """SELECT document, passages FROM classification WHERE coder = ?1 AND passages > 0 UNION ALL
            SELECT p.document, count(*) FROM document d CROSS JOIN passage p ON p.document = d.sha256
            WHERE p.retired = 0 AND NOT EXISTS (SELECT 1 FROM classification c
                WHERE c.document = d.sha256 AND c.coder = ?1) GROUP BY p.document"""
        return {Sha256(document): int(number) for document, number in self._rows(sql, coder)}

    def list_holders(self) -> frozenset[str]:
        """The municipalities that are known to have published a document."""
        found = self._rows("SELECT DISTINCT municipality FROM fetch WHERE sha256 IS NOT NULL")
        return frozenset(row["municipality"] for row in found)

    def iter_all_versions(self) -> Iterator[Version]:
        """Which documents took the place of which on the web, by municipality."""
        sql = "SELECT * FROM version ORDER BY municipality, at, url"
        yield from map(frontier_rows.version_record, self._rows(sql))
