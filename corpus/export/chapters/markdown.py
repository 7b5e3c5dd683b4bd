"""One chapter as Markdown (CommonMark with pipe tables), for Quarto, Obsidian and any editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.export.chapters.blocks import Block, Heading, Role, Words, iter_blocks
from corpus.export.chapters.chapter import ChapterView
from corpus.export.files import replacing
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")  # what Markdown would take as its own
_LIST_START = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=])")
_FRAMES = {
    Role.PLAIN: "{}",
    Role.LEAD: "{}",
    Role.ITEM: "- {}",
    Role.QUOTE: "> {}",
    Role.SOURCE: "> — {}",
    Role.NOTE: "*{}*",
}


def export_chapter_markdown(inventory: Inventory, view: ChapterView, texts: Texts, path: Path) -> None:
    """Write the chapter. Raises ExportBlocked, DiskFull."""
    with replacing(path) as temporary:
        temporary.write_text(render_markdown(inventory, view, texts), "utf-8", newline="\n")


def render_markdown(inventory: Inventory, view: ChapterView, texts: Texts) -> str:
    """The chapter as one text. Pure."""
    lines: list[str] = []
    before: Block | None = None
    for block in iter_blocks(inventory, view, texts):
        lines += [] if _continues(before, block) else [""]
        lines += _render(block)
        before = block
    return "\n".join(lines[1:]) + "\n"


def _continues(before: Block | None, block: Block) -> bool:
    """Whether a block goes on without an empty line: an item of the same list, the source of a quote."""
    if not isinstance(before, Words) or not isinstance(block, Words):
        return False
    return (before.role, block.role) in ((Role.ITEM, Role.ITEM), (Role.QUOTE, Role.SOURCE))


def _render(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escape(block.text)}"
        case Words(Role.SOURCE):
            yield from (">", _FRAMES[block.role].format(escape(block.text)))
        case Words():
            yield _FRAMES[block.role].format(escape(block.text))
        case Table():
            yield from _render_table(block)


def _render_table(table: Table) -> Iterator[str]:
    yield f"**{escape(table.caption)}**"
    yield ""
    yield f"| {' | '.join(map(escape, table.head))} |"
    yield f"|{' --- |' * len(table.head)}"
    for line in table.rows:
        yield f"| {' | '.join(escape(cell.text) for cell in line)} |"
    if table.note:
        yield ""
        yield f"*{escape(table.note)}*"


def escape(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LIST_START.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", line)
