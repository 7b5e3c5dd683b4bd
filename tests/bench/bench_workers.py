"""Bench: pages a second by the clock with one and two local processes, and with two Dask workers, in one run.

Reads ../shared/corpus when it is there, and the demo's small documents, each several times over; medians of
interleaved rounds after one to warm up. Run: ``python -m tests.bench.bench_workers``.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.records import Sha256
from extract.executors import Hands, iter_read
from extract.reading import ReadJob
from extract.workers import ReadLimits
from samverkan.executors import LOCAL, open_hands

ROOT: Final = Path(__file__).resolve().parents[2]
SETS: Final = {
    "real documents": (ROOT.parent / "shared/corpus", 4),
    "small documents": (ROOT / "samverkan/demo/documents", 6),
}
ROUNDS: Final = 3
SCALING_FLOOR: Final = 1.3
"""Times one process: two measured 1.5 to 1.9 on two cores that were shared; less means that they wait."""


def make_jobs(folder: Path, times: int) -> list[ReadJob]:
    """Every PDF of a folder, so many times."""
    paths = sorted(folder.glob("*.pdf")) * times
    return [
        ReadJob(Sha256(f"{number:064x}"), path, path.name, "application/pdf")
        for number, path in enumerate(paths)
    ]


def measure(jobs: list[ReadJob], hands: Hands) -> float:
    """Pages a second."""
    started = time.perf_counter()
    pages = sum(reading.extraction.pages for reading in iter_read(jobs, ReadLimits(), hands))
    return pages / (time.perf_counter() - started)


def main() -> int:
    """Print the medians; 1 when a second process brings too little."""
    worst = 9.0
    with ExitStack() as stack:
        crews = {f"{n} local": stack.enter_context(open_hands(None, n)) for n in (1, 2)}
        if find_spec("distributed"):
            crews["2 on Dask"] = stack.enter_context(open_hands(LOCAL, 2))
        for name, (folder, times) in SETS.items():
            jobs = make_jobs(folder, times)
            if not jobs:
                continue
            rates: dict[str, list[float]] = defaultdict(list)
            for number in range(ROUNDS + 1):
                for crew, hands in crews.items():
                    rate = measure(jobs, hands)
                    if number:
                        rates[crew].append(rate)
            reached = {crew: median(some) for crew, some in rates.items()}
            print(f"{name}: {len(jobs)}")
            for crew, rate in reached.items():
                print(f"  {crew:10} {rate:7.1f} pages/s  x{rate / reached['1 local']:.2f}")
            worst = min(worst, reached["2 local"] / reached["1 local"])
    print(f"two processes bring at least x{worst:.2f}, floor x{SCALING_FLOOR}")
    return int(worst < SCALING_FLOOR)


if __name__ == "__main__":
    sys.exit(main())
