"""Blocks that a column or page break has cut in two, made one again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.blocks import Block, BlockKind
from extract.breaks import LINKS
from extract.lines import Line
from extract.markers import Marker

_ENDS: Final = frozenset('.!?:”"»')
_SAME_SIZE: Final = 0.06
_TEXT: Final = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_REACH: Final = 12  # blocks that are looked back: notes may stand between the halves
_FLUSH_LINES: Final = 2
_MAX_BOXED: Final = 4  # blocks of one box
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
        elif not (
            block.cells and _is_same(joined[place], block)
        ):  # a head that is set again on the next page
            joined[place] = joined[place].extend(block)
    return joined


def _is_same(row: Block, other: Block) -> bool:
    return [line.text for line in row.lines] == [line.text for line in other.lines]


def _find_open(joined: Sequence[Block], block: Block) -> int | None:
    """The place of the block that `block` is the rest of."""
    if block.continues and (cut := _find_cut(joined, block)) is not None:
        return cut
    if block.kind is not BlockKind.PARAGRAPH or block.marker is not Marker.NONE:
        return None
    passed = 0
    for place in range(len(joined) - 1, max(len(joined) - _REACH, -1), -1):
        before = joined[place]
        if before.kind is BlockKind.NOTE:
            continue
        if _goes_on(before, block, passed):
            return place
        if not _is_box(before, block) or passed >= _MAX_BOXED:
            return None
        passed += 1
    return None


def _is_box(between: Block, block: Block) -> bool:
    """Whether a block may stand in a box between the halves of another: of another size, or inset."""
    line, first = between.lines[0], block.lines[0]
    return abs(line.size - first.size) > _SAME_SIZE * first.size or line.x0 - first.x0 > 0.5 * first.size


def _find_cut(joined: Sequence[Block], block: Block) -> int | None:
    """The place of the element whose tags say that it goes on, on the page before a block that continues."""
    for place in range(len(joined) - 1, max(len(joined) - _REACH, -1), -1):
        before = joined[place]
        if before.goes_on and before.kind is block.kind and before.parts[-1].page == block.parts[0].page - 1:
            return place
    return None


def _goes_on(before: Block, block: Block, passed: int) -> bool:
    """Whether a block is the rest of one before it, with `passed` blocks in a box between them."""
    if before.kind not in _TEXT or not (is_break(before, block) or (passed and _is_below(before, block))):
        return False
    last, first = before.lines[-1], block.lines[0]
    if abs(last.size - first.size) > _SAME_SIZE * first.size or last.bold != first.bold:
        return False
    end, start = last.words[-1], first.words[0].text[0]
    if end.hyphen:
        return True
    if end.text[-1] in _ENDS or len(last.text) < _MIN_LETTERS:
        return not passed and not block.tagged and _is_flush(before, block)
    if start.islower():
        return True
    # What tags or boxes part belongs together only where the sentence plainly goes on.
    return (
        not block.tagged and not passed and (LINKS.fullmatch(end.text) is not None or _is_full(before.lines))
    )


def is_break(before: Block, block: Block) -> bool:
    """Whether the second block begins a new column or page: further up, or on another page."""
    a, b = before.parts[-1], block.parts[0]
    return b.page == a.page + 1 or (b.page == a.page and b.lines[0].top < a.lines[-1].top)


def _is_below(before: Block, block: Block) -> bool:
    """Whether the second block stands under the first, from the same left edge."""
    a, b = before.lines[-1], block.lines[0]
    return (
        before.parts[-1].page == block.parts[0].page
        and abs(before.lines[0].x0 - b.x0) < 2.0
        and b.top > a.bottom
    )


def _is_flush(before: Block, block: Block) -> bool:
    """Whether all lines of both blocks, but the last of the second, are as wide as each other: justified.

    The last line of a justified paragraph is full by chance one time in fifteen, and a line inside it ends a
    sentence one time in ten, so a full line at a break mostly goes on.
    """
    first, rest = before.parts[-1].lines, block.parts[0].lines
    widths = [line.x1 - min(other.x0 for other in lines) for lines in (first, rest[:-1]) for line in lines]
    return len(first) >= _FLUSH_LINES and len(rest) > 1 and max(widths) - min(widths) < 1.0


def _is_full(lines: Sequence[Line]) -> bool:
    """Whether the last line reaches as far right as the longest: then the sentence may go on."""
    return len(lines) > 1 and lines[-1].x1 > max(line.x1 for line in lines) - 3 * lines[-1].size
