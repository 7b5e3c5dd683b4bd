"""DOCX: the main part of a Word file to a manuscript, by styles and outline levels.

Tracked insertions count as text and deletions do not, as if all changes were accepted. Running heads are
kept beside the text, tables of contents and prompts left out. Where an author only set headings in bold,
these are headings too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from lxml import etree

from corpus.records import ExtractionFailure
from extract.manuscripts import MAX_ITEMS, Item, ItemKind, Manuscript
from extract.markers import CONTENTS_HEADING
from extract.packages import Package, open_package
from extract.plain_headings import Styled, mark_plain_headings
from extract.sheets import UnreadableError
from extract.word_numbering import Numbering
from extract.word_parts import find_main, find_parts, get_paper, read_first, read_properties, read_xml
from extract.word_styles import BODY_LEVEL, Role, Style, Styles, W, parse_level, read_values
from extract.word_tables import fit_rows, is_set_as_head, join_cell, read_rows
from extract.word_text import WordText, get_choice, is_placeholder, read_text

_MC_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_GONE: Final = frozenset(W + name for name in ("del", "moveFrom"))
_CONTENTS_PARTS: Final = ("Table of Contents", "Innehållsförteckning")


@dataclass(slots=True)
class _File:
    """The parts of one file that its text needs."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], str]
    broken_off: list[WordText] = field(default_factory=list)
    """Paragraphs whose end is deleted: the next one goes on with them."""


def read_docx(content: bytes) -> Manuscript:
    """Read a DOCX file. Raises `UnreadableError` for what is damaged, locked or a bomb."""
    package = open_package(content)
    main = find_main(package)
    parts = find_parts(package, main)
    root = read_xml(package, main)
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableError(ExtractionFailure.BROKEN, "The file has no body of text.")
    file = _File(
        Styles(read_first(package, parts.get("styles", []))),
        Numbering(read_first(package, parts.get("numbering", []))),
        {
            (kind, key): text
            for kind in ("footnotes", "endnotes")
            for key, text in _iter_notes(read_first(package, parts.get(kind, [])))
        },
    )
    styled = list(islice(_iter_items(body, file), MAX_ITEMS))
    width, height = get_paper(body)
    own = read_properties(package)
    margin = (
        text
        for name in [*parts.get("header", []), *parts.get("footer", [])]
        for text in _iter_margin(package, name)
    )
    return Manuscript(
        mark_plain_headings(styled),
        tuple(Item(ItemKind.PARAGRAPH, text) for text in dict.fromkeys(margin)),
        title=own.title,
        language=own.language,
        stated=own.dates,
        width=width,
        height=height,
    )


def _iter_notes(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    for note in root if root is not None else ():
        if note.get(f"{W}type", "normal") == "normal":
            texts = (read_text(paragraph, Style()).text for paragraph in note.iter(f"{W}p"))
            yield note.get(f"{W}id", ""), " ".join(filter(None, texts))


def _iter_margin(package: Package, name: str) -> Iterator[str]:
    for paragraph in read_xml(package, name).iter(f"{W}p"):
        yield from filter(None, read_text(paragraph, Style()).text.split("\n"))


def _iter_items(container: etree._Element, file: _File) -> Iterator[Styled]:
    for block in _iter_blocks(container):
        if block.tag == f"{W}p":
            yield from _read_paragraph(block, file)
        else:
            yield from _read_table(block, file)


def _iter_blocks(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, also those inside content controls and insertions."""
    for child in container:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt":
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            contents = gallery is not None and gallery.get(f"{W}val") in _CONTENTS_PARTS
            inner = child.find(f"{W}sdtContent")
            if inner is not None and not contents and not is_placeholder(child):
                yield from _iter_blocks(inner)
        elif child.tag == _MC_ALTERNATE:
            yield from _iter_blocks(get_choice(child))
        elif child.tag not in _GONE and isinstance(child.tag, str) and len(child):
            yield from _iter_blocks(child)


def _read_paragraph(paragraph: etree._Element, file: _File) -> Iterator[Styled]:
    settings = paragraph.find(f"{W}pPr")
    style_id = settings.find(f"{W}pStyle") if settings is not None else None
    style = file.styles.get(style_id.get(f"{W}val", "") if style_id is not None else "")
    if style.role is Role.CONTENTS or style.hidden:
        return
    found = read_text(paragraph, style)
    if settings is not None and settings.find(f"{W}rPr/{W}del") is not None:
        file.broken_off.append(found)
        return
    text = _take_up(file.broken_off, found)
    if CONTENTS_HEADING.fullmatch(text):
        return
    values = read_values(paragraph)
    if text:
        level = parse_level(values.get("outlineLvl", ""), BODY_LEVEL)
        if level < BODY_LEVEL and style.role is Role.TEXT:
            style = replace(style, role=Role.HEADING, level=level + 1)
        depth = parse_level(values.get("ilvl", ""), style.list_level)
        label = file.numbering.find_label(values.get("numId", style.list_id), depth)
        numbered = f"{label} {text}" if label else text
        bold = found.letters > 0 and found.bold >= 0.95 * found.letters
        yield Styled(_get_item(style.role, style.level, numbered, label), bold, found.size or style.size)
    yield from (Styled(Item(ItemKind.NOTE, file.notes[note])) for note in found.notes if file.notes.get(note))
    for box in found.boxes:
        yield from _iter_items(box, file)


def _take_up(broken_off: list[WordText], found: WordText) -> str:
    if not broken_off:
        return found.text
    text = "".join("".join(part.pieces) for part in [*broken_off, found]).strip()
    broken_off.clear()
    return text


def _get_item(role: Role, level: int, text: str, label: str | None) -> Item:
    if role is Role.TITLE:
        return Item(ItemKind.TITLE, text)
    if role is Role.HEADING:
        return Item(ItemKind.HEADING, text, level)
    if role is Role.CAPTION:
        return Item(ItemKind.NOTE, text)
    return Item(ItemKind.PARAGRAPH if label is None else ItemKind.LIST_ITEM, text)


def _read_table(table: etree._Element, file: _File) -> Iterator[Styled]:
    """The rows of a table; a table that only frames or places its content gives that content."""
    rows = read_rows(table)
    read = [[list(_iter_items(cell, file)) for cell in row.cells] for row in rows]
    kinds = {part.item.kind for cells in read for cell in cells for part in cell}
    if ItemKind.HEADING in kinds or ItemKind.TITLE in kinds or max(map(len, read), default=0) <= 1:
        yield from (part for cells in read for cell in cells for part in cell)
        return
    texts = [[join_cell(cell) for cell in cells] for cells in read]
    rows[0].head = rows[0].head or is_set_as_head(read)
    shapes = fit_rows(rows, [any(row) for row in texts])
    for cells, row, shape in zip(read, texts, shapes, strict=True):
        if shape is not None:
            yield Styled(Item(ItemKind.TABLE_ROW, "", cells=tuple(row), shape=shape))
        yield from (part for cell in cells for part in cell if part.item.kind is ItemKind.NOTE)
