"""One chapter as an Excel workbook: what it says, a sheet for each table, and the rows behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.export.chapters.blocks import say_made, say_place
from corpus.export.chapters.chapter import ChapterView
from corpus.export.columns import inventory_columns
from corpus.export.excel import HEAD, TEXT, writable, writing_book
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory

_LONGEST_NAME = 31  # characters of a sheet's name in Excel
_FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")


@dataclass(frozen=True, slots=True)
class _Book:
    """An open workbook with its formats and the sheet names it has, folded."""

    book: Any
    head: Any
    text: Any
    share: Any
    names: set[str]

    def add_sheet(self, name: str) -> Any:
        """A sheet of this name as Excel takes it, told apart by a number from one that has it."""
        clean = " ".join(name.translate(_FORBIDDEN).split())[:_LONGEST_NAME].strip() or "–"
        number = 1
        chosen = clean
        while chosen.casefold() in self.names:
            number += 1
            chosen = f"{clean[: _LONGEST_NAME - 4].strip()} {number}"
        self.names.add(chosen.casefold())
        return self.book.add_worksheet(chosen)


def export_chapter_workbook(inventory: Inventory, view: ChapterView, texts: Texts, path: Path) -> None:
    """Write the workbook; `inventory` has the rows that belong to it. Raises ExportBlocked, DiskFull."""
    with writing_book(path, inventory.provenance.made, {}) as book:
        opened = _Book(
            book=book,
            head=book.add_format(HEAD),
            text=book.add_format(TEXT),
            share=book.add_format({"num_format": "0 %", **TEXT}),
            names=set(),
        )
        _write_words(opened, inventory, view, texts)
        for table in view.tables:
            _write_table(opened, table)
        for figure in view.figures:
            for table in (figure.table, *figure.more):
                _write_table(opened, table)
        if inventory.rows:
            _write_rows(opened, inventory, texts)


def _write_words(book: _Book, inventory: Inventory, view: ChapterView, texts: Texts) -> None:
    sheet = book.add_sheet(view.title)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, writable(view.title), book.head)
    for line, words in enumerate(_iter_words(inventory, view, texts), start=1):
        sheet.write_string(line, 0, writable(words), book.text)


def _iter_words(inventory: Inventory, view: ChapterView, texts: Texts) -> Iterable[str]:
    """What the chapter says, in reading order, then what it was made with."""
    yield from (paragraph.text for paragraph in view.lead)
    for part in view.parts:
        if part.title:
            yield ""
            yield part.title.upper()
        yield from (paragraph.text for paragraph in part.lead)
        yield from (f"• {question}" for question in part.questions)
        for quote in part.quotes:
            yield f"”{quote.row.statement.passage.text}” ({say_place(quote.row, texts)})"
    yield ""
    yield say_made(inventory)


def _write_table(book: _Book, table: Table) -> None:
    sheet = book.add_sheet(table.caption)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, max(1, len(table.head) - 1), 18)
    for place, name in enumerate(table.head):
        sheet.write_string(0, place, writable(name), book.head)
    for line, cells in enumerate(table.rows, start=1):
        for place, cell in enumerate(cells):
            _write_cell(book, sheet, (line, place), cell)
    if table.note:
        sheet.write_string(len(table.rows) + 2, 0, writable(table.note), book.text)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_cell(book: _Book, sheet: Any, place: tuple[int, int], cell: Count) -> None:
    if cell.value is None:
        sheet.write_string(*place, writable(cell.text), book.text)
    else:
        sheet.write_number(*place, cell.value, book.share if isinstance(cell.value, float) else book.text)


def _write_rows(book: _Book, inventory: Inventory, texts: Texts) -> None:
    columns = inventory_columns(inventory, texts)
    sheet = book.add_sheet(texts["sheet.rows"])
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.label, book.head)
    for line, row in enumerate(inventory.rows, start=1):
        for place, column in enumerate(columns):
            value = column.value(row)
            if isinstance(value, str):
                sheet.write_string(line, place, writable(value), book.text)
            else:
                sheet.write_number(line, place, value, book.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(inventory.rows), len(columns) - 1)
