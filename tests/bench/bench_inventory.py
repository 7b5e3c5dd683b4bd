"""How long an inventory of the whole country takes, and how much memory.

Run: ``python -m tests.bench.bench_inventory [PASSAGES [ANSWERS]]``, by default 5,000,000 passages in 50,000
documents of 290 municipalities, one passage in hundred coded, which takes a quarter of an hour to make and
12 GB of disk; ``--study FOLDER`` measures one that is there. The inventory is gathered and its files are
written one after another, by a process of its own, as ``samverkan inventory`` does it. The report is without
pictures of pages, since made-up documents have none.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.export.delimited import export_csv
from corpus.export.report import export_report
from corpus.export.texts import Texts
from corpus.export.workbook import export_workbook
from corpus.inventory_records import Inventory
from samverkan.config import Config, CrawlSection, StudySection
from samverkan.steps.gathering import gather_inventory, gathering
from samverkan.study import Study, create_study, open_study
from tests.bench.big_study import Size, make_study

PASSAGES: Final = 5_000_000
ANSWERS: Final = 2_000
ONE_IN: Final = 100
SECONDS: Final = 30.0
MEGABYTES: Final = 1_000.0
"""The targets at 5,000,000 passages, for the inventory and the report together."""
EXPORTERS: Final[dict[str, Callable[[Inventory, Texts, Path], None]]] = {
    "html": export_report,
    "csv": export_csv,
    "xlsx": export_workbook,
}


def find_peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in kB


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took: on the clock, and of a processor, which others cannot slow down."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"  {what:<16}{clock:>8.1f} s{processor:>10.1f} s{find_peak():>10.0f} MB", flush=True)


def gather(study: Study) -> Inventory:
    """The inventory as `samverkan inventory` gathers it."""
    with study.open_store() as store, gathering(study, store) as basis:
        return gather_inventory(study, store, basis)


def measure(study: Study) -> bool:
    """Gather and write in this process; whether it was within the targets."""
    begin = time.perf_counter()
    with timed("gather"):
        inventory = gather(study)
    within = True
    for ending, export in EXPORTERS.items():
        path = study.exports / f"bench.{ending}"
        with timed(ending):
            export(inventory, Texts("sv"), path)
        if ending == "html":
            taken, peak = time.perf_counter() - begin, find_peak()
            within = taken < SECONDS and peak < MEGABYTES
            print(f"  inventory and report: {taken:.1f} s, {peak:.0f} MB: {'ok' if within else 'over'}")
    sizes = ", ".join(
        f"{one} {(study.exports / f'bench.{one}').stat().st_size / 1e6:.1f}" for one in EXPORTERS
    )
    print(f"  {len(inventory.rows):,} rows, {len(inventory.documents):,} documents; MB: {sizes}")
    return within


def make_folder(folder: Path, passages: int, answers: int) -> Study:
    """A study of this size, coded by its own model."""
    study = create_study(folder, Config(StudySection(name="Bench"), CrawlSection()))
    coder = study.load_classifier().coder
    make_study(study.database, Size(passages, answers, ONE_IN, coder)).close()
    return study


def main() -> int:
    """Make the study, then measure it in a process that has done nothing else; 1 when over the targets."""
    match sys.argv[1:]:
        case ["--study", folder]:
            print(f"  {'':<16}{'clock':>10}{'processor':>12}{'peak':>13}")
            return int(not measure(open_study(Path(folder))))
        case numbers:
            given = [int(number.replace("_", "")) for number in numbers]
    passages, answers = given + [PASSAGES, ANSWERS][len(given) :]
    print(f"Inventory of {passages:,} passages, one in {ONE_IN} coded", flush=True)
    with TemporaryDirectory() as place:
        study = make_folder(Path(place) / "study", passages, answers)
        return subprocess.run([sys.executable, __file__, "--study", str(study.folder)]).returncode


if __name__ == "__main__":
    sys.exit(main())
