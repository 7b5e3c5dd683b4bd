"""A manuscript set as one long galley: a page of text without page breaks, as printers proof it.

Files without pages have no places for boxes. The layout and the metadata of this package work on placed
words, though: a title is the largest text, a label's value stands right of it or below. So a manuscript is
set in a plain way, in sizes that tell its levels, and everything made for PDFs reads it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.records import DocumentKind, Fact, Metadata, Page, Passage, Sha256
from extract.blocks import Block, BlockKind, Part
from extract.lines import Line
from extract.manuscripts import Item, ItemKind, Manuscript
from extract.metadata import find_statements
from extract.passages import build_passages
from extract.sheets import Scan, Sheet, Word
from extract.speakers import is_group, is_interview, part_speaker
from extract.statements import Source, Statement, Statements, get_facts, get_metadata
from extract.table_joins import join_tables

_SIZE: Final = 10.0  # points of running text; all else follows from it
_TITLE_SIZE: Final = 32.0
_NOTE_SIZE: Final = 8.0
_ADVANCE: Final = 0.5  # of a font size: every letter is as wide
_SPACE: Final = 0.25  # of a font size
_CELL_GAP: Final = 2.0  # font sizes: clearly the next cell
_LINE_DROP: Final = 0.1  # font sizes between the lines of one block
_BLOCK_DROP: Final = 0.9  # of the size of text: a value below its label is found, other text is not drawn in
_FRONT_ITEMS: Final = 120  # what the first three pages of a PDF hold at most
_MAX_LEVEL: Final = 6
_MARGIN: Final = 1e6  # points down: below all text
_MAX_LETTERS: Final = 3000  # of one item that is searched for facts
_MAX_WORD: Final = 60

_KINDS: Final = {
    ItemKind.TITLE: BlockKind.HEADING,
    ItemKind.HEADING: BlockKind.HEADING,
    ItemKind.PARAGRAPH: BlockKind.PARAGRAPH,
    ItemKind.LIST_ITEM: BlockKind.LIST_ITEM,
    ItemKind.TABLE_ROW: BlockKind.TABLE_ROW,
    ItemKind.NOTE: BlockKind.NOTE,
}


@dataclass(frozen=True, slots=True)
class Galley:
    """A manuscript as set: one page with number 1, passages without boxes, and what it says of itself."""

    page: Page
    passages: tuple[Passage, ...]
    metadata: Metadata
    facts: tuple[Fact, ...]


def set_manuscript(document: Sha256, text: Manuscript, name: str) -> Galley:
    """The page, passages and facts of a manuscript. `name` is its file name.

    The page has the size of the manuscript's paper. Passages have no boxes: there is no place to point at,
    and the offsets are the way back.
    """
    sheet = Sheet(1, text.width, text.height, ())
    (page,), passages = build_passages(document, (sheet,), join_tables(list(_set_items(text.items))))
    statements = _find_statements(text, name)
    return Galley(
        page,
        tuple(part_speaker(replace(passage, boxes=()), text.speakers) for passage in passages),
        get_metadata(statements),
        get_facts(document, statements),
    )


def _find_statements(text: Manuscript, name: str) -> Statements:
    """What the beginning of the text, its margin and the file itself state."""
    blocks = list(_set_items(_shorten(item) for item in text.items[:_FRONT_ITEMS]))
    margin = _set_items(map(_shorten, _demote(text.margin)), start=_MARGIN)
    words = tuple(word for block in (*blocks, *margin) for line in block.lines for word in line.words)
    scan = Scan((Sheet(1, text.width, text.height, words),), 1, text.title)
    found = dict(find_statements(scan, blocks, name))
    for field, statement in text.stated.items():
        if statement.source is not Source.FILE or field not in found:
            found[field] = statement
    if is_group(text.speakers):
        found["kind"] = Statement(DocumentKind.FOCUS_GROUP.value, 0, "", Source.FILE)
    elif is_interview(text.speakers) and not _names_group(found):
        found["kind"] = Statement(DocumentKind.INTERVIEW.value, 0, "", Source.FILE)
    if text.language and "language" not in found:
        found["language"] = Statement(text.language, 0, text.language, Source.FILE)
    return found


def _names_group(found: Statements) -> bool:
    """Whether the text calls itself a focus group: one in which a single voice was written down."""
    return "kind" in found and found["kind"].value == DocumentKind.FOCUS_GROUP.value


def _shorten(item: Item) -> Item:
    """An item with no more than a person would write: the rules for facts are made for such."""

    def cut(text: str) -> str:
        rows = text[:_MAX_LETTERS].split("\n")
        return "\n".join(" ".join(word[:_MAX_WORD] for word in row.split()) for row in rows)

    return replace(item, text=cut(item.text), cells=tuple(map(cut, item.cells)))


def _demote(margin: Sequence[Item]) -> Iterator[Item]:
    """What stands in the margin as plain text: a running head is never the title."""
    return (replace(item, kind=ItemKind.PARAGRAPH, level=0) for item in margin if not item.cells)


def _set_items(items: Iterable[Item], start: float = 0.0) -> Iterator[Block]:
    items = tuple(items)
    shift = int(any(item.kind is ItemKind.TITLE for item in items))
    top = start
    for item in items:
        size = _get_size(item)
        texts = item.cells or (item.text,)
        cells = list(_set_cells(texts, top, size))
        lines = tuple(line for cell in cells for line in cell)
        if not lines:
            continue
        top = max(line.bottom for line in lines) + _BLOCK_DROP * _SIZE
        yield Block(
            _KINDS[item.kind],
            (Part(1, lines),),
            cells=tuple(cells) if item.cells else (),
            level=_get_level(item, shift),
            shape=item.shape,
        )


def _get_level(item: Item, shift: int) -> int:
    if item.kind is ItemKind.TITLE:
        return 1
    return min(max(item.level, 1) + shift, _MAX_LEVEL + 1) if item.kind is ItemKind.HEADING else 0


def _get_size(item: Item) -> float:
    if item.kind is ItemKind.TITLE:
        return _TITLE_SIZE
    if item.kind is ItemKind.HEADING:
        return _TITLE_SIZE - 3 * min(item.level + 1, _MAX_LEVEL)
    return _NOTE_SIZE if item.kind is ItemKind.NOTE else _SIZE


def _set_cells(texts: Sequence[str], top: float, size: float) -> Iterator[tuple[Line, ...]]:
    x = 0.0
    for text in texts:
        lines = tuple(_set_lines(text, x, top, size))
        x = max((line.x1 for line in lines), default=x) + _CELL_GAP * size
        yield lines


def _set_lines(text: str, x: float, top: float, size: float) -> Iterator[Line]:
    for row in text.split("\n"):
        words = []
        end = x
        for piece in row.split():
            start, end = end, end + _ADVANCE * size * len(piece)
            words.append(Word(piece, start, top, end, top + size, size, bold=False))
            end += _SPACE * size
        if words:
            yield Line(words)
            top += size + _LINE_DROP * size
