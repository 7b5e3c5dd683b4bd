"""The data dictionary: every variable of every table in both languages, as CSV and as JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.counts import plural
from corpus.export.dataset.tables import build_tables
from corpus.export.dataset.variables import DataTable, Kind, Variable
from corpus.export.delimited import guard
from corpus.export.files import replacing
from corpus.export.material import Material, Written

_HEAD = (
    "table",
    "variable",
    "type",
    "unit",
    "label_sv",
    "label_en",
    "description_sv",
    "description_en",
    "values_sv",
    "values_en",
    "required",
)
_FLAGS = (("0", "nej", "no"), ("1", "ja", "yes"))


def export_dictionary(material: Material, path: Path) -> Written:
    """Write the dictionary as CSV, which Excel opens: UTF-8 with a mark, as `export_csv`."""
    tables = build_tables(material)
    with replacing(path) as temporary:
        write_dictionary_csv(tables, temporary, "utf-8-sig")
    variables = sum(len(table.variables) for table in tables)
    return Written(f"{plural(variables, 'variable')} of {plural(len(tables), 'table')}.")


def write_dictionary_csv(tables: Iterable[DataTable[Any]], path: Path, encoding: str = "utf-8") -> None:
    """Write one line a variable."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for table in tables:
            writer.writerows([guard(cell) for cell in _line(table, one)] for one in table.variables)


def write_dictionary_json(tables: Iterable[DataTable[Any]], path: Path) -> None:
    """Write the same for programs."""
    told = [
        {
            "table": table.name,
            "label": {"sv": table.label.sv, "en": table.label.en},
            "description": {"sv": table.about.sv, "en": table.about.en},
            "rows": len(table.rows),
            "keys": list(table.keys),
            "variables": [_describe(one) for one in table.variables],
        }
        for table in tables
    ]
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _line(table: DataTable[Any], one: Variable[Any]) -> tuple[str, ...]:
    values = list(_iter_values(one))
    return (
        table.name,
        one.name,
        one.kind.value,
        one.unit,
        one.label.sv,
        one.label.en,
        one.about.sv,
        one.about.en,
        " | ".join(f"{value} = {sv}" for value, sv, _ in values),
        " | ".join(f"{value} = {en}" for value, _, en in values),
        "yes" if one.key else "",
    )


def _describe(one: Variable[Any]) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.kind.value,
        "unit": one.unit,
        "label": {"sv": one.label.sv, "en": one.label.en},
        "description": {"sv": one.about.sv, "en": one.about.en},
        "values": [{"value": value, "sv": sv, "en": en} for value, sv, en in _iter_values(one)],
        "required": one.key,
    }


def _iter_values(one: Variable[Any]) -> Iterator[tuple[str, str, str]]:
    if one.kind is Kind.FLAG:
        yield from _FLAGS
    yield from ((value, words.sv, words.en) for value, words in one.values)
