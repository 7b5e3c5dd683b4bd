"""The inventory as CSV: UTF-8 with a byte order mark, so that Excel shows å ä ö, and no formulas."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from corpus.export.columns import Value, inventory_columns
from corpus.export.files import replacing
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory

# A cell that begins with one of these is run as a formula by spreadsheets (OWASP, "CSV injection").
# Apostrophes before them count too, so that the mark can be taken away again without a doubt.
_DANGEROUS = re.compile("'*[=+\\-@\t\r]")


def export_csv(inventory: Inventory, texts: Texts, path: Path) -> None:
    """Write the rows, semicolon-separated in Swedish (Excel's own there), comma-separated in English."""
    columns = inventory_columns(inventory, texts)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if texts.language == "sv" else ",")
        writer.writerow([column.label for column in columns])
        for row in inventory.rows:
            writer.writerow([_write(column.value(row), texts) for column in columns])


def _write(value: Value, texts: Texts) -> Value:
    if isinstance(value, float):  # a point would make it a text in Swedish Excel
        return str(value).replace(".", ",") if texts.language == "sv" else value
    return guard(value)


def guard(value: Value) -> Value:
    """The value, with an apostrophe before text that a spreadsheet would run as a formula."""
    if isinstance(value, str) and _DANGEROUS.match(value):
        return f"'{value}"
    return value


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text
