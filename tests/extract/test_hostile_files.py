from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import psutil

from corpus.records import Document, ExtractionFailure, Sha256
from corpus.store import Store
from extract.reading import ReadJob
from extract.soundness import find_fault
from extract.workers import ReadLimits, iter_readings
from tests.extract.bombs import iter_bombs
from tests.extract.damage import iter_mutations, make_good_files

LIMITS = ReadLimits(seconds=2.0, memory_mb=320)
STOPPED = {ExtractionFailure.MEMORY, ExtractionFailure.TIME}
MUST_STOP = {"flate, nested", "forms, exponential", "forms, wide"}
"""Bombs that cannot be read within the limits whatever the reader does."""


def write_jobs(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[ReadJob]:
    jobs = []
    for number, (kind, content) in enumerate(files):
        path = folder / f"{number}.pdf"
        path.write_bytes(content)
        jobs.append(ReadJob(Sha256(f"{number:064x}"), path, f"{kind}.pdf", "application/pdf"))
    return jobs


def test_every_bomb_costs_its_own_document_with_a_reason(tmp_path: Path) -> None:
    jobs = write_jobs(tmp_path, iter_bombs())
    kinds = {job.document: job.name.removesuffix(".pdf") for job in jobs}
    before = psutil.Process().memory_info().rss  # other tests of this process have theirs in it
    readings = {kinds[one.extraction.document]: one for one in iter_readings(jobs, LIMITS, workers=2)}
    assert len(readings) == len(jobs)
    assert all(readings[kind].extraction.failure in STOPPED for kind in MUST_STOP)
    for reading in readings.values():
        assert find_fault(reading) == ""
        assert reading.extraction.failure is None or reading.extraction.detail
        assert reading.extraction.seconds < LIMITS.seconds + 2
    assert psutil.Process().memory_info().rss - before < 500 * 2**20


def test_damaged_files_are_read_or_refused_and_what_is_read_can_be_stored(tmp_path: Path) -> None:
    jobs = write_jobs(tmp_path, iter_mutations(make_good_files(), 150, seed=4))
    outcomes: Counter[ExtractionFailure | None] = Counter()
    with Store.create(tmp_path / "corpus.db") as store:
        with store.writing() as writer:
            run = writer.start_run("extract", "test", "")
            for job in jobs:
                writer.add_document(Document(job.document, "9801", job.media_type, 1, job.name, "2026-01-01"))
        for reading in iter_readings(jobs, LIMITS, workers=2):
            outcomes[reading.extraction.failure] += 1
            with store.writing() as writer:
                writer.add_extraction(reading.extraction, run)
                if reading.extraction.failure is None:
                    done = reading.extraction.document
                    writer.set_reading(done, reading.metadata, reading.pages, reading.passages)
    assert outcomes.total() == 150
    assert outcomes[None] > 25
    assert outcomes[ExtractionFailure.BROKEN] > 5
    assert outcomes[ExtractionFailure.CRASH] == 0


def test_damage_is_the_same_for_the_same_seed() -> None:
    good = [b"%PDF-1.7 1 0 obj /Kids [1 2 3]" * 9, b"%PDF-1.4 /Length 12 /Type" * 9]
    assert list(iter_mutations(good, 30, seed=1)) == list(iter_mutations(good, 30, seed=1))
    assert list(iter_mutations(good, 30, seed=1)) != list(iter_mutations(good, 30, seed=2))
