from __future__ import annotations

import csv
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.export.columns import inventory_columns
from corpus.export.delimited import export_csv, guard
from corpus.export.excel import writable
from corpus.export.files import ExportBlocked
from corpus.export.texts import Texts
from corpus.export.workbook import export_workbook, split_sheets
from corpus.inventory_records import ChangeKind, Changes, Edition, Inventory, RowChange
from corpus.records import CodeId
from corpus.store import Store
from tests import factories
from tests.corpus.test_inventory import build

HOSTILE = ('=HYPERLINK("http://example.org","x")', "+46 16 710 10 00 ring regionen", "@SUM(A1)")


@pytest.fixture
def inventory(store: Store) -> Inventory:
    owner = factories.municipality()
    plan = factories.document(title='=cmd|"x" & <b>Åtgärder</b> “för” 😀', adopted="2024-05-15")
    factories.add_classified(store, plan, owner, texts=HOSTILE)
    return build(store, owner)


def test_the_workbook_holds_every_row_as_text_and_no_formula(inventory: Inventory, tmp_path: Path) -> None:
    export_workbook(inventory, Texts("sv"), tmp_path / "i.xlsx")
    book = openpyxl.load_workbook(tmp_path / "i.xlsx")
    assert book.sheetnames == ["Inventering", "Partner × syfte", "Täckning", "Dokument", "Kodbok", "Om"]
    sheet = book["Inventering"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    values = [cell.value for cell in cells]
    assert HOSTILE[0] in values
    assert '=cmd|"x" & <b>Åtgärder</b> “för” 😀' in values
    assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(sheet.max_column)}3"
    assert sheet.freeze_panes == "A2"
    quotes = [cell.column_letter for cell in sheet[1] if cell.value == "Citat"]
    assert [sheet.column_dimensions[letter].width > 60 for letter in quotes] == [True]
    with zipfile.ZipFile(tmp_path / "i.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_the_workbook_counts_the_matrix_and_the_codes(inventory: Inventory, tmp_path: Path) -> None:
    export_workbook(inventory, Texts("en"), tmp_path / "i.xlsx")
    book = openpyxl.load_workbook(tmp_path / "i.xlsx")
    matrix = list(book["Partner × purpose"].iter_rows(values_only=True))
    assert matrix == [
        (None, "Competence", "Quality", "No purpose stated"),
        ("Region", 0, 0, 1),
        ("University", 1, 0, 0),
    ]
    counts = {row[1]: row[-1] for row in book["Codebook"].iter_rows(values_only=True)}
    assert counts["gate.strategy"] == 1
    assert counts["partner.university"] == 1
    assert counts["purpose.quality"] == 0


def test_the_csv_can_be_read_back_and_holds_no_formula(inventory: Inventory, tmp_path: Path) -> None:
    export_csv(inventory, Texts("sv"), tmp_path / "i.csv")
    assert (tmp_path / "i.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "i.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["Citat"] for row in rows] == [f"'{text}" for text in HOSTILE[:2]]
    assert rows[0]["Kommun"] == "Sjöbacka"
    assert rows[0]["Partner"] == "Universitet"
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


def test_plain_text_and_numbers_are_left_alone() -> None:
    assert guard("Plan – 2024") == "Plan – 2024"
    assert guard(-3) == -3


def test_numbers_of_the_swedish_csv_have_a_comma(inventory: Inventory, tmp_path: Path) -> None:
    for language, delimiter, shown in (("sv", ";", "0,9"), ("en", ",", "0.9")):
        export_csv(inventory, Texts(language), tmp_path / "i.csv")
        with (tmp_path / "i.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=delimiter))
        assert shown in [row[rows[0].index(Texts(language)["probability"].capitalize())] for row in rows]


def test_more_rows_than_a_worksheet_holds_go_on_in_the_next(inventory: Inventory) -> None:
    assert [len(rows) for rows in split_sheets(inventory.rows * 5, most=4)] == [4, 4, 2]
    assert split_sheets(()) == [()]


def test_what_a_cell_cannot_hold_is_replaced_and_cut() -> None:
    assert writable("a\x00b\x0bc") == "a�b�c"
    assert len(writable("x" * 40_000)) == 32_767


def test_swedish_and_english_have_the_same_columns(inventory: Inventory) -> None:
    swedish, english = (inventory_columns(inventory, Texts(language)) for language in ("sv", "en"))
    assert len(swedish) == len(english) == len({column.label for column in swedish})
    assert [column.width for column in swedish] == [column.width for column in english]


def test_an_export_that_fails_leaves_the_old_file(inventory: Inventory, tmp_path: Path) -> None:
    path = tmp_path / "i.csv"
    path.write_text("old", "utf-8")
    with pytest.raises(KeyError):
        export_csv(inventory, Texts("de"), path)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) != []
    assert not list(tmp_path.glob(".incomplete-*"))


def test_a_file_that_another_program_holds_is_said_and_left_alone(
    inventory: Inventory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "i.xlsx"
    path.write_bytes(b"old")

    def refuse(own: Path, target: Path) -> Path:  # what Windows does while Excel has the file open
        raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportBlocked, match="close it in other programs"):
        export_workbook(inventory, Texts("sv"), path)
    assert [(one.name, one.read_bytes()) for one in tmp_path.glob("*.xlsx")] == [("i.xlsx", b"old")]


def test_the_same_inventory_gives_the_same_bytes(inventory: Inventory, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        export_workbook(inventory, Texts("sv"), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created == datetime.fromisoformat(
        factories.AT
    ).replace(tzinfo=None)


def test_changes_and_estimates_have_a_sheet_when_there_are_any(inventory: Inventory, tmp_path: Path) -> None:
    row = inventory.rows[0]
    where = (row.municipality.code, row.statement.document.sha256, row.statement.passage.id, "Plan", "=1+1")
    change = RowChange(ChangeKind.ADDED, *where, (), (CodeId("gate.strategy"),))
    since = Edition(1, factories.AT, "", "", "", 0)
    share = Estimate(
        *(Unit.PASSAGE, CodeId("partner.region"), CodeId(""), Domain(), Basis.MACHINE, 400, 0.0125),
        *(None, None, None, 0, 0, 0),
    )
    told = replace(inventory, changes=Changes(since, (change,)), estimates=(share,))
    export_workbook(told, Texts("en"), tmp_path / "i.xlsx")
    book = openpyxl.load_workbook(tmp_path / "i.xlsx")
    changes = list(book["Changes"].iter_rows(values_only=True))
    assert [one[:7] for one in changes[1:]] == [
        ("9801", "Sjöbacka", "Plan", "added", "=1+1", None, "Strategy"),
    ]
    estimates = list(book["Estimates"].iter_rows(min_row=2, max_row=2, values_only=True))
    assert estimates[0][1:3] == ("Region", 0.0125)


def test_rows_of_a_replaced_version_are_listed_and_not_counted(inventory: Inventory, tmp_path: Path) -> None:
    newer = factories.document("ny.pdf").sha256
    old = tuple(
        replace(row, policy=replace(row.policy, members=(*row.policy.members, newer), current=newer))
        for row in inventory.rows
    )
    export_workbook(replace(inventory, rows=old), Texts("en"), tmp_path / "i.xlsx")
    book = openpyxl.load_workbook(tmp_path / "i.xlsx")
    head, *rows = book["Inventory"].iter_rows(values_only=True)
    assert [(row[head.index("In force")], row[head.index("Version")]) for row in rows] == [
        ("no", "1 of 2")
    ] * 2
    matrix = list(book["Partner × purpose"].iter_rows(values_only=True, min_row=2))
    assert sum(sum(counts) for _, *counts in matrix) == 0
