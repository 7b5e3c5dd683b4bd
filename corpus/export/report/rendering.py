"""From an inventory to one HTML document."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.export.report.fitting import SHARES, Sheet, Stock, fit_page
from corpus.export.report.gathering import collect_lists, gather_content
from corpus.export.report.lengths import LINK_STEPS
from corpus.export.report.pictures import Pictures, draw_nothing
from corpus.export.report.row_lists import RowLists
from corpus.export.report.setting import Setter
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory


def render_report(inventory: Inventory, texts: Texts, pictures: Pictures = draw_nothing) -> str:
    """The report as one HTML document. Pure but for `pictures`: the same inventory gives the same text.

    While it is over the limit there are fewer cards, then shorter tables: see `fit_page`.
    """
    return fit_page(_iter_sheets(inventory, texts), SHARES, pictures)


def _iter_sheets(inventory: Inventory, texts: Texts) -> Iterator[Sheet]:
    """The report with its tables shorter and shorter, each made only when it is asked for."""
    stock = Stock.of(inventory, texts)
    for links in LINK_STEPS:
        content = gather_content(inventory, texts, links)
        lists = collect_lists(content, inventory, texts)
        yield _make_sheet(Setter(inventory, texts, content, lists), lists, stock)


def _make_sheet(setter: Setter, lists: RowLists, stock: Stock) -> Sheet:
    body = setter.set("body.html.j2")

    def assemble(statements: str, drawers: str) -> str:
        return setter.set("report.html.j2", body=body, statements=statements, drawers=drawers)

    return Sheet(setter, lists, stock, assemble)
