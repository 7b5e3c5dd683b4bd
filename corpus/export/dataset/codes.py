"""The tables of codes, estimates and changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.estimate_records import Basis, Estimate, Unit
from corpus.export.dataset.variables import DataTable, Kind, Variable, named, valued, words_of
from corpus.inventory_records import ChangeKind, Inventory, RowChange
from corpus.records import Code, Dimension
from corpus.truth import EXTERNAL


@dataclass(frozen=True, slots=True)
class CountedCode:
    """A code with the statements that hold it; None for codes that no statement of an inventory can hold."""

    dimension: Dimension
    code: Code
    silent: int
    statements: int | None


def code_table(inventory: Inventory) -> DataTable[CountedCode]:
    """The codebook."""
    held = Counter(code for row in inventory.rows for code in row.statement.truth.codes)
    held.update(row.statement.truth.gate for row in inventory.rows)
    silent = inventory.provenance.silent_codes
    rows = [
        CountedCode(
            dimension,
            code,
            int(code.id in silent),
            None if dimension.single and code.id not in EXTERNAL else held[code.id],
        )
        for dimension in inventory.codebook.dimensions
        for code in dimension.codes
    ]
    variables: tuple[Variable[CountedCode], ...] = (
        named("code", Kind.TEXT, lambda row: row.code.id, key=True),
        named("dimension", Kind.TEXT, lambda row: row.dimension.id),
        named("dimension_sv", Kind.TEXT, lambda row: row.dimension.sv),
        named("dimension_en", Kind.TEXT, lambda row: row.dimension.en),
        named("label_sv", Kind.TEXT, lambda row: row.code.sv),
        named("label_en", Kind.TEXT, lambda row: row.code.en),
        named("definition", Kind.TEXT, lambda row: row.code.definition),
        named("include", Kind.TEXT, lambda row: row.code.include),
        named("exclude", Kind.TEXT, lambda row: row.code.exclude),
        named("sector", Kind.TEXT, lambda row: row.code.sector),
        named("is_silent", Kind.FLAG, lambda row: row.silent),
        named("statements", Kind.WHOLE, lambda row: row.statements),
    )
    return DataTable("codes", words_of("table.codes"), words_of("tabled.codes"), variables, rows, ("code",))


def estimate_table(inventory: Inventory) -> DataTable[Estimate]:
    """The shares with what they rest on."""
    variables: tuple[Variable[Estimate], ...] = (
        named("unit", Kind.CATEGORY, lambda row: row.unit.value, values=valued("share_of", Unit), key=True),
        named("code", Kind.TEXT, lambda row: row.code, key=True),
        named("other_code", Kind.TEXT, lambda row: row.other),
        named("domain", Kind.TEXT, lambda row: row.domain.variable),
        named("domain_value", Kind.TEXT, lambda row: row.domain.value),
        named("basis", Kind.CATEGORY, lambda row: row.basis.value, values=valued("rests_on", Basis)),
        named("units_in_domain", Kind.WHOLE, lambda row: row.population),
        named("machine_share", Kind.NUMBER, lambda row: row.machine),
        named("share", Kind.NUMBER, lambda row: row.point),
        named("share_low", Kind.NUMBER, lambda row: row.low),
        named("share_high", Kind.NUMBER, lambda row: row.high),
        named("verified", Kind.WHOLE, lambda row: row.verified),
        named("audited", Kind.WHOLE, lambda row: row.audited),
        named("audited_positives", Kind.WHOLE, lambda row: row.positives),
    )
    label, about = words_of("table.estimates"), words_of("tabled.estimates")
    keys = ("unit", "code", "other_code", "domain", "domain_value")
    return DataTable("estimates", label, about, variables, inventory.estimates, keys)


def change_table(inventory: Inventory) -> DataTable[RowChange]:
    """What changed since the edition before."""
    rows = inventory.changes.rows if inventory.changes else ()
    kinds = valued("changed", ChangeKind)
    variables: tuple[Variable[RowChange], ...] = (
        named("municipality_code", Kind.TEXT, lambda row: row.municipality, key=True),
        named("passage_id", Kind.TEXT, lambda row: row.passage, key=True),
        named("change", Kind.CATEGORY, lambda row: row.kind.value, values=kinds),
        named("document_id", Kind.TEXT, lambda row: row.document),
        named("title", Kind.TEXT, lambda row: row.title),
        named("quote", Kind.TEXT, lambda row: row.quote),
        named("codes_before", Kind.TEXTS, lambda row: row.before),
        named("codes_after", Kind.TEXTS, lambda row: row.after),
    )
    label, about = words_of("table.changes"), words_of("tabled.changes")
    return DataTable("changes", label, about, variables, rows, ("municipality_code", "passage_id"))
