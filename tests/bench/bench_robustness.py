"""Bench: hostile files, read by confined processes; what they cost, by kind, and whether any reaches the run.

Every bomb of `tests.extract.bombs`, and 5,000 damaged copies of good files (and of ../shared/corpus when it
is there), are read with the limits below and stored. Exits with 1 when anything but a reading came out: an
exception, a missing or unsound reading, a limit passed by more than the slack, or a parent that grew.
Run: ``python -m tests.bench.bench_robustness [MUTATIONS [FOLDER]]``, with a folder
for the files over which a reader died.
"""

from __future__ import annotations

import resource
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

import psutil

from corpus.records import Document, ExtractionFailure, Sha256
from corpus.store import Store
from extract.reading import Reading, ReadJob
from extract.soundness import find_fault
from extract.workers import ReadLimits, iter_readings
from tests.extract.bombs import iter_bombs
from tests.extract.damage import iter_mutations, make_good_files

CORPUS: Final = Path(__file__).resolve().parents[3] / "shared/corpus"
LIMITS: Final = ReadLimits(seconds=10, memory_mb=512)
MUTATIONS: Final = 5_000
SEED: Final = 20_260_301
SLACK_SECONDS: Final = 2.0  # between two looks of the watch, and to end a process, on a busy machine
SLACK_MB: Final = 512  # address space beyond the limit: what may be taken between two looks
PARENT_MB: Final = 700
WORKERS: Final = 2


@dataclass(slots=True)
class Row:
    """What the files of one kind came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    crashes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


class Peak:
    """The most memory that any reader process held, looked at twenty times a second."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            for child in psutil.Process().children():
                try:
                    self.megabytes = max(self.megabytes, child.memory_info().rss / 2**20)
                except psutil.Error:  # it has just ended
                    continue

    def end(self) -> float:
        """Stop looking and give the most, in megabytes."""
        self._ended.set()
        return self.megabytes


def iter_files(mutations: int) -> Iterator[tuple[str, bytes]]:
    """Bombs, then damaged files: nine of ten small, since damage to small files hits more often."""
    yield from iter_bombs()
    small = make_good_files()
    large = [path.read_bytes() for path in sorted(CORPUS.glob("*.pdf"))]
    of_large = mutations // 10 if large else 0
    for kind, content in iter_mutations(small, mutations - of_large, SEED):
        yield f"damaged: {kind}", content
    for kind, content in iter_mutations(large, of_large, SEED):
        yield f"damaged, real: {kind}", content


def iter_jobs(files: Iterable[tuple[str, bytes]], folder: Path) -> Iterator[ReadJob]:
    """A job for each file, which is written only when its turn comes."""
    for number, (kind, content) in enumerate(files):
        path = folder / f"{number}.pdf"
        path.write_bytes(content)
        yield ReadJob(Sha256(f"{number:064x}"), path, f"{kind}.pdf", "application/pdf")


def find_breach(reading: Reading) -> str:
    """What a reading does that none may, or ""."""
    if reading.extraction.seconds > LIMITS.seconds + SLACK_SECONDS:
        return f"took {reading.extraction.seconds:.1f} seconds"
    return find_fault(reading)


def store_reading(store: Store, reading: Reading, job: ReadJob, run: int) -> None:
    """As the step does: a reading that cannot be stored would end the run."""
    with store.writing() as writer:
        writer.add_document(Document(job.document, "9801", job.media_type, 1, job.name, "2026-01-01"))
        writer.add_extraction(reading.extraction, run)
        if reading.extraction.failure is None:
            writer.set_reading(job.document, reading.metadata, reading.pages, reading.passages)


def read_all(mutations: int, folder: Path, keep: Path | None) -> tuple[dict[str, Row], list[str], int]:
    """Read and store everything: a row for each kind, what reached the run, and how many were read.

    Files over which a reader died are copied to `keep`: each is a fault to mend, though it cost only itself.
    """
    rows: dict[str, Row] = defaultdict(Row)
    breaches = []
    given: dict[Sha256, ReadJob] = {}

    def iter_noted() -> Iterator[ReadJob]:
        for job in iter_jobs(iter_files(mutations), folder):
            given[job.document] = job
            yield job

    count = 0
    with Store.create(folder / "corpus.db") as store:
        with store.writing() as writer:
            run = writer.start_run("extract", "bench", "")
        for reading in iter_readings(iter_noted(), LIMITS, WORKERS):
            job = given.pop(reading.extraction.document)
            count += 1
            kind = job.name.removesuffix(".pdf")
            failure = reading.extraction.failure
            rows[kind].outcomes["read" if failure is None else failure.value] += 1
            if failure is ExtractionFailure.CRASH:
                rows[kind].crashes[reading.extraction.detail] += 1
                if keep is not None:
                    (keep / f"{kind} {job.path.name}").write_bytes(job.path.read_bytes())
            rows[kind].seconds = max(rows[kind].seconds, reading.extraction.seconds)
            breach = find_breach(reading)
            if breach:
                breaches.append(f"{kind} ({job.path.name}): {breach}")
            store_reading(store, reading, job, run)
            job.path.unlink()
    breaches += [f"{job.name}: no reading came" for job in given.values()]
    return rows, breaches, count


def main() -> int:
    """Print the table; 1 when something reached the run."""
    mutations = int(sys.argv[1]) if len(sys.argv) > 1 else MUTATIONS
    keep = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    peak = Peak()
    started = time.perf_counter()
    with TemporaryDirectory() as folder:
        rows, breaches, count = read_all(mutations, Path(folder), keep)
    took = time.perf_counter() - started
    most = peak.end()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'kind':40} {'files':>5} {'worst s':>7}  outcomes")
    for kind, row in sorted(rows.items()):
        outcomes = ", ".join(f"{number} {name}" for name, number in row.outcomes.most_common())
        print(f"{kind:40} {row.outcomes.total():5} {row.seconds:7.2f}  {outcomes}")
    total = sum((row.outcomes for row in rows.values()), Counter[str]())
    print(f"{count} files in {took:.0f} s by {WORKERS} processes: {dict(total.most_common())}")
    crashes = sum((row.crashes for row in rows.values()), Counter[str]())
    print(*(f"a reader died {number} times: {detail}" for detail, number in crashes.most_common()), sep="\n")
    print(f"most memory: reader {most:.0f} MB (limit {LIMITS.memory_mb}), this process {own:.0f} MB")
    if most > LIMITS.memory_mb + SLACK_MB:
        breaches.append(f"a reader held {most:.0f} MB")
    if own > PARENT_MB:
        breaches.append(f"this process held {own:.0f} MB")
    print(f"reached the run: {len(breaches)}", *breaches, sep="\n  ")
    return int(bool(breaches))


if __name__ == "__main__":
    sys.exit(main())
