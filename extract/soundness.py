"""Whether a reading keeps its promises: what a hostile file must not smuggle past the reader into the run."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields

from corpus.records import Box, Page, Passage, document_text
from extract.reading import Reading


def find_fault(reading: Reading) -> str:
    """What is wrong with a reading, or "". A sound reading can be stored, and its offsets hold."""
    return next(_iter_faults(reading), "")


def _iter_faults(reading: Reading) -> Iterator[str]:
    numbers = [page.number for page in reading.pages]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "The pages that were read do not count from 1."
    if any(not _is_text(text) for text in _iter_texts(reading)):
        yield "The text that was read has signs that no text can have."
    if any(not _is_size(page.width, page.height) for page in reading.pages):
        yield "A page that was read has no size."
    yield from _iter_passage_faults(reading.pages, reading.passages)


def _iter_passage_faults(pages: tuple[Page, ...], passages: tuple[Passage, ...]) -> Iterator[str]:
    whole = document_text(pages)
    for place, passage in enumerate(passages):
        if passage.ordinal != place:
            yield f"Passage {place} says that it is number {passage.ordinal}."
        if not passage.text or whole[passage.start : passage.end] != passage.text:
            yield f"Passage {place} does not stand where it says."
        if not all(_is_box(box, len(pages)) for box in passage.boxes):
            yield f"Passage {place} has a box that lies on no page."


def _iter_texts(reading: Reading) -> Iterator[str]:
    metadata = reading.metadata
    yield reading.extraction.detail
    for field in fields(metadata):
        yield str(getattr(metadata, field.name))
    for fact in reading.facts:
        yield fact.value
        yield fact.quote
    for page in reading.pages:
        yield page.text
    for passage in reading.passages:
        yield from passage.headings


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: SQLite and files refuse it
        return False
    return True


def _is_size(*lengths: float) -> bool:
    return all(math.isfinite(length) and length >= 0 for length in lengths)


def _is_box(box: Box, pages: int) -> bool:
    return 1 <= box.page <= pages and all(map(math.isfinite, (box.x0, box.top, box.x1, box.bottom)))
