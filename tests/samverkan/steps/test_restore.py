from __future__ import annotations

import shutil
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from corpus.bag_sources import BagUnreadable
from corpus.bags import Contents, write_bag
from corpus.errors import DiskFull, StoreNewer, StudyExists
from corpus.verify import hash_content, iter_problems
from samverkan.config import Config
from samverkan.steps.restore import restore_bag, verify_bag
from samverkan.steps.snapshot import SnapshotRequest, take_snapshot
from samverkan.study import Study, create_study, open_study
from tests import factories

PLAN, BY_HAND = factories.document(), factories.document("fokusgrupp.pdf")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = create_study(tmp_path / "study", Config())
    for one in (PLAN, BY_HAND):
        made.blobs.add_bytes(one.name.encode())
    with made.open_store() as store:
        factories.add_classified(store, PLAN, factories.municipality())
        with store.writing() as writer:
            writer.add_document(BY_HAND)
    return made


@pytest.fixture
def bag(study: Study, tmp_path: Path) -> Path:
    return take_snapshot(study, SnapshotRequest(tmp_path / "bags" / "bag.zip")).path


def _rewrite(bag: Path, info: tuple[tuple[str, str], ...] | None = None, **files: bytes) -> Path:
    """The bag written anew, valid as a bag, with other fields or with files put in or changed."""
    with zipfile.ZipFile(bag) as archive:
        archive.extractall(bag.parent / "raw")
    data = bag.parent / "raw" / "bag" / "data"
    for name, content in files.items():
        (data / name).write_bytes(content)
    fields = (bag.parent / "raw" / "bag" / "bag-info.txt").read_text("utf-8").splitlines()
    kept = tuple((label, value) for label, _, value in (line.partition(": ") for line in fields))
    old = {label: value for label, value in kept if label != "Payload-Oxum"}
    found = {one.relative_to(data).as_posix(): one for one in sorted(data.rglob("*")) if one.is_file()}
    write_bag(bag, Contents(found, (), tuple((old | dict(info or ())).items())))
    return bag


def test_a_restored_study_has_the_same_content_and_is_whole(study: Study, bag: Path, tmp_path: Path) -> None:
    checked = restore_bag(bag, tmp_path / "new")
    again = open_study(tmp_path / "new")
    with study.open_store() as store, store.reading() as reader:
        assert checked.content == hash_content(reader)
    with again.open_store() as store, store.reading() as reader:
        assert checked.content == hash_content(reader)
        assert list(iter_problems(reader, again.blobs)) == []
    assert (checked.problems, checked.missing) == ((), ())
    assert again.config == study.config
    assert again.codebook.hash == study.codebook.hash
    assert sorted(one.name for one in bag.parent.iterdir()) == ["bag.zip"]


def test_a_snapshot_of_the_restored_study_is_the_same_bytes(bag: Path, tmp_path: Path) -> None:
    before = bag.read_bytes()
    restore_bag(bag, tmp_path / "new")
    take_snapshot(open_study(tmp_path / "new"), SnapshotRequest(bag))
    assert bag.read_bytes() == before


def test_a_bag_is_proven_without_unpacking_it(study: Study, bag: Path) -> None:
    checked = verify_bag(bag)
    with study.open_store() as store, store.reading() as reader:
        assert checked.content == hash_content(reader)
    assert checked.files == 5
    assert sorted(one.name for one in bag.parent.iterdir()) == ["bag.zip"]


def test_a_study_without_documents_names_what_is_missing_and_why(study: Study, tmp_path: Path) -> None:
    bag = take_snapshot(study, SnapshotRequest(tmp_path / "bag.zip", without_documents=True)).path
    checked = restore_bag(bag, tmp_path / "new")
    assert {one.name: one.url for one in checked.missing} == {
        "plan.pdf": factories.fetch().final_url,
        "fokusgrupp.pdf": "",
    }
    again = open_study(tmp_path / "new")
    with again.open_store() as store, store.reading() as reader:
        problems = {one.what.split(" (")[0]: one for one in iter_problems(reader, again.blobs)}
    assert all("restored from left it out" in one.what for one in problems.values())
    assert factories.fetch().final_url in problems["The file of plan.pdf"].mend
    assert "added by hand as fokusgrupp.pdf" in problems["The file of fokusgrupp.pdf"].mend


def test_a_file_that_is_added_again_is_missing_no_longer(study: Study, tmp_path: Path) -> None:
    bag = take_snapshot(study, SnapshotRequest(tmp_path / "bag.zip", without_documents=True)).path
    restore_bag(bag, tmp_path / "new")
    again = open_study(tmp_path / "new")
    for one in (PLAN, BY_HAND):
        again.blobs.add_bytes(one.name.encode())
    with again.open_store() as store, store.reading() as reader:
        assert list(iter_problems(reader, again.blobs)) == []


def test_a_changed_bag_is_named_and_leaves_nothing(bag: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bag) as archive:
        archive.extractall(tmp_path / "raw")
    place = f"data/blobs/{PLAN.sha256[:2]}/{PLAN.sha256[2:]}"
    (tmp_path / "raw" / "bag" / place).write_bytes(b"plam.pdf")
    for checked in (
        verify_bag(tmp_path / "raw" / "bag"),
        restore_bag(tmp_path / "raw" / "bag", tmp_path / "x" / "new"),
    ):
        assert [one.path for one in checked.problems] == [place]
    assert list((tmp_path / "x").iterdir()) == []


def test_a_database_that_holds_other_content_than_the_bag_states_is_named(bag: Path, tmp_path: Path) -> None:
    _rewrite(bag, (("Samverkan-Content", "0" * 64),))
    for checked in (verify_bag(bag), restore_bag(bag, tmp_path / "new")):
        assert [one.path for one in checked.problems] == ["data/corpus.db"]
        assert "the bag states 000000000000" in checked.problems[0].what
    assert not (tmp_path / "new").exists()


def test_a_file_that_no_study_has_is_named_though_the_bag_lists_it(bag: Path, tmp_path: Path) -> None:
    _rewrite(bag, **{"corpus.db-wal": b"journal"})
    checked = restore_bag(bag, tmp_path / "new")
    assert [(one.path, one.what) for one in checked.problems] == [
        ("data/corpus.db-wal", "is no part of a study")
    ]


def test_a_folder_that_is_there_is_left_alone(bag: Path, tmp_path: Path) -> None:
    for name in ("folder", "file"):
        (tmp_path / "folder").mkdir(exist_ok=True)
        (tmp_path / "file").write_text("mitt", "utf-8")
        with pytest.raises(StudyExists, match="Name a folder that does not exist yet"):
            restore_bag(bag, tmp_path / name)
    assert (tmp_path / "file").read_text("utf-8") == "mitt"


def test_a_snapshot_of_a_newer_program_is_refused(bag: Path, tmp_path: Path) -> None:
    newer = (("Samverkan-Database", "9999-later"), ("Bag-Software-Agent", "samverkan 9.0"))
    _rewrite(bag, newer)
    for command in (lambda: verify_bag(bag), lambda: restore_bag(bag, tmp_path / "new")):
        with pytest.raises(StoreNewer, match=r"samverkan 9\.0.*Update samverkan"):
            command()
    assert not (tmp_path / "new").exists()


def test_a_bag_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text("x", "utf-8")
    write_bag(tmp_path / "bag.zip", Contents({"codebook.yaml": tmp_path / "codebook.yaml"}, (), ()))
    with pytest.raises(BagUnreadable, match="no snapshot of a study"):
        verify_bag(tmp_path / "bag.zip")


def test_a_bag_for_which_there_is_no_room_is_refused_before_it_is_unpacked(
    bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, 50_000_000))
    with pytest.raises(DiskFull, match="and 50 MB are free"):
        restore_bag(bag, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_two_bags_of_one_content_say_the_same_hash(study: Study, tmp_path: Path) -> None:
    whole = take_snapshot(study, SnapshotRequest(tmp_path / "a.zip"))
    light = take_snapshot(study, SnapshotRequest(tmp_path / "b.zip", without_documents=True))
    assert verify_bag(whole.path).content == verify_bag(light.path).content
