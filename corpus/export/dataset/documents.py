"""The tables of documents, policies and municipalities."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from corpus.coverage import Coverage, CoverageState, DocumentRow
from corpus.export.dataset.dates import day_of, moment_of, year_of
from corpus.export.dataset.variables import DataTable, Kind, Variable, Words, named, valued, words_of
from corpus.inventory_records import Inventory, Policy
from corpus.records import Document, DocumentKind, ExtractionFailure, LikenessKind, VisitOutcome

Row = TypeVar("Row")
_KINDS = tuple((kind.value, words_of(f"kind.{kind.name.lower()}")) for kind in DocumentKind)
_READINGS = (
    ("ok", words_of("reading.ok")),
    ("none", words_of("reading.none")),
    *valued("failure", [failure.value for failure in ExtractionFailure]),
)
_LIKENESSES = valued("likeness", [kind.value for kind in LikenessKind])


def describing_variables(of: Callable[[Row], Document]) -> tuple[Variable[Row], ...]:
    """What a document says of itself."""

    def stated(name: str) -> Variable[Row]:
        return named(name, Kind.TEXT, lambda row: str(getattr(of(row).metadata, name)))

    return (
        named("document_id", Kind.TEXT, lambda row: of(row).sha256, key=True),
        named("title", Kind.TEXT, lambda row: of(row).metadata.title or of(row).name),
        named("file_name", Kind.TEXT, lambda row: of(row).name),
        named("kind", Kind.CATEGORY, lambda row: of(row).metadata.kind.value, values=_KINDS),
        stated("adopted"),
        named("adopted_day", Kind.DAY, lambda row: day_of(of(row).metadata.adopted)),
        named("adopted_year", Kind.WHOLE, lambda row: year_of(of(row).metadata.adopted)),
        *(stated(name) for name in ("adopted_by", "paragraph", "reference", "valid_from", "valid_to")),
        *(stated(name) for name in ("responsible", "published", "updated")),
    )


def document_table(inventory: Inventory) -> DataTable[DocumentRow]:
    """Every document by every municipality that published it, also the unreadable and those left out."""
    variables: tuple[Variable[DocumentRow], ...] = (
        named("municipality_code", Kind.TEXT, lambda row: row.municipality.code, key=True),
        named("municipality", Kind.TEXT, lambda row: row.municipality.name),
        *describing_variables(lambda row: row.document),
        named("media_type", Kind.TEXT, lambda row: row.document.media_type),
        named("bytes", Kind.WHOLE, lambda row: row.document.size, unit="B"),
        named("reading", Kind.CATEGORY, _reading, values=_READINGS),
        named("is_excluded", Kind.FLAG, lambda row: int(row.excluded)),
        named("pages", Kind.WHOLE, lambda row: row.extraction.pages if row.extraction else None),
        named("passages", Kind.WHOLE, lambda row: row.passages),
        named("statements", Kind.WHOLE, lambda row: row.statements),
        named("likeness", Kind.TEXTS, _likeness, values=_LIKENESSES),
        named("like_documents", Kind.TEXTS, lambda row: tuple(one.other for one, _ in row.likenesses)),
        named("url", Kind.TEXT, lambda row: row.fetch.final_url or row.fetch.url),
        named("referrer", Kind.TEXT, lambda row: row.fetch.referrer),
        named("retrieved", Kind.MOMENT, lambda row: moment_of(row.fetch.at)),
    )
    label, about = words_of("table.documents"), words_of("tabled.documents")
    keys, refers = ("municipality_code", "document_id"), ((("municipality_code",), "municipalities"),)
    return DataTable("documents", label, about, variables, inventory.documents, keys, refers)


def _reading(row: DocumentRow) -> str:
    if row.extraction is None:
        return "none"
    return "ok" if row.extraction.failure is None else row.extraction.failure.value


def _likeness(row: DocumentRow) -> tuple[str, ...]:
    return tuple(one.kind.value for one, _ in row.likenesses)


def policy_table(inventory: Inventory) -> DataTable[Policy]:
    """The policies with their versions."""
    variables: tuple[Variable[Policy], ...] = (
        named("policy_id", Kind.TEXT, lambda row: row.id, key=True),
        named("municipality_code", Kind.TEXT, lambda row: row.municipality),
        named("title", Kind.TEXT, lambda row: row.title),
        named("versions", Kind.WHOLE, lambda row: len(row.members)),
        named("version_documents", Kind.TEXTS, lambda row: row.members),
        named("current_document", Kind.TEXT, lambda row: row.current),
    )
    label, about = words_of("table.policies"), words_of("tabled.policies")
    return DataTable("policies", label, about, variables, inventory.policies, ("policy_id",))


def municipality_table(inventory: Inventory) -> DataTable[Coverage]:
    """Every municipality of the study, with how far it is covered."""
    outcomes = tuple((one.value, words_of(f"visit.{one.value}")) for one in VisitOutcome)
    none: tuple[tuple[str, Words], ...] = (("none", words_of("visit_none")),)
    states = valued("state", [state.value for state in CoverageState])
    variables: tuple[Variable[Coverage], ...] = (
        named("municipality_code", Kind.TEXT, lambda row: row.municipality.code, key=True),
        named("municipality", Kind.TEXT, lambda row: row.municipality.name),
        named("county_code", Kind.TEXT, lambda row: row.municipality.county_code),
        named("county", Kind.TEXT, lambda row: row.municipality.county),
        named("group_code", Kind.TEXT, lambda row: row.municipality.group),
        named("group", Kind.TEXT, lambda row: row.municipality.group_name),
        named("population", Kind.WHOLE, lambda row: row.municipality.population),
        named("website", Kind.TEXT, lambda row: row.municipality.website),
        named("coverage", Kind.CATEGORY, lambda row: row.state.value, values=states),
        named("visit", Kind.CATEGORY, _visit, values=none + outcomes),
        named("documents", Kind.WHOLE, lambda row: row.documents),
        named("unreadable_documents", Kind.WHOLE, lambda row: row.unreadable),
        named("excluded_documents", Kind.WHOLE, lambda row: row.excluded),
        named("passages", Kind.WHOLE, lambda row: row.passages),
        named("strategies", Kind.WHOLE, lambda row: row.strategies),
        named("descriptions", Kind.WHOLE, lambda row: row.descriptions),
    )
    label, about = words_of("table.municipalities"), words_of("tabled.municipalities")
    return DataTable("municipalities", label, about, variables, inventory.coverage, ("municipality_code",))


def _visit(row: Coverage) -> str:
    return "none" if row.visit is None else row.visit.outcome.value
