"""A study chapter as every product shows it: what it says, its tables, its questions, its quotes. Pure.

A chapter is a list of parts in reading order, so that a renderer needs to know nothing of what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.export.tables import Count, Figure, Table
from corpus.inventory_records import InventoryRow


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces: running text, and numbers or names that know their rows.

    The texts of the pieces, joined by nothing, are the paragraph.
    """

    pieces: tuple[Count, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Quote:
    """One row to be shown as a quote with its source. `why` says what it was chosen for, "" for nothing."""

    row: InventoryRow
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chapter, shown in this order: title, lead, figures, tables, questions, quotes.

    `id` is unique in all chapters and may be an anchor; `title` is "" for the chapter's opening. `questions`
    are for a discussion (a list); `prints_alone` asks for a new sheet of paper.
    """

    id: str
    title: str = ""
    lead: tuple[Paragraph, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    questions: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    prints_alone: bool = False


COMPARISON = "side-by-side"
"""The id of the part that sets municipalities beside others."""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """One chapter. `id` is its name on the command line and its anchor ("chapter-" before it).

    `lead` is shown under the title. A chapter with nothing in it has no parts, but perhaps one that compares
    with others, and `lead` says why and what to do.
    """

    id: str
    title: str
    lead: tuple[Paragraph, ...]
    parts: tuple[Part, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found to show; what others have may stand beside."""
        return all(part.id == COMPARISON for part in self.parts)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in reading order; their ids are unique in all chapters."""
        return tuple(table for part in self.parts for table in part.tables)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in reading order."""
        return tuple(figure for part in self.parts for figure in part.figures)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote, in reading order."""
        return tuple(quote for part in self.parts for quote in part.quotes)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in reading order."""
        return (*self.lead, *(paragraph for part in self.parts for paragraph in part.lead))

    def iter_rows(self) -> Iterator[InventoryRow]:
        """The rows that its numbers count and its quotes show; a row comes as often as it is named."""
        tables = (*self.tables, *(table for one in self.figures for table in (one.table, *one.more)))
        cells = [cell for table in tables for line in table.rows for cell in line]
        cells += [piece for paragraph in self.paragraphs for piece in paragraph.pieces]
        for cell in cells:
            yield from cell.rows
        yield from (quote.row for quote in self.quotes)
