"""The lists as they are shown: a drawer that a number opens, with as many rows as there is room for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.export.report.cards import tease
from corpus.export.report.filters import Facet, Filters
from corpus.export.report.row_lists import RowList, RowLists, Use
from corpus.inventory_records import InventoryRow

_LADDER = ((10**9, 1), (50, 1), (25, 1), (12, 1), (12, 0), (8, 0), (5, 0), (3, 0), (1, 0))
"""How many rows a drawer lists at most, and whether (1) with a part of the quote, from rich to poor."""
_EMPTY_DRAWER, _LINE, _QUOTED_LINE = 330, 52, 240  # bytes of markup, measured


@dataclass(frozen=True, slots=True)
class Line:
    """One row in a drawer; `teaser` is "" where there is no room for it."""

    anchor: str
    row: InventoryRow
    teaser: str


@dataclass(frozen=True, slots=True)
class Drawer:
    """One list with the rows that are shown of it, and how to find all of them in the workbook."""

    anchor: str
    total: int
    uses: tuple[Use, ...]
    lines: tuple[Line, ...]
    filters: tuple[Facet, ...] | None


def build_drawers(
    lists: RowLists, rows: Sequence[InventoryRow], chosen: Sequence[int], filters: Filters, budget: int
) -> tuple[Drawer, ...]:
    """A drawer for each list that needs one: a list of one row that is shown leads to its card at once.

    All list as many rows as `budget` (bytes) allows, the first chosen before the others.
    """
    order = {number: place for place, number in enumerate(chosen)}
    shown = [(one, _find_shown(one, order)) for one in lists]
    shown = [(one, numbers) for one, numbers in shown if one.size > 1 or not numbers]
    most, quoted = _find_detail([len(numbers) for _, numbers in shown], budget)
    return tuple(_drawer(one, numbers[:most], rows, quoted, filters) for one, numbers in shown)


def _find_shown(one: RowList, order: dict[int, int]) -> list[int]:
    if one.size <= len(order):
        numbers = [number for number in one.members if number in order]
    else:
        numbers = [number for number in order if number in one]
    return sorted(numbers, key=order.__getitem__)


def _find_detail(sizes: Sequence[int], budget: int) -> tuple[int, int]:
    """The richest step of the ladder that fits, else the poorest."""
    for most, quoted in _LADDER:
        cost = _QUOTED_LINE if quoted else _LINE
        if sum(_EMPTY_DRAWER + cost * min(size, most) for size in sizes) <= budget:
            return most, quoted
    return _LADDER[-1]


def _drawer(
    one: RowList, numbers: Sequence[int], rows: Sequence[InventoryRow], quoted: int, filters: Filters
) -> Drawer:
    found = filters.find(one) if len(numbers) < one.size else ()
    return Drawer(one.anchor, one.size, tuple(one.uses), tuple(_iter_lines(numbers, rows, quoted)), found)


def _iter_lines(numbers: Sequence[int], rows: Sequence[InventoryRow], quoted: int) -> Iterator[Line]:
    for number in sorted(numbers):
        yield Line(f"p{number + 1}", rows[number], tease(rows[number]) if quoted else "")
