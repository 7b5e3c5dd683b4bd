from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from corpus.bag_tags import parse_info
from corpus.verify import hash_content
from samverkan.config import Config
from samverkan.lock import StudyLocked, locked
from samverkan.publication import PublicationSection
from samverkan.steps.snapshot import Snapshot, SnapshotRequest, take_snapshot
from samverkan.study import Study, create_study
from tests import factories

PLAN = factories.document()


@pytest.fixture
def study(tmp_path: Path) -> Study:
    said = PublicationSection(("Berg, Anna",), "Mälardalens universitet", "anna@example.org", "CC-BY-4.0")
    made = create_study(tmp_path / "study", Config(publication=said))
    assert made.blobs.add_bytes(b"plan.pdf") == PLAN.sha256
    with made.open_store() as store:
        factories.add_classified(store, PLAN, factories.municipality())
    (made.exports / "inventering.csv").write_text("a;b\n", "utf-8")
    (made.exports / "inventering.qdpx").write_bytes(b"PK\x03\x04")
    (made.exports / ".incomplete-x.csv").write_text("halv", "utf-8")
    return made


def _take(study: Study, path: Path, *, without_documents: bool = False) -> Snapshot:
    return take_snapshot(study, SnapshotRequest(path, without_documents))


def _payload(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        prefix = f"{path.stem}/data/"
        return {one.removeprefix(prefix) for one in archive.namelist() if one.startswith(prefix)}


def _info(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return parse_info(archive.read(f"{path.stem}/bag-info.txt").decode())


def test_a_snapshot_holds_the_whole_study_and_another_program_finds_it_valid(
    study: Study, tmp_path: Path
) -> None:
    (study.models_folder / "m1").mkdir()
    (study.models_folder / "m1" / "model.npz").write_bytes(b"PK\x03\x04")
    taken = _take(study, tmp_path / "bag.zip")
    blob = f"blobs/{PLAN.sha256[:2]}/{PLAN.sha256[2:]}"
    assert _payload(tmp_path / "bag.zip") == {
        *("samverkan.toml", "codebook.yaml", "corpus.db", "exports/inventering.csv"),
        *("exports/inventering.qdpx", "models/m1/model.npz", blob),
    }
    assert taken.left_out == ()
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        archive.extractall(tmp_path / "out")
    assert bagit.Bag(str(tmp_path / "out" / "bag")).validate()


def test_the_bag_says_what_it_holds_and_under_which_terms(study: Study, tmp_path: Path) -> None:
    taken = _take(study, tmp_path / "bag.zip")
    info = _info(tmp_path / "bag.zip")
    with study.open_store() as store, store.reading() as reader:
        assert info["Samverkan-Content"] == taken.content == hash_content(reader)
    assert info["License"] == "CC-BY-4.0"
    assert info["Contact-Email"] == "anna@example.org"
    assert info["Source-Organization"] == "Mälardalens universitet"
    assert (info["Samverkan-Documents"], info["Samverkan-Passages"]) == ("1", "3")
    assert info["Bag-Software-Agent"].startswith("samverkan ")
    assert "Samverkan-Documents-Left-Out" not in info


def test_the_same_study_gives_the_same_bytes_with_the_database(study: Study, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        _take(study, tmp_path / folder / "bag.zip")
    assert (tmp_path / "a" / "bag.zip").read_bytes() == (tmp_path / "b" / "bag.zip").read_bytes()


def test_without_a_name_it_lies_in_the_study_named_by_content_and_is_not_in_the_next(study: Study) -> None:
    taken = take_snapshot(study, SnapshotRequest())
    before = taken.path.read_bytes()
    assert taken.path == study.folder / "snapshots" / f"study-{taken.content[:12]}.zip"
    assert take_snapshot(study, SnapshotRequest()).path.read_bytes() == before
    assert sorted(one.name for one in taken.path.parent.iterdir()) == [".lock", taken.path.name]


def test_a_snapshot_among_the_exports_does_not_hold_the_one_that_it_replaces(study: Study) -> None:
    first = _take(study, study.exports / "bag.zip").path.read_bytes()
    assert _take(study, study.exports / "bag.zip").path.read_bytes() == first


def test_without_documents_it_says_where_each_is_and_leaves_out_what_holds_them(
    study: Study, tmp_path: Path
) -> None:
    by_hand = factories.document("fokusgrupp.pdf")
    with study.open_store() as store, store.writing() as writer:
        writer.add_document(by_hand)
    taken = _take(study, tmp_path / "bag.zip", without_documents=True)
    names = _payload(tmp_path / "bag.zip")
    assert not any(name.startswith("blobs/") for name in names)
    assert "exports/inventering.qdpx" not in names
    place = f"data/blobs/{PLAN.sha256[:2]}/{PLAN.sha256[2:]}"
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        assert archive.read("bag/fetch.txt").decode() == f"{factories.fetch().final_url} 1000 {place}\n"
    assert _info(tmp_path / "bag.zip")["Samverkan-Documents-Left-Out"] == "2"
    assert [line.split(":")[0].split(";")[0] for line in taken.left_out] == [
        "exports/inventering.qdpx",
        "the files of 2 documents",
        "of these, 1 were added by hand and have no address in fetch.txt",
    ]


def test_a_file_that_is_missing_in_the_study_is_told(study: Study, tmp_path: Path) -> None:
    study.blobs.get_path(PLAN.sha256).unlink()
    taken = _take(study, tmp_path / "bag.zip")
    assert [line.split(" (")[0] for line in taken.left_out] == ["plan.pdf"]


def test_a_snapshot_is_taken_while_another_command_holds_the_study(study: Study, tmp_path: Path) -> None:
    with locked(study.folder, "crawl"), study.open_store() as store, store.writing() as writer:
        writer.add_document(factories.document("ny.pdf"))
        _take(study, tmp_path / "bag.zip")
    assert _info(tmp_path / "bag.zip")["Samverkan-Documents"] == "1"


def test_two_snapshots_at_once_are_refused_and_what_a_killed_one_left_is_removed(
    study: Study, tmp_path: Path
) -> None:
    folder = study.folder / "snapshots"
    (folder / ".incomplete-dead").mkdir(parents=True)
    with locked(folder, "snapshot"), pytest.raises(StudyLocked):
        _take(study, tmp_path / "bag.zip")
    _take(study, tmp_path / "bag.zip")
    assert not (folder / ".incomplete-dead").exists()


def test_no_password_leaves_the_study(study: Study, tmp_path: Path) -> None:
    with study.open_store() as store, store.deciding() as writer:
        writer.add_reviewer(replace(factories.reviewer(), password="argon2-of-anna", invite="invite-of-anna"))
    _take(study, tmp_path / "bag.zip")
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        assert not any(b"-of-anna" in archive.read(name) for name in archive.namelist())
