from __future__ import annotations

import zipfile
from pathlib import Path

import bagit
import pytest

from corpus.bag_tags import Elsewhere
from corpus.bags import Contents, write_bag
from corpus.export.files import ExportBlocked

NAMES = ("corpus.db", "blobs/ab/cd", "exports/mål 100 procent.csv", "tom")


@pytest.fixture
def contents(tmp_path: Path) -> Contents:
    files = {}
    for number, name in enumerate(NAMES):
        path = tmp_path / f"source{number}"
        path.write_bytes({"tom": b"", "blobs/ab/cd": b"%PDF-1.7 plan" * 99}.get(name, name.encode() * 99))
        files[name] = path
    return Contents(files, (), (("Title", "Samverkan i Sjöbacka"), ("License", "CC-BY-4.0")))


def _unpack(path: Path, folder: Path) -> bagit.Bag:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return bagit.Bag(str(folder / path.stem))


def test_another_program_finds_the_bag_valid_and_reads_its_fields(contents: Contents, tmp_path: Path) -> None:
    write_bag(tmp_path / "bag.zip", contents)
    bag = _unpack(tmp_path / "bag.zip", tmp_path / "out")
    assert bag.validate()
    assert bag.info["Title"] == "Samverkan i Sjöbacka"
    assert set(bag.payload_files()) == {f"data/{name}" for name in NAMES}
    assert set(bag.entries) >= {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}


def test_another_program_finds_a_changed_byte(contents: Contents, tmp_path: Path) -> None:
    write_bag(tmp_path / "bag.zip", contents)
    bag = _unpack(tmp_path / "bag.zip", tmp_path / "out")
    (tmp_path / "out" / "bag" / "data" / "corpus.db").write_bytes(b"x" * len("corpus.db" * 99))
    with pytest.raises(bagit.BagValidationError, match=r"corpus\.db"):
        bag.validate()


def test_the_same_files_give_the_same_bytes_whenever_they_were_made(
    contents: Contents, tmp_path: Path
) -> None:
    write_bag(tmp_path / "a" / "bag.zip", contents)
    for path in contents.files.values():
        path.touch()
    turned = dict(reversed(contents.files.items()))
    write_bag(tmp_path / "b" / "bag.zip", Contents(turned, (), contents.info))
    assert (tmp_path / "a" / "bag.zip").read_bytes() == (tmp_path / "b" / "bag.zip").read_bytes()


def test_what_is_packed_already_is_stored_and_the_rest_is_packed(contents: Contents, tmp_path: Path) -> None:
    written = write_bag(tmp_path / "bag.zip", contents)
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        kinds = {one.filename: one.compress_type for one in archive.infolist()}
    assert kinds["bag/data/blobs/ab/cd"] == zipfile.ZIP_STORED
    assert kinds["bag/data/corpus.db"] == zipfile.ZIP_DEFLATED
    assert (written.files, written.bytes) == (4, sum(len(p.read_bytes()) for p in contents.files.values()))
    assert written.packed == (tmp_path / "bag.zip").stat().st_size


def test_files_elsewhere_stand_in_the_manifest_the_sum_and_the_fetch_list(
    contents: Contents, tmp_path: Path
) -> None:
    away = Elsewhere("blobs/ef/01", "e" * 64, 1000, "https://x.example/plan.pdf")
    written = write_bag(tmp_path / "bag.zip", Contents(contents.files, (away,), contents.info))
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        assert archive.read("bag/fetch.txt") == b"https://x.example/plan.pdf 1000 data/blobs/ef/01\n"
        assert f"{'e' * 64}  data/blobs/ef/01".encode() in archive.read("bag/manifest-sha256.txt")
        assert f"Payload-Oxum: {written.bytes + 1000}.5".encode() in archive.read("bag/bag-info.txt")
        assert b"fetch.txt" in archive.read("bag/tagmanifest-sha256.txt")


def test_a_bag_that_cannot_be_written_whole_leaves_the_old_one(contents: Contents, tmp_path: Path) -> None:
    target = tmp_path / "bags" / "bag.zip"
    write_bag(target, contents)
    before = target.read_bytes()
    gone = Contents({**contents.files, "zz": tmp_path / "gone"}, (), ())
    with pytest.raises(FileNotFoundError):
        write_bag(target, gone)
    assert target.read_bytes() == before
    assert [one.name for one in target.parent.iterdir()] == ["bag.zip"]


def test_a_folder_in_the_way_is_named(contents: Contents, tmp_path: Path) -> None:
    (tmp_path / "bag.zip").mkdir()
    with pytest.raises(ExportBlocked, match="is a folder"):
        write_bag(tmp_path / "bag.zip", contents)
