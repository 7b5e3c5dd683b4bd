from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from corpus.export.chapters.building import BUILDERS, Scope, build_chapter
from corpus.export.chapters.chapter import ChapterView, Part
from corpus.export.chapters.page import keep_named
from corpus.export.chapters.workbook import export_chapter_workbook
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from tests.inventories import big_inventory

HOSTILE = "=1+1 [a]:*?/\\'b' \x0b <Åtgärder> & ”é” 😀"


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return big_inventory(12, 200)


def _write(inventory: Inventory, view: ChapterView, path: Path, language: str = "sv") -> openpyxl.Workbook:
    export_chapter_workbook(keep_named(inventory, view), view, Texts(language), path)
    return openpyxl.load_workbook(path)


def _holding(caption: str, cell: Count, *more: Table) -> ChapterView:
    table = Table("t-x", caption, (caption, "N"), ((cell, Count("3", (), 3)),), note=caption)
    return ChapterView("x", caption, (), (Part("x", "", tables=(table, *more)),))


@pytest.mark.parametrize("name", BUILDERS)
def test_a_workbook_has_the_words_a_sheet_for_each_table_and_the_rows(
    inventory: Inventory, name: str, tmp_path: Path
) -> None:
    view = build_chapter(inventory, name, Texts("sv"), Scope())
    book = _write(inventory, view, tmp_path / "x.xlsx")
    rows = keep_named(inventory, view).rows
    assert len(book.sheetnames) == 1 + len(view.tables) + (1 if rows else 0)
    assert book.worksheets[0]["A1"].value == view.title
    words = [line[0] for line in book.worksheets[0].iter_rows(values_only=True)]
    assert {one.text for one in view.lead} <= set(words)
    for sheet, table in zip(book.worksheets[1:], view.tables, strict=False):
        assert [cell.value or "" for cell in sheet[1]] == list(table.head)
    if rows:
        assert book.worksheets[-1].max_row == 1 + len(rows)


def test_a_count_is_a_number_and_a_share_is_in_per_cent(inventory: Inventory, tmp_path: Path) -> None:
    cells = (Count("1 234", (), 1234), Count("12 % (3)", (), 0.12), Count("–"))
    table = Table("t-y", "Tal", ("a", "b", "c"), (cells,))
    view = ChapterView("y", "Y", (), (Part("y", "", tables=(table,)),))
    line = _write(inventory, view, tmp_path / "x.xlsx")["Tal"][2]
    assert [cell.value for cell in line] == [1234, 0.12, "–"]
    assert line[1].number_format == "0 %"


def test_names_that_excel_refuses_and_texts_that_it_would_run_are_written_as_text(
    inventory: Inventory, tmp_path: Path
) -> None:
    view = _holding(HOSTILE, Count(HOSTILE))
    sheet = _write(inventory, view, tmp_path / "x.xlsx").worksheets[1]
    assert not set("[]:*?/\\'") & set(sheet.title)
    assert len(sheet.title) <= 31
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value.startswith("=1+1")
    assert "😀" in sheet["A2"].value


def test_two_tables_with_one_caption_have_two_sheets(inventory: Inventory, tmp_path: Path) -> None:
    long = "Samma rubrik som är för lång för ett blad i Excel"
    other = Table("t-z", long.upper(), ("a",), ((Count("x"),),))
    names = _write(inventory, _holding(long, Count("y"), other), tmp_path / "x.xlsx").sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 3


def test_an_empty_chapter_has_a_workbook_that_says_why(inventory: Inventory, tmp_path: Path) -> None:
    empty = replace(inventory, rows=(), documents=(), coverage=(), policies=())
    view = build_chapter(empty, "actors", Texts("en"), Scope())
    book = _write(empty, view, tmp_path / "x.xlsx", "en")
    assert len(book.sheetnames) == 1
    assert "samverkan add" in book.worksheets[0]["A2"].value


def test_the_same_chapter_gives_the_same_bytes(inventory: Inventory, tmp_path: Path) -> None:
    view = build_chapter(inventory, "voluntary", Texts("sv"), Scope())
    for name in ("a.xlsx", "b.xlsx"):
        _write(inventory, view, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    made = openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created
    assert f"{made:%Y-%m-%dT%H:%M:%SZ}" == inventory.provenance.made
