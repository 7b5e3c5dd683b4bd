"""How long an inventory takes, and how much memory, in a study of a tenth of the country's documents.

Run: ``python -m tests.bench.bench_inventory [PASSAGES [ANSWERS]]``; the target is 5,000,000 passages, one in
hundred coded, in 290 municipalities. Each format is gathered and written by a process of its own, so that its
peak memory is its own. The report is without pictures of pages, since made-up documents have none; agreement
and the model's card are not asked.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.audit_reader import read_estimates
from corpus.editions import find_changes
from corpus.export.delimited import export_csv
from corpus.export.report import export_report
from corpus.export.texts import Texts
from corpus.export.workbook import export_workbook
from corpus.inventory import build_inventory
from corpus.inventory_records import Inventory, Provenance, Selection
from corpus.records import Fetch
from corpus.store import Store
from corpus.verify import hash_content, renew_hashes
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from tests.bench.big_study import AT, CODER, Size, make_study

PASSAGES: Final = 500_000
ANSWERS: Final = 2_000
ONE_IN: Final = 100
SECONDS: Final = 30.0
MEGABYTES: Final = 1_000.0
"""The targets for any format at 5,000,000 passages."""
EXPORTERS: Final[dict[str, Callable[[Inventory, Texts, Path], None]]] = {
    "csv": export_csv,
    "xlsx": export_workbook,
    "html": export_report,
}


def publish(store: Store) -> None:
    """A fetch of each document by its municipality, without which it is in no inventory."""
    with store.writing() as writer:
        run = writer.start_run("bench", "0", "0" * 64)
        for one in list(writer.iter_documents()):
            url = f"https://ort{int(one.municipality)}.example/{one.name}"
            facts = (url, "application/pdf", "", "", one.sha256, one.size)
            writer.add_fetch(Fetch(url, one.municipality, "", "", AT, 200, None, *facts), run)


def gather(store: Store) -> Inventory:
    """The inventory as `samverkan inventory` gathers it; says where the time goes."""
    codebook = load_codebook(DEFAULT_CODEBOOK)
    with store.reading() as reader:
        selection = Selection(tuple(reader.iter_municipalities()), frozenset())
        begin = time.perf_counter()
        made = Provenance("Bench", AT, "bench", CODER, codebook.hash, "0" * 64, hash_content(reader))
        hashed = time.perf_counter()
        inventory = build_inventory(reader, codebook, selection, made)
        built = time.perf_counter()
        inventory = replace(inventory, changes=find_changes(reader, inventory))
        estimates = read_estimates(reader, codebook, selection, CODER)
        estimated = time.perf_counter()
    print(f"    hash {hashed - begin:.1f} s, rows {built - hashed:.1f} s, shares {estimated - built:.1f} s")
    return replace(inventory, estimates=estimates)


def measure(database: Path, ending: str) -> None:
    """Gather and write one format, in this process; says seconds and peak memory."""
    begin = time.perf_counter()
    with Store.open(database) as store:
        inventory = gather(store)
    gathered = time.perf_counter()
    path = database.with_name(f"inventory.{ending}")
    EXPORTERS[ending](inventory, Texts("sv"), path)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in kB
    verdict = "ok" if done - begin < SECONDS and peak < MEGABYTES else "over the target"
    print(
        f"  {ending}: {len(inventory.rows):,} rows, {done - begin:.1f} s ({done - gathered:.1f} s to write), "
        f"{peak:.0f} MB, file {path.stat().st_size / 1e6:.1f} MB: {verdict}",
        flush=True,
    )


def main() -> int:
    """Make the study, then measure each format by itself."""
    match sys.argv[1:]:
        case ["--measure", database, ending]:
            measure(Path(database), ending)
            return 0
        case numbers:
            given = [int(number.replace("_", "")) for number in numbers]
    passages, answers = given + [PASSAGES, ANSWERS][len(given) :]
    size = Size(passages, answers, ONE_IN)
    print(f"Inventory of {size.passages:,} passages, one in {ONE_IN} coded")
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "corpus.db"
        with make_study(whole, size) as store:
            publish(store)
            begin = time.perf_counter()
            renewed = renew_hashes(store)
            print(
                f"  first hashing of {renewed:,} documents: {time.perf_counter() - begin:.1f} s", flush=True
            )
        own = [sys.executable, __file__, "--measure", str(whole)]
        return max(subprocess.run([*own, ending]).returncode for ending in EXPORTERS)


if __name__ == "__main__":
    sys.exit(main())
