from __future__ import annotations

from pathlib import Path

import pyreadstat

from corpus.export.tabular.spss import NOT_ASKED, cut_bytes, export_spss
from corpus.store import Store
from tests.corpus.export.materials import QUOTES, TITLE, empty_inventory, hostile_inventory, opened
from tests.inventories import SILENT


def _read(path: Path):
    return pyreadstat.read_sav(path, output_format="dict", user_missing=True)


def test_labels_and_text_read_back_with_swedish_letters(store: Store, tmp_path: Path) -> None:
    with opened(store, hostile_inventory()) as material:
        export_spss(material, tmp_path / "s")
    columns, about = _read(tmp_path / "s" / "statements.sav")
    assert columns["title"][0] == TITLE
    assert columns["quote"][0] == QUOTES[0]
    assert about.column_names_to_labels["named_partners"] == "Namngivna parter"
    assert about.column_names_to_labels["partner_civil_society"].startswith("Partner: ")
    assert about.variable_value_labels["kind"]["överenskommelse"] == "överenskommelse"
    assert about.variable_value_labels["partner_university"] == {0: "nej", 1: "ja", NOT_ASKED: "ej frågat"}
    assert about.variable_measure["kind"] == "nominal"
    assert about.variable_measure["population"] == "scale"
    assert about.original_variable_types["adopted_day"].startswith("DATE")
    assert any("content " in note for note in about.notes)


def test_what_the_model_never_answers_is_missing_and_says_so(store: Store, tmp_path: Path) -> None:
    with opened(store, hostile_inventory(), "en") as material:
        export_spss(material, tmp_path / "s")
    columns, about = _read(tmp_path / "s" / "statements.sav")
    name = sorted(SILENT)[0].replace(".", "_")
    assert {NOT_ASKED, 0} == set(columns[name])
    assert about.missing_ranges[name] == [{"lo": NOT_ASKED, "hi": NOT_ASKED}]
    assert about.variable_value_labels[name][NOT_ASKED] == "not asked"


def test_a_text_too_long_for_the_format_is_cut_and_counted(store: Store, tmp_path: Path) -> None:
    with opened(store, hostile_inventory()) as material:
        written = export_spss(material, tmp_path / "s")
    columns, _ = _read(tmp_path / "s" / "statements.sav")
    assert "Ä" * 16_383 in list(columns["quote"])
    (said,) = written.left_out
    assert said.startswith("1 text in statements.sav cut to 32,767 bytes, the most that SPSS holds")


def test_the_same_inventory_gives_the_same_bytes_at_any_time(store: Store, tmp_path: Path) -> None:
    with opened(store, hostile_inventory()) as material:
        for name in ("one", "two"):
            export_spss(material, tmp_path / name)
    _, about = _read(tmp_path / "one" / "statements.sav")
    assert f"{about.creation_time:%Y-%m-%dT%H:%M:%SZ}" == material.inventory.provenance.made
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_tables_without_rows_are_no_files(store: Store, tmp_path: Path) -> None:
    with opened(store, empty_inventory()) as material:
        export_spss(material, tmp_path / "s")
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == ["codes.sav", "samverkan-export.json"]


def test_a_text_is_cut_between_characters() -> None:
    assert cut_bytes("åäö", 5) == "åä"
    assert cut_bytes("åäö", 6) == "åäö"
