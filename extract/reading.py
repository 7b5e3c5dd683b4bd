"""Read one document: from its bytes to pages, passages and what it says about itself."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from corpus.records import DocumentKind, Extraction, ExtractionFailure, Fact, Metadata, Page, Passage, Sha256
from extract.formats import Format, find_format
from extract.layout import arrange
from extract.limits import Care
from extract.metadata import find_statements
from extract.passages import build_passages
from extract.scans import recognise_scan
from extract.second_opinion import read_scan
from extract.sheets import Scan, Sheet, UnreadableError
from extract.speakers import part_speaker
from extract.statements import get_facts, get_metadata
from extract.titles import get_readable_name
from extract.transcripts import find_speakers
from extract.turns import Upright, turn_upright
from extract.unpaged import UNPAGED, read_unpaged

EXTRACTOR: Final = "pdfium-layout/4"
"""Program and version. The number changes whenever the same file would give other passages."""

PLAIN: Final = "Read in a plainer way, without tags and drawings: order and tables may be wrong."
"""What each page of a second try says."""

_MIN_LETTERS: Final = 20
"""Letters that one page at least must have: with fewer the document is pictures of text."""


_TALKS: Final = (DocumentKind.FOCUS_GROUP, DocumentKind.INTERVIEW)
"""The kinds that are read as turns of speech, where they are written so."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One document to read. `name` is its file name where it was found: it may have to serve as title."""

    document: Sha256
    path: Path
    name: str
    media_type: str
    care: Care = Care.FULL


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
    scan, recognised = _scan(content, job.care)
    uprights = [turn_upright(sheet) for sheet in scan.sheets]
    blocks = arrange(uprights)
    pages, passages = build_passages(job.document, scan.sheets, blocks)
    pages = tuple(replace(page, source="ocr") if page.number in recognised else page for page in pages)
    passages = tuple(_turn_back(passage, uprights) for passage in passages)
    statements = find_statements(scan, blocks, job.name)
    if get_metadata(statements).kind in _TALKS:
        speakers = find_speakers(passage.text for passage in passages)
        passages = tuple(part_speaker(passage, speakers) for passage in passages)
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


def _scan(content: bytes, care: Care) -> tuple[Scan, frozenset[int]]:
    """The words of a PDF, and the numbers of its pages that were recognised in pictures."""
    scan = read_scan(content, care)
    if care is Care.FULL:
        return recognise_scan(content, scan)
    return replace(scan, sheets=tuple(replace(s, health=s.health or PLAIN) for s in scan.sheets)), frozenset()


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
