"""Bench: pages a second of `read_document`, against pdfplumber's words on the same pages in the same run.

Reads ../shared/corpus when it is there, else documents typeset for the purpose. Seconds are those of the
processor, medians of three rounds, without the garbage collector, as in the worker processes. Run:
``python tests/bench/bench_extract.py``.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

import pdfplumber
import psutil
import pypdfium2

from corpus.records import Sha256
from extract.pdfium import read_pdf
from extract.reading import ReadJob, read_document
from extract.workers import ReadLimits, iter_readings
from tests.extract.typesetting import LAYOUTS, CodedDocument, Item, typeset

ROOT: Final = Path(__file__).resolve().parents[2]
CORPUS: Final = ROOT.parent / "shared/corpus"
POPPLER: Final = shutil.which("pdftotext") or ""
ROUNDS: Final = 3
PLUMBED_STEP: Final = 6  # every sixth page: pdfplumber takes 70 ms for each
RATIO_FLOOR: Final = 10.0
"""Times pdfplumber's words: measured 12 to 14 with tags, layout, tables and facts; lower is a regression."""
MEMORY_CEILING: Final = 150.0  # megabytes of a process that has read everything


def make_jobs(folder: Path) -> list[ReadJob]:
    """The documents to read: the corpus, or typeset ones written to `folder`."""
    paths = sorted(CORPUS.glob("*.pdf"))
    if not paths:
        text = "Kommunen samverkar med föreningslivet och följer upp arbetet varje år. " * 8
        document = CodedDocument(
            {"title": "Plan", "municipality": "Ort", "reference": "KS 1"},
            (Item("h1", "Plan för samverkan"), *[Item("p", text)] * 120),
        )
        for number, layout in enumerate(LAYOUTS):
            Path(folder, f"{number}.pdf").write_bytes(typeset(document, layout))
        paths = sorted(folder.glob("*.pdf"))
    return [
        ReadJob(Sha256(f"{number:064x}"), path, path.name, "application/pdf")
        for number, path in enumerate(paths)
    ]


def read_all(jobs: Sequence[ReadJob]) -> int:
    """Read every document whole; the number of pages."""
    return sum(read_document(job).extraction.pages for job in jobs)


def scan_all(jobs: Sequence[ReadJob]) -> int:
    """Only the engine: words, boxes, fonts and rules, without layout."""
    return sum(len(read_pdf(job.path.read_bytes()).sheets) for job in jobs)


def plumb_all(jobs: Sequence[ReadJob]) -> int:
    """The words of every sixth page by pdfplumber."""
    count = 0
    for job in jobs:
        with pdfplumber.open(job.path) as pdf:
            for page in pdf.pages[::PLUMBED_STEP]:
                page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["size", "fontname"])
                page.close()
                count += 1
    return count


def text_all(jobs: Sequence[ReadJob]) -> int:
    """Only the plain text, by pypdfium2."""
    count = 0
    for job in jobs:
        pdf = pypdfium2.PdfDocument(job.path)
        for page in pdf:
            page.get_textpage().get_text_range()
            count += 1
        pdf.close()
    return count


def measure_poppler(jobs: Sequence[ReadJob]) -> float:
    """Pages a second by the clock of ``pdftotext -bbox-layout``."""
    started = time.perf_counter()
    for job in jobs:
        subprocess.run([POPPLER, "-bbox-layout", str(job.path), os.devnull], check=True)
    return read_pages(jobs) / (time.perf_counter() - started)


def read_pages(jobs: Sequence[ReadJob]) -> int:
    """How many pages the documents have."""
    return sum(len(pypdfium2.PdfDocument(job.path)) for job in jobs)


def measure(read: Callable[[Sequence[ReadJob]], int], jobs: Sequence[ReadJob]) -> float:
    """Pages a second of processor time: the median of the rounds."""
    rates = []
    for _ in range(ROUNDS):
        gc.collect()
        started = time.process_time()
        pages = read(jobs)
        rates.append(pages / (time.process_time() - started))
    return median(rates)


def measure_workers(jobs: Sequence[ReadJob], workers: int) -> float:
    """Pages a second by the clock with so many worker processes, their start included."""
    many = [*jobs] * 4
    started = time.perf_counter()
    pages = sum(reading.extraction.pages for reading in iter_readings(many, ReadLimits(), workers))
    return pages / (time.perf_counter() - started)


def main() -> int:
    """Print the table; 1 if the ratio is below its floor."""
    gc.disable()
    # Without Tesseract, which reads the corpus's picture pages at 3 seconds each: OCR is no part of this.
    os.environ["PATH"] = ""
    with TemporaryDirectory() as folder:
        jobs = make_jobs(Path(folder))
        read_all(jobs[:1])
        full, engine = measure(read_all, jobs), measure(scan_all, jobs)
        memory = psutil.Process().memory_info().rss / 2**20  # before pdfplumber needs its own
        plumber, text = measure(plumb_all, jobs), measure(text_all, jobs)
        print(f"{len(jobs)} documents")
        print(f"read_document, one core       {full:8.1f} pages/s")
        print(f"engine only                   {engine:8.1f} pages/s")
        print(f"pdfplumber words              {plumber:8.1f} pages/s")
        print(f"pypdfium2 plain text          {text:8.1f} pages/s")
        if POPPLER:
            print(f"pdftotext -bbox-layout        {measure_poppler(jobs):8.1f} pages/s by the clock")
        print(f"ratio to pdfplumber           {full / plumber:8.1f}   floor {RATIO_FLOOR}")
        print(f"memory of this process        {memory:8.0f} MB         at most {MEMORY_CEILING:.0f}")
        for workers in (1, 2):
            rate = measure_workers(jobs, workers)
            print(f"iter_readings, {workers} workers      {rate:8.1f} pages/s by the clock")
    return int(full / plumber < RATIO_FLOOR or memory > MEMORY_CEILING)


if __name__ == "__main__":
    sys.exit(main())
