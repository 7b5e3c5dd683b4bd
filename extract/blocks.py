"""Lines to blocks: where a paragraph, a list item or a row of a table begins and ends in a strip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest

from extract.breaks import starts_block
from extract.frames import Setting, get_frames
from extract.lines import Line, Row
from extract.markers import Marker, get_marker
from extract.open_tables import find_open_tables
from extract.rows import PLAIN, RowShape
from extract.sheets import Rule


class BlockKind(Enum):
    """What a block is. Headings lead the passages after them, and heads of tables the cells below them."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    TABLE_HEAD = "table_head"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a block that stand on one page, in one column."""

    page: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of text, in reading order. The tag route makes the same blocks from a file's tags.

    `parts` has more than one member when the block runs over columns or pages. `cells` holds the lines
    of each cell of a table row and is empty elsewhere. `level` counts from 1 for headings, 0 elsewhere.
    `tagged` tells that the file's tags made it, `continues` and `goes_on` that they say so of the pages
    before and after. `shape` tells how a row fits into its table, and `heads` are the lines that head each of
    its cells.
    """

    kind: BlockKind
    parts: tuple[Part, ...]
    marker: Marker = Marker.NONE
    cells: tuple[tuple[Line, ...], ...] = ()
    level: int = 0
    tagged: bool = False
    continues: bool = False
    goes_on: bool = False
    shape: RowShape = PLAIN
    heads: tuple[tuple[Line, ...], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all parts."""
        if len(self.parts) == 1:
            return self.parts[0].lines
        return tuple(line for part in self.parts for line in part.lines)

    def extend(self, rest: Block) -> Block:
        """This block with the rest of it, which was set apart from it. Cells go on by their place."""
        pairs = zip_longest(self.cells, rest.cells, fillvalue=())
        cells = tuple(a + b for a, b in pairs)
        return replace(self, parts=self.parts + rest.parts, cells=cells, goes_on=rest.goes_on)


def join_blocks(blocks: Iterable[Block], goes_on: Callable[[Block, Block], bool]) -> list[Block]:
    """The blocks with those made one of which `goes_on` says that the second continues the first."""
    joined: list[Block] = []
    for block in blocks:
        if joined and goes_on(joined[-1], block):
            joined[-1] = joined[-1].extend(block)
        else:
            joined.append(block)
    return joined


def split_blocks(strip: Sequence[Line], page: int, setting: Setting, rules: Sequence[Rule]) -> list[Block]:
    """The lines of one column, from top to bottom, to blocks."""
    frames = get_frames(strip, setting.pitch)
    tables = {table.start: table for table in find_open_tables(strip, setting.pitch, rules)}
    blocks: list[Block] = []
    current: list[Line] = []
    marker = Marker.NONE
    place = 0
    while place < len(strip):
        line = strip[place]
        rows = tables[place].rows if place in tables else line.table.rows if line.table else ()
        if rows:
            _close(blocks, current, marker, page)
            current, marker = [], Marker.NONE
            blocks.extend(make_row(row, page) for row in rows)
            place = tables[place].end if place in tables else place + 1
            continue
        sign = get_marker(line)
        if current and not starts_block(current, marker, line, sign, frames[place]):
            current.append(line)
        else:
            _close(blocks, current, marker, page)
            current, marker = [line], sign
        place += 1
    _close(blocks, current, marker, page)
    return blocks


def _close(blocks: list[Block], lines: list[Line], marker: Marker, page: int) -> None:
    if lines:
        kind = BlockKind.PARAGRAPH if marker is Marker.NONE else BlockKind.LIST_ITEM
        blocks.append(Block(kind, (Part(page, tuple(lines)),), marker))


def make_row(row: Row, page: int) -> Block:
    """A row of a table, of the lines of its cells."""
    lines = tuple(line for cell in row.cells for line in cell)
    return Block(BlockKind.TABLE_ROW, (Part(page, lines),), cells=row.cells, shape=row.shape)
