"""One chapter as an HTML document of its own, in the report's look, with every row that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.chapters.dossier import Background
from corpus.export.chapters.chapter import ChapterView
from corpus.export.report.coverage_view import build_coverage
from corpus.export.report.documents_view import build_documents
from corpus.export.report.fitting import SHARES, Sheet, Stock, fit_page
from corpus.export.report.gathering import Content
from corpus.export.report.lengths import LINK_STEPS, find_length, shorten_chapter
from corpus.export.report.method_view import build_method
from corpus.export.report.pictures import Pictures, draw_nothing
from corpus.export.report.row_lists import RowLists
from corpus.export.report.setting import Setter
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory

_SHARES = ((0.65, 0.6), *SHARES)
"""Of what is left of a page's limit: cards first, since a chapter has fewer lists than a report, then lists
of the rest, then pictures; where that is too much, as a report.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One chapter with the inventory that it was made from."""

    inventory: Inventory
    view: ChapterView


def render_page(page: Page, texts: Texts, pictures: Pictures = draw_nothing) -> str:
    """The chapter as one HTML document that keeps a report's limit, in a report's way.

    Pure but for `pictures`: the same chapter gives the same text. Where there is no room for every row, the
    page shows those that the report's choice takes, and says so; then its tables are shorter too.
    """
    return fit_page(_iter_sheets(page, texts), _SHARES, pictures)


def _iter_sheets(page: Page, texts: Texts) -> Iterator[Sheet]:
    """The page with its tables whole, then shorter and shorter."""
    stock = Stock.of(page.inventory, texts)
    yield _make_sheet(page, stock, texts)
    for links in LINK_STEPS:
        most = find_length(page.view.tables, links)
        yield _make_sheet(replace(page, view=shorten_chapter(page.view, most, texts)), stock, texts)


def _make_sheet(page: Page, stock: Stock, texts: Texts) -> Sheet:
    inventory, view = page.inventory, page.view
    lists = _collect_lists(inventory, view)
    setter = Setter(inventory, texts, _gather(inventory, view, texts), lists)

    def assemble(statements: str, drawers: str) -> str:
        shown = statements if inventory.rows else ""
        return setter.set("chapter_page.html.j2", view=view, statements=shown, drawers=drawers)

    return Sheet(setter, lists, stock, assemble)


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
