"""What can be asked of the study's store. Every method reads; none changes anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import rows, search
from corpus.errors import CorpusError
from corpus.records import (
    Coding,
    Document,
    Extraction,
    Fact,
    Fetch,
    Judgement,
    Likeness,
    Mention,
    Municipality,
    Page,
    Passage,
    Run,
    Sha256,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found by a search; `rank` is BM25 (smaller is better)."""

    passage: Passage
    document: Document
    rank: float


@dataclass(frozen=True, slots=True)
class Holding:
    """One municipality that published one document: the newest fetch that brought it."""

    municipality: str
    document: Sha256
    fetch: Fetch


# A document counts as read by its newest successful reading, whatever extractor made it.
_LATEST_EXTRACTION = """SELECT e.* FROM extraction e JOIN (
    SELECT document, max(id) AS id FROM extraction GROUP BY document) newest ON newest.id = e.id"""


class Reader:
    """A consistent look at the store: all its answers are of one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _rows(self, sql: str, *values: object) -> Iterator[sqlite3.Row]:
        return iter(self._connection.execute(sql, values))

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def _number(self, sql: str, *values: object) -> int:
        row = self._one(sql, *values)
        return 0 if row is None or row[0] is None else int(row[0])

    # -- municipalities, runs, visits, fetches

    def iter_municipalities(self) -> Iterator[Municipality]:
        """Those of the registry as last seen by this study, by code."""
        yield from map(rows.municipality_record, self._rows("SELECT * FROM municipality ORDER BY code"))

    def iter_runs(self) -> Iterator[Run]:
        """Every run, newest first."""
        yield from map(rows.run_record, self._rows("SELECT * FROM run ORDER BY id DESC"))

    def iter_latest_visits(self) -> Iterator[Visit]:
        """The newest visit of each municipality that was ever visited."""
        sql = """SELECT v.* FROM visit v JOIN (SELECT municipality, max(id) AS id FROM visit
            GROUP BY municipality) newest ON newest.id = v.id ORDER BY v.municipality"""
        yield from map(rows.visit_record, self._rows(sql))

    def find_last_complete_visit(self, municipality: str) -> Visit | None:
        """The newest visit that came to an end by itself or by its budget, or None."""
        sql = """SELECT * FROM visit WHERE municipality = ? AND outcome IN ('complete', 'budget')
            ORDER BY id DESC LIMIT 1"""
        row = self._one(sql, municipality)
        return None if row is None else rows.visit_record(row)

    def iter_fetches(self, municipality: str) -> Iterator[Fetch]:
        """Every attempt made for one municipality, oldest first."""
        sql = "SELECT * FROM fetch WHERE municipality = ? ORDER BY id"
        yield from map(rows.fetch_record, self._rows(sql, municipality))

    def iter_holdings(self) -> Iterator[Holding]:
        """Each pair of municipality and document, with the newest fetch that brought it."""
        sql = """SELECT f.* FROM fetch f JOIN (SELECT max(id) AS id FROM fetch WHERE sha256 IS NOT NULL
            GROUP BY municipality, sha256) newest ON newest.id = f.id ORDER BY f.municipality, f.sha256"""
        for row in self._rows(sql):
            yield Holding(row["municipality"], Sha256(row["sha256"]), rows.fetch_record(row))

    def is_held(self, municipality: str, document: Sha256) -> bool:
        """Whether this municipality is known to have published this document."""
        sql = "SELECT 1 FROM fetch WHERE sha256 = ? AND municipality = ? LIMIT 1"
        return self._one(sql, document, municipality) is not None

    def document_urls_since(self, municipality: str, since: str) -> frozenset[str]:
        """Addresses that gave this municipality a document at or after `since`."""
        sql = "SELECT url, final_url FROM fetch WHERE municipality = ? AND sha256 IS NOT NULL AND at >= ?"
        found = self._connection.execute(sql, (municipality, since)).fetchall()
        return frozenset(url for row in found for url in (row["url"], row["final_url"]) if url)

    def count_fetch_failures(self) -> dict[str, int]:
        """How many attempts failed, by reason."""
        sql = "SELECT failure, count(*) FROM fetch WHERE failure IS NOT NULL GROUP BY failure ORDER BY 2 DESC"
        return dict(tuple(row) for row in self._rows(sql))

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

    def iter_mentions(self, coder: str, document: Sha256) -> Iterator[Mention]:
        """The outside actors found in a document's current passages, in reading order."""
        sql = """SELECT m.* FROM passage p CROSS JOIN mention m ON p.id = m.passage
            WHERE m.coder = ? AND p.document = ? AND p.retired = 0 ORDER BY p.ordinal, m.start"""
        yield from map(rows.mention_record, self._rows(sql, coder, document))

    def read_actor_names(self) -> dict[str, str]:
        """The names of the outside actors that models may mention, by actor id."""
        return {row["id"]: row["name"] for row in self._rows("SELECT id, name FROM actor")}

    def iter_judgements(self, document: Sha256) -> Iterator[Judgement]:
        """What people decided on a document's passages, in the order they did."""
        sql = """SELECT j.* FROM passage p CROSS JOIN judgement j ON p.id = j.passage
            WHERE p.document = ? ORDER BY j.id"""
        yield from map(rows.judgement_record, self._rows(sql, document))

    def read_state(self) -> tuple[int, ...]:
        """Numbers that change whenever anything that an inventory shows is added. Cheap."""
        sql = """SELECT (SELECT max(id) FROM fetch WHERE sha256 IS NOT NULL), (SELECT max(id) FROM visit),
            (SELECT max(id) FROM extraction), (SELECT max(id) FROM judgement),
            (SELECT count(*) FROM classification), (SELECT max(run) FROM classification),
            (SELECT max(run) FROM likeness)"""
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

    def search_passages(self, query: search.Query, limit: int) -> tuple[Hit, ...]:
        """The best `limit` passages for a query; text counts ten times as much as headings."""
        sql = """SELECT p.*, bm25(passage_index, 10.0, 1.0) AS rank FROM passage_index
            JOIN passage p ON p.row = passage_index.rowid
            WHERE passage_index MATCH ? ORDER BY rank LIMIT ?"""
        found = list(self._rows(sql, search.match_expression(query), limit))
        return tuple(self._hit(row) for row in found)

    def _hit(self, row: sqlite3.Row) -> Hit:
        passage = rows.passage_record(row)
        document = self.find_document(passage.document)
        if document is None:
            raise CorpusError(f"Passage {passage.id} belongs to no document: run samverkan verify.")
        return Hit(passage, document, row["rank"])

    def count_hits(self, query: search.Query) -> int:
        """How many passages match a query."""
        sql = "SELECT count(*) FROM passage_index WHERE passage_index MATCH ?"
        return self._number(sql, search.match_expression(query))

    def count_records(self) -> dict[str, int]:
        """How many rows of each noun the study holds (passages: the current ones)."""
        counted = {
            "fetches": "SELECT count(*) FROM fetch",
            "documents": "SELECT count(*) FROM document",
            "extractions": "SELECT count(*) FROM extraction",
            "pages": "SELECT count(*) FROM page",
            "passages": "SELECT count(*) FROM passage WHERE retired = 0",
            "codings": "SELECT count(*) FROM coding",
            "mentions": "SELECT count(*) FROM mention",
            "judgements": "SELECT count(*) FROM judgement",
        }
        return {noun: self._number(sql) for noun, sql in counted.items()}
