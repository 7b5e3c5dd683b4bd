"""How long the tables of a report may be, so that a large study still fits into one file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.export.chapters.chapter import ChapterView
from corpus.export.tables import Table
from corpus.export.texts import Texts

LINK_STEPS = (4_000, 2_000, 1_000, 300)
"""Numbers with lists of rows in all chapters' tables: each costs about 400 bytes in its list. Fewer are tried
where a report would be too large.
"""
_LENGTHS = (10**9, 300, 150, 80, 40, 20, 10, 5)


def find_length(tables: Sequence[Table], links: int = LINK_STEPS[0]) -> int:
    """The most lines that every table may have, for all of them to stay under so many `links`."""
    for most in _LENGTHS:
        if sum(_count_links(table, most) for table in tables) <= links:
            return most
    return _LENGTHS[-1]


def _count_links(table: Table, most: int) -> int:
    return sum(1 for line in table.rows[:most] for cell in line if cell.rows)


def shorten_table(table: Table, most: int, texts: Texts) -> Table:
    """The first `most` lines of a table, which then says how many there are."""
    if len(table.rows) <= most:
        return table
    said = texts.fill("report.lines_shown", shown=texts.number(most), total=texts.number(len(table.rows)))
    return replace(table, rows=table.rows[:most], note=f"{table.note} {said}".strip())


def shorten_chapter(chapter: ChapterView, most: int, texts: Texts) -> ChapterView:
    """A chapter with its tables shortened. Its figures stay whole: their pictures point into their tables."""

    def shorten(tables: Iterable[Table]) -> tuple[Table, ...]:
        return tuple(shorten_table(table, most, texts) for table in tables)

    parts = tuple(replace(part, tables=shorten(part.tables)) for part in chapter.parts)
    return replace(chapter, parts=parts)
