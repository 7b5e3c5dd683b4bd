"""Everything a report says, before it becomes a page: its chapters as data. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.export.chapters.building import build_chapters
from corpus.export.chapters.chapter import ChapterView, Paragraph
from corpus.export.estimate_parts import estimate_parts
from corpus.export.estimate_tables import estimate_tables
from corpus.export.figures import build_figures
from corpus.export.report.answers import Answer, build_answers
from corpus.export.report.changes_view import ChangesView, build_changes
from corpus.export.report.coverage_view import CoverageView, build_coverage
from corpus.export.report.documents_view import DocumentsView, build_documents
from corpus.export.report.lengths import LINK_STEPS, find_length, shorten_chapter, shorten_table
from corpus.export.report.method_view import MethodView, build_method
from corpus.export.report.row_lists import RowLists, Use
from corpus.export.tables import Figure, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow


@dataclass(frozen=True, slots=True)
class Content:
    """The chapters of a report in reading order; those of rows and codebook need no view of their own."""

    coverage: CoverageView
    answers: tuple[Answer, ...]
    figures: tuple[Figure, ...]
    chapters: tuple[ChapterView, ...]
    estimate_figures: tuple[Figure, ...]
    estimates: tuple[Table, ...]
    changes: ChangesView | None
    documents: DocumentsView
    method: MethodView
    estimate_parts: tuple[Table, ...] = ()

    @property
    def quoted(self) -> tuple[InventoryRow, ...]:
        """The rows that chapters quote, which must be there."""
        return tuple(quote.row for chapter in self.chapters for quote in chapter.quotes)


def gather_content(inventory: Inventory, texts: Texts, links: int = LINK_STEPS[0]) -> Content:
    """All that the inventory has to say, in tables with about `links` numbers with lists at most."""
    chapters = build_chapters(inventory, texts)
    estimates = estimate_tables(inventory, texts)
    most = find_length([table for chapter in chapters for table in chapter.tables] + [*estimates], links)
    return Content(
        coverage=build_coverage(inventory, texts),
        answers=build_answers(inventory, texts),
        figures=build_figures(inventory, texts),
        chapters=tuple(shorten_chapter(chapter, most, texts) for chapter in chapters),
        estimate_figures=(),
        estimates=tuple(shorten_table(table, most, texts) for table in estimates),
        changes=build_changes(inventory, texts),
        documents=build_documents(inventory, texts),
        method=build_method(inventory, texts),
        estimate_parts=estimate_parts(inventory, texts),
    )


def collect_lists(content: Content, inventory: Inventory, texts: Texts) -> RowLists:
    """Every list that a number of the report leads to, in reading order."""
    lists = RowLists(inventory.rows)
    for table in (content.coverage.states, content.coverage.municipalities):
        lists.add_table(table, f"t-{table.id}")
    for answer in content.answers:
        lists.add_pieces(answer.text.pieces, "answers", answer.question)
    for table in _iter_tables(content):
        lists.add_table(table, f"t-{table.id}")
    for chapter in content.chapters:
        for paragraph in _iter_paragraphs(chapter):
            lists.add_pieces(paragraph.pieces, f"chapter-{chapter.id}", chapter.title)
    _collect_documents(content, lists, texts)
    return lists


def _collect_documents(content: Content, lists: RowLists, texts: Texts) -> None:
    for policy in content.documents.policies:
        for version in policy.versions:
            if version.statements.rows:
                use = Use(version.title, "documents", texts["report.documents"])
                lists.add(version.statements.rows, use)


def _iter_tables(content: Content) -> Iterator[Table]:
    yield from _iter_figure_tables(content.figures)
    for chapter in content.chapters:
        yield from _iter_figure_tables(chapter.figures)
        yield from chapter.tables
    yield from _iter_figure_tables(content.estimate_figures)
    yield from content.estimates
    if content.changes:
        yield content.changes.table


def _iter_figure_tables(figures: tuple[Figure, ...]) -> Iterator[Table]:
    for figure in figures:
        yield figure.table
        yield from figure.more


def _iter_paragraphs(chapter: ChapterView) -> Iterator[Paragraph]:
    yield from chapter.lead
    for part in chapter.parts:
        yield from part.lead
