"""Search results for other programs: the same fields as JSON and as CSV, under names that stay.

The fields are documented by `FIELDS`; a new one is added last, none is renamed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from corpus.export.delimited import guard
from corpus.search_records import Found

FIELDS: Final[Mapping[str, str]] = {
    "municipality_code": "four digits",
    "municipality": "its name",
    "title": "the document's title, or its file name",
    "page": "the page that the quote begins on, from 1",
    "url": "where the document was fetched; empty for a file that was added by hand",
    "sha256": "the document's content hash, its id in the study",
    "passage": "the passage's id in the study",
    "quote": "the whole passage",
    "gate": "the gate code that holds; empty for none",
    "codes": "the other codes that hold; in CSV with a space between them",
    "score": "the model's probability of external collaboration, 0 to 1",
    "status": "machine, reviewed, disputed or adjudicated",
    "retrieved": "when the document was fetched last, UTC",
    "nearness": "cosine to the question with --similar, else empty",
}


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the results: a passage found, and its cosine where meaning was asked for."""

    found: Found
    nearness: float | None = None


def tabulate(results: Iterable[Result], names: Mapping[str, str]) -> list[dict[str, object]]:
    """One mapping a result, with the keys of `FIELDS` in their order; `names` are of municipalities."""
    return [dict(zip(FIELDS, _list_values(one, names), strict=True)) for one in results]


def write_json(results: Iterable[Result], names: Mapping[str, str]) -> str:
    """The results as a JSON array of objects, one a line."""
    lines = [json.dumps(one, ensure_ascii=False) for one in tabulate(results, names)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def write_csv(results: Iterable[Result], names: Mapping[str, str]) -> str:
    """The results as comma-separated lines under a head, without anything a spreadsheet would run."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in tabulate(results, names):
        writer.writerow([guard(_join(value)) for value in row.values()])
    return file.getvalue()


def _list_values(result: Result, names: Mapping[str, str]) -> tuple[object, ...]:
    found = result.found
    nearness = None if result.nearness is None else round(result.nearness, 4)
    return (
        found.municipality,
        names.get(found.municipality, found.municipality),
        found.document.metadata.title or found.document.name,
        found.passage.first_page,
        found.url,
        found.document.sha256,
        found.passage.id,
        found.passage.text,
        found.truth.gate,
        list(found.truth.codes),
        round(found.truth.score, 4),
        found.truth.status.value,
        found.retrieved,
        nearness,
    )


def _join(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
