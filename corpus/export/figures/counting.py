"""What figures count: current rows by code, and of how many documents and municipalities. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId
from corpus.truth import EXTERNAL

Rows = tuple[InventoryRow, ...]


def current_rows(inventory: Inventory) -> Rows:
    """The rows that stand in their policies' newest versions: only these count in figures."""
    return tuple(row for row in inventory.rows if row.is_current)


def codes_of(row: InventoryRow, dimension: str) -> tuple[CodeId, ...]:
    """The row's codes of one dimension, sorted."""
    return tuple(code for code in row.statement.truth.codes if code.startswith(f"{dimension}."))


def group_by_code(rows: Iterable[InventoryRow], dimension: str) -> dict[CodeId, Rows]:
    """The rows of each code of a dimension that any row holds."""
    found: dict[CodeId, list[InventoryRow]] = defaultdict(list)
    for row in rows:
        for code in codes_of(row, dimension):
            found[code].append(row)
    return {code: tuple(held) for code, held in found.items()}


def strategies_of(rows: Rows) -> Rows:
    """Those that are strategies; the others are descriptions."""
    return tuple(row for row in rows if row.statement.truth.gate == EXTERNAL[0])


def descriptions_of(rows: Rows) -> Rows:
    """Those that describe."""
    return tuple(row for row in rows if row.statement.truth.gate == EXTERNAL[1])


def count_municipalities(rows: Rows) -> int:
    """How many municipalities the rows come from."""
    return len({row.municipality.code for row in rows})


def count_documents(rows: Rows) -> int:
    """How many distinct documents the rows stand in."""
    return len({row.statement.document.sha256 for row in rows})


def number_of(rows: Rows, texts: Texts) -> Count:
    """The cell that counts these rows."""
    return Count(texts.number(len(rows)), rows, len(rows))


def describe(rows: Rows, texts: Texts) -> str:
    """How many rows, of which kinds, from how many documents and municipalities, in words."""
    strategies = len(strategies_of(rows))
    return texts.fill(
        "figure.described",
        rows=texts.number(len(rows)),
        strategies=texts.number(strategies),
        descriptions=texts.number(len(rows) - strategies),
        documents=texts.number(count_documents(rows)),
        municipalities=texts.number(count_municipalities(rows)),
    )
