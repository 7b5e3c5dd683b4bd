"""Tables as SPSS files (.sav), with labels for variables and values in the reader's language."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.counts import plural
from corpus.export.dataset.tables import build_tables
from corpus.export.dataset.variables import Cell, DataTable, Kind, Variable, flat
from corpus.export.extents import list_extent
from corpus.export.folders import replacing_folder
from corpus.export.material import Material, Written

if TYPE_CHECKING:
    import polars as pl

_LONGEST_TEXT = 32_767  # bytes of UTF-8 in a string variable
_LONGEST_LABEL = 255
_LONGEST_VALUE_LABEL = 119
_LONGEST_NOTE = 80
_CODES_A_NOTE = 14  # municipalities of an extract, in a line of a note
_LONGEST_FILE_LABEL = 64
NOT_ASKED = 9
"""The user-missing value of codes that only people assign, where no person has read the passage."""
_STAMP_AT = 92  # rec_type 4, prod_name 60, four ints 16, weight, ncases 8, bias 8: then date and time
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TEXTUAL = frozenset({Kind.TEXT, Kind.TEXTS, Kind.CATEGORY})


def export_spss(material: Material, path: Path) -> Written:
    """Write a folder with a file for each table that has rows.

    Lists are joined texts; texts over 32,767 bytes are cut and counted.
    """
    tables = [table for table in build_tables(material) if table.rows]
    cut: list[str] = []
    with replacing_folder(path, material) as folder:
        for table in tables:
            long = _write_table(table, material, folder / f"{table.name}.sav")
            if long:
                where = f"in {table.name}.sav cut to {_LONGEST_TEXT:,} bytes, the most that SPSS holds"
                cut.append(f"{plural(long, 'text')} {where}: the other formats have them whole.")
    summary = f"{plural(len(material.inventory.rows), 'row')}, {plural(len(tables), 'table')}."
    return Written(summary, tuple(cut))


def _write_table(table: DataTable[Any], material: Material, path: Path) -> int:
    """Write one table; how many of its texts were cut."""
    import polars
    import pyreadstat

    language = material.texts.language
    columns: dict[str, pl.Series] = {}
    cut = 0
    for variable in table.variables:
        cells = [_cell(variable.value(row), variable) for row in table.rows]
        if variable.kind in _TEXTUAL:
            cells, long = _cut(cells)
            cut += long
        columns[variable.name] = polars.Series(cells, dtype=_type(variable.kind), strict=False)
    labels: dict[str, str | None] = {
        one.name: cut_bytes(one.label.of(language), _LONGEST_LABEL) for one in table.variables
    }
    pyreadstat.write_sav(
        polars.DataFrame(columns),
        path,
        file_label=cut_bytes(f"{material.inventory.provenance.study}: {table.name}", _LONGEST_FILE_LABEL),
        column_labels=labels,
        note=_notes(material),
        row_compress=True,
        variable_value_labels=_value_labels(table, columns, material),
        missing_ranges={one.name: [NOT_ASKED] for one in table.variables if one.kind is Kind.FLAG},
        variable_measure={one.name: _measure(one.kind) for one in table.variables},
        variable_format={one.name: "F1.0" for one in table.variables if one.kind is Kind.FLAG},
    )
    _stamp(path, material.inventory.provenance.made)
    return cut


def _cell(value: Cell, variable: Variable[Any]) -> Cell:
    match variable.kind:
        case Kind.TEXT | Kind.TEXTS | Kind.CATEGORY:
            return flat(value)
        case Kind.FLAG:
            return NOT_ASKED if value is None else value
        case Kind.MOMENT:  # SPSS knows no time zones: the variable's label says UTC
            return value.replace(tzinfo=None) if isinstance(value, datetime) else None
        case Kind.WHOLE | Kind.NUMBER | Kind.DAY:
            return value


def _type(kind: Kind) -> Any:
    import polars

    match kind:
        case Kind.TEXT | Kind.TEXTS | Kind.CATEGORY:
            return polars.String()
        case Kind.WHOLE | Kind.FLAG:
            return polars.Int64()
        case Kind.NUMBER:
            return polars.Float64()
        case Kind.DAY:
            return polars.Date()
        case Kind.MOMENT:
            return polars.Datetime("us")


def _measure(kind: Kind) -> str:
    return "scale" if kind in (Kind.WHOLE, Kind.NUMBER, Kind.DAY, Kind.MOMENT) else "nominal"


def _value_labels(
    table: DataTable[Any], columns: dict[str, pl.Series], material: Material
) -> dict[str, dict[Any, str]]:
    """Labels for 0 and 1, and for the values that fit into a variable as wide as its longest text."""
    texts = material.texts
    flags = {0: texts["flag.0"], 1: texts["flag.1"], NOT_ASKED: texts["not_asked"]}
    labels: dict[str, dict[Any, str]] = {}
    for variable in table.variables:
        if variable.kind is Kind.FLAG:
            labels[variable.name] = dict(flags)
        elif variable.kind is Kind.CATEGORY:
            width = max(len(text.encode()) for text in columns[variable.name])
            labels[variable.name] = {
                value: cut_bytes(words.of(texts.language), _LONGEST_VALUE_LABEL)
                for value, words in variable.values
                if len(value.encode()) <= width
            }
    return labels


def _notes(material: Material) -> list[str]:
    made = material.inventory.provenance
    told = (
        f"{made.program}, {made.made}",
        f"model {made.coder}",
        f"codebook {made.codebook}",
        f"content {made.content_hash}",
    )
    codes = list_extent(material.inventory)
    starts = range(0, len(codes), _CODES_A_NOTE)
    only = [f"only of {' '.join(codes[start : start + _CODES_A_NOTE])}" for start in starts]
    return [cut_bytes(line, _LONGEST_NOTE) for line in (*told, *only)]


def _cut(cells: list[Any]) -> tuple[list[Any], int]:
    """The texts as SPSS can hold them, and how many were too long."""
    kept = [text if len(text) <= _LONGEST_TEXT // 4 else cut_bytes(text, _LONGEST_TEXT) for text in cells]
    return kept, sum(1 for old, new in zip(cells, kept, strict=True) if old != new)


def cut_bytes(text: str, most: int) -> str:
    """`text` in at most `most` bytes of UTF-8, whole characters only."""
    encoded = text.encode()
    return text if len(encoded) <= most else encoded[:most].decode(errors="ignore")


def _stamp(path: Path, made: str) -> None:
    """Set the file's own time to the inventory's: the library writes the clock's, and two files of one
    inventory would differ.
    """
    at = datetime.fromisoformat(made)
    date = f"{at.day:02d} {_MONTHS[at.month - 1]} {at.year % 100:02d}"
    with path.open("r+b") as file:
        file.seek(_STAMP_AT)
        file.write(f"{date}{at:%H:%M:%S}".encode("ascii"))
