"""Blocks to page texts and passages, with exact offsets.

The text of a page is that of the passages, headings and heads of tables that begin on it, in reading order,
one a line.
A paragraph that runs over a page break so belongs whole to the page it begins on; its boxes and its last
page tell where it ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import Box, Page, Passage, PassageKind, Sha256, passage_id
from extract.blocks import Block, BlockKind
from extract.hyphens import Vocabulary, join_lines, join_pieces
from extract.lines import Line
from extract.markers import strip_marker
from extract.sheets import Sheet

_LEAST_HEIGHT: Final = 1.15  # font sizes
CELL_BREAK: Final = " | "
_KINDS: Final = {
    BlockKind.PARAGRAPH: PassageKind.PARAGRAPH,
    BlockKind.LIST_ITEM: PassageKind.LIST_ITEM,
    BlockKind.TABLE_ROW: PassageKind.TABLE_ROW,
    BlockKind.NOTE: PassageKind.NOTE,
}
_LIGATURES: Final = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}
_DROPPED: Final = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff\ufffe\ufffd\x00"))
_TRANSLATION: Final = {**_LIGATURES, **_DROPPED, **dict.fromkeys(range(0xE000, 0xF900))}
_ODD: Final = re.compile(f"[\ue000-\uf8ff{''.join(map(chr, (*_LIGATURES, *_DROPPED)))}]")


def clean_text(text: str) -> str:
    """NFC, ligatures as letters, without soft hyphens and signs of private use, single spaces."""
    if _ODD.search(text):  # few texts have any, and translating takes longer than all the rest
        text = text.translate(_TRANSLATION)
    return unicodedata.normalize("NFC", " ".join(text.split()))


@dataclass(slots=True)
class _Piece:
    """A clean text with its block, before offsets are known."""

    block: Block
    text: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]


def build_passages(
    document: Sha256, sheets: Sequence[Sheet], blocks: Sequence[Block]
) -> tuple[tuple[Page, ...], tuple[Passage, ...]]:
    """The pages and passages of a document, from its blocks in reading order."""
    vocabulary = Vocabulary(line for block in blocks for line in block.lines)
    by_page: dict[int, list[_Piece]] = defaultdict(list)
    for piece in _iter_pieces(blocks, vocabulary):
        by_page[piece.block.parts[0].page].append(piece)
    pages: list[Page] = []
    passages: list[Passage] = []
    offset = 0
    for sheet in sheets:
        pieces = by_page.get(sheet.number, [])
        text = "\n".join(piece.text for piece in pieces)
        pages.append(
            Page(
                document,
                sheet.number,
                round(sheet.width, 2),
                round(sheet.height, 2),
                text,
                source="tagged" if any(piece.block.tagged for piece in pieces) else "embedded",
                health=sheet.health,
            )
        )
        start = offset
        for piece in pieces:
            if piece.block.kind in _KINDS:
                passages.append(_get_passage(document, piece, start, len(passages)))
            start += len(piece.text) + 1
        offset += len(text) + 1  # the form feed between pages
    return tuple(pages), tuple(passages)


def _iter_pieces(blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterable[_Piece]:
    chain: list[tuple[int, str]] = []
    for block in blocks:
        text = get_text(block, vocabulary)
        if block.kind is BlockKind.HEADING:
            text = join_pieces(text, vocabulary)
        # A table row may be all figures; elsewhere these are the ticks of charts and stray page numbers.
        if not any(map(str.isalnum if block.cells else str.isalpha, text)):
            continue
        if block.kind is BlockKind.HEADING:
            chain = [(level, heading) for level, heading in chain if level < block.level]
            chain.append((block.level, text))
        yield _Piece(block, text, tuple(heading for _, heading in chain), _get_columns(block, vocabulary))


def get_text(block: Block, vocabulary: Vocabulary) -> str:
    """The clean text of a block: cells of a row with " | " between, list items without bullets."""
    if block.cells:
        return CELL_BREAK.join(text for text in _get_cell_texts(block.cells, vocabulary) if text)
    return clean_text(strip_marker(join_lines(block.lines, vocabulary), block.marker))


def _get_cell_texts(cells: Iterable[Sequence[Line]], vocabulary: Vocabulary) -> list[str]:
    return [clean_text(join_lines(lines, vocabulary)) if lines else "" for lines in cells]


def _get_columns(block: Block, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The head above each cell of a row that has text; none where no cell has a head."""
    if not any(block.heads):
        return ()
    pairs = zip(block.heads, _get_cell_texts(block.cells, vocabulary), strict=True)
    return tuple(_get_cell_texts((head for head, text in pairs if text), vocabulary))


def _get_passage(document: Sha256, piece: _Piece, start: int, ordinal: int) -> Passage:
    end = start + len(piece.text)
    boxes = tuple(_get_box(part.page, part.lines) for part in piece.block.parts)
    return Passage(
        id=passage_id(document, start, end, piece.text),
        document=document,
        ordinal=ordinal,
        start=start,
        end=end,
        first_page=piece.block.parts[0].page,
        last_page=max(part.page for part in piece.block.parts),
        kind=_KINDS[piece.block.kind],
        headings=piece.headings,
        boxes=boxes,
        text=piece.text,
        columns=piece.columns,
    )


def _get_box(page: int, lines: Sequence[Line]) -> Box:
    # Some fonts state an ascent below their letters: a line is at least as high as its capitals reach.
    x0 = top = float("inf")
    x1 = bottom = float("-inf")
    for line in lines:
        x0, x1 = min(x0, line.x0), max(x1, line.x1)
        top, bottom = min(top, line.top, line.bottom - _LEAST_HEIGHT * line.size), max(bottom, line.bottom)
    return Box(page, round(x0, 1), round(max(top, 0.0), 1), round(x1, 1), round(bottom, 1))
