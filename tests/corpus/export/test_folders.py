from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.export.files import ExportBlocked, remove_incomplete_files
from corpus.export.folders import MANIFEST, replacing_folder
from corpus.export.material import Material
from corpus.store import Store
from tests.corpus.export.materials import empty_inventory, opened


@pytest.fixture
def material(store: Store) -> Iterator[Material]:
    with opened(store, empty_inventory()) as made:
        yield made


def _write(path: Path, material: Material, **files: str) -> None:
    with replacing_folder(path, material) as folder:
        for name, text in files.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")


def test_a_folder_takes_the_place_of_its_former_self(tmp_path: Path, material: Material) -> None:
    _write(tmp_path / "out", material, old="a", both="b")
    _write(tmp_path / "out", material, both="å", new="d")
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert files == {"both.txt", "new.txt", MANIFEST}
    told = json.loads((tmp_path / "out" / MANIFEST).read_text("utf-8"))
    assert told["files"]["both.txt"] == {"bytes": 2, "sha256": hashlib.sha256("å".encode()).hexdigest()}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_could_not_be_finished_leaves_the_old_one(tmp_path: Path, material: Material) -> None:
    _write(tmp_path / "out", material, old="a")
    with pytest.raises(FileNotFoundError):
        _write(tmp_path / "out", material, **{"new": "whole", "no/such": "half"})
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"old.txt", MANIFEST}
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".incomplete")] == []


def test_files_of_others_are_never_replaced(tmp_path: Path, material: Material) -> None:
    _write(tmp_path / "out", material, old="a")
    (tmp_path / "out" / "mina anteckningar.txt").write_text("viktigt", "utf-8")
    with pytest.raises(ExportBlocked, match=r"mina anteckningar\.txt"):
        _write(tmp_path / "out", material, old="b")
    assert (tmp_path / "out" / "old.txt").read_text("utf-8") == "a"


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path: Path, material: Material) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text("viktigt", "utf-8")
    with pytest.raises(ExportBlocked, match=r"a\.txt"):
        _write(tmp_path / "out", material, a="b")
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(ExportBlocked, match="is a file"):
        _write(tmp_path / "file", material, a="b")


def test_an_empty_folder_is_filled(tmp_path: Path, material: Material) -> None:
    (tmp_path / "out").mkdir()
    _write(tmp_path / "out", material, a="b")
    assert (tmp_path / "out" / "a.txt").exists()


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path, material: Material) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(ExportBlocked, match="cannot be written"):
        _write(tmp_path / "closed" / "out", material, a="b")


def test_what_a_killed_program_left_is_removed_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / ".incomplete-1" / "deep").mkdir(parents=True)
    (tmp_path / ".incomplete-2").write_text("half", "utf-8")
    (tmp_path / "kept").mkdir()
    assert remove_incomplete_files(tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
