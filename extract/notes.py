"""Footnotes and captions: what stands beside the running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.blocks import Block, BlockKind
from extract.breaks import opens_note
from extract.headings import Body, get_plain_text

_SMALLER: Final = 0.93  # of the body size
_NOTE_SIGN: Final = re.compile(r"(?:\d{1,3}|[*†‡]|\[\d{1,3}\])\s*[^\W\d].*[^\W\d]{3}")
_CAPTION: Final = re.compile(
    r"(?:(?:tabell|figur|bild|diagram|karta|table|figure)\s+\d+|(?:foto|källa|fotograf|källor|illustration)\s*:)",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(r"\b(?:foto|fotograf|illustration|källa): ?\S", re.IGNORECASE)
_MAX_CAPTION: Final = 400


def mark_notes(blocks: Sequence[Block], body: Body) -> list[Block]:
    """The blocks, with footnotes and captions marked as notes."""
    return [replace(block, kind=BlockKind.NOTE) if _is_note(block, body) else block for block in blocks]


def _is_note(block: Block, body: Body) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    text = get_plain_text(block)
    if _CAPTION.match(text) and len(text) <= _MAX_CAPTION:
        return True
    if opens_note(block.lines[0]):
        return True
    small = max(line.size for line in block.lines) <= _SMALLER * body.size
    return small and (_NOTE_SIGN.match(text) or _CREDIT.search(text)) is not None
