"""How every chapter about documents opens: what was read, whose the numbers are, why one is empty."""

from __future__ import annotations

from corpus.chapters.material import Material
from corpus.chapters.quotes import choose_quotes
from corpus.chapters.tallies import Rows, reviewed_of
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part, Quote
from corpus.export.chapters.shares import Shares
from corpus.export.chapters.wording import count_noun, count_number, write_paragraph
from corpus.export.columns import label_of
from corpus.export.texts import Texts
from corpus.inventory_records import InventoryRow
from corpus.records import CodeId


def open_chapter(material: Material, rows: Rows, shares: Shares, texts: Texts) -> tuple[Paragraph, ...]:
    """What the chapter rests on, and whether its numbers are corrected."""
    documents = len({one.document.sha256 for one in material.documents})
    read = {
        "documents": count_noun(texts, "read_documents", documents),
        "municipalities": count_noun(texts, "municipalities", len(material.read)),
    }
    if material.unread:
        unread = count_noun(texts, "municipalities", len(material.unread))
        scope = write_paragraph(texts, "ch.scope_some", unread=unread, **read)
    else:
        scope = write_paragraph(texts, "ch.scope", **read)
    return (scope, _say_basis(rows, shares, texts))


def _say_basis(rows: Rows, shares: Shares, texts: Texts) -> Paragraph:
    reviewed = reviewed_of(rows)
    if rows and len(reviewed) == len(rows):
        return write_paragraph(texts, "ch.all_reviewed")
    key = "ch.machine_estimated" if shares.by_code else "ch.machine"
    whole = count_noun(texts, "passages", len(rows))
    return write_paragraph(texts, key, reviewed=count_number(texts, reviewed), rows=whole)


def close_chapter(name: str, key: str, texts: Texts) -> ChapterView:
    """A chapter with nothing in it: `key` says why and what to do."""
    return ChapterView(name, texts[f"ch.{name}.title"], (write_paragraph(texts, key),))


def explain_emptiness(name: str, material: Material, texts: Texts) -> ChapterView:
    """A chapter about documents with nothing in it: because nothing was read, or because nothing was said."""
    return close_chapter(name, "ch.nothing_said" if material.read else "ch.nothing_read", texts)


def quote_part(part: tuple[str, str], rows: Rows, material: Material, texts: Texts) -> Part:
    """A part of chosen quotes. `part` is (id, title)."""
    return Part(part[0], part[1], quotes=quote_rows(choose_quotes(rows, 6), material, texts))


def quote_rows(rows: Rows, material: Material, texts: Texts) -> tuple[Quote, ...]:
    """Rows as quotes, each with who speaks in a transcript and its codes in words, as in the codebook."""
    labels = {
        code.id: label_of(code, texts)
        for code in material.codebook.codes
        if not code.id.endswith(".unspecified")
    }
    return tuple(Quote(row, _say_why(row, labels)) for row in rows)


def _say_why(row: InventoryRow, labels: dict[CodeId, str]) -> str:
    held = set(row.statement.truth.codes)
    speaker = (row.statement.passage.speaker,) if row.statement.passage.speaker else ()
    return " · ".join((*speaker, *(label for code, label in labels.items() if code in held)))
