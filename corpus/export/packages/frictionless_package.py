"""The description of a folder of CSV files as a Frictionless data package (specs.frictionlessdata.io, v1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.export.dataset.variables import DataTable, Kind, Variable
from corpus.export.extents import identify, list_extent
from corpus.export.folders import hash_file
from corpus.export.material import Material
from corpus.export.study_facts import StudyFacts

_MOST_IN_NAME = 8  # municipalities of an extract, in the package's name
_TYPES = {
    Kind.TEXT: "string",
    Kind.TEXTS: "string",
    Kind.CATEGORY: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.FLAG: "integer",
    Kind.DAY: "date",
    Kind.MOMENT: "datetime",
}


def describe_package(
    tables: Iterable[DataTable[Any]], facts: StudyFacts, material: Material, folder: Path
) -> dict[str, Any]:
    """The content of datapackage.json for tables that lie in `folder` as NAME.csv."""
    made, language = material.inventory.provenance, material.texts.language
    codes = list_extent(material.inventory)
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": _slug("-".join((made.study, *codes[:_MOST_IN_NAME]))),
        "title": facts.title.of(language),
        "title_sv": facts.title.sv,
        "title_en": facts.title.en,
        "description": facts.description.of(language),
        "description_sv": facts.description.sv,
        "description_en": facts.description.en,
        "created": made.made,
        "version": identify(material.inventory)[:16],
        "keywords": list(facts.keywords),
        "licenses": _licences(facts),
        "contributors": _contributors(facts),
        "sources": _sources(material),
        "samverkan": {
            "program": made.program,
            "model": made.coder,
            "codebook_sha256": made.codebook,
            "configuration_sha256": made.config_hash,
            "content_sha256": made.content_hash,
            **({"municipalities": list(codes)} if codes else {}),
        },
        "resources": [_resource(table, language, folder) for table in tables],
    }
    return {key: value for key, value in described.items() if value}


def _slug(name: str) -> str:
    """A package's name: lower-case letters, digits, dots, hyphens and underscores only."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-") or "samverkan"


def _licences(facts: StudyFacts) -> list[dict[str, str]]:
    if not facts.licence:
        return []
    return [{"name": facts.licence, "path": facts.licence_url}]


def _contributors(facts: StudyFacts) -> list[dict[str, str]]:
    return [
        {
            "title": creator.name,
            "role": "author",
            **({"organization": facts.affiliation} if facts.affiliation else {}),
            **({"path": f"https://orcid.org/{creator.orcid}"} if creator.orcid else {}),
        }
        for creator in facts.creators
    ]


def _sources(material: Material) -> list[dict[str, str]]:
    """The municipalities with documents, each with its website."""
    sources = []
    for one in material.inventory.coverage:
        if one.documents:
            website = one.municipality.website
            path = {"path": website} if website.startswith(("http://", "https://")) else {}
            sources.append({"title": f"{one.municipality.name} ({one.municipality.code})", **path})
    return sources


def _resource(table: DataTable[Any], language: str, folder: Path) -> dict[str, Any]:
    file = folder / f"{table.name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.name,
        "title": table.label.of(language),
        "title_sv": table.label.sv,
        "title_en": table.label.en,
        "description": table.about.of(language),
        "description_sv": table.about.sv,
        "description_en": table.about.en,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{hash_file(file)}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(table, language),
    }


def _schema(table: DataTable[Any], language: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(one, language) for one in table.variables],
        "missingValues": [""],
    }
    if table.keys:
        schema["primaryKey"] = list(table.keys)
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": list(names), "reference": {"resource": other, "fields": list(names)}}
            for names, other in table.refers
        ]
    return schema


def _field(one: Variable[Any], language: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if one.key else {}
    if one.kind is Kind.CATEGORY:
        constraints["enum"] = [value for value, _ in one.values]
    if one.kind is Kind.FLAG:
        constraints["enum"] = [0, 1]
    field: dict[str, Any] = {
        "name": one.name,
        "type": _TYPES[one.kind],
        "title": one.label.of(language),
        "title_sv": one.label.sv,
        "title_en": one.label.en,
        "description": one.about.of(language),
        "description_sv": one.about.sv,
        "description_en": one.about.en,
        "unit": one.unit,
        "constraints": constraints,
    }
    return {key: value for key, value in field.items() if value}
