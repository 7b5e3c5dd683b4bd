"""Files that are broken or made to do harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.refi.errors import RefiError
from corpus.refi.opening import opened
from corpus.refi.reading import read_refi

PROJECT = '<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="x"/>'


def read(path: Path) -> object:
    with opened(path) as package:
        return read_refi(package.xml, package.name)


def pack(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_a_renamed_project_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.qdpx", Mitt__qde=f"\ufeff{PROJECT}")
    assert getattr(read(path), "name", "") == "P"


def test_a_package_without_a_project_says_so(tmp_path: Path) -> None:
    with pytest.raises(RefiError, match="holds no project"):
        read(pack(tmp_path / "a.qdpx", notes__txt="hej"))


def test_a_path_out_of_the_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", PROJECT)
        archive.writestr("sources/../../a.txt", "hej")
    with pytest.raises(RefiError, match="outside itself"):
        read(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(RefiError, match="almost nothing"):
        read(pack(tmp_path / "a.qdpx", project__qde=" " * (20 << 20)))


def test_entities_are_refused(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE Project [<!ENTITY a "b">]>'
    with pytest.raises(RefiError, match="document type"):
        read(pack(tmp_path / "a.qdpx", project__qde=doctype + PROJECT))


def test_broken_xml_and_foreign_xml_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(RefiError, match="broken"):
        read(pack(tmp_path / "a.qdpx", project__qde="<Project>"))
    with pytest.raises(RefiError, match="begins with <html>"):
        read(pack(tmp_path / "b.qdpx", project__qde="<html/>"))
