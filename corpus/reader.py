"""What can be asked of the study's store. Every method reads; none changes anything."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from corpus import answers, rows, search
from corpus.edition_reader import EditionReader
from corpus.errors import CorpusError
from corpus.records import (
    CodeId,
    Coding,
    Document,
    Extraction,
    Fact,
    Judgement,
    Likeness,
    Page,
    Passage,
    PassageId,
    Sha256,
)
from corpus.review_records import Answer

# A document counts as read by its newest successful reading, whatever extractor made it.
_LATEST_EXTRACTION = """SELECT e.* FROM extraction e JOIN (
    SELECT document, max(id) AS id FROM extraction GROUP BY document) newest ON newest.id = e.id"""


class Reader(EditionReader):
    """A consistent look at the store: all its answers are of one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._known_codes: dict[str, tuple[CodeId, ...]] = {}

    # -- documents and what was read in them

    def find_document(self, sha256: Sha256) -> Document | None:
        """The document with these bytes, or None."""
        row = self._one("SELECT * FROM document WHERE sha256 = ?", sha256)
        return None if row is None else rows.document_record(row)

    def iter_documents(self) -> Iterator[Document]:
        """Every document, by SHA-256."""
        yield from map(rows.document_record, self._rows("SELECT * FROM document ORDER BY sha256"))

    def iter_unread_documents(self, extractor: str) -> Iterator[Document]:
        """Documents that this extractor has not tried yet."""
        sql = """SELECT * FROM document d WHERE NOT EXISTS (SELECT 1 FROM extraction e
            WHERE e.document = d.sha256 AND e.extractor = ?) ORDER BY sha256"""
        yield from map(rows.document_record, self._rows(sql, extractor))

    def iter_failed_documents(self, extractor: str) -> Iterator[Document]:
        """Documents whose newest reading is this extractor's and failed."""
        sql = f"""SELECT d.* FROM document d JOIN ({_LATEST_EXTRACTION}) e ON e.document = d.sha256
            WHERE e.failure IS NOT NULL AND e.extractor = ? ORDER BY d.sha256"""  # noqa: S608 - a constant
        yield from map(rows.document_record, self._rows(sql, extractor))

    def iter_latest_extractions(self) -> Iterator[Extraction]:
        """The newest reading of each document, by SHA-256."""
        sql = f"{_LATEST_EXTRACTION} ORDER BY e.document"
        yield from map(rows.extraction_record, self._rows(sql))

    def iter_unclassified_documents(self, coder: str) -> Iterator[Document]:
        """Documents that were read and whose passages this coder has not classified yet."""
        sql = f"""SELECT d.* FROM document d JOIN ({_LATEST_EXTRACTION}) e ON e.document = d.sha256
            WHERE e.failure IS NULL AND NOT EXISTS (SELECT 1 FROM classification c
                WHERE c.document = d.sha256 AND c.coder = ?) ORDER BY d.sha256"""  # noqa: S608 - a constant
        yield from map(rows.document_record, self._rows(sql, coder))

    def iter_facts(self, document: Sha256) -> Iterator[Fact]:
        """Where a document says what its metadata tells, by field."""
        sql = "SELECT * FROM fact WHERE document = ? ORDER BY field"
        yield from map(rows.fact_record, self._rows(sql, document))

    def iter_pages(self, document: Sha256) -> Iterator[Page]:
        """The pages of a document as last read, in order."""
        sql = "SELECT * FROM page WHERE document = ? ORDER BY number"
        yield from map(rows.page_record, self._rows(sql, document))

    def iter_passages(self, document: Sha256) -> Iterator[Passage]:
        """The passages of a document as last read, in reading order."""
        sql = "SELECT * FROM passage WHERE document = ? AND retired = 0 ORDER BY ordinal"
        yield from map(rows.passage_record, self._rows(sql, document))

    def iter_passage_texts(self, document: Sha256) -> Iterator[str]:
        """The texts of a document's passages as last read, in reading order."""
        sql = "SELECT text FROM passage WHERE document = ? AND retired = 0 ORDER BY ordinal"
        yield from (str(row["text"]) for row in self._rows(sql, document))

    def is_linking_pending(self) -> bool:
        """Whether something was read after documents were last linked."""
        sql = """SELECT EXISTS (SELECT 1 FROM extraction WHERE failure IS NULL AND run > (
            SELECT coalesce(max(id), 0) FROM run WHERE step = 'link' AND finished <> ''))"""
        return bool(self._number(sql))

    def iter_likenesses(self) -> Iterator[Likeness]:
        """What documents are to each other, by document."""
        sql = "SELECT * FROM likeness ORDER BY document, other"
        yield from map(rows.likeness_record, self._rows(sql))

    def iter_all_passages(self) -> Iterator[Passage]:
        """Every current passage, in the order it was stored."""
        sql = "SELECT * FROM passage WHERE retired = 0 ORDER BY row"
        yield from map(rows.passage_record, self._rows(sql))

    def get_passage(self, passage_id: str) -> Passage:
        """The passage with this id. Raises CorpusError."""
        row = self._one("SELECT * FROM passage WHERE id = ?", passage_id)
        if row is None:
            raise CorpusError(f"There is no passage {passage_id} in this study.")
        return rows.passage_record(row)

    # -- what machines and people said of the passages

    def find_latest_coder(self) -> str | None:
        """The model that classified last, or None when none has."""
        row = self._one("SELECT coder FROM classification ORDER BY run DESC, at DESC LIMIT 1")
        return None if row is None else str(row["coder"])

    def find_coders(self) -> tuple[str, ...]:
        """Every model that classified something, sorted."""
        found = self._rows("SELECT DISTINCT coder FROM classification ORDER BY coder")
        return tuple(str(row["coder"]) for row in found)

    def iter_classified(self, coder: str) -> Iterator[Sha256]:
        """The documents that this model has classified."""
        sql = "SELECT document FROM classification WHERE coder = ? ORDER BY document"
        yield from (Sha256(row["document"]) for row in self._rows(sql, coder))

    def iter_codings(self, coder: str, document: Sha256) -> Iterator[Coding]:
        """What this model said of a document's current passages, in reading order."""
        # CROSS JOIN fixes the order: the document's passages first, then their codings by key.
        sql = """SELECT c.* FROM passage p CROSS JOIN coding c ON p.id = c.passage
            WHERE c.coder = ? AND p.document = ? AND p.retired = 0 ORDER BY p.ordinal, c.code"""
        yield from map(rows.coding_record, self._rows(sql, coder, document))

    def read_actor_names(self) -> dict[str, str]:
        """The names of the outside actors that models may mention, by actor id."""
        return {row["id"]: row["name"] for row in self._rows("SELECT id, name FROM actor")}

    def iter_judgements(self, document: Sha256) -> Iterator[Judgement]:
        """What people said of a document's passages, code by code, in the order they did.

        Each person's standing answer to a passage says yes, no or unsure to every code of its codebook.
        """
        sql = """SELECT j.* FROM passage p CROSS JOIN judgement j ON p.id = j.passage
            WHERE p.document = ? ORDER BY j.id"""
        said = [rows.judgement_record(row) for row in self._rows(sql, document)]
        for answer in self.iter_document_answers(document):
            said.extend(answers.expand_answer(answer, self._codes_of(answer.codebook)))
        yield from sorted(said, key=lambda one: one.at)

    def iter_document_answers(self, document: Sha256) -> Iterator[Answer]:
        """Everybody's standing answers to the passages of a document, in the order they were given."""
        sql = """SELECT a.*, d.at FROM passage p CROSS JOIN standing_answer s ON s.passage = p.id
            CROSS JOIN answer a ON a.decision = s.decision CROSS JOIN decision d ON d.id = a.decision
            WHERE p.document = ? ORDER BY a.decision"""
        yield from map(answers.answer_record, self._rows(sql, document))

    def iter_wrong_standings(self) -> Iterator[PassageId]:
        """Passages whose standing answers are not the newest of those that were not undone."""
        log = """SELECT a.passage, a.reviewer, max(a.decision) AS decision FROM answer a WHERE NOT EXISTS (
            SELECT 1 FROM decision later WHERE later.id = (SELECT max(id) FROM decision WHERE of = a.decision)
            AND later.act = 'undo') GROUP BY a.passage, a.reviewer"""
        kept = "SELECT passage, reviewer, decision FROM standing_answer"
        sql = f"""SELECT DISTINCT passage FROM (SELECT * FROM ({log} EXCEPT {kept}) UNION ALL
            SELECT * FROM ({kept} EXCEPT {log})) ORDER BY passage"""  # noqa: S608 - constants
        yield from (PassageId(row["passage"]) for row in self._rows(sql))

    def _codes_of(self, codebook: str) -> tuple[CodeId, ...]:
        if codebook not in self._known_codes:
            row = self._one("SELECT meanings FROM codebook_version WHERE hash = ?", codebook)
            codes = () if row is None else tuple(map(CodeId, json.loads(row["meanings"])))
            self._known_codes[codebook] = codes
        return self._known_codes[codebook]

    def read_state(self) -> tuple[int, ...]:
        """Numbers that change whenever anything that an inventory shows is added. Cheap."""
        sql = """SELECT (SELECT max(id) FROM fetch WHERE sha256 IS NOT NULL), (SELECT max(id) FROM visit),
            (SELECT max(id) FROM extraction), (SELECT max(id) FROM judgement),
            (SELECT count(*) FROM classification), (SELECT max(run) FROM classification),
            (SELECT max(run) FROM likeness), (SELECT max(id) FROM decision),
            (SELECT max(run) FROM notice)"""
        row = self._one(sql)
        return () if row is None else tuple(value or 0 for value in row)

    def check_integrity(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the database file and its references; empty when nothing."""
        pages = [str(row[0]) for row in self._rows("PRAGMA integrity_check")]
        references = [
            f"a row of {row[0]} points to nothing" for row in self._rows("PRAGMA foreign_key_check")
        ]
        return tuple(line for line in [*pages, *references] if line != "ok")

    # -- search and figures

    def count_hits(self, query: search.Query) -> int:
        """How many passages match a query."""
        sql = "SELECT count(*) FROM passage_index WHERE passage_index MATCH ?"
        return self._number(sql, search.match_expression(query))

    def count_records(self, *nouns: str) -> dict[str, int]:
        """How many rows of these nouns (without any: of each) the study holds; passages: the current ones."""
        counted = {
            "fetches": "SELECT count(*) FROM fetch",
            "documents": "SELECT count(*) FROM document",
            "extractions": "SELECT count(*) FROM extraction",
            "pages": "SELECT count(*) FROM page",
            "passages": """SELECT (SELECT count(*) FROM passage)
                - (SELECT count(*) FROM passage WHERE retired = 1)""",
            "codings": "SELECT count(*) FROM coding",
            "mentions": "SELECT count(*) FROM mention",
            "judgements": "SELECT count(*) FROM judgement",
            "answers": "SELECT count(*) FROM standing_answer",
            "decisions": "SELECT count(*) FROM decision",
        }
        return {noun: self._number(counted[noun]) for noun in nouns or counted}
