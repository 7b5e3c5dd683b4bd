"""Searching passages by words and by what is known of them.

Ways that lead to few passages are walked first; each passage found is then weighed as it stands, so that a
search always agrees with the inventory. Nothing is read beyond what is shown: results are lazy, best first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator

from corpus import answers, rows, search
from corpus.errors import CorpusError
from corpus.records import CodeId, Coding, Document, Judgement, PassageId, Sha256
from corpus.search_records import Filters, Found
from corpus.search_ways import SearchWays
from corpus.statements import expand_answers
from corpus.truth import Truth, compute_truth, find_refused


class SearchReader(SearchWays):
    """Questions about what passages say, at one moment of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._known_documents: dict[str, Document] = {}
        self._known_current: dict[str, frozenset[Sha256]] = {}

    def iter_found(self, query: search.Query | None, filters: Filters) -> Iterator[Found]:
        """Passages that have the words and are as the filters say, best first.

        Without words: those that people gave the code come first, then by the model's probability.
        """
        documents = self.find_documents(filters)
        if documents is not None and not documents:
            return
        way = self.iter_by_words(query, filters, documents) if query else self.walk(filters, documents)
        for passage, rank in self.sieve(way, filters, documents):
            found = self._find_fitting(passage, filters, rank)
            if found is not None:
                yield found

    def find_fitting(
        self, passage: str, filters: Filters, documents: frozenset[str] | None, rank: float
    ) -> Found | None:
        """The passage with its document and truth, or None when it is not as the filters say."""
        may_fit = any(self.sieve(((passage, rank),), filters, documents))
        return self._find_fitting(passage, filters, rank) if may_fit else None

    def _find_fitting(self, passage: str, filters: Filters, rank: float) -> Found | None:
        truth = self.weigh(passage)
        if not self._fits(truth, filters) or not self._names(passage, filters):
            return None
        row = self._one("SELECT * FROM passage WHERE id = ?", passage)
        if row is None:
            return None
        document = self._get_document(row["document"])
        origins = self._list_origins(document, filters)
        if not origins:
            return None
        return Found(rows.passage_record(row), document, truth, rank, *origins[0])

    def weigh(self, passage: str) -> Truth:
        """What holds of a passage now."""
        sql = "SELECT code, score, accepted FROM coding WHERE passage = ? AND coder = ?"  # evidence is long
        found = self._rows(sql, passage, self.coder)
        codings = tuple(
            Coding(PassageId(passage), CodeId(code), score, bool(accepted), self.coder)
            for code, score, accepted in found
        )
        about = {coding.code for coding in codings if coding.accepted}
        return compute_truth(codings, self._list_judgements(passage, about))

    def iter_actors(self) -> Iterator[tuple[str, str]]:
        """Id and name of every outside actor that some passage mentions or a model knows."""
        for row in self._rows("SELECT id, name FROM actor ORDER BY name, id"):
            yield row["id"], row["name"]

    def iter_written(self) -> Iterator[str]:
        """Every outside actor as it is written, of those that the gazetteer does not have."""
        sql = "SELECT DISTINCT text FROM mention WHERE coder = ? AND actor IS NULL ORDER BY text"
        yield from (row["text"] for row in self._rows(sql, self.coder))

    # -- what a passage must be like

    def find_documents(self, filters: Filters) -> frozenset[str] | None:
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
        sql = f"SELECT d.sha256 FROM document d WHERE {' AND '.join(asked)}"  # noqa: S608 - constants
        return frozenset(row["sha256"] for row in self._rows(sql, *values))

    def _fits(self, truth: Truth, filters: Filters) -> bool:
        gates = filters.statements.gates
        if gates and truth.gate not in gates:
            return False
        if filters.statuses and truth.status not in filters.statuses:
            return False
        return all(code in truth.codes or code == truth.gate for code in filters.codes)

    def _names(self, passage: str, filters: Filters) -> bool:
        """Whether a partner asked for is named, of a type that people did not refuse."""
        if not filters.about_partners:
            return True
        found = self._rows("SELECT * FROM mention WHERE passage = ? AND coder = ?", passage, self.coder)
        mentions = tuple(map(rows.mention_record, found))
        about = {one.partner_type for one in mentions}
        refused = find_refused(self._list_judgements(passage, about))
        return any(
            one.text in filters.written if one.actor is None else one.actor in filters.actors
            for one in mentions
            if one.partner_type not in refused
        )

    def _list_judgements(self, passage: str, about: Collection[CodeId]) -> list[Judgement]:
        """What people said of one passage, on the codes that anybody gave it and on those in `about`."""
        sql = "SELECT * FROM judgement WHERE passage = ? ORDER BY id"
        said = [rows.judgement_record(row) for row in self._rows(sql, passage)]
        sql = """SELECT a.*, d.at FROM standing_answer s CROSS JOIN answer a ON a.decision = s.decision
            CROSS JOIN decision d ON d.id = a.decision WHERE s.passage = ? ORDER BY a.decision"""
        given = tuple(map(answers.answer_record, self._rows(sql, passage)))
        codes_of = {one.codebook: self._codes_of(one.codebook) for one in given}
        said.extend(expand_answers(given, codes_of, {*about, *(one.code for one in said)}))
        return sorted(said, key=lambda one: one.at)

    def _get_document(self, sha256: str) -> Document:
        found = self._known_documents.get(sha256) or self.find_document(Sha256(sha256))
        if found is None:
            raise CorpusError(f"A passage belongs to no document ({sha256[:12]}…): run samverkan verify.")
        self._known_documents[sha256] = found
        return found

    def _list_origins(self, document: Document, filters: Filters) -> list[tuple[str, str, str]]:
        """Whose the document is, where and when it was fetched: of those asked for, else of all.

        With `current`, only of those whose policy's holding version it is, as an inventory counts
        (InventoryRow.is_current).
        """
        sql = """SELECT municipality, url, at, max(id) FROM fetch WHERE sha256 = ?1 AND (?2 = '[]' OR
            municipality IN (SELECT value FROM json_each(?2))) GROUP BY municipality ORDER BY municipality"""
        found = self._rows(sql, document.sha256, json.dumps(filters.municipalities))
        origins = [(row["municipality"], row["url"], row["at"]) for row in found]
        origins = origins or [(document.municipality, "", "")]
        if not filters.current:
            return origins
        return [one for one in origins if document.sha256 in self._find_current(one[0])]

    def _find_current(self, municipality: str) -> frozenset[Sha256]:
        """The documents of a municipality that are the holding version of their policy; remembered."""
        if municipality not in self._known_current:
            self._known_current[municipality] = self.find_current_documents(municipality)
        return self._known_current[municipality]
