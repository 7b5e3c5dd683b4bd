"""The table of statements: one row for each municipality, document and passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.export.dataset.dates import moment_of
from corpus.export.dataset.documents import describing_variables
from corpus.export.dataset.variables import (
    Cell,
    DataTable,
    Kind,
    Variable,
    Words,
    name_of_code,
    named,
    valued,
    words_of,
    words_of_code,
)
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import Code, Dimension, Municipality
from corpus.truth import EXTERNAL, Status

_Named = Variable[InventoryRow]


def municipality_variables(of: Callable[[InventoryRow], Municipality]) -> tuple[_Named, ...]:
    """Who published it."""
    return (
        named("municipality_code", Kind.TEXT, lambda row: of(row).code, key=True),
        named("municipality", Kind.TEXT, lambda row: of(row).name),
        named("county_code", Kind.TEXT, lambda row: of(row).county_code),
        named("county", Kind.TEXT, lambda row: of(row).county),
        named("group_code", Kind.TEXT, lambda row: of(row).group),
        named("group", Kind.TEXT, lambda row: of(row).group_name),
        named("population", Kind.WHOLE, lambda row: of(row).population),
    )


def statement_table(inventory: Inventory) -> DataTable[InventoryRow]:
    """The statements with municipality, document, codes (lists, and 0/1 for each), place and provenance."""
    told = told_variables(inventory)
    return DataTable(
        "statements",
        words_of("table.statements"),
        words_of("tabled.statements"),
        (*told, *_iter_flags(inventory, {one.name for one in told})),
        inventory.rows,
        ("municipality_code", "passage_id"),
        ((("municipality_code", "document_id"), "documents"), (("municipality_code",), "municipalities")),
    )


def told_variables(inventory: Inventory) -> tuple[_Named, ...]:
    """The variables but those of single codes, which the lists of codes tell too."""
    return (
        named("passage_id", Kind.TEXT, lambda row: row.statement.passage.id, key=True),
        *municipality_variables(lambda row: row.municipality),
        *describing_variables(lambda row: row.statement.document),
        *_policy_variables(),
        *_coded_variables(inventory),
        *_place_variables(),
        *_provenance_variables(inventory),
    )


def _policy_variables() -> tuple[_Named, ...]:
    return (
        named("policy_id", Kind.TEXT, lambda row: row.policy.id),
        named("version", Kind.WHOLE, lambda row: row.version),
        named("is_current", Kind.FLAG, lambda row: int(row.is_current)),
    )


def _coded_variables(inventory: Inventory) -> Iterator[_Named]:
    gates = {code.id: words_of_code(code) for code in inventory.codebook.codes if code.id in EXTERNAL}
    values = tuple((gate, gates[gate]) for gate in sorted(gates))
    yield named("statement_type", Kind.CATEGORY, lambda row: row.statement.truth.gate, values=values)
    for dimension in inventory.codebook.dimensions:
        if not dimension.single:
            yield _list_of(dimension)
    yield named("named_partners", Kind.TEXTS, lambda row: row.partners)


def _list_of(dimension: Dimension) -> _Named:
    held = f"{dimension.id}."

    def value(row: InventoryRow) -> Cell:
        return tuple(code for code in row.statement.truth.codes if code.startswith(held))

    return Variable(
        f"{dimension.id}_codes",
        Kind.TEXTS,
        words_of_code(dimension),
        words_of("explained.code_list"),
        value,
        values=tuple((code.id, words_of_code(code)) for code in dimension.codes),
    )


def _iter_flags(inventory: Inventory, taken: set[str]) -> Iterator[_Named]:
    """One a code, under a name that is not taken: a study's codebook may have a code adopted.by."""
    for dimension in inventory.codebook.dimensions:
        if not dimension.single:
            for code in dimension.codes:
                flag = _flag(dimension, code, code.id in inventory.provenance.silent_codes)
                while flag.name in taken:
                    flag = replace(flag, name=f"{flag.name}_code")
                taken.add(flag.name)
                yield flag


def _flag(dimension: Dimension, code: Code, silent: object) -> _Named:
    """0 or 1; None for a code that only people assign, where no person has read the passage."""
    wanted = code.id

    def told(row: InventoryRow) -> Cell:
        return 1 if wanted in row.statement.truth.codes else 0

    def asked(row: InventoryRow) -> Cell:
        if wanted in row.statement.truth.codes:
            return 1
        return None if row.statement.truth.status is Status.MACHINE else 0

    explained = words_of("explained.silent_flag" if silent else "explained.flag")
    about = Words(f"{code.definition} {explained.sv}", f"{code.definition} {explained.en}")
    label = Words(f"{dimension.sv}: {code.sv}", f"{dimension.en}: {code.en}")
    return Variable(name_of_code(wanted), Kind.FLAG, label, about, asked if silent else told)


def _place_variables() -> tuple[_Named, ...]:
    return (
        named("quote", Kind.TEXT, lambda row: row.statement.passage.text),
        named("speaker", Kind.TEXT, lambda row: row.statement.passage.speaker),
        named("headings", Kind.TEXTS, lambda row: row.statement.passage.headings),
        named("table_heads", Kind.TEXTS, lambda row: row.statement.passage.columns),
        named(
            "passage_kind",
            Kind.CATEGORY,
            lambda row: row.statement.passage.kind.value,
            values=valued("passage_kind", ("paragraph", "list_item", "table_row", "note")),
        ),
        named("first_page", Kind.WHOLE, lambda row: row.statement.passage.first_page),
        named("last_page", Kind.WHOLE, lambda row: row.statement.passage.last_page),
        named("boxes", Kind.TEXTS, _boxes, unit="pt"),
        named("start", Kind.WHOLE, lambda row: row.statement.passage.start),
        named("end", Kind.WHOLE, lambda row: row.statement.passage.end),
        named("url", Kind.TEXT, lambda row: row.fetch.final_url or row.fetch.url),
        named("referrer", Kind.TEXT, lambda row: row.fetch.referrer),
        named("retrieved", Kind.MOMENT, lambda row: moment_of(row.fetch.at)),
    )


def _boxes(row: InventoryRow) -> Cell:
    return tuple(
        f"{box.page}:{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f}"
        for box in row.statement.passage.boxes
    )


def _provenance_variables(inventory: Inventory) -> tuple[_Named, ...]:
    made = inventory.provenance
    statuses = valued("status", [status.value for status in Status])
    return (
        named("probability", Kind.NUMBER, lambda row: round(row.statement.truth.score, 4)),
        named("status", Kind.CATEGORY, lambda row: row.statement.truth.status.value, values=statuses),
        named("reviewers", Kind.TEXTS, lambda row: row.statement.truth.reviewers),
        named("model", Kind.TEXT, lambda _: made.coder),
        named("codebook", Kind.TEXT, lambda _: made.codebook),
    )
