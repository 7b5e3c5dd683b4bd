"""The stored hash of a document's content is forgotten as soon as anything that it covers changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.blobs import Blobs
from corpus.migrations.editions import _WATCHED
from corpus.store import Store
from corpus.verify import hash_document, iter_problems, renew_hashes
from tests import factories

OWNER = factories.municipality()
PLAN, OTHER = factories.document("a.pdf"), factories.document("b.pdf")
UPDATES = {"document": "title = title || '!'", "passage": "retired = 1"}


@contextmanager
def _raw(store: Store) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(store.path)
    with connection:
        yield connection
    connection.close()


@pytest.fixture
def hashed(store: Store) -> Store:
    """Two documents with something in every table that a hash covers, and their hashes."""
    for document in (PLAN, OTHER):
        factories.add_classified(store, document, OWNER)
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna")
        for document in (PLAN, OTHER):
            passage = factories.passages_of(document, factories.TEXTS)[0]
            writer.add_answer(factories.answer(passage, "gate.strategy"))
    with store.writing() as writer:
        for document in (PLAN, OTHER):
            passage = factories.passages_of(document, factories.TEXTS)[0]
            writer.add_judgement(factories.judgement(passage, "partner.region", "yes"))
    with _raw(store) as connection:
        for document in (PLAN, OTHER):
            connection.execute(
                "INSERT INTO fact VALUES (?, 'title', 'Plan', 1, 'Plan', 0.9)", (document.sha256,)
            )
    assert renew_hashes(store) == 2
    return store


def _unhashed(store: Store) -> list[str]:
    with store.reading() as reader:
        return [document for document, digest in reader.iter_content_hashes() if digest is None]


@pytest.mark.parametrize(("table", "change"), [(table, change) for table, change, _ in _WATCHED])
def test_a_change_forgets_the_hash_of_its_document_and_of_no_other(
    hashed: Store, table: str, change: str
) -> None:
    of = {"document": "sha256 = ?"}.get(table, "document = ?")
    if table in ("judgement", "standing_answer"):
        of = "passage IN (SELECT id FROM passage WHERE document = ?)"
    sql = {
        "INSERT": f"REPLACE INTO {table} SELECT * FROM {table} WHERE {of}",
        "DELETE": f"DELETE FROM {table} WHERE {of}",
        "UPDATE": f"UPDATE {table} SET {UPDATES.get(table, '')} WHERE {of}",
    }[change]
    with _raw(hashed) as connection:
        assert connection.execute(sql, (PLAN.sha256,)).rowcount > 0
    assert _unhashed(hashed) == [PLAN.sha256]


def test_what_is_found_anew_is_what_the_whole_content_comes_to(hashed: Store) -> None:
    with _raw(hashed) as connection:
        connection.execute("UPDATE document SET title = 'Ny' WHERE sha256 = ?", (PLAN.sha256,))
    assert renew_hashes(hashed) == 1
    assert renew_hashes(hashed) == 0
    with hashed.reading() as reader:
        stored = dict(reader.iter_content_hashes())
        assert stored == {one.sha256: hash_document(reader, one.sha256) for one in (PLAN, OTHER)}


def test_a_coding_that_somebody_changed_by_hand_is_found(hashed: Store, tmp_path: Path) -> None:
    with _raw(hashed) as connection:
        connection.execute(
            "UPDATE coding SET score = 0.1 WHERE passage IN (SELECT id FROM passage WHERE document = ?)",
            (PLAN.sha256,),
        )
    with hashed.reading() as reader:
        found = [
            one.what
            for one in iter_problems(reader, Blobs(tmp_path / "blobs"))
            if "last recorded" in one.what
        ]
    assert len(found) == 1
    assert PLAN.sha256[:12] in found[0]
