"""Read one document: from its bytes to pages, passages and what it says about itself."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from corpus.records import Extraction, ExtractionFailure, Fact, Metadata, Page, Passage, Sha256
from extract.formats import Format, find_format
from extract.layout import arrange
from extract.metadata import find_statements
from extract.passages import build_passages
from extract.scans import recognise_scan
from extract.second_opinion import read_scan
from extract.sheets import Scan, Sheet, UnreadableError
from extract.statements import get_facts, get_metadata
from extract.titles import get_readable_name
from extract.turns import Upright, turn_upright
from extract.unpaged import UNPAGED, read_unpaged

EXTRACTOR: Final = "pdfium-layout/2"
"""Program and version. The number changes whenever the same file would give other passages."""

_MIN_LETTERS: Final = 20
"""Letters that one page at least must have: with fewer the document is pictures of text."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One document to read. `name` is its file name where it was found: it may have to serve as title."""

    document: Sha256
    path: Path
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one attempt to read a document gave. With a failure there are no passages.

    `facts` say where each field of the metadata was read.
    """

    extraction: Extraction
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    metadata: Metadata
    facts: tuple[Fact, ...] = ()


def read_document(job: ReadJob) -> Reading:
    """Read a document in this process. Every failure is a value; nothing is raised for a bad file.

    No limits of time or memory hold here: for files from outside use `extract.workers.iter_readings`.
    """
    started = time.perf_counter()
    try:
        return _read(job, started)
    except UnreadableError as error:
        return get_failed_reading(job, error.failure, error.detail, started)
    except MemoryError:
        return get_failed_reading(
            job, ExtractionFailure.MEMORY, "The document needs too much memory.", started
        )


def get_failed_reading(job: ReadJob, failure: ExtractionFailure, detail: str, started: float) -> Reading:
    """The reading of a document that could not be read. `started` is by `time.perf_counter`."""
    seconds = round(time.perf_counter() - started, 4)
    extraction = Extraction(job.document, EXTRACTOR, failure, 0, seconds, detail)
    return Reading(extraction, (), (), Metadata(title=get_readable_name(job.name)))


def _read(job: ReadJob, started: float) -> Reading:
    content = _read_bytes(job.path)
    found = find_format(content, job.media_type, job.name)
    if found in UNPAGED:
        return _read_unpaged(job, content, found, started)
    scan, recognised = recognise_scan(content, read_scan(content))
    uprights = [turn_upright(sheet) for sheet in scan.sheets]
    blocks = arrange(uprights)
    pages, passages = build_passages(job.document, scan.sheets, blocks)
    pages = tuple(replace(page, source="ocr") if page.number in recognised else page for page in pages)
    passages = tuple(_turn_back(passage, uprights) for passage in passages)
    statements = find_statements(scan, blocks, job.name)
    failure, detail = _find_failure(scan)
    seconds = round(time.perf_counter() - started, 4)
    extraction = Extraction(job.document, EXTRACTOR, failure, scan.pages, seconds, detail)
    return Reading(
        extraction,
        pages,
        passages if failure is None else (),
        get_metadata(statements),
        get_facts(job.document, statements),
    )


def _read_unpaged(job: ReadJob, content: bytes, found: Format, started: float) -> Reading:
    galley, detail = read_unpaged(job.document, content, found, job.name)
    seconds = round(time.perf_counter() - started, 4)
    extraction = Extraction(job.document, EXTRACTOR, None, 1, seconds, detail)
    return Reading(extraction, (galley.page,), galley.passages, galley.metadata, galley.facts)


def _turn_back(passage: Passage, pages: Sequence[Upright]) -> Passage:
    if not any(pages[box.page - 1].quarter for box in passage.boxes):
        return passage
    return replace(passage, boxes=tuple(pages[box.page - 1].turn_back(box) for box in passage.boxes))


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableError(
            ExtractionFailure.MISSING, f"The stored file cannot be opened: {reason}."
        ) from error


def _find_failure(scan: Scan) -> tuple[ExtractionFailure | None, str]:
    if any(_has_text(sheet) for sheet in scan.sheets):
        return None, scan.detail
    return (
        ExtractionFailure.NO_TEXT,
        "The pages have no text: where they show any, it is in pictures and needs OCR.",
    )


def _has_text(sheet: Sheet) -> bool:
    letters = 0
    for word in sheet.words:
        letters += sum(map(str.isalpha, word.text))
        if letters >= _MIN_LETTERS:
            return True
    return False
