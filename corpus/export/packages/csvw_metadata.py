"""The description of a folder of CSV files as CSVW metadata (W3C, "Metadata Vocabulary for Tabular Data")."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.export.dataset.variables import SEPARATOR, DataTable, Kind, Variable, Words
from corpus.export.extents import identify
from corpus.export.material import Material
from corpus.export.study_facts import StudyFacts

_DATATYPES: dict[Kind, Any] = {
    Kind.TEXT: "string",
    Kind.TEXTS: "string",
    Kind.CATEGORY: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.FLAG: {"base": "integer", "minimum": 0, "maximum": 1},
    Kind.DAY: "date",
    Kind.MOMENT: {"base": "dateTime", "format": "yyyy-MM-ddTHH:mm:ssX"},
}


def describe_tables(
    tables: Iterable[DataTable[Any]], facts: StudyFacts, material: Material
) -> dict[str, Any]:
    """The content of csv-metadata.json for tables that lie beside it as NAME.csv."""
    group: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": material.texts.language}],
        "dc:title": _both(facts.title),
        "dc:description": _both(facts.description),
        "dc:created": material.inventory.provenance.made,
        "dc:identifier": identify(material.inventory),
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "doubleQuote": True},
        "tables": [_table(table) for table in tables],
    }
    if facts.licence:
        group["dc:license"] = {"@id": facts.licence_url}
    if facts.creators:
        group["dc:creator"] = [creator.name for creator in facts.creators]
    return group


def _both(words: Words) -> list[dict[str, str]]:
    return [{"@value": words.sv, "@language": "sv"}, {"@value": words.en, "@language": "en"}]


def _table(table: DataTable[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(one) for one in table.variables]}
    if table.keys:
        schema["primaryKey"] = list(table.keys)
    if table.refers:
        schema["foreignKeys"] = [
            {
                "columnReference": list(names),
                "reference": {"resource": f"{other}.csv", "columnReference": list(names)},
            }
            for names, other in table.refers
        ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": _both(table.label),
        "dc:description": _both(table.about),
        "tableSchema": schema,
    }


def _column(one: Variable[Any]) -> dict[str, Any]:
    """`titles` is the head as it stands in the file, which validators compare; labels are dc:title."""
    column: dict[str, Any] = {
        "name": one.name,
        "titles": one.name,
        "datatype": _datatype(one),
        "dc:title": _both(one.label),
        "dc:description": _both(one.about),
    }
    if one.kind is Kind.TEXTS:
        column["separator"] = SEPARATOR
    if one.key:
        column["required"] = True
    return column


def _datatype(one: Variable[Any]) -> Any:
    """Categories are texts of a pattern, which is how CSVW names allowed values."""
    if one.kind is not Kind.CATEGORY:
        return _DATATYPES[one.kind]
    return {"base": "string", "format": "|".join(value.replace(".", r"\.") for value, _ in one.values)}
