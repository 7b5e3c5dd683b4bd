"""Tables as CSV for programs: RFC 4180, UTF-8, machine names as heads, and no formulas."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from corpus.export.dataset.variables import DataTable, flat
from corpus.export.delimited import guard


def write_table(table: DataTable[Any], path: Path) -> int:
    """Write the table; how many texts got an apostrophe in front, since they look like formulas."""
    variables = table.variables
    guarded = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([one.name for one in variables])
        for row in table.rows:
            values = [flat(one.value(row)) for one in variables]
            safe = [guard(value) for value in values]
            guarded += sum(1 for old, new in zip(values, safe, strict=True) if old is not new)
            writer.writerow(safe)
    return guarded
