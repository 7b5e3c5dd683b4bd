"""One chapter as an HTML document of its own, in the report's look, with every row that it names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.export.chapters.chapter import ChapterView
from corpus.export.report.cards import Dealer
from corpus.export.report.choosing import choose_rows, rank_rows
from corpus.export.report.coverage_view import build_coverage
from corpus.export.report.documents_view import build_documents
from corpus.export.report.drawers import build_drawers
from corpus.export.report.filters import gather_filters
from corpus.export.report.gathering import Content
from corpus.export.report.method_view import build_method
from corpus.export.report.pictures import Pictures, draw_nothing, draw_rows
from corpus.export.report.rendering import LIMIT, Setter
from corpus.export.report.row_lists import RowLists
from corpus.export.texts import Texts
from corpus.export.writable import writable_xml
from corpus.inventory_records import Inventory

UNLIMITED = 10**9
"""Room for a dossier: all of its rows, in bytes of markup."""


@dataclass(frozen=True, slots=True)
class Page:
    """One chapter with the inventory that it was made from. `room` is how many bytes its rows may take."""

    inventory: Inventory
    view: ChapterView
    room: int = LIMIT


def render_page(page: Page, texts: Texts, pictures: Pictures = draw_nothing) -> str:
    """The chapter as one HTML document. Pure but for `pictures`: the same chapter gives the same text."""
    inventory, view = page.inventory, page.view
    content = _gather(inventory, view, texts)
    lists = _collect_lists(inventory, view)
    setter = Setter(inventory, texts, content, lists)
    dealer = Dealer(inventory, texts)
    first = [lists.number_of(quote.row) for quote in view.quotes]
    members = [one.members for one in lists]
    ranked = rank_rows(inventory.rows)
    chosen = choose_rows(members, ranked, first, dealer.measure, int(page.room * 0.45))
    drawers = build_drawers(lists, inventory.rows, chosen, gather_filters(inventory, texts), page.room // 3)
    drawn = draw_rows(inventory.rows, chosen, pictures, page.room // 2)
    statements = ""
    if inventory.rows:
        cards = dealer.group(chosen)
        statements = setter.set("statements.html.j2", cards=cards, drawn=drawn, shown=len(chosen))
    opened = setter.set("drawers.html.j2", drawers=drawers)
    return writable_xml(setter.set("chapter_page.html.j2", view=view, statements=statements, drawers=opened))


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


def keep_municipality(inventory: Inventory, code: str) -> Inventory:
    """The inventory of one municipality, with all its rows."""
    return replace(
        inventory,
        rows=tuple(row for row in inventory.rows if row.municipality.code == code),
        documents=tuple(one for one in inventory.documents if one.municipality.code == code),
        coverage=tuple(one for one in inventory.coverage if one.municipality.code == code),
        policies=tuple(one for one in inventory.policies if one.municipality == code),
        estimates=(),
        changes=None,
    )
