"""Excel workbooks as exports make them: whole or not at all, text stays text, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from corpus.export.files import replacing
from corpus.export.writable import writable_xml

# "=1+1" is no formula, a URL no link (Excel allows 65,530 links a sheet).
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST = 32_767  # characters of a cell

TEXT: Final[Mapping[str, Any]] = {
    "valign": "top",
    "text_wrap": True,
    "font_name": "Calibri",
    "font_size": 10,
}
"""How cells are set."""
HEAD: Final[Mapping[str, Any]] = {"bold": True, "bg_color": "#1f4e5f", "font_color": "white", **TEXT}
"""How the heads of columns are set."""


@contextmanager
def writing_book(path: Path, made: str, options: Mapping[str, bool]) -> Iterator[Any]:
    """An open workbook that takes the place of `path` at the end; `made` (ISO 8601) is when it says it was
    created, `options` are further ones of XlsxWriter. Raises ExportBlocked, DiskFull.
    """
    import xlsxwriter

    with replacing(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary), {**_OPTIONS, **options})
        book.set_properties({"created": datetime.fromisoformat(made)})
        yield book
        book.close()


def writable(text: str) -> str:
    """`text` as a cell can hold it: no control characters, at most 32,767 characters."""
    clean = writable_xml(text)
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"
