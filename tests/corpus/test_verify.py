from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.blobs import Blobs
from corpus.records import Document, Metadata
from corpus.store import Store
from corpus.verify import iter_problems
from tests import factories
from tests.factories import AT


def _study(folder: Path) -> tuple[Store, Blobs, Document]:
    store, blobs = Store.create(folder / "corpus.db"), Blobs(folder / "blobs")
    sha256 = blobs.add_bytes(b"%PDF-1.7 plan")
    plan = Document(sha256, "9801", "application/pdf", 13, "plan.pdf", AT, Metadata())
    passages = factories.passages_of(plan, ["Vi ska samverka."])
    with store.writing() as writer:
        writer.add_document(plan)
        writer.set_reading(sha256, Metadata(), [factories.page_with(plan, ["Vi ska samverka."])], passages)
    return store, blobs, plan


def _problems(store: Store, blobs: Blobs) -> list[str]:
    with store.reading() as reader:
        return [problem.what for problem in iter_problems(reader, blobs)]


def test_a_whole_study_has_no_problem(tmp_path: Path) -> None:
    store, blobs, _ = _study(tmp_path)
    with store:
        assert _problems(store, blobs) == []


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    store, blobs, plan = _study(tmp_path)
    blobs.get_path(plan.sha256).write_bytes(b"%PDF-1.7 plxn")
    with store:
        assert "was changed" in _problems(store, blobs)[0]


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    store, blobs, plan = _study(tmp_path)
    blobs.get_path(plan.sha256).unlink()
    with store:
        assert "is not in blobs/" in _problems(store, blobs)[0]


def test_a_changed_passage_is_found(tmp_path: Path) -> None:
    store, blobs, _ = _study(tmp_path)
    connection = sqlite3.connect(tmp_path / "corpus.db")
    connection.execute("UPDATE passage SET text = 'Vi ska inte samverka.'")
    connection.commit()
    connection.close()
    with store:
        assert "is not the text at its place" in _problems(store, blobs)[0]


def test_answers_that_no_longer_stand_as_they_were_decided_are_found(tmp_path: Path) -> None:
    store, blobs, plan = _study(tmp_path)
    passage = factories.passages_of(plan, ["Vi ska samverka."])[0]
    with store, store.deciding() as writer:
        factories.add_reviewers(writer, "Anna")
        writer.add_answer(factories.answer(passage, "gate.strategy"))
        writer.add_answer(factories.answer(passage, "gate.none"))
        writer.undo(factories.reviewer("Anna").id)
    with Store.open(store.path) as store:
        assert _problems(store, blobs) == []
        with sqlite3.connect(store.path) as connection:
            connection.execute("UPDATE standing_answer SET decision = 2")
        connection.close()
        assert f"answers to passage {passage.id}" in _problems(store, blobs)[0]
