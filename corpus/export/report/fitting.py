"""A page that holds everything it shows and stays small enough to send.

What is always there (words, figures, tables) is set first and measured; rows, lists and pictures share what
is left of `LIMIT`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from corpus.export.report.choosing import choose_rows, rank_rows
from corpus.export.report.drawers import build_drawers
from corpus.export.report.filters import Filters, gather_filters
from corpus.export.report.pictures import Pictures, draw_rows
from corpus.export.report.row_lists import RowLists
from corpus.export.report.setting import Setter
from corpus.export.texts import Texts
from corpus.export.writable import writable_xml
from corpus.inventory_records import Inventory, InventoryRow

LIMIT = 4_900_000
"""Bytes of a page: under the 5 MB that mail servers and shared folders let through without a word."""
SHARES = ((0.45, 0.6), (0.3, 0.5), (0.15, 0.3), (0.0, 0.0))
"""Of what is left for cards, and of what is left then for lists; pictures get the rest. In order of trial."""

Assemble = Callable[[str, str], str]
"""Makes the whole page of its rows and its lists, both as markup and "" for none."""


@dataclass(frozen=True, slots=True)
class Stock:
    """The rows that a page chooses among: as the inventory has them, best first, and by filters."""

    rows: tuple[InventoryRow, ...]
    ranked: tuple[int, ...]
    filters: Filters

    @classmethod
    def of(cls, inventory: Inventory, texts: Texts) -> Self:
        """All rows of an inventory."""
        return cls(inventory.rows, rank_rows(inventory.rows), gather_filters(inventory, texts))


class Sheet:
    """A page whose words stand, with more or less of the rows, lists and pictures that go with them."""

    def __init__(self, setter: Setter, lists: RowLists, stock: Stock, assemble: Assemble) -> None:
        self._setter, self._lists, self._stock, self._assemble = setter, lists, stock, assemble
        self._left = LIMIT - len(assemble("", "").encode())
        self._members = [one.members for one in lists]
        self._first = [lists.number_of(row) for row in setter.content.quoted]

    def make(self, for_cards: float, for_lists: float, pictures: Pictures) -> str:
        """The page with these shares of the room; without pictures when it has no room as it is."""
        setter, stock, left = self._setter, self._stock, self._left
        budget = int(left * for_cards)
        chosen = choose_rows(self._members, stock.ranked, self._first, setter.dealer.measure, budget)
        cards = setter.dealer.group(chosen)
        text = setter.set("statements.html.j2", cards=cards, drawn={}, shown=len(chosen))
        left -= len(text.encode())
        drawers = build_drawers(self._lists, stock.rows, chosen, stock.filters, int(left * for_lists))
        opened = setter.set("drawers.html.j2", drawers=drawers)
        drawn = draw_rows(stock.rows, chosen, pictures, left - len(opened.encode()))
        if drawn:
            text = setter.set("statements.html.j2", cards=cards, drawn=drawn, shown=len(chosen))
        return writable_xml(self._assemble(text, opened))


def fit_page(sheets: Iterable[Sheet], shares: Iterable[tuple[float, float]], pictures: Pictures) -> str:
    """The first page of at most `LIMIT` bytes: of each sheet (the longest words first) with each of `shares`.

    Sizes of cards and lists are estimates, so every page is measured. Should even the last be over, it is
    given all the same.
    """
    page = ""
    tried = tuple(shares)
    for sheet in sheets:
        for for_cards, for_lists in tried:
            page = sheet.make(for_cards, for_lists, pictures)
            if len(page.encode()) <= LIMIT:
                return page
    return page
