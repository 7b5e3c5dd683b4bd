from __future__ import annotations

import json
from pathlib import Path

import pytest

from samverkan.config import Config
from samverkan.places import PlaceAbsent, Places
from samverkan.steps.export import FORMATS, Export, ExportRequest, iter_exports
from samverkan.study import Study, create_study
from tests import factories

DATA = (
    "xlsx",
    "csv",
    "parquet",
    "jsonl",
    "spss",
    "package",
    "dictionary",
    "graphml",
    "ris",
    "csl-json",
    "repository",
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = create_study(tmp_path / "study", Config())
    with made.open_store() as store:
        factories.add_classified(store, factories.document(), factories.municipality())
    return made


def _export(study: Study, *formats: str, folder: Path | None = None, language: str = "sv") -> list[Export]:
    with study.open_store() as store:
        return list(iter_exports(study, store, ExportRequest(formats, language, folder)))


def test_every_format_is_written_under_the_inventorys_name(study: Study) -> None:
    done = _export(study, *DATA)
    assert [one.failure for one in done] == [""] * len(DATA)
    assert all(one.written for one in done)
    assert {one.path.name for one in done} == {f"inventering{FORMATS[name].ending}" for name in DATA}
    assert all(one.path.exists() for one in done)


def test_what_is_up_to_date_is_not_written_again_and_a_new_document_changes_that(study: Study) -> None:
    _export(study, "ris", "package")
    assert [one.written for one in _export(study, "ris", "package")] == [None, None]
    (study.exports / "inventering.ris").unlink()
    assert [one.written is None for one in _export(study, "ris", "package")] == [True, False]
    with study.open_store() as store:
        factories.add_classified(store, factories.document("ny.pdf"), factories.municipality())
    assert all(one.written for one in _export(study, "ris", "package"))


def test_another_folder_is_always_written_and_english_has_its_own_names(study: Study, tmp_path: Path) -> None:
    for _ in range(2):
        (done,) = _export(study, "jsonl", folder=tmp_path / "usb", language="en")
        assert done.written is not None
    assert (tmp_path / "usb" / "inventory.jsonl").is_file()
    assert list(study.exports.iterdir()) == []


def test_a_folder_with_somebodys_files_is_left_alone_and_the_others_are_written(study: Study) -> None:
    taken = study.exports / "inventering-data"
    taken.mkdir()
    (taken / "mitt.docx").write_text("viktigt", "utf-8")
    package, ris = sorted(_export(study, "package", "ris"), key=lambda one: one.format)
    assert "mitt.docx" in package.failure
    assert package.written is None
    assert ris.written is not None
    assert [path.name for path in taken.iterdir()] == ["mitt.docx"]


def test_an_extract_lies_beside_the_whole_under_a_name_of_its_own(study: Study) -> None:
    other = factories.municipality("Ekvik", "9802")
    with study.open_store() as store:
        factories.add_classified(store, factories.document("annan.pdf", owner="9802"), other)
    places = Places((other,), frozenset({"9802"}), "9802")
    with study.open_store() as store:
        request = ExportRequest(("csl-json",), "sv", places=places)
        (done,) = iter_exports(study, store, request)
        (again,) = iter_exports(study, store, request)
    _export(study, "csl-json")
    assert done.path.name == "inventering-9802-documents.json"
    assert again.written is None
    whole, some = (
        [one["author"][0]["literal"] for one in json.loads(path.read_text("utf-8"))]
        for path in (study.exports / "inventering-documents.json", done.path)
    )
    assert whole == ["Ekviks kommun", "Sjöbacka kommun"]
    assert some == ["Ekviks kommun"]


def test_a_municipality_that_the_study_does_not_have_is_refused(study: Study) -> None:
    absent = factories.municipality("Ekvik", "9802")
    request = ExportRequest(("jsonl",), "sv", places=Places((absent,), frozenset({"9802"}), "9802"))
    with study.open_store() as store, pytest.raises(PlaceAbsent, match="Ekvik is not in this study"):
        list(iter_exports(study, store, request))
