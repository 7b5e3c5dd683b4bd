"""ODT: the content of an OpenDocument text to a manuscript.

Deleted text stands apart in such files (under ``text:tracked-changes``) and is not read, so what is read is
the text as if all changes were accepted. Running heads are kept beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from corpus.records import ExtractionFailure
from extract.list_labels import LEVELS, Counter
from extract.manuscripts import MAX_ITEMS, Item, ItemKind, Manuscript
from extract.open_styles import FO, STYLE, TEXT, OpenStyle, OpenStyles, parse_length
from extract.open_text import DRAW, DROPPED, OFFICE, read_text
from extract.packages import Package, open_package
from extract.plain_headings import Styled, mark_plain_headings
from extract.properties import OPEN, Properties, parse_properties
from extract.rows import MOST, RowShape, Span
from extract.sheets import UnreadableError
from extract.word_tables import is_set_as_head, join_cell

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MANIFEST: Final = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_CONTAINERS: Final = frozenset(
    [TEXT + name for name in ("section", "index-body", "list-header")]
    + [DRAW + "text-box", _TABLE + "table-header-rows"]
)
_TITLES: Final = re.compile(r"title|titel|rubrik|huvudrubrik", re.IGNORECASE)
_CAPTIONS: Final = re.compile(r"caption|bildtext|illustration|figure|table|tabell|figur", re.IGNORECASE)


@dataclass(slots=True)
class _File:
    """The styles of one file and the state of its lists while they are read."""

    styles: OpenStyles
    outline: Counter
    counters: dict[str, Counter] = field(default_factory=dict)


def read_odt(content: bytes) -> Manuscript:
    """Read an ODT file. Raises `UnreadableError` for what is damaged, locked or a bomb."""
    package = open_package(content)
    _check_lock(package)
    root = package.read_xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableError(ExtractionFailure.BROKEN, "The file has no body of text.")
    common = package.find_xml("styles.xml")
    roots = [part for part in (common, root) if part is not None]
    styles = OpenStyles(roots)
    file = _File(styles, Counter(styles.get_levels("Outline")))
    width, height = _get_paper(roots)
    own = _read_properties(package)
    return Manuscript(
        mark_plain_headings(list(islice(_iter_items(body, file), MAX_ITEMS))),
        tuple(Item(ItemKind.PARAGRAPH, text) for text in dict.fromkeys(_iter_margin(roots, file))),
        title=own.title,
        language=own.language,
        stated=own.dates,
        width=width,
        height=height,
    )


def _check_lock(package: Package) -> None:
    manifest = package.find_xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None:
        raise UnreadableError(ExtractionFailure.PASSWORD, "The file can be opened only with a password.")


def _iter_items(container: etree._Element, file: _File) -> Iterator[Styled]:
    for child in container:
        tag = str(child.tag)
        if tag in DROPPED:
            continue
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            yield from _read_paragraph(child, file)
        elif tag == f"{TEXT}list":
            yield from _read_list(child, file, "", 0)
        elif tag == f"{_TABLE}table":
            yield from _read_table(child, file)
        elif tag in _CONTAINERS or tag.startswith(DRAW):
            yield from _iter_items(child, file)


def _read_paragraph(paragraph: etree._Element, file: _File, label: str | None = None) -> Iterator[Styled]:
    style = file.styles.get(paragraph.get(f"{TEXT}style-name", ""))
    found = read_text(paragraph, style, file.styles)
    if found.text:
        bold = found.letters > 0 and found.bold >= 0.95 * found.letters
        yield Styled(_get_item(paragraph, found.text, style, label, file), bold, style.size)
    yield from (Styled(Item(ItemKind.NOTE, _read_note(note, file))) for note in found.notes)
    for frame in found.frames:
        yield from _iter_items(frame, file)


def _get_item(paragraph: etree._Element, text: str, style: OpenStyle, label: str | None, file: _File) -> Item:
    if paragraph.tag == f"{TEXT}h":
        level = paragraph.get(f"{TEXT}outline-level", "1")
        depth = min(int(level), LEVELS) if level.isdecimal() and len(level) < 3 else 1
        bare = style.unnumbered or paragraph.get(f"{TEXT}is-list-header") == "true"
        number = label or ("" if bare else file.outline.count(depth - 1))
        return Item(ItemKind.HEADING, f"{number} {text}" if number else text, max(depth, 1))
    if any(map(_TITLES.fullmatch, style.names)):
        return Item(ItemKind.TITLE, text)
    if any(map(_CAPTIONS.fullmatch, style.names)):
        return Item(ItemKind.NOTE, text)
    if label is None:
        return Item(ItemKind.PARAGRAPH, text)
    return Item(ItemKind.LIST_ITEM, f"{label} {text}" if label else text)


def _read_note(note: etree._Element, file: _File) -> str:
    body = note.find(f"{TEXT}note-body")
    parts = _iter_items(body, file) if body is not None else ()
    return " ".join(part.item.text for part in parts)


def _read_list(element: etree._Element, file: _File, style_name: str, depth: int) -> Iterator[Styled]:
    style_name = element.get(f"{TEXT}style-name", style_name)
    goes_on = (
        element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list") is not None
    )
    if style_name not in file.counters or (depth == 0 and not goes_on):
        file.counters[style_name] = Counter(file.styles.get_levels(style_name))
    counter = file.counters[style_name]
    for entry in element:
        if entry.tag == f"{TEXT}list-header":
            yield from _iter_items(entry, file)
        elif entry.tag == f"{TEXT}list-item":
            yield from _read_entry(entry, file, style_name, depth, counter)


def _read_entry(
    entry: etree._Element, file: _File, style_name: str, depth: int, counter: Counter
) -> Iterator[Styled]:
    start = entry.get(f"{TEXT}start-value", "")
    if start.isdecimal() and len(start) <= 4:
        counter.restart(depth, int(start))
    label: str | None = None
    for child in entry:
        if child.tag in (f"{TEXT}p", f"{TEXT}h"):
            label = counter.count(min(depth, LEVELS - 1)) if label is None else ""
            yield from _read_paragraph(child, file, label)
        elif child.tag == f"{TEXT}list":
            yield from _read_list(child, file, style_name, depth + 1)


def _read_table(table: etree._Element, file: _File) -> Iterator[Styled]:
    """The rows of a table; a table that only frames or places its content gives that content."""
    rows = list(_iter_rows(table, "body"))
    grid = [[cell for cell in row if cell.tag == f"{_TABLE}table-cell"] for row, _ in rows]
    read = [[list(_iter_items(cell, file)) for cell in cells] for cells in grid]
    kinds = {part.item.kind for cells in read for cell in cells for part in cell}
    if ItemKind.HEADING in kinds or ItemKind.TITLE in kinds or max(map(len, read), default=0) <= 1:
        yield from (part for cells in read for cell in cells for part in cell)
        return
    opens = True
    for (_, place), cells, parts in zip(rows, grid, read, strict=True):
        texts = tuple(map(join_cell, parts))
        if any(texts):
            head = place == "head" or (opens and is_set_as_head(read))
            shape = RowShape(tuple(map(_get_span, cells)), head, opens)
            yield Styled(Item(ItemKind.TABLE_ROW, "", cells=texts, shape=shape))
            opens = False
        yield from (part for cell in parts for part in cell if part.item.kind is ItemKind.NOTE)


def _get_span(cell: etree._Element) -> Span:
    """How many (rows, columns) a cell covers; what it covers stands as covered cells, which are not read."""
    height, width, times = (
        int(text) if (text := cell.get(_TABLE + name, "")).isdecimal() and len(text) <= 4 else 1
        for name in ("number-rows-spanned", "number-columns-spanned", "number-columns-repeated")
    )
    return min(max(height, 1), MOST), min(max(width * times, 1), MOST)


def _iter_rows(table: etree._Element, place: str) -> Iterator[tuple[etree._Element, str]]:
    """Each row with the part of the table that it is in: "head" or "body"."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child, place
        elif child.tag in (f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _iter_rows(child, place)
        elif child.tag == f"{_TABLE}table-header-rows":
            yield from _iter_rows(child, "head")


def _iter_margin(roots: list[etree._Element], file: _File) -> Iterator[str]:
    for root in roots:
        for place in root.iter(
            f"{STYLE}header", f"{STYLE}footer", f"{STYLE}header-first", f"{STYLE}footer-first"
        ):
            for part in _iter_items(place, file):
                yield from filter(None, (part.item.text or " ".join(part.item.cells)).split("\n"))


def _get_paper(roots: list[etree._Element]) -> tuple[float, float]:
    for root in roots:
        for layout in root.iter(f"{STYLE}page-layout-properties"):
            return parse_length(layout.get(f"{FO}page-width", "")), parse_length(
                layout.get(f"{FO}page-height", "")
            )
    return 0.0, 0.0


def _read_properties(package: Package) -> Properties:
    """The properties of `meta.xml`; none where they are damaged."""
    try:
        root = package.find_xml("meta.xml")
    except UnreadableError:  # the text can be read without
        return Properties()
    return parse_properties(root.find(f"{OFFICE}meta") if root is not None else None, OPEN)
