"""What a format without pages hands over: a text as its author structured it, before it is set.

This is the seam between reading such a file (DOCX, ODT, HTML, transcripts) and making passages of it, as
`extract.sheets` is for formats with pages. A reader that can fill a `Manuscript` gets pages, passages,
offsets and metadata for free.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from extract.rows import PLAIN, RowShape
from extract.statements import Statements

MAX_ITEMS: Final = 100_000
"""Items read of one file. The longest plan measured has about 6,000; a bomb has as many as it likes."""


class ItemKind(Enum):
    """What an item is. Titles and headings lead the passages after them."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of text in reading order. A line break that its author set is a ``\\n`` in `text`.

    `level` counts from 1 for headings and is 0 elsewhere. `cells` are the texts of a table row, and `text`
    is empty then; `shape` tells how the row fits into its table. Bullets are no text; automatic numbers
    ("2.1", "c)") are, as the reader sees them.
    """

    kind: ItemKind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    shape: RowShape = PLAIN


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole text without pages.

    `margin` is what stands beside the text (running heads, a page's "Senast uppdaterad"): no passages come
    of it, but it tells of the document. `title` is the file's own, often nonsense; `language` the code it
    declares ("sv"). `stated` is what the file or the page says of it outside the text, such as when X
    """

    items: tuple[Item, ...]
    margin: tuple[Item, ...] = field(default=())
    title: str = ""
    language: str = ""
    stated: Statements = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0
    speakers: frozenset[str] = frozenset()
