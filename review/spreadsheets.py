"""Tables to fetch: CSV that Excel opens with å ä ö and without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

from corpus.export.delimited import guard

Cell = str | int | float | None


def write_table(rows: Iterable[Sequence[Cell]], language: str) -> str:
    """The rows as CSV: semicolons and decimal commas in Swedish, as in Excel there; else commas, points."""
    target = io.StringIO(newline="")
    target.write("\ufeff")
    writer = csv.writer(target, delimiter=";" if language == "sv" else ",")
    for row in rows:
        writer.writerow([_write(cell, language) for cell in row])
    return target.getvalue()


def _write(cell: Cell, language: str) -> Cell:
    if cell is None:
        return ""
    if isinstance(cell, float):
        text = f"{cell:.4f}"
        return text.replace(".", ",") if language == "sv" else text
    return cell if isinstance(cell, int) else str(guard(cell))


def send_table(rows: Iterable[Sequence[Cell]], language: str, name: str) -> Response:
    """The rows as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_table(rows, language).encode(), media_type="text/csv", headers=headers)
