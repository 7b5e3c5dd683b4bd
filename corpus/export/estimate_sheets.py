"""The shares of an inventory as sheets of a workbook: the main ones, and every one. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from corpus.estimate_records import Basis, Estimate, Unit
from corpus.export.columns import Value, labels_by_id
from corpus.export.estimate_tables import estimate_tables
from corpus.export.estimate_words import say_domain
from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import CodeId

MAIN_WIDTHS: Final = (50, 34, 16, 34, 16, 50, 50)
ALL_WIDTHS: Final = (14, 26, 34, 26, 34, 18, 26, 44, 12, 14, 12, 12, 12, 12, 12, 12)
_ALL: Final = (
    "unit",
    "code_id",
    "code",
    "other_id",
    "other",
    "variable",
    "part",
    "basis",
    "units",
    "machine",
    "point",
    "low",
    "high",
    "confirmed",
    "audited_units",
    "with_code",
)


def list_main(inventory: Inventory, texts: Texts) -> list[list[Value]]:
    """The shares of all dimensions below one header; what says how sure they are stands last."""
    tables = estimate_tables(inventory, texts)
    cells: list[list[Value]] = [[texts["dimension"], *(tables[0].head if tables else ())]]
    for table in tables:
        cells += [[table.caption, *(_value_of(cell) for cell in line)] for line in table.rows]
    notes: list[list[Value]] = [[note] for note in dict.fromkeys(table.note for table in tables)]
    return [*cells, *notes]


def list_all(inventory: Inventory, texts: Texts) -> list[list[Value]]:
    """Every share of which anything is known, one in a row, with what it rests on."""
    labels = labels_by_id(inventory.codebook, texts)
    head: list[Value] = [texts[f"est.{name}"] for name in _ALL]
    return [head, *(list(_cells_of(one, labels, texts)) for one in inventory.estimates if _is_told(one))]


def _is_told(one: Estimate) -> bool:
    machine = one.machine > 0 and one.unit is Unit.PASSAGE
    return machine or one.verified > 0 or one.basis is not Basis.MACHINE


def _cells_of(one: Estimate, labels: dict[CodeId, str], texts: Texts) -> Iterator[Value]:
    """A model's count of documents or municipalities is an OR over its errors: it is left out."""
    variable = one.domain.variable
    yield texts[f"est.of_{one.unit}"]
    yield from (one.code, labels.get(one.code, one.code), one.other, labels.get(one.other, ""))
    yield texts[f"est.by_{variable}"] if variable else ""
    yield say_domain(one.domain, texts)
    yield texts[f"est.basis_{one.basis}"]
    yield one.population
    shares = (one.machine if one.unit is Unit.PASSAGE else None, one.point, one.low, one.high)
    yield from ("" if share is None else share for share in shares)
    yield from (one.verified, one.audited, one.positives)


def _value_of(cell: Count) -> Value:
    return cell.text if cell.value is None else cell.value
