from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.blobs import Blobs
from corpus.copying import copy_database, is_known_step, reading_copy
from corpus.migrations import MIGRATIONS
from corpus.store import Store
from corpus.verify import hash_content, iter_problems
from tests import factories

SECRETS = (b"argon2-of-anna", b"invite-of-anna", b"argon2-of-before")
PLAN = factories.document()


@pytest.fixture
def filled(store: Store) -> Store:
    factories.add_classified(store, PLAN, factories.municipality())
    anna = factories.reviewer()
    with store.deciding() as writer:
        writer.add_reviewer(replace(anna, password="argon2-of-before" * 9))
        writer.update_reviewer(replace(anna, password="argon2-of-anna", invite="invite-of-anna"))
    return store


def test_the_copy_knows_what_the_study_knows(filled: Store, tmp_path: Path) -> None:
    copy_database(filled.path, tmp_path / "copy.db")
    with filled.reading() as reader, reading_copy(tmp_path / "copy.db") as copied:
        assert hash_content(copied) == hash_content(reader)
        assert copied.count_records() == reader.count_records()
        assert list(iter_problems(copied, Blobs(tmp_path)))[1:] == []  # one: the file itself is not here


def test_no_byte_of_a_password_or_a_personal_link_is_in_the_copy(filled: Store, tmp_path: Path) -> None:
    copy_database(filled.path, tmp_path / "copy.db")
    copied = (tmp_path / "copy.db").read_bytes()
    original = b"".join(path.read_bytes() for path in tmp_path.glob("corpus.db*"))
    assert all(secret in original for secret in SECRETS[:2])
    assert not any(secret in copied for secret in SECRETS)
    with Store.open(tmp_path / "copy.db") as store, store.reviewing() as reader:
        assert [one.name for one in reader.iter_reviewers()] == ["Anna"]


def test_the_copy_keeps_the_triggers_and_needs_no_file_beside_it(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    copy_database(filled.path, tmp_path / "out" / "copy.db")
    sql = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view', 'index') ORDER BY name"
    found = []
    for path in (filled.path, tmp_path / "out" / "copy.db"):
        connection = sqlite3.connect(path)
        found.append(connection.execute(sql).fetchall())
        connection.close()
    assert found[0] == found[1]
    assert len(found[0]) > 20
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["copy.db"]


def test_two_copies_are_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        copy_database(filled.path, tmp_path / name)
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_a_copy_is_of_one_moment_while_another_writes(filled: Store, tmp_path: Path) -> None:
    with filled.writing() as writer:
        writer.add_document(factories.document("ny.pdf"))
        copy_database(filled.path, tmp_path / "copy.db")
    with reading_copy(tmp_path / "copy.db") as copied:
        assert [one.name for one in copied.iter_documents()] == ["plan.pdf"]


def test_the_copy_names_each_file_with_its_newest_address(filled: Store, tmp_path: Path) -> None:
    by_hand = factories.document("fokusgrupp.pdf")
    with filled.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        moved = factories.fetch(PLAN, final_url="https://www.sjobacka.example/flyttad/plan.pdf")
        writer.add_fetch(moved, run)
        writer.add_document(by_hand)
        writer.add_fetch(
            factories.fetch(by_hand, url="file:fokusgrupp.pdf", final_url="file:fokusgrupp.pdf"), run
        )
    copy_database(filled.path, tmp_path / "copy.db")
    with reading_copy(tmp_path / "copy.db") as copied:
        assert {one.name: one.url for one in copied.iter_files()} == {
            "plan.pdf": "https://www.sjobacka.example/flyttad/plan.pdf",
            "fokusgrupp.pdf": "",
        }
        assert copied.read_step() == MIGRATIONS[-1].name
        assert copied.read_last_change() != ""


def test_only_steps_of_this_program_are_known() -> None:
    assert is_known_step(MIGRATIONS[0].name)
    assert not is_known_step("9999-later")
