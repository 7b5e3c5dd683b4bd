"""From words to blocks: by the tags of a page where it has good ones, by its geometry where it has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.blocks import Block, split_blocks
from extract.columns import split_strips
from extract.frames import Setting, get_pitch
from extract.grids import NO_GRIDS, PageGrids
from extract.headings import get_body, mark_headings
from extract.joins import join_broken
from extract.lines import Line, split_runs
from extract.markers import find_contents
from extract.notes import mark_notes
from extract.running import drop_running
from extract.sheets import Rule, Word
from extract.table_joins import join_tables
from extract.tables import Table, split_tables
from extract.tag_mending import are_tags_poor, mend_cells
from extract.tagged import LEAST_SHARE, TaggedRuns, find_tagged_blocks
from extract.tags import Role
from extract.turns import Upright

_MIDDLE: Final = 0.2  # of the height of a page, from either edge: where running heads never reach
_BESIDE: Final = 2.0  # points: what begins so little lower still begins on the same line


@dataclass(frozen=True, slots=True)
class _Laid:
    """One page before blocks: strips of lines by geometry, beside the blocks that tags made, if they did."""

    strips: list[list[Line]]
    blocks: list[Block] | None


def arrange(pages: Sequence[Upright]) -> list[Block]:
    """The blocks of a document in reading order. Pages count from 1 in their order."""
    grids = [PageGrids(page.rules) for page in pages]

    def is_in_table(place: int, run: Line) -> bool:
        return _is_in_table(run, pages[place], grids[place])

    runs = [split_runs(page.words) for page in pages]
    runs = drop_running(runs, [page.reading_height for page in pages], is_in_table)
    laid = [
        _lay_page(page_runs, page, page_grids, number)
        for number, (page_runs, page, page_grids) in enumerate(zip(runs, pages, grids, strict=True), 1)
    ]
    strips = [*(strip for page in laid for strip in page.strips), *_get_tagged_strips(laid)]
    body = get_body(line for strip in strips for line in strip if line.table is None)
    setting = Setting(body.size, get_pitch(strips))
    blocks = [
        block
        for number, (page, upright) in enumerate(zip(laid, pages, strict=True), 1)
        for block in _finish_page(page, number, setting, upright.rules)
    ]
    return join_tables(join_broken(mark_notes(mark_headings(blocks, body), body)))


def _is_in_table(run: Line, page: Upright, grids: PageGrids) -> bool:
    """Whether a run stands in a table that reaches into the middle of the page, by its rules or tags."""
    word = run.words[0]
    if page.tags:
        return any(
            tag.role is Role.ROW and any(word.content in cell for cell in tag.cells) for tag in page.tags
        )
    top, bottom = _MIDDLE * page.reading_height, (1 - _MIDDLE) * page.reading_height
    return any(grid.holds(word) and grid.ys[0] < bottom and grid.ys[-1] > top for grid in grids.found)


def _lay_page(runs: Sequence[Line], page: Upright, grids: PageGrids, number: int) -> _Laid:
    if page.tags and runs:
        tagged = TaggedRuns(runs, page.tags)
        if tagged.inside >= LEAST_SHARE * (tagged.inside + len(tagged.outside)):
            blocks = find_tagged_blocks(tagged, page.tags, number)
            if not are_tags_poor(blocks, runs, grids):
                return _Laid(_split_page(split_runs(tagged.get_loose(page.reading_height)), NO_GRIDS), blocks)
    return _Laid(_split_page(runs, grids), None)


def _get_tagged_strips(laid: Sequence[_Laid]) -> list[list[Line]]:
    """The lines of each tagged block as a strip: they too show how a document is set."""
    return [
        list(part.lines) for page in laid for block in page.blocks or () for part in block.parts if part.lines
    ]


def _finish_page(page: _Laid, number: int, setting: Setting, rules: Sequence[Rule]) -> list[Block]:
    placed = [block for strip in page.strips for block in split_blocks(strip, number, setting, rules)]
    if page.blocks is None:
        return placed
    blocks = mend_cells(page.blocks, setting, rules)
    for block in placed:
        blocks.insert(_find_place(block, blocks), block)
    return blocks


def _find_place(block: Block, blocks: Sequence[Block]) -> int:
    """Where a block outside every tag belongs among the tagged ones: before the first that begins lower."""
    top = block.lines[0].top
    lower = (place for place, other in enumerate(blocks) if other.lines[0].top > top + _BESIDE)
    return next(lower, len(blocks))


def _split_page(runs: Sequence[Line], grids: PageGrids) -> list[list[Line]]:
    """The strips of a page in reading order; ruled tables stand in them as one line each."""
    if not runs:
        return []
    words = [word for run in runs for word in run.words]
    tables, rest = split_tables(words, grids.found) if grids.found else ([], words)
    if tables:
        runs = [*split_runs(rest), *map(_hold_place, tables)]
    strips = split_strips(runs)
    contents = find_contents([line for strip in strips for line in strip])
    if not contents:
        return strips
    kept, place = [], 0
    for strip in strips:
        kept.append([line for number, line in enumerate(strip, place) if number not in contents])
        place += len(strip)
    return [strip for strip in kept if strip]


def _hold_place(table: Table) -> Line:
    line = Line([Word("", table.x0, table.top, table.x1, table.bottom, 10.0, bold=False)])
    line.table = table
    return line
