"""Blocks that a column or page break has cut in two, made one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.blocks import Block, BlockKind
from extract.lines import Line
from extract.markers import Marker

_ENDS: Final = frozenset('.!?:”"»')
_SAME_SIZE: Final = 0.06
_TEXT: Final = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_MIN_LETTERS: Final = 12  # shorter ends of lines are labels, not broken sentences


def join_broken(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with each that goes on in the next column or on the next page joined to its rest.

    Notes stand between the two halves at the foot of a page, so they are looked past.
    """
    joined: list[Block] = []
    for block in blocks:
        place = _find_open(joined, block)
        if place is None:
            joined.append(block)
        else:
            joined[place] = replace(joined[place], parts=joined[place].parts + block.parts)
    return joined


def _find_open(joined: Sequence[Block], block: Block) -> int | None:
    """The place of the block that `block` is the rest of."""
    if block.kind is not BlockKind.PARAGRAPH or block.marker is not Marker.NONE:
        return None
    for place in range(len(joined) - 1, max(len(joined) - 12, -1), -1):
        before = joined[place]
        if before.kind is BlockKind.NOTE:
            continue
        return place if _goes_on(before, block) else None
    return None


def _goes_on(before: Block, block: Block) -> bool:
    if before.kind not in _TEXT or not _is_break(before, block):
        return False
    last, first = before.lines[-1], block.lines[0]
    if abs(last.size - first.size) > _SAME_SIZE * first.size or last.bold != first.bold:
        return False
    end, start = last.words[-1], first.words[0].text[0]
    if end.hyphen:
        return True
    if end.text[-1] in _ENDS or len(last.text) < _MIN_LETTERS:
        return False
    return start.islower() or _is_full(before.lines)


def _is_break(before: Block, block: Block) -> bool:
    """Whether the second block begins a new column or page: further up, or on another page."""
    a, b = before.parts[-1], block.parts[0]
    return b.page == a.page + 1 or (b.page == a.page and b.lines[0].top < a.lines[-1].top)


def _is_full(lines: Sequence[Line]) -> bool:
    """Whether the last line reaches as far right as the longest: then the sentence may go on."""
    return len(lines) > 1 and lines[-1].x1 > max(line.x1 for line in lines) - 3 * lines[-1].size
