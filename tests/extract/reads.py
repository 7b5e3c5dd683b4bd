"""Shorthand for tests that read a PDF from bytes or typst source."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from corpus.records import Sha256
from extract.reading import Reading, ReadJob, read_document


def make_job(path: Path) -> ReadJob:
    """The job of reading a file, named by its content."""
    content = path.read_bytes() if path.exists() else b""
    return ReadJob(Sha256(hashlib.sha256(content).hexdigest()), path, path.name, "application/pdf")


def make_jobs(folder: Path, *contents: bytes) -> list[ReadJob]:
    """The jobs of reading PDFs of these contents, written to a folder."""
    jobs = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.pdf"
        path.write_bytes(content)
        jobs.append(make_job(path))
    return jobs


def read_bytes(content: bytes, name: str = "dokument.pdf") -> Reading:
    """The reading of a PDF in memory."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_document(make_job(path))


def read_typst(source: str) -> Reading:
    """The reading of an untagged PDF typeset from typst source in Swedish."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "document.typ")
        path.write_text('#set text(lang: "sv")\n' + source, "utf-8")
        return read_bytes(typst.compile(str(path), pdf_tags=False, ignore_system_fonts=True))


def get_texts(reading: Reading) -> list[str]:
    """The texts of the passages in reading order."""
    return [passage.text for passage in reading.passages]
