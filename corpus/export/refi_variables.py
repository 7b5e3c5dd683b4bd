"""What is known of municipalities and documents, as variables of cases and sources for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.export.texts import Texts
from corpus.inventory_records import InventoryRow
from corpus.records import Document, Municipality, Sha256
from corpus.refi.guids import guid_of, source_guid
from corpus.refi.records import Case, Guid, Value, ValueKind, Variable


@dataclass(frozen=True, slots=True)
class _Known:
    """A variable: its key in the words, its kind, and how its value is told ("" where it is not known)."""

    key: str
    kind: ValueKind
    tell: Callable[[Municipality], str]


@dataclass(frozen=True, slots=True)
class _Stated:
    key: str
    kind: ValueKind
    tell: Callable[[Document], str]


_OF_MUNICIPALITIES = (
    _Known("code", ValueKind.TEXT, lambda one: one.code),
    _Known("county", ValueKind.TEXT, lambda one: one.county),
    _Known("group", ValueKind.TEXT, lambda one: f"{one.group} {one.group_name}".strip()),
    _Known("population", ValueKind.INTEGER, lambda one: str(one.population)),
)
_OF_DOCUMENTS = (
    _Stated("kind", ValueKind.TEXT, lambda one: one.metadata.kind.value),
    _Stated("adopted", ValueKind.TEXT, lambda one: one.metadata.adopted),
    _Stated("refi.adopted_year", ValueKind.INTEGER, lambda one: _year(one.metadata.adopted)),
    _Stated("adopted_by", ValueKind.TEXT, lambda one: one.metadata.adopted_by),
    _Stated("reference", ValueKind.TEXT, lambda one: one.metadata.reference),
    _Stated("valid_from", ValueKind.TEXT, lambda one: one.metadata.valid_from),
    _Stated("valid_to", ValueKind.TEXT, lambda one: one.metadata.valid_to),
    _Stated("responsible", ValueKind.TEXT, lambda one: one.metadata.responsible),
    _Stated("sha256", ValueKind.TEXT, lambda one: one.sha256),
)
_OF_FETCHES = ("municipality", "url", "retrieved")
"""Of a document as it was published; several values are joined."""


def list_variables(texts: Texts) -> tuple[Variable, ...]:
    """Every variable, those of municipalities first."""
    told = [(one.key, one.kind) for one in (*_OF_MUNICIPALITIES, *_OF_DOCUMENTS)]
    told += [(key, ValueKind.TEXT) for key in _OF_FETCHES]
    return tuple(Variable(_guid(key), texts[key], kind) for key, kind in told)


def document_values(document: Document, rows: Iterable[InventoryRow]) -> tuple[Value, ...]:
    """What is known of a document, and where it was published."""
    found = [Value(_guid(one.key), one.kind, one.tell(document)) for one in _OF_DOCUMENTS]
    rows = tuple(rows)
    published = {
        "municipality": [row.municipality.name for row in rows],
        "url": [row.fetch.final_url or row.fetch.url for row in rows],
        "retrieved": [row.fetch.at for row in rows],
    }
    for key in _OF_FETCHES:
        text = " ; ".join(dict.fromkeys(published[key]))
        found.append(Value(_guid(key), ValueKind.TEXT, text))
    return tuple(value for value in found if value.text)


def build_case(municipality: Municipality, documents: Iterable[Sha256]) -> Case:
    """A municipality with its documents."""
    values = [Value(_guid(one.key), one.kind, one.tell(municipality)) for one in _OF_MUNICIPALITIES]
    sources = tuple(source_guid(one) for one in sorted(set(documents)))
    guid = guid_of("municipality", municipality.code)
    return Case(guid, municipality.name, tuple(value for value in values if value.text), sources)


def _guid(key: str) -> Guid:
    return guid_of("variable", key)


def _year(date: str) -> str:
    return date[:4] if date[:4].isdigit() else ""
