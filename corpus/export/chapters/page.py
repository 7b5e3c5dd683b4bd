"""One chapter as an HTML document of its own, in the report's look, with every row that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.chapters.dossier import Background
from corpus.export.chapters.chapter import ChapterView
from corpus.export.report.cards import Dealer
from corpus.export.report.choosing import choose_rows, rank_rows
from corpus.export.report.coverage_view import build_coverage
from corpus.export.report.documents_view import build_documents
from corpus.export.report.drawers import build_drawers
from corpus.export.report.filters import gather_filters
from corpus.export.report.gathering import Content
from corpus.export.report.method_view import build_method
from corpus.export.report.pictures import Picture, Pictures, draw_nothing, draw_rows
from corpus.export.report.rendering import LIMIT, Setter
from corpus.export.report.row_lists import RowLists
from corpus.export.texts import Texts
from corpus.export.writable import writable_xml
from corpus.inventory_records import Inventory

_FOR_CARDS, _FOR_LISTS = 0.65, 0.6
"""Of what is left of a page's limit: cards first, since a chapter has fewer lists than a report, then lists
of the rest, then pictures.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One chapter with the inventory that it was made from."""

    inventory: Inventory
    view: ChapterView


def render_page(page: Page, texts: Texts, pictures: Pictures = draw_nothing) -> str:
    """The chapter as one HTML document of less than `LIMIT` bytes, or as large as its words and tables are.

    Pure but for `pictures`: the same chapter gives the same text. Where there is no room for every row, the
    page shows those that the report's choice takes, and says so.
    """
    inventory, view = page.inventory, page.view
    lists = _collect_lists(inventory, view)
    setter = Setter(inventory, texts, _gather(inventory, view, texts), lists)
    whole = "chapter_page.html.j2"
    left = LIMIT - len(setter.set(whole, view=view, statements="", drawers="").encode())
    dealer = Dealer(inventory, texts)
    first = [lists.number_of(quote.row) for quote in view.quotes]
    members = [one.members for one in lists]
    chosen = choose_rows(members, rank_rows(inventory.rows), first, dealer.measure, int(left * _FOR_CARDS))
    rows = _set_rows(setter, dealer, chosen, {}) if inventory.rows else ""
    left -= len(rows.encode())
    filters = gather_filters(inventory, texts)
    drawers = build_drawers(lists, inventory.rows, chosen, filters, int(left * _FOR_LISTS))
    opened = setter.set("drawers.html.j2", drawers=drawers)
    drawn = draw_rows(inventory.rows, chosen, pictures, left - len(opened.encode()))
    if drawn:
        rows = _set_rows(setter, dealer, chosen, drawn)
    return writable_xml(setter.set(whole, view=view, statements=rows, drawers=opened))


def _set_rows(setter: Setter, dealer: Dealer, chosen: tuple[int, ...], drawn: Mapping[int, Picture]) -> str:
    cards = dealer.group(chosen)
    return setter.set("statements.html.j2", cards=cards, drawn=drawn, shown=len(chosen))


def _gather(inventory: Inventory, view: ChapterView, texts: Texts) -> Content:
    """The chapter alone, as a report holds it."""
    return Content(
        coverage=build_coverage(inventory, texts),
        answers=(),
        figures=(),
        chapters=(view,),
        estimate_figures=(),
        estimates=(),
        changes=None,
        documents=build_documents(inventory, texts),
        method=build_method(inventory, texts),
    )


def _collect_lists(inventory: Inventory, view: ChapterView) -> RowLists:
    """Every list that a number of the chapter leads to; of a report's other chapters there is none here."""
    lists = RowLists(inventory.rows)
    shown = [table for figure in view.figures for table in (figure.table, *figure.more)]
    for table in (*shown, *view.tables):
        lists.add_table(table, f"t-{table.id}")
    for paragraph in view.paragraphs:
        lists.add_pieces(paragraph.pieces, f"chapter-{view.id}", view.title)
    return lists


def keep_named(inventory: Inventory, view: ChapterView) -> Inventory:
    """The inventory with only the rows that the chapter counts or quotes, in the inventory's order."""
    named = {id(row) for row in view.iter_rows()}
    return replace(inventory, rows=tuple(row for row in inventory.rows if id(row) in named))


def keep_municipality(background: Background, code: str) -> Inventory:
    """The inventory of one municipality, with all its rows."""
    return replace(
        background.inventory,
        rows=background.every.get(code, ()),
        documents=background.documents.get(code, ()),
        coverage=(background.coverage[code],),
        policies=background.policies.get(code, ()),
        estimates=(),
        changes=None,
    )
