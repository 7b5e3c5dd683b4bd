"""From words to blocks: the geometry route, for documents or pages whose tags are missing or poor.

The tag route has its place beside this one: it makes the same blocks from a file's structure tree.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.blocks import Block, split_blocks
from extract.columns import split_strips
from extract.frames import Setting, get_pitch
from extract.headings import get_body, mark_headings
from extract.joins import join_broken
from extract.lines import Line, split_runs
from extract.markers import find_contents
from extract.notes import mark_notes
from extract.running import drop_running
from extract.sheets import Rule, Word
from extract.tables import Table, split_tables
from extract.turns import Upright


def arrange(pages: Sequence[Upright]) -> list[Block]:
    """The blocks of a document in reading order. Pages count from 1 in their order."""
    runs = drop_running([split_runs(page.words) for page in pages], [page.reading_height for page in pages])
    strips = [_split_page(page_runs, page.rules) for page_runs, page in zip(runs, pages, strict=True)]
    lines = [line for page in strips for strip in page for line in strip]
    texts = [line for line in lines if line.table is None]
    body = get_body(texts)
    setting = Setting(body.size, get_pitch(strip for page in strips for strip in page))
    blocks = [
        block
        for number, (columns, page) in enumerate(zip(strips, pages, strict=True), 1)
        for strip in columns
        for block in split_blocks(strip, number, setting, page.rules)
    ]
    return join_broken(mark_notes(mark_headings(blocks, body), body))


def _split_page(runs: Sequence[Line], rules: Sequence[Rule]) -> list[list[Line]]:
    """The strips of a page in reading order; ruled tables stand in them as one line each."""
    if not runs:
        return []
    tables, rest = split_tables([word for run in runs for word in run.words], rules)
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
