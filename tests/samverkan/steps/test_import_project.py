"""Taking in projects: there and back again, and what is never taken twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.importing.loss import Reason, What
from corpus.refi_reader import RefiReader
from corpus.review_records import ReviewerId
from samverkan.steps.import_project import Imported, ImportRequest, import_project
from samverkan.study import Study
from tests.samverkan.coded_studies import PEOPLE, answer_much, export, make_study, memos, standing


@pytest.fixture
def coded(tmp_path: Path) -> Study:
    study = make_study(tmp_path / "coded" / "study")
    answer_much(study)
    return study


@pytest.fixture
def fresh(tmp_path: Path) -> Study:
    return make_study(tmp_path / "fresh" / "study")


def take(study: Study, path: Path, *, dry: bool = False) -> Imported:
    with study.open_store() as store:
        return import_project(study, store, ImportRequest(path, dry=dry))


@pytest.mark.parametrize("name", ["qdpx", "qdpx-all"])
def test_there_and_back_gives_the_same_answers_memos_and_people(
    name: str, coded: Study, fresh: Study, tmp_path: Path
) -> None:
    done = take(fresh, export(coded, name, tmp_path / "out"))
    assert standing(fresh) == standing(coded) != set()
    assert memos(fresh) == memos(coded) != set()
    with fresh.open_store() as store, store.reading() as reader:
        assert sorted(one.name for one in RefiReader.beside(reader).iter_reviewers()) == sorted(PEOPLE)
    assert done.report.lost() == ()


def test_what_came_back_is_written_as_the_same_package(coded: Study, fresh: Study, tmp_path: Path) -> None:
    path = export(coded, "qdpx", tmp_path / "one")
    take(fresh, path)
    assert export(fresh, "qdpx", tmp_path / "two").read_bytes() == path.read_bytes()


def test_a_second_import_adds_nothing(coded: Study, fresh: Study, tmp_path: Path) -> None:
    path = export(coded, "qdpx", tmp_path / "out")
    take(fresh, path)
    before = facts(fresh)
    again = take(fresh, path)
    assert facts(fresh) == before
    assert again.outcome.summary.startswith("0 answers and 0 memos taken in")
    codings = {item.reason for item in again.report.items if item.what is What.CODING}
    assert codings == {Reason.KNOWN}


def test_an_own_package_brings_nothing_new_to_its_own_study(coded: Study, tmp_path: Path) -> None:
    before = facts(coded)
    take(coded, export(coded, "qdpx-all", tmp_path / "out"))
    assert facts(coded) == before


def test_a_dry_run_writes_nothing(coded: Study, fresh: Study, tmp_path: Path) -> None:
    before = facts(fresh)
    done = take(fresh, export(coded, "qdpx", tmp_path / "out"), dry=True)
    assert facts(fresh) == before
    assert done.files == ()
    assert "would be taken in" in done.outcome.summary


def test_an_answer_that_came_in_can_be_undone_and_stays_undone(
    coded: Study, fresh: Study, tmp_path: Path
) -> None:
    path = export(coded, "qdpx", tmp_path / "out")
    take(fresh, path)
    whole = standing(fresh)
    with fresh.open_store() as store, store.deciding() as writer:
        undone = writer.undo(ReviewerId("cecilia"))
    assert undone is not None
    left = standing(fresh)
    assert len(left) == len(whole) - 1
    assert {one.reviewer for one in whole - left} == {"cecilia"}
    take(fresh, path)
    assert standing(fresh) == left


def facts(study: Study) -> tuple[object, ...]:
    """All that an import could add to."""
    with study.open_store() as store, store.reading() as reader:
        refi = RefiReader.beside(reader)
        people = tuple(refi.iter_reviewers())
        imports = tuple(refi.iter_imports())
    return people, imports, frozenset(standing(study)), frozenset(memos(study))
