"""Searching passages by words and by what is known of them.

Ways that lead to few passages are walked first; each passage found is then weighed as it stands, so that a
search always agrees with the inventory. Nothing is read beyond what is shown: results are lazy, best first.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from corpus import answers, rows, search
from corpus.errors import CorpusError
from corpus.reader import Reader
from corpus.records import Document, Judgement, Sha256
from corpus.search_records import Filters, Found
from corpus.truth import Status, Truth, compute_truth

FEW: int = 4_000
"""A way that leads to at most so many passages is walked to its end before words are ranked."""
RANKED: int = 30_000
"""Of a word that stands in more passages, those stored last are ranked and the others follow, newest first:
ranking 100,000 takes 100 ms, and an order by one word that is everywhere says little.
"""
_A_DOCUMENT = 100
"""Passages of a document, about: for choosing the cheaper of two ways."""

Candidate = tuple[str, float]
"""A passage's id with what it is ordered by, largest first."""
_RANKED = """SELECT rowid AS number, bm25(passage_index, 10.0, 1.0) AS rank FROM passage_index
    WHERE passage_index MATCH ?"""
_TOUCHED = """(EXISTS (SELECT 1 FROM standing s WHERE s.passage = c.passage)
    OR EXISTS (SELECT 1 FROM judgement j WHERE j.passage = c.passage))"""
_GIVEN = """SELECT passage FROM given WHERE code = ?1
    UNION SELECT passage FROM judgement WHERE code = ?1 AND verdict = 'yes'"""
_TOUCHED_AS: dict[tuple[Status, ...], str] = {
    (Status.DISPUTED,): "WHERE disputed = 1",
    (Status.ADJUDICATED,): "WHERE settled = 1",
}
_MAY_HOLD = """SELECT EXISTS (SELECT 1 FROM coding WHERE passage = ?1 AND coder = ?2 AND code = ?3
        AND accepted = 1) OR EXISTS (SELECT 1 FROM given WHERE code = ?3 AND passage = ?1)
    OR EXISTS (SELECT 1 FROM judgement WHERE passage = ?1)"""
_NOT_CURRENT = """d.sha256 IN (SELECT other FROM likeness WHERE kind = 'revision')
    OR d.sha256 IN (SELECT document FROM likeness WHERE kind IN ('copy', 'draft'))
    OR d.sha256 IN (SELECT earlier FROM version)"""


class SearchReader(Reader):
    """Questions about what passages say, at one moment of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._known_documents: dict[str, Document] = {}

    def iter_found(self, query: search.Query | None, filters: Filters) -> Iterator[Found]:
        """Passages that have the words and are as the filters say, best first.

        Without words: those that people gave the code come first, then by the model's probability.
        """
        documents = self._find_documents(filters)
        if documents is not None and not documents:
            return
        way = self._iter_by_words(query, filters, documents) if query else self._walk(filters, documents)
        for passage, rank in way:
            found = self.find_fitting(passage, filters, documents, rank)
            if found is not None:
                yield found

    def find_row(self, row: int) -> str | None:
        """The id of the current passage with this row number."""
        found = self._one("SELECT id FROM passage WHERE row = ? AND retired = 0", row)
        return None if found is None else str(found["id"])

    def find_fitting(
        self, passage: str, filters: Filters, documents: frozenset[str] | None, rank: float
    ) -> Found | None:
        """The passage with its document and truth, or None when it is not as the filters say."""
        row = self._one("SELECT * FROM passage WHERE id = ? AND retired = 0", passage)
        if row is None or (documents is not None and row["document"] not in documents):
            return None
        if not self._may_fit(passage, filters):
            return None
        truth = self.weigh(passage)
        if not self._fits(truth, filters) or not self._names(passage, filters.actors):
            return None
        document = self._get_document(row["document"])
        owner, url = self._find_origin(document, filters.municipalities)
        return Found(rows.passage_record(row), document, truth, rank, owner, url)

    def weigh(self, passage: str) -> Truth:
        """What holds of a passage now."""
        codings = self._rows("SELECT * FROM coding WHERE passage = ? AND coder = ?", passage, self._coder)
        return compute_truth(map(rows.coding_record, codings), self._list_judgements(passage))

    def iter_actors(self) -> Iterator[tuple[str, str]]:
        """Id and name of every outside actor that some passage mentions or a model knows."""
        for row in self._rows("SELECT id, name FROM actor ORDER BY name, id"):
            yield row["id"], row["name"]

    # -- ways to passages

    @cached_property
    def _coder(self) -> str:
        return self.find_latest_coder() or ""

    def _walk(self, filters: Filters, documents: frozenset[str] | None) -> Iterator[Candidate]:
        """Candidates without words: the way that seems shortest."""
        if filters.actors:
            return self._iter_by_actor(filters.actors)
        if documents is not None and self._is_shorter_by_document(filters, documents):
            return self._iter_by_document(filters, documents)
        if filters.wanted_codes:
            return self._iter_by_code(filters)
        if self._only_people(filters):
            return self._iter_touched(filters)
        return self._iter_by_document(filters, documents)

    def _is_shorter_by_document(self, filters: Filters, documents: frozenset[str]) -> bool:
        if self._only_people(filters):
            return False
        everything = self._number("SELECT count(*) FROM document")
        # Either every passage of these documents, or by code until a screenful lies in one of them.
        return len(documents) * _A_DOCUMENT <= 20 * everything / len(documents)

    def _iter_by_words(
        self, query: search.Query, filters: Filters, documents: frozenset[str] | None
    ) -> Iterator[Candidate]:
        few = self._find_few(filters, documents)
        words = search.match_expression(query)
        if few is not None:
            sql = f"{_RANKED} AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rank"  # noqa: S608
            yield from self._iter_ids(self._rows(sql, words, json.dumps(sorted(few))))
            return
        sql = """SELECT rowid FROM passage_index WHERE passage_index MATCH ? ORDER BY rowid DESC
            LIMIT 1 OFFSET ?"""
        first = self._number(sql, words, RANKED)
        yield from self._iter_ids(self._rows(f"{_RANKED} AND rowid > ? ORDER BY rank", words, first))
        yield from self._iter_ids(self._rows(f"{_RANKED} AND rowid <= ? ORDER BY rowid DESC", words, first))

    def _iter_ids(self, matches: Iterable[sqlite3.Row]) -> Iterator[Candidate]:
        for row in matches:
            passage = self.find_row(row["number"])
            if passage is not None:
                yield passage, row["rank"]

    def _find_few(self, filters: Filters, documents: frozenset[str] | None) -> frozenset[int] | None:
        """The row numbers that the filters lead to when they are few, else None."""
        if documents is not None and len(documents) * _A_DOCUMENT <= FEW * 5:
            marks = json.dumps(sorted(documents))
            sql = """SELECT p.row FROM json_each(?) d CROSS JOIN passage p INDEXED BY passage_by_document
                ON p.document = d.value"""
            return frozenset(row[0] for row in self._rows(sql, marks))
        if not (filters.codes or filters.actors or self._only_people(filters)):
            return None
        few = list(islice(self._walk(filters, None), FEW + 1))
        if len(few) > FEW:
            return None
        return frozenset(self._iter_row_numbers(passage for passage, _ in few))

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
        touched = f"AND {_TOUCHED}" if self._only_people(filters) else ""
        touched = f"AND NOT {_TOUCHED}" if filters.statuses == (Status.MACHINE,) else touched
        sql = f"""SELECT c.passage, c.score FROM coding c INDEXED BY coding_by_code
            WHERE c.coder = ? AND c.code = ? AND c.accepted = 1 {touched} ORDER BY c.score DESC"""  # noqa: S608
        return ((row["passage"], row["score"]) for row in self._rows(sql, self._coder, code))

    def _count_coded(self, code: str) -> int:
        """How many passages may have a code; counted to ten times FEW and no further."""
        sql = """SELECT count(*) FROM (SELECT 1 FROM coding WHERE coder = ? AND code = ? AND accepted = 1
            LIMIT ?)"""
        return self._number(sql, self._coder, code, 10 * FEW)

    def _iter_by_actor(self, actors: tuple[str, ...]) -> Iterator[Candidate]:
        sql = """SELECT DISTINCT m.passage FROM mention m INDEXED BY mention_by_actor
            WHERE m.actor = ? AND m.coder = ?"""
        for actor in actors:
            yield from ((row["passage"], 1.0) for row in self._rows(sql, actor, self._coder))

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
        for row in self._rows(sql + order, given, self._coder, codes):
            yield row["id"], row["score"]

    def _iter_touched(self, filters: Filters) -> Iterator[Candidate]:
        """Passages that people said something of; only the disputed or settled ones where that is asked."""
        where = _TOUCHED_AS.get(filters.statuses, "")
        sql = f"SELECT passage FROM standing {where} UNION SELECT passage FROM judgement ORDER BY passage"  # noqa: S608
        yield from ((row["passage"], 1.0) for row in self._rows(sql))

    @staticmethod
    def _only_people(filters: Filters) -> bool:
        return bool(filters.statuses) and Status.MACHINE not in filters.statuses

    # -- what a passage must be like

    def _find_documents(self, filters: Filters) -> frozenset[str] | None:
        """The documents that the filters allow, or None where nothing is asked of documents."""
        if not filters.about_documents:
            return None
        asked: list[str] = []
        values: list[object] = []
        if filters.municipalities:
            asked.append("""d.sha256 IN (SELECT sha256 FROM document WHERE municipality IN (SELECT value FROM
                json_each(?)) UNION SELECT sha256 FROM fetch WHERE municipality IN (SELECT value FROM
                json_each(?)) AND sha256 IS NOT NULL)""")
            values += [json.dumps(filters.municipalities)] * 2
        if filters.kinds:
            asked.append("d.kind IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(filters.kinds))
        if filters.years:
            asked.append("substr(d.adopted, 1, 4) BETWEEN ? AND ?")
            values += [f"{year:04}" for year in filters.years]
        if filters.current:
            asked.append(f"NOT ({_NOT_CURRENT})")
        sql = f"SELECT d.sha256 FROM document d WHERE {' AND '.join(asked)}"  # noqa: S608 - constants
        return frozenset(row["sha256"] for row in self._rows(sql, *values))

    def _may_fit(self, passage: str, filters: Filters) -> bool:
        """A cheap look before weighing: a code needs the model or somebody, a dispute two answers."""
        if filters.statuses == (Status.DISPUTED,):
            sql = """SELECT EXISTS (SELECT 1 FROM standing WHERE passage = ?1 AND disputed = 1)
                OR EXISTS (SELECT 1 FROM judgement WHERE passage = ?1)"""
            if not self._number(sql, passage):
                return False
        return all(self._number(_MAY_HOLD, passage, self._coder, code) for code in filters.codes)

    def _fits(self, truth: Truth, filters: Filters) -> bool:
        gates = filters.statements.gates
        if gates and truth.gate not in gates:
            return False
        if filters.statuses and truth.status not in filters.statuses:
            return False
        return all(code in truth.codes or code == truth.gate for code in filters.codes)

    def _names(self, passage: str, actors: tuple[str, ...]) -> bool:
        if not actors:
            return True
        sql = "SELECT actor FROM mention WHERE passage = ? AND coder = ? AND actor IS NOT NULL"
        return any(row["actor"] in actors for row in self._rows(sql, passage, self._coder))

    def _list_judgements(self, passage: str) -> list[Judgement]:
        """What people said of one passage, in the order of `iter_judgements`."""
        sql = "SELECT * FROM judgement WHERE passage = ? ORDER BY id"
        said = [rows.judgement_record(row) for row in self._rows(sql, passage)]
        sql = """SELECT a.*, d.at FROM standing_answer s CROSS JOIN answer a ON a.decision = s.decision
            CROSS JOIN decision d ON d.id = a.decision WHERE s.passage = ? ORDER BY a.decision"""
        for row in self._rows(sql, passage):
            answer = answers.answer_record(row)
            said.extend(answers.expand_answer(answer, self._codes_of(answer.codebook)))
        return sorted(said, key=lambda one: one.at)

    def _get_document(self, sha256: str) -> Document:
        found = self._known_documents.get(sha256) or self.find_document(Sha256(sha256))
        if found is None:
            raise CorpusError(f"A passage belongs to no document ({sha256[:12]}…): run samverkan verify.")
        self._known_documents[sha256] = found
        return found

    def _find_origin(self, document: Document, municipalities: tuple[str, ...]) -> tuple[str, str]:
        """Whose the document is and where it was fetched: of those asked for, else of its own."""
        sql = """SELECT municipality, url FROM fetch WHERE sha256 = ?1 AND (?2 = '[]' OR municipality IN
            (SELECT value FROM json_each(?2))) ORDER BY municipality, id DESC LIMIT 1"""
        row = self._one(sql, document.sha256, json.dumps(municipalities))
        return (document.municipality, "") if row is None else (row["municipality"], row["url"])
