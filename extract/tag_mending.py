"""What tags get wrong on a page, mended: split lines joined, cells tagged as paragraphs, order that jumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from extract.blocks import Block, BlockKind, Part, join_blocks, make_row
from extract.frames import Setting
from extract.grids import PageGrids
from extract.lines import Line, join_rows, split_runs
from extract.open_tables import find_open_tables
from extract.sheets import Rule
from extract.tables import split_tables

_CELLED: Final = 2  # lines with gaps, or paragraphs beside each other: cells that are tagged as paragraphs
_SHREDDED: Final = 0.3  # of the paragraphs that go on in the one before them: lines tagged as paragraphs
_FEW: Final = 4  # paragraphs that go on: fewer are mended one by one
_PITCH: Final = (0.5, 1.9)  # font sizes between the baselines of one paragraph
_ENDS: Final = frozenset('.!?:;”"»…')


def are_tags_poor(blocks: Sequence[Block], runs: Sequence[Line], grids: PageGrids) -> bool:
    """Whether geometry makes better blocks of a page than its tags have made."""
    if not any(block.cells for block in blocks) and grids.found:
        words = [word for run in runs for word in run.words]
        if split_tables(words, grids.found)[0]:
            return True
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    mended = sum(len(block.parts) > _FEW for block in paragraphs)
    return mended > _SHREDDED * len(paragraphs)


def mend_cells(blocks: Sequence[Block], setting: Setting, rules: Sequence[Rule]) -> list[Block]:
    """The blocks of a page, with tables whose rows or cells are tagged as paragraphs read by geometry."""
    mended: list[Block] = []
    stretch: list[Block] = []
    for block in [*blocks, None]:
        goes_down = block is not None and (not stretch or block.lines[0].top > stretch[-1].lines[0].top - 2.0)
        if block is not None and block.kind is BlockKind.PARAGRAPH and block.tagged and goes_down:
            stretch.append(block)
            continue
        mended.extend(_mend_stretch(stretch, setting, rules))
        is_paragraph = block is not None and block.kind is BlockKind.PARAGRAPH and block.tagged
        stretch = [block] if block is not None and is_paragraph else []
        if block is not None and not is_paragraph:
            mended.append(block)
    return mended


def _mend_stretch(blocks: list[Block], setting: Setting, rules: Sequence[Rule]) -> list[Block]:
    """Paragraphs that follow each other downwards: as they are, unless their lines make a table."""
    gaps = sum(bool(line.gaps) for block in blocks for line in block.lines)
    if gaps + sum(_is_beside(a, b) for a, b in pairwise(blocks)) < _CELLED:
        return blocks
    words = [word for block in blocks for line in block.lines for word in line.words]
    strip = join_rows(split_runs(words))
    page = blocks[0].parts[0].page
    mended = list(blocks)
    for table in find_open_tables(strip, setting.pitch, rules):
        inside = {id(word) for line in strip[table.start : table.end] for word in line.words}
        touched = [place for place, block in enumerate(mended) if _has_words(block, inside)]
        rows = [make_row(row, page) for row in table.rows]
        rest = [cut for place in touched if (cut := _cut_lines(mended[place], inside)) is not None]
        mended[touched[0] : touched[-1] + 1] = [*rest, *rows]
    return mended


def _has_words(block: Block, inside: set[int]) -> bool:
    return any(id(word) in inside for line in block.lines for word in line.words)


def _cut_lines(block: Block, inside: set[int]) -> Block | None:
    """A block without the lines that a table has taken; None if it had no others."""
    lines = tuple(line for line in block.lines if id(line.words[0]) not in inside)
    return replace(block, parts=(Part(block.parts[0].page, lines),)) if lines else None


def put_in_order(blocks: list[Block]) -> list[Block]:
    """The blocks from top to bottom where tags jump up inside one column, as a list does that is tagged whole
    and stands on the page with text and tables between its items.
    """
    boxes = [_get_span(block) for block in blocks]
    jumps = any(b.top < a.top - a.size and _overlap(a, b) for a, b in pairwise(boxes))
    if not jumps or any(_is_beside_span(a, b) for a, b in combinations(boxes, 2)):
        return blocks
    return sorted(blocks, key=lambda block: block.lines[0].top)


def join_split(blocks: Sequence[Block]) -> list[Block]:
    """Lines of one paragraph that are tagged as paragraphs of their own: joined."""
    return join_blocks(blocks, _is_next_line)


def _is_next_line(before: Block, block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or before.kind not in (
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
    ):
        return False
    last, first = before.lines[-1], block.lines[0]
    step = (first.bottom - last.bottom) / first.size if first.size else 0.0
    alike = abs(last.size - first.size) < 0.5 and last.bold == first.bold
    if not alike or not _PITCH[0] < step < _PITCH[1] or first.x0 > last.x1:
        return False
    end = last.words[-1]
    return end.hyphen or (end.text[-1] not in _ENDS and first.words[0].text[0].islower())


class _Span(NamedTuple):
    """Where a block stands, in points."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def _get_span(block: Block) -> _Span:
    lines = block.lines
    return _Span(
        min(line.x0 for line in lines),
        max(line.x1 for line in lines),
        lines[0].top,
        lines[-1].bottom,
        lines[0].size,
    )


def _overlap(a: _Span, b: _Span) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 0


def _is_beside_span(a: _Span, b: _Span) -> bool:
    level = min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.size, b.size)
    return level and not _overlap(a, b)


def _is_beside(a: Block, b: Block) -> bool:
    """Whether a paragraph begins on a line of the one before it, right of it."""
    first, other = a.lines[0], b.lines[0]
    return abs(first.bottom - other.bottom) < 2.0 and other.x0 > first.x1 + first.size
