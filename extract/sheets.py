"""What an engine hands to the layout: sheets of placed words, before anything is decided about them.

This is the seam between reading a file and understanding a page. Any engine that can fill a `Sheet`
(PDFium today, an OCR program later) gets lines, columns, blocks and passages for free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from corpus.records import ExtractionFailure
from extract.tags import Tag


class Word(NamedTuple):
    """One run of letters between spaces. Lengths are points from the top-left of the page as shown.

    A NamedTuple and not a dataclass: a page has about 300, and making one takes 0.4 µs against 1.3 µs.
    `size` is the nominal font size times the text matrix. `hyphen` tells that the word was broken here,
    at the end of a line. `artifact` tells that the file itself marks it as page furniture.
    `quarter` is which way it runs: 0 to the right, 1 upwards, 2 to the left (upside down), 3 downwards.
    `content` is the id of the marked content that it is a part of, -1 outside every mark.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    hyphen: bool = False
    artifact: bool = False
    quarter: int = 0
    content: int = -1


class Rule(NamedTuple):
    """One drawn line or thin bar: horizontal if ``x1 - x0 > bottom - top``, else vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as the engine saw it: `width` and `height` in points as shown, words in file order.

    `number` counts from 1. `health` is "" or why the text is doubted. `tags` are what the file itself says
    its marked content is. `characters` counts what the page sets, and `garbled` how much of it
    is control signs, signs of private use and others that no reader knows.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    health: str = ""
    tags: tuple[Tag, ...] = ()
    characters: int = 0
    garbled: int = 0


@dataclass(frozen=True, slots=True)
class Scan:
    """A whole file as the engine saw it. `title` is the file's own metadata title, often nonsense.

    `pages` is how many pages the file says it has; `sheets` may be fewer, and then `detail` says why.
    `created` and `modified` are ISO dates of the file's own properties, "" where it does not say.
    """

    sheets: tuple[Sheet, ...]
    pages: int
    title: str = ""
    detail: str = ""
    created: str = ""
    modified: str = ""


class UnreadableError(Exception):
    """The engine cannot read the file at all. Raised by engines; `read_document` turns it into a value."""

    def __init__(self, failure: ExtractionFailure, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail
