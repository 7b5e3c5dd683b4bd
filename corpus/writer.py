"""Adding to the store inside one transaction, which whoever opened it commits as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from corpus import rows, search
from corpus.edition_writer import EditionWriter
from corpus.records import (
    Coding,
    Document,
    Extraction,
    Fact,
    Judgement,
    Likeness,
    Mention,
    Metadata,
    Municipality,
    Notice,
    Page,
    Passage,
    Sha256,
    document_text,
)
from corpus.times import now


class Writer(EditionWriter):
    """Adds to the store inside one transaction. Fetches, readings, codings and judgements are append-only."""

    def set_municipalities(self, municipalities: Iterable[Municipality]) -> None:
        """Take over the registry, so that whoever reads the database finds the names in it."""
        values = [rows.municipality_values(municipality) for municipality in municipalities]
        self._connection.executemany("INSERT OR REPLACE INTO municipality VALUES (?,?,?,?,?,?,?,?)", values)

    def set_actor_names(self, names: Mapping[str, str]) -> None:
        """Take over the gazetteer's names by actor id, so that the inventory can name them."""
        self._connection.executemany("INSERT OR REPLACE INTO actor VALUES (?, ?)", sorted(names.items()))

    def start_run(self, step: str, version: str, config_hash: str) -> int:
        """Open a run and return its id."""
        sql = "INSERT INTO run (step, started, version, config_hash) VALUES (?, ?, ?, ?) RETURNING id"
        return self._number(sql, step, now(), version, config_hash)

    def finish_run(self, run: int, counts: dict[str, int]) -> None:
        """Close a run with what it counted."""
        sql = "UPDATE run SET finished = ?, counts = ? WHERE id = ?"
        self._connection.execute(sql, (now(), json.dumps(counts), run))

    def add_document(self, document: Document) -> None:
        """Record a document whose bytes are stored.

        A known document keeps what is known of it, but belongs to the first by code of those who
        published it, so that the order in which they were crawled does not matter; when that changes,
        it waits to be classified again, since its own municipality is never a partner.
        """
        known = self.find_document(document.sha256)
        if known is None:
            sql = f"INSERT INTO document VALUES ({_marks(19)})"  # noqa: S608 - question marks
            self._connection.execute(sql, rows.document_values(document))
        elif document.municipality < known.municipality:
            owner = (document.municipality, document.sha256)
            self._connection.execute("UPDATE document SET municipality = ? WHERE sha256 = ?", owner)
            self._connection.execute("DELETE FROM classification WHERE document = ?", owner[1:])

    def add_extraction(self, extraction: Extraction, run: int) -> None:
        """Record one attempt to read a document."""
        sql = """INSERT INTO extraction (document, extractor, failure, pages, seconds, detail, at, run)
            VALUES (?,?,?,?,?,?,?,?)"""
        made = (extraction.document, extraction.extractor, extraction.failure, extraction.pages)
        self._connection.execute(sql, (*made, extraction.seconds, extraction.detail, now(), run))

    def set_facts(self, document: Sha256, facts: Iterable[Fact]) -> None:
        """Record where a document says what its metadata tells; an earlier reading's facts give way."""
        self._connection.execute("DELETE FROM fact WHERE document = ?", (document,))
        values = map(rows.fact_values, facts)
        self._connection.executemany("INSERT INTO fact VALUES (?,?,?,?,?,?)", values)

    def set_notices(self, municipality: str, page: str, notices: Iterable[Notice], run: int) -> None:
        """Make these all that a municipality's web page says of the files that it links."""
        self._connection.execute(
            "DELETE FROM notice WHERE municipality = ? AND page = ?", (municipality, page)
        )
        values = ((*rows.notice_values(notice), run) for notice in notices)
        self._connection.executemany("INSERT OR REPLACE INTO notice VALUES (?,?,?,?,?,?,?)", values)

    def set_metadata(self, document: Sha256, metadata: Metadata, facts: Iterable[Fact]) -> None:
        """Make this what is known about a document, its text left as it is."""
        self._update_metadata(document, metadata)
        self.set_facts(document, facts)

    def set_likenesses(self, likenesses: Iterable[Likeness], run: int) -> None:
        """Make these the likenesses of the study: all earlier ones give way."""
        self._connection.execute("DELETE FROM likeness")
        values = ((*rows.likeness_values(likeness), run) for likeness in likenesses)
        self._connection.executemany("INSERT INTO likeness VALUES (?,?,?,?,?,?)", values)

    def set_reading(
        self, document: Sha256, metadata: Metadata, pages: Iterable[Page], passages: Iterable[Passage]
    ) -> None:
        """Make these pages and passages the current ones of a document.

        Passages of an earlier reading that do not come again are retired, not deleted, and the document
        waits to be classified again.
        """
        self._update_metadata(document, metadata)
        self._connection.execute("DELETE FROM page WHERE document = ?", (document,))
        self._connection.execute("DELETE FROM classification WHERE document = ?", (document,))
        self._retire_passages(self._current_rows(document))
        self._connection.executemany("INSERT INTO page VALUES (?,?,?,?,?,?,?)", map(rows.page_values, pages))
        self._add_passages(passages)
        self._reshape_again(document)

    def _update_metadata(self, document: Sha256, metadata: Metadata) -> None:
        assignments = ", ".join(f"{name} = ?" for name in rows.METADATA_COLUMNS)
        values = [getattr(metadata, name) for name in rows.METADATA_COLUMNS]
        self._connection.execute(f"UPDATE document SET {assignments} WHERE sha256 = ?", (*values, document))  # noqa: S608

    def _current_rows(self, document: Sha256) -> list[int]:
        sql = "SELECT row FROM passage WHERE document = ? AND retired = 0"
        return [int(row["row"]) for row in self._connection.execute(sql, (document,))]

    def _retire_passages(self, passage_rows: Iterable[int]) -> None:
        sql = "SELECT row, text, headings FROM passage WHERE row = ?"
        for number in passage_rows:
            row = self._connection.execute(sql, (number,)).fetchone()
            # A contentless FTS5 table forgets an entry only when told exactly what it was.
            indexed = (number, *_indexed(row["text"], json.loads(row["headings"])))
            self._connection.execute(
                "INSERT INTO passage_index (passage_index, rowid, text, headings) VALUES ('delete', ?, ?, ?)",
                indexed,
            )
            self._connection.execute("UPDATE passage SET retired = 1 WHERE row = ?", (number,))

    def _add_passages(self, passages: Iterable[Passage]) -> None:
        """Make these current, all rows before all words: between two words a row's statement would make the
        full-text index write down what it holds in memory, which takes twice as long as the row itself.
        """
        added = [(self._add_row(one), *_indexed(one.text, one.headings)) for one in passages]
        self._connection.executemany(
            "INSERT INTO passage_index (rowid, text, headings) VALUES (?, ?, ?)", added
        )

    def _add_row(self, passage: Passage) -> int:
        columns = ", ".join(f'"{name}"' for name in rows.PASSAGE_COLUMNS)
        changed = ["ordinal", "first_page", "last_page", "kind", "headings", "boxes", "columns", "speaker"]
        again = ", ".join(f"{name} = excluded.{name}" for name in changed)
        sql = f"""INSERT INTO passage ({columns}) VALUES ({_marks(13)})
            ON CONFLICT (id) DO UPDATE SET {again}, retired = 0 RETURNING row"""  # noqa: S608 - constants
        return self._number(sql, *rows.passage_values(passage))

    def _reshape_again(self, document: Sha256) -> None:
        """What people made of the passages holds on where the text is still the same."""
        sql = """SELECT r.made, r.replaced FROM reshaping r JOIN decision d ON d.id = r.decision
            WHERE r.document = ? AND d.undone = 0 ORDER BY r.decision"""
        shaped = self._connection.execute(sql, (document,)).fetchall()
        if not shaped:
            return
        for row in shaped:
            made = [self.get_passage(one) for one in json.loads(row["made"])]
            if self._is_text_of(document, made):
                self._exchange_passages(document, json.loads(row["replaced"]), made)

    def _is_text_of(self, document: Sha256, passages: Iterable[Passage]) -> bool:
        text = document_text(tuple(self.iter_pages(document)))
        return all(text[one.start : one.end] == one.text for one in passages)

    def _exchange_passages(self, document: Sha256, gone: Iterable[str], come: Iterable[Passage]) -> None:
        """Retire some passages of a document and make others current, in the order of their text."""
        current = set(self._current_rows(document))
        rows_gone = [self._number("SELECT row FROM passage WHERE id = ?", one) for one in gone]
        self._retire_passages(row for row in rows_gone if row in current)
        find = "SELECT row FROM passage WHERE id = ?"
        self._add_passages(one for one in come if self._number(find, one.id) not in current)
        sql = """UPDATE passage SET ordinal = placed.number - 1 FROM (SELECT row, row_number() OVER
            (ORDER BY start, "end") AS number FROM passage WHERE document = ?1 AND retired = 0) placed
            WHERE placed.row = passage.row"""
        self._connection.execute(sql, (document,))

    def add_classification(
        self, document: Sha256, coder: str, codings: Iterable[Coding], mentions: Iterable[Mention], run: int
    ) -> None:
        """Record what a model said of all passages of a document; an earlier reading's codings give way."""
        for table in ("coding", "mention"):
            self._connection.execute(
                f"""DELETE FROM {table} WHERE coder = ?
                AND passage IN (SELECT id FROM passage WHERE document = ?)""",  # noqa: S608 - constants
                (coder, document),
            )
        passages = self._number("SELECT count(*) FROM passage WHERE document = ? AND retired = 0", document)
        self._connection.execute(
            "INSERT OR REPLACE INTO classification VALUES (?,?,?,?,?)",
            (document, coder, now(), passages, run),
        )
        self._connection.executemany(
            "INSERT INTO coding VALUES (?,?,?,?,?,?,?)",
            ((*rows.coding_values(coding), run) for coding in codings),
        )
        self._connection.executemany(
            "INSERT INTO mention VALUES (?,?,?,?,?,?,?)",
            (rows.mention_values(mention, coder) for mention in mentions),
        )

    def add_judgement(self, judgement: Judgement) -> None:
        """Record one decision by a person."""
        sql = f"INSERT INTO judgement VALUES (NULL, {_marks(9)})"  # noqa: S608 - question marks
        self._connection.execute(sql, rows.judgement_values(judgement))


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _indexed(text: str, headings: Iterable[str]) -> tuple[str, str]:
    return search.fold(text), search.fold(" ".join(headings))
