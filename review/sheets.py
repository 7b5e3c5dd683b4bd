"""A page of a document as it stands beside a passage: its picture with boxes, or its text and why."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Box, Document, Page, Passage, Sha256
from corpus.reshaping import DocumentText
from corpus.review_reader import ReviewReader
from review.marking import Mark, Piece, split_marked
from review.pictures.gallery import Gallery
from review.pictures.studio import NoPicture

_AROUND = 2_000  # characters before and after a passage in a document without pages


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. With a `fault` there is no picture, and `text` has the page's text with the passage marked."""

    document: Document
    passage: Passage
    number: int
    last: int
    width: float
    height: float
    boxes: tuple[Box, ...]
    fault: NoPicture | None
    text: tuple[Piece, ...]
    source: str


def read_sheet(gallery: Gallery, reader: ReviewReader, passage: Passage, number: int) -> Sheet | None:
    """The page with this number, or the nearest there is; None when the document is not there."""
    document = reader.find_document(passage.document)
    pages = tuple(reader.iter_pages(passage.document))
    if document is None or not pages:
        return None
    number = min(max(number, 1), pages[-1].number)
    page = next((one for one in pages if one.number == number), pages[0])
    fault = gallery.find_fault(document)
    return Sheet(
        document=document,
        passage=passage,
        number=page.number,
        last=pages[-1].number,
        width=page.width or 595.0,
        height=page.height or 842.0,
        boxes=tuple(box for box in passage.boxes if box.page == page.number),
        fault=fault,
        text=() if fault is None else mark_text(pages, passage, page),
        source=page.source,
    )


def mark_text(pages: tuple[Page, ...], passage: Passage, page: Page) -> tuple[Piece, ...]:
    """The text of a page, or of the surroundings where it is long, with the passage marked in it."""
    whole = DocumentText.of_pages(Sha256(page.document), pages)
    start = whole.page_starts[whole.numbers.index(page.number)]
    end = start + len(page.text)
    if len(pages) == 1:
        start, end = max(start, passage.start - _AROUND), min(end, passage.end + _AROUND)
    mark = Mark(passage.start - start, passage.end - start, "passage", passage.id)
    return split_marked(whole.text[start:end], (mark,))
