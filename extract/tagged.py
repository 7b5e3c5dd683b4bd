"""The tag route: the blocks of a page as its file's author tagged them, with what tags get wrong mended.

A page takes this route when its tags hold nearly all of its words and are no worse than geometry: ruled
tables without rows, and paragraphs of which each line is tagged on its own, send a page back to the geometry
route. Tables of tab stops that are tagged as paragraphs are read by geometry where they stand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from extract.blocks import Block, BlockKind, Part
from extract.bullets import DRAWN
from extract.headings import get_plain_text
from extract.lines import Line, join_rows
from extract.markers import CONTENTS_HEADING, FIELD, OPENING, Marker, find_contents, get_marker
from extract.sheets import Word
from extract.tag_mending import join_split, put_in_order
from extract.tags import Role, Tag

LEAST_SHARE: Final = 0.9
"""Of the words of a page that must be in its structure tree."""
_EDGE: Final = 0.12  # of the height of a page: where running heads stand
_SMALL: Final = 0.9  # of the size of the text
_APART: Final = 2.2  # font sizes between baselines: paragraphs in one tag stand so far apart
_FIELDS: Final = 0.6  # of the lines of one element: a box of labelled facts
_RISE: Final = 0.5  # font sizes: what begins so much higher begins a new column
_SENTENCE: Final = 8  # words: what is shorter in a figure is a label
_ENDS: Final = frozenset('.!?:;”"»…')
_NOWHERE: Final = (-1, -1, -1)
_KINDS: Final = {
    Role.HEADING: BlockKind.HEADING,
    Role.PARAGRAPH: BlockKind.PARAGRAPH,
    Role.FIGURE: BlockKind.PARAGRAPH,
    Role.LIST_ITEM: BlockKind.LIST_ITEM,
    Role.NOTE: BlockKind.NOTE,
    Role.ROW: BlockKind.TABLE_ROW,
}


class TaggedRuns:
    """The runs of a page by the cells of its tags, and the words that stand in no tag."""

    def __init__(self, runs: Sequence[Line], tags: Sequence[Tag]) -> None:
        self._places = {
            content: (number, cell, rank)
            for number, tag in enumerate(tags)
            for cell, contents in enumerate(tag.cells)
            for rank, content in enumerate(contents)
        }
        self._by_cell: dict[tuple[int, int], list[tuple[int, Line]]] = defaultdict(list)
        self.outside: list[Word] = []
        self.inside = 0
        """How many words are in tags."""
        self._sizes: Counter[float] = Counter()
        self._top, self._bottom = float("inf"), float("-inf")
        for run in runs:
            self._add(run)

    def _add(self, run: Line) -> None:
        content = run.words[0].content
        if len({word.content for word in run.words}) == 1:
            self._add_part(run, run.words, content)
            return
        for _, group in groupby(run.words, key=lambda word: self._places.get(word.content, _NOWHERE)[:2]):
            words = list(group)
            self._add_part(None, words, words[0].content)

    def _add_part(self, run: Line | None, words: list[Word], content: int) -> None:
        place = self._places.get(content)
        if place is None:
            # Bullets that are drawn stand in no tag; the tags tell list items without them.
            self.outside += [word for word in words if word.text != DRAWN]
            return
        self.inside += len(words)
        first = words[0]
        self._sizes[first.size] += len(words)
        self._top, self._bottom = min(self._top, first.top), max(self._bottom, first.bottom)
        self._by_cell[place[:2]].append((place[2], run or Line(words)))

    def get_loose(self, height: float) -> list[Word]:
        """The words outside every tag that may be text on a page of this height: not those in small print at
        its very top or foot, which are a running head that the file leaves unmarked.
        """
        size = _SMALL * self._sizes.most_common(1)[0][0] if self._sizes else 0.0
        low, high = _EDGE * height, (1 - _EDGE) * height
        return [
            word
            for word in self.outside
            if word.size > size
            or not (word.bottom < min(low, self._top) or word.top > max(high, self._bottom))
        ]

    def get_cell(self, tag: int, cell: int) -> list[Line]:
        """The runs of one cell of the tag of this number, in the order of its contents."""
        ranked = self._by_cell.get((tag, cell), [])
        if any(a > b for (a, _), (b, _) in pairwise(ranked)):
            ranked = sorted(ranked, key=lambda pair: pair[0])
        return [run for _, run in ranked]


def find_tagged_blocks(runs: TaggedRuns, tags: Sequence[Tag], page: int) -> list[Block]:
    """The blocks that tags make of their runs, in the order of the tags."""
    blocks: list[Block] = []
    for number, tag in enumerate(tags):
        cells = [runs.get_cell(number, cell) for cell in range(len(tag.cells))]
        if not any(cells):
            continue
        if tag.role is not Role.LEFT_OUT:
            blocks.extend(_make_blocks(tag, cells, page))
        elif blocks and CONTENTS_HEADING.fullmatch(get_plain_text(blocks[-1])):
            blocks.pop()  # the heading of a table of contents goes with its entries
    return put_in_order(_drop_contents(join_split(blocks)))


def _make_blocks(tag: Tag, cells: Sequence[list[Line]], page: int) -> list[Block]:
    kind = _KINDS[tag.role]
    if tag.role is Role.ROW:
        lines = tuple(tuple(join_rows(runs)) for runs in cells)
        part = Part(page, tuple(line for cell in lines for line in cell))
        return [
            Block(
                kind,
                (part,),
                cells=lines,
                tagged=True,
                continues=tag.continues,
                goes_on=tag.goes_on,
                shape=tag.shape,
            )
        ]
    columns = _split_columns(cells[0])
    if tag.role is Role.FIGURE:
        columns = [column for column in columns if sum(len(line.words) for line in column) >= _SENTENCE]
    pieces = [columns] if kind is not BlockKind.PARAGRAPH else _split_merged(columns)
    return [
        _make_block(tag, piece, page, is_first=number == 0, is_last=number == len(pieces) - 1)
        for number, piece in enumerate(pieces)
        if piece
    ]


def _make_block(tag: Tag, columns: list[list[Line]], page: int, *, is_first: bool, is_last: bool) -> Block:
    kind, marker = _KINDS[tag.role], Marker.NONE
    if kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH):
        marker = get_marker(columns[0][0])
        kind = kind if marker is Marker.NONE else BlockKind.LIST_ITEM  # lists are often tagged as paragraphs
    return Block(
        kind,
        tuple(Part(page, tuple(lines)) for lines in columns),
        marker,
        level=tag.level,
        tagged=True,
        continues=tag.continues and is_first,
        goes_on=tag.goes_on and is_last,
    )


def _split_columns(runs: list[Line]) -> list[list[Line]]:
    """Runs of one element to lines; a list for each column, where it goes on at the top of the next."""
    columns: list[list[Line]] = []
    last: Line | None = None
    for run in runs:
        if last is None or _begins_column(run, last, columns[-1]):
            columns.append([])
        columns[-1].append(run)
        last = run
    return [join_rows(column) for column in columns]


def _begins_column(run: Line, last: Line, column: Sequence[Line]) -> bool:
    """Whether a run stands above the one before it: right above, or beside the whole column."""
    if run.bottom >= last.bottom - _RISE * last.size:
        return False
    return run.bottom < last.top or run.x0 > max(line.x1 for line in column)


def _split_merged(columns: list[list[Line]]) -> list[list[list[Line]]]:
    """Paragraphs that stand in one element, apart from each other or with bullets: each of its own."""
    pieces: list[list[list[Line]]] = [[]]
    lines = [line for column in columns for line in column]
    has_fields = sum(FIELD.match(line.text) is not None for line in lines) > _FIELDS * len(lines)
    for column in columns:
        start = 0
        for place in range(1, len(column)):
            last, line = column[place - 1], column[place]
            spaced = line.bottom - last.bottom > _APART * line.size and last.words[-1].text[-1] in _ENDS
            is_field = has_fields and FIELD.match(line.text)
            if spaced or is_field or get_marker(line) in OPENING:
                pieces[-1].append(column[start:place])
                pieces.append([])
                start = place
        pieces[-1].append(column[start:])
    return pieces


def _drop_contents(blocks: list[Block]) -> list[Block]:
    """Without the lines of a table of contents that is tagged as paragraphs."""
    lines = [line for block in blocks for line in block.lines]
    contents = find_contents(lines)
    if not contents:
        return blocks
    gone = {id(lines[place]) for place in contents}
    return [block for block in blocks if not all(id(line) in gone for line in block.lines)]
