"""The inventory as an Excel workbook: rows, matrix, coverage, documents, codebook, and how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.export.columns import (
    Value,
    about_table,
    changes_table,
    codebook_table,
    coverage_table,
    document_table,
    inventory_columns,
    label_of,
)
from corpus.export.estimate_sheets import ALL_WIDTHS, MAIN_WIDTHS, list_all, list_main
from corpus.export.excel import HEAD, TEXT, writable, writing_book
from corpus.export.texts import Texts
from corpus.inventory import NO_PURPOSE, count_reviewed, group_by_cell
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId

_EXCEL_ROWS = 1_048_575  # a sheet's rows without its header; XlsxWriter drops what is over in silence


def export_workbook(inventory: Inventory, texts: Texts, path: Path) -> None:
    """Write the workbook. The rows are all versions'; what is counted stands in those in force."""
    # Each row goes to the file at once, so that memory does not grow with them.
    with writing_book(path, inventory.provenance.made, {"constant_memory": True}) as book:
        formats = _formats(book)
        _write_rows(book, formats, inventory, texts)
        _write_matrix(book, formats, inventory, texts)
        for key, table, widths in _iter_tables(inventory, texts):
            _write_table(book, formats, texts[key], table, widths)


def _iter_tables(
    inventory: Inventory, texts: Texts
) -> Iterator[tuple[str, list[list[Value]], tuple[int, ...]]]:
    """The sheets after the matrix: the key of each name, the cells, and how wide its columns are."""
    if inventory.changes is not None and inventory.changes.rows:
        changed = changes_table(inventory.changes, inventory, texts)
        yield "inv.changes", changed, (8, 16, 36, 12, 80, 40, 40, 16, 16)
    if inventory.estimates:
        main = list_main(inventory, texts)
        if len(main) > 1:  # of some municipalities there may be shares of their county only
            yield "est.sheet", main, MAIN_WIDTHS
        yield "est.sheet_all", list_all(inventory, texts), ALL_WIDTHS
    yield "sheet.coverage", coverage_table(inventory.coverage, texts), (10, 18, 20, 32, 18, 12, 12, 12)
    listed = document_table(inventory.documents, texts)
    yield "sheet.documents", listed, (10, 16, 46, 18, 12, 26, 34, 8, 10)
    yield "sheet.codebook", codebook_table(inventory, texts), (16, 26, 34, 60, 50, 50, 20, 12)
    about = about_table(inventory, texts, count_reviewed(inventory.rows))
    explained: list[Value] = [texts["method"], texts["method_text"]]
    yield "sheet.about", [[texts["title"], ""], *about, explained], (26, 90)


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format(HEAD),
        "text": book.add_format(TEXT),
        "share": book.add_format({"num_format": "0.00##", **TEXT}),
        "count": book.add_format({"align": "center", **TEXT}),
    }


def _write_rows(book: Any, formats: dict[str, Any], inventory: Inventory, texts: Texts) -> None:
    columns = inventory_columns(inventory, texts)
    for number, rows in enumerate(split_sheets(inventory.rows), start=1):
        name = texts["sheet.rows"] if number == 1 else f"{texts['sheet.rows']} {number}"
        sheet = book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write(0, place, column.label, formats["head"])
        for line, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                _write(sheet, line, place, column.value(row), formats)
        _finish(sheet, len(rows), len(columns))


def split_sheets(rows: Sequence[InventoryRow], most: int = _EXCEL_ROWS) -> list[Sequence[InventoryRow]]:
    """The rows in pieces that a worksheet can hold below its header; one empty piece when there are none."""
    return [rows[first : first + most] for first in range(0, len(rows), most)] or [()]


def _write_matrix(book: Any, formats: dict[str, Any], inventory: Inventory, texts: Texts) -> None:
    codes = inventory.codebook.codes
    partners = [code for code in codes if code.dimension == "partner"]
    purposes = [code for code in codes if code.dimension == "purpose"]
    cells = group_by_cell(inventory.current_rows)
    header: list[Value] = ["", *[label_of(code, texts) for code in purposes], texts["no_purpose"]]
    table: list[list[Value]] = [header]
    across: list[CodeId] = [*[code.id for code in purposes], NO_PURPOSE]
    for partner in partners:
        counts: list[Value] = [len(cells.get((partner.id, purpose), ())) for purpose in across]
        table.append([label_of(partner, texts), *counts])
    sheet = _write_table(book, formats, texts["sheet.matrix"], table, (34, *[14] * len(across)))
    sheet.conditional_format(
        1,
        1,
        len(partners),
        len(across),
        {"type": "2_color_scale", "min_color": "#ffffff", "max_color": "#7fb3a8"},
    )


def _write_table(
    book: Any, formats: dict[str, Any], name: str, table: list[list[Value]], widths: tuple[int, ...]
) -> Any:
    sheet = book.add_worksheet(name)
    for place in range(len(table[0])):
        sheet.set_column(place, place, widths[place] if place < len(widths) else 14)
    for line, values in enumerate(table):
        for place, value in enumerate(values):
            if line == 0:
                sheet.write(0, place, value, formats["head"])
            else:
                _write(sheet, line, place, value, formats)
    _finish(sheet, len(table) - 1, len(table[0]))
    return sheet


def _write(sheet: Any, line: int, place: int, value: Value, formats: dict[str, Any]) -> None:
    if value == "":
        return  # an empty cell needs no place in the file: most codes of most rows are empty
    if isinstance(value, str):
        sheet.write_string(line, place, writable(value), formats["text"])
    else:
        sheet.write_number(line, place, value, formats["share" if isinstance(value, float) else "text"])


def _finish(sheet: Any, lines: int, places: int) -> None:
    sheet.freeze_panes(1, 0)
    if lines:
        sheet.autofilter(0, 0, lines, places - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
