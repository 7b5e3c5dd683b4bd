"""A chapter as a run of blocks, for formats that are read from top to bottom: Word, Markdown. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.export.bibliography.references import Reference, gather_references
from corpus.export.chapters.chapter import ChapterView, Part, Quote
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow


class Role(StrEnum):
    """What a run of words is in the text."""

    PLAIN = "plain"
    LEAD = "lead"  # opens the chapter
    ITEM = "item"  # of a list
    QUOTE = "quote"  # verbatim, without marks around it
    SOURCE = "source"  # of the quote before it
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `level` 0 is the title of the whole, 1 a part, 2 a figure within one."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    role: Role
    text: str


Block = Heading | Words | Table


def iter_blocks(inventory: Inventory, view: ChapterView, texts: Texts) -> Iterator[Block]:
    """All that the chapter says, in reading order; then the documents that it quotes, and how it was made.

    A figure is its words and tables: its picture is on the chapter's page.
    """
    yield Heading(0, view.title)
    for paragraph in view.lead:
        yield Words(Role.LEAD, paragraph.text)
    for part in view.parts:
        yield from _iter_part(part, texts)
    yield from _iter_sources(inventory, view, texts)
    yield Heading(1, texts["method"])
    yield Words(Role.PLAIN, texts["method_text"])
    yield Words(Role.NOTE, say_made(inventory))


def _iter_part(part: Part, texts: Texts) -> Iterator[Block]:
    if part.title:
        yield Heading(1, part.title)
    for paragraph in part.lead:
        yield Words(Role.PLAIN, paragraph.text)
    for figure in part.figures:
        yield Heading(2, figure.title)
        if figure.lead:
            yield Words(Role.PLAIN, figure.lead)
        yield Words(Role.NOTE, texts["ch.picture_elsewhere"])
        yield from (figure.table, *figure.more)
    yield from part.tables
    for question in part.questions:
        yield Words(Role.ITEM, question)
    for quote in part.quotes:
        yield Words(Role.QUOTE, quote.row.statement.passage.text)
        yield Words(Role.SOURCE, _say_source(quote, texts))


def _say_source(quote: Quote, texts: Texts) -> str:
    source = say_place(quote.row, texts)
    return f"{source}. {quote.why}" if quote.why else source


def say_place(row: InventoryRow, texts: Texts) -> str:
    """Where a row stands: municipality, title and page."""
    document, page = row.statement.document, row.statement.passage.first_page
    return f"{row.municipality.name}, {document.metadata.title or document.name}, {texts['page']} {page}"


def _iter_sources(inventory: Inventory, view: ChapterView, texts: Texts) -> Iterator[Block]:
    """The documents that are quoted, each once, as a list of references."""
    quoted = {quote.row.statement.document.sha256 for quote in view.quotes}
    rows = [row for row in inventory.documents if row.document.sha256 in quoted]
    references = gather_references(rows)
    if references:
        yield Heading(1, texts["ch.sources"])
        yield from (Words(Role.ITEM, _say_reference(one, texts)) for one in references)


def _say_reference(one: Reference, texts: Texts) -> str:
    """A reference in the order of Swedish reference lists, with the checksum that proves its words."""
    stated = one.metadata
    year = stated.adopted[:4] or texts["ch.undated"]
    parts = [f"{', '.join(one.authors)} ({year}): {one.title}."]
    facts = ", ".join(fact for fact in (stated.adopted_by, stated.adopted, stated.reference) if fact)
    parts += [f"{facts}."] if facts else []
    parts += [f"{one.url} ({texts['ch.retrieved']} {one.accessed})."] if one.url else []
    return " ".join((*parts, f"SHA-256 {one.sha256}."))


def say_made(inventory: Inventory) -> str:
    """What the numbers were made with, so that they can be made again."""
    made = inventory.provenance
    told = (made.study, made.made, made.program, made.coder, f"SHA-256 {made.content_hash}")
    return " · ".join(told)
