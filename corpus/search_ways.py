"""Ways to passages: by words, by code, by named partner, by document, by what people said.

A way yields candidates, best first, and may yield some that do not fit; `corpus.search_reader` weighs each.
The way that seems shortest is walked.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from corpus import search
from corpus.search_records import Filters
from corpus.search_sieve import Candidate, SearchSieve, asks_people, iter_batches
from corpus.truth import Status
from corpus.views import VIEWS

FEW: int = 4_000
"""A way that leads to at most so many passages is walked to its end before words are ranked."""
RANKED: int = 5_000
"""Of a word that stands in more passages, those stored last are ranked and the others follow, newest first:
ranking 30,000 takes 50 ms, and an order by one word that is everywhere says little.
"""
_A_DOCUMENT = 100
"""Passages of a document, about: for choosing the cheaper of two ways."""

_RANKED = """SELECT rowid AS number, bm25(passage_index, 10.0, 1.0) AS rank FROM passage_index
    WHERE passage_index MATCH ?"""
_TOUCHED = """(EXISTS (SELECT 1 FROM standing s WHERE s.passage = c.passage)
    OR EXISTS (SELECT 1 FROM judgement j WHERE j.passage = c.passage))"""
_GIVEN = """SELECT passage FROM given WHERE code = ?1
    UNION SELECT passage FROM judgement WHERE code = ?1 AND verdict = 'yes'"""
_CODED = """SELECT passage FROM coding INDEXED BY coding_by_code
        WHERE coder = ?1 AND code = ?2 AND accepted = 1
    UNION ALL SELECT passage FROM given WHERE code = ?2
    UNION ALL SELECT passage FROM judgement WHERE code = ?2 AND verdict = 'yes'"""
_TOUCHED_AS: dict[tuple[Status, ...], str] = {
    (Status.DISPUTED,): "WHERE disputed = 1",
    (Status.ADJUDICATED,): "WHERE settled = 1",
}


class SearchWays(SearchSieve):
    """Candidates for a search, at one moment of the store."""

    def find_row(self, row: int) -> str | None:
        """The id of the current passage with this row number."""
        found = self._one("SELECT id FROM passage WHERE row = ? AND retired = 0", row)
        return None if found is None else str(found["id"])

    def list_internal_names(self) -> tuple[str, ...]:
        """The tables and views that are the program's own: all but the documented views (corpus/views.py)."""
        documented = {view.name for view in VIEWS}
        found = self._rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        return tuple(row["name"] for row in found if row["name"] not in documented)

    def iter_current_rows(self) -> Iterator[int]:
        """The row number of every current passage."""
        gone = {row["row"] for row in self._rows("SELECT row FROM passage WHERE retired = 1")}
        # The index tells the row numbers without the texts.
        for row in self._rows("SELECT row FROM passage INDEXED BY passage_by_document"):
            if row["row"] not in gone:
                yield row["row"]

    def iter_passages_by_row(self, numbers: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        """Row number, id and text of the passages with these row numbers."""
        sql = """SELECT p.row, p.id, p.text FROM json_each(?) i CROSS JOIN passage p ON p.row = i.value"""
        for row in self._rows(sql, json.dumps(list(numbers))):
            yield row["row"], row["id"], row["text"]

    def walk(self, filters: Filters, documents: frozenset[str] | None) -> Iterator[Candidate]:
        """Candidates without words, by the way that seems shortest; of `documents` where they are known."""
        if filters.about_partners:
            return self._iter_by_partner(filters)
        if documents is not None and self._is_shorter_by_document(filters, documents):
            return self._iter_by_document(filters, documents)
        if filters.wanted_codes:
            return self._iter_by_code(filters)
        if asks_people(filters):
            return self._iter_touched(filters)
        return self._iter_by_document(filters, documents)

    def _is_shorter_by_document(self, filters: Filters, documents: frozenset[str]) -> bool:
        if asks_people(filters):
            return False
        everything = self._number("SELECT count(*) FROM document")
        # Either every passage of these documents, or by code until a screenful lies in one of them.
        return len(documents) * _A_DOCUMENT <= 20 * everything / len(documents)

    def iter_by_words(
        self, query: search.Query, filters: Filters, documents: frozenset[str] | None
    ) -> Iterator[Candidate]:
        """Candidates that have the words, best first (BM25; smaller is better)."""
        few = self._find_few(filters, documents)
        words = search.match_expression(query)
        if few is not None:
            sql = f"{_RANKED} AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rank"  # noqa: S608
            yield from self._iter_ids(self._rows(sql, words, json.dumps(sorted(few))), documents)
            return
        sql = """SELECT rowid FROM passage_index WHERE passage_index MATCH ? ORDER BY rowid DESC
            LIMIT 1 OFFSET ?"""
        first = self._number(sql, words, RANKED)
        for part in ("> ? ORDER BY rank", "<= ? ORDER BY rowid DESC"):
            yield from self._iter_ids(self._rows(f"{_RANKED} AND rowid {part}", words, first), documents)

    def _iter_ids(
        self, matches: Iterator[sqlite3.Row], documents: frozenset[str] | None
    ) -> Iterator[Candidate]:
        """The matches of these documents, in batches that grow."""
        sql = """SELECT i.key AS place, p.id, p.document FROM json_each(?) i
            CROSS JOIN passage p ON p.row = i.value WHERE p.retired = 0 ORDER BY place"""
        for batch in iter_batches(matches):
            for place, passage, document in self._rows(sql, json.dumps([row["number"] for row in batch])):
                if documents is None or document in documents:
                    yield passage, batch[place]["rank"]

    def _find_few(self, filters: Filters, documents: frozenset[str] | None) -> frozenset[int] | None:
        """The row numbers that the filters lead to when they are few, else None."""
        if documents is not None and len(documents) * _A_DOCUMENT <= FEW * 5:
            marks = json.dumps(sorted(documents))
            sql = """SELECT p.row FROM json_each(?) d CROSS JOIN passage p INDEXED BY passage_by_document
                ON p.document = d.value"""
            return frozenset(row[0] for row in self._rows(sql, marks))
        for way in self._iter_narrow(filters):
            few = list(islice(way, FEW + 1))
            if len(few) <= FEW:
                return frozenset(self._iter_row_numbers(few))
        return None

    def _iter_narrow(self, filters: Filters) -> Iterator[Iterator[str]]:
        """Ways to every passage that can fit, in no order; each may be short."""
        if filters.about_partners:
            yield (passage for passage, _ in self._iter_by_partner(filters))
        if asks_people(filters):
            yield (passage for passage, _ in self._iter_touched(filters))
        for code in filters.codes:
            yield (row["passage"] for row in self._rows(_CODED, self.coder, code))

    def _iter_row_numbers(self, passages: Iterable[str]) -> Iterator[int]:
        sql = "SELECT p.row FROM json_each(?) i CROSS JOIN passage p ON p.id = i.value"
        left = iter(passages)
        while batch := list(islice(left, 10_000)):
            yield from (row[0] for row in self._rows(sql, json.dumps(batch)))

    def _iter_by_code(self, filters: Filters) -> Iterator[Candidate]:
        """Of the code asked for that fewest passages have: first people's, then the model's."""
        codes = filters.wanted_codes
        if filters.codes:
            codes = (min(codes, key=self._count_coded),)
        seen: set[str] = set()
        for code in () if filters.statuses == (Status.MACHINE,) else codes:
            for row in self._rows(_GIVEN, code):
                if row["passage"] not in seen:
                    seen.add(row["passage"])
                    yield row["passage"], 1.0
        ways = [self._iter_coded(code, filters) for code in codes]
        for passage, score in heapq.merge(*ways, key=lambda one: -one[1]):
            if passage not in seen:
                seen.add(passage)
                yield passage, score

    def _iter_coded(self, code: str, filters: Filters) -> Iterator[Candidate]:
        touched = f"AND {_TOUCHED}" if asks_people(filters) else ""
        touched = f"AND NOT {_TOUCHED}" if filters.statuses == (Status.MACHINE,) else touched
        sql = f"""SELECT c.passage, c.score FROM coding c INDEXED BY coding_by_code
            WHERE c.coder = ? AND c.code = ? AND c.accepted = 1 {touched} ORDER BY c.score DESC"""  # noqa: S608
        return ((row["passage"], row["score"]) for row in self._rows(sql, self.coder, code))

    def _count_coded(self, code: str) -> int:
        """How many passages may have a code; counted to ten times FEW and no further."""
        sql = """SELECT count(*) FROM (SELECT 1 FROM coding WHERE coder = ? AND code = ? AND accepted = 1
            LIMIT ?)"""
        return self._number(sql, self.coder, code, 10 * FEW)

    def _iter_by_partner(self, filters: Filters) -> Iterator[Candidate]:
        sql = """SELECT DISTINCT m.passage FROM mention m INDEXED BY mention_by_actor
            WHERE m.actor = ? AND m.coder = ?"""
        for actor in filters.actors:
            yield from ((row["passage"], 1.0) for row in self._rows(sql, actor, self.coder))
        if filters.written:
            written = """SELECT DISTINCT m.passage FROM mention m WHERE m.coder = ? AND m.actor IS NULL
                AND m.text IN (SELECT value FROM json_each(?)) ORDER BY m.passage"""
            found = self._rows(written, self.coder, json.dumps(filters.written))
            yield from ((row["passage"], 1.0) for row in found)

    def _iter_by_document(self, filters: Filters, documents: frozenset[str] | None) -> Iterator[Candidate]:
        """The passages of documents in reading order, those that the model gave one of the codes first."""
        codes = json.dumps(filters.wanted_codes)
        among = "IN (SELECT value FROM json_each(?1))" if documents is not None else "= p.document OR ?1"
        sql = f"""SELECT p.id, coalesce((SELECT max(c.score) FROM coding c
                WHERE c.passage = p.id AND c.coder = ?2
                AND +c.accepted = 1 AND +c.code IN (SELECT value FROM json_each(?3))), 0) AS score
            FROM passage p WHERE (p.document {among}) AND p.retired = 0 ORDER BY """  # noqa: S608
        order = "score DESC, p.document, p.ordinal" if filters.wanted_codes else "p.document, p.ordinal"
        given = json.dumps(sorted(documents)) if documents is not None else 1
        for row in self._rows(sql + order, given, self.coder, codes):
            yield row["id"], row["score"]

    def _iter_touched(self, filters: Filters) -> Iterator[Candidate]:
        """Passages that people said something of; only the disputed or settled ones where that is asked."""
        where = _TOUCHED_AS.get(filters.statuses, "")
        sql = f"SELECT passage FROM standing {where} UNION SELECT passage FROM judgement ORDER BY passage"  # noqa: S608
        yield from ((row["passage"], 1.0) for row in self._rows(sql))
