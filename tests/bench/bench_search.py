"""How long searches take in a study of a million passages.

Run: ``python -m tests.bench.bench_search [PASSAGES [ANSWERS]]``. Each search asks for a screenful and one
more, as ``samverkan search`` does, in a store that is open already. What holds now (--current) is not
measured: the study made here has no fetches, so that nothing is published in it.
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.records import CodeId
from corpus.search import parse_query
from corpus.search_records import Filters, Statements
from corpus.store import Store
from corpus.truth import Status
from tests.bench.big_study import Size, make_study

PASSAGES: Final = 1_000_000
ANSWERS: Final = 20_000
ROUNDS: Final = 5
SCREENFUL: Final = 11
CEILING: Final = 50.0
"""Milliseconds: the target for the median of all searches."""
_UNIVERSITY: Final = CodeId("partner.university")
_EXTERNAL: Final = Statements.EXTERNAL
SEARCHES: Final = (
    ("a word in a tenth of all passages", "samverkan", Filters()),
    ("two words", "samverkan regionen", Filters()),
    ("a phrase", '"kommunen regionen"', Filters()),
    ("word and code", "samverkan", Filters(codes=(_UNIVERSITY,))),
    ("word in statements", "samverkan", Filters(statements=_EXTERNAL)),
    ("word in a municipality", "samverkan", Filters(municipalities=("0007",))),
    ("a code", "", Filters(codes=(_UNIVERSITY,))),
    ("two codes", "", Filters(codes=(_UNIVERSITY, CodeId("purpose.competence")))),
    ("statements", "", Filters(statements=_EXTERNAL)),
    ("statements of a municipality", "", Filters(municipalities=("0007",), statements=_EXTERNAL)),
    (
        "statements of a county",
        "",
        Filters(municipalities=tuple(f"{n:04}" for n in range(14)), statements=_EXTERNAL),
    ),
    ("statements of some years", "", Filters(years=(2019, 2025), statements=_EXTERNAL)),
    ("statements reviewed", "", Filters(statuses=(Status.REVIEWED,), statements=_EXTERNAL)),
    ("disputed, of a code", "", Filters(statuses=(Status.DISPUTED,), codes=(_UNIVERSITY,))),
)


def measure(store: Store, words: str, filters: Filters) -> tuple[float, int]:
    """The median time of a search in milliseconds, and how many passages it shows."""
    taken = []
    shown = 0
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        with store.searching() as reader:
            query = parse_query(words) if words else None
            shown = len(list(islice(reader.iter_found(query, filters), SCREENFUL)))
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken), shown


def run(store: Store) -> bool:
    """Print a line a search; whether the median of all is within the ceiling."""
    medians = []
    for name, words, filters in SEARCHES:
        median, shown = measure(store, words, filters)
        medians.append(median)
        print(f"  {name:<48}{median:>8.1f}{shown:>6}", flush=True)
    median = statistics.median(medians)
    print(f"  {'median of all (ceiling ' + format(CEILING, '.0f') + ')':<48}{median:>8.1f}")
    return median <= CEILING


def main() -> int:
    """1 when the median is above the ceiling."""
    given = [int(argument) for argument in sys.argv[1:3]]
    size = Size(*(given + [PASSAGES, ANSWERS][len(given) :]))
    with TemporaryDirectory() as folder, make_study(Path(folder) / "corpus.db", size) as store:
        print(f"{size.passages:,} passages; milliseconds (median of {ROUNDS}), passages shown")
        return int(not run(store))


if __name__ == "__main__":
    sys.exit(main())
