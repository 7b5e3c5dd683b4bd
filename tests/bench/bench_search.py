"""How long searches take in a study of a million passages.

Run: ``python -m tests.bench.bench_search [PASSAGES [ANSWERS]]``, or ``--study FOLDER`` for one that is there.
Each search asks for a screenful and one more, as ``samverkan search`` does, and for the number of all where
that is shown, in a store that is open already. Times are of the clock, and of a processor, which others who
use the machine cannot slow down.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass
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
from tests.bench.big_study import MUNICIPALITIES, Size, make_study

PASSAGES: Final = 1_000_000
ANSWERS: Final = 20_000
ROUNDS: Final = 5
SCREENFUL: Final = 11
CEILING: Final = 50.0
"""Milliseconds: the target for the median of all searches, and for each of them on a machine of its own."""
_UNIVERSITY: Final = CodeId("partner.university")
_EXTERNAL: Final = Statements.EXTERNAL
_ONE: Final = (MUNICIPALITIES[7].code,)
_COUNTY: Final = tuple(one.code for one in MUNICIPALITIES if one.county_code == "04")
_DISPUTED: Final = (Status.DISPUTED,)
SEARCHES: Final = (
    ("a word in a tenth of all passages", "samverkan", Filters()),
    ("two words", "samverkan regionen", Filters()),
    ("a phrase", '"kommunen regionen"', Filters()),
    ("a word, of what holds now", "samverkan", Filters(current=True)),
    ("word and code", "samverkan", Filters(codes=(_UNIVERSITY,))),
    ("word and two codes", "samverkan", Filters(codes=(_UNIVERSITY, CodeId("purpose.competence")))),
    ("word in statements", "samverkan", Filters(statements=_EXTERNAL)),
    ("word in statements of what holds now", "samverkan", Filters(statements=_EXTERNAL, current=True)),
    ("word in a municipality", "samverkan", Filters(municipalities=_ONE)),
    ("word in a county", "samverkan", Filters(municipalities=_COUNTY)),
    ("word in some years", "samverkan", Filters(years=(2019, 2022))),
    ("word and named partner", "samverkan", Filters(actors=("actor/7",))),
    ("a code", "", Filters(codes=(_UNIVERSITY,))),
    ("a code, of what holds now", "", Filters(codes=(_UNIVERSITY,), current=True)),
    ("two codes", "", Filters(codes=(_UNIVERSITY, CodeId("purpose.competence")))),
    ("statements", "", Filters(statements=_EXTERNAL)),
    ("statements of what holds now", "", Filters(statements=_EXTERNAL, current=True)),
    ("statements of a municipality", "", Filters(municipalities=_ONE, statements=_EXTERNAL)),
    ("statements of a county", "", Filters(municipalities=_COUNTY, statements=_EXTERNAL)),
    ("statements of some years", "", Filters(years=(2019, 2025), statements=_EXTERNAL)),
    ("statements reviewed", "", Filters(statuses=(Status.REVIEWED,), statements=_EXTERNAL)),
    ("disputed", "", Filters(statuses=_DISPUTED)),
    ("disputed, of a code", "", Filters(statuses=_DISPUTED, codes=(_UNIVERSITY,))),
    ("disputed, with a word", "samverkan", Filters(statuses=_DISPUTED)),
    ("a named partner", "", Filters(actors=("actor/7",))),
    ("a partner as it is written", "", Filters(written=("samkomst",))),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Medians of a search in milliseconds: of the clock and of a processor; how many passages it shows."""

    clock: float
    processor: float
    shown: int


def measure(store: Store, words: str, filters: Filters) -> Taken:
    """One search, some times over."""
    clock, processor = [], []
    shown = 0
    for _ in range(ROUNDS):
        begin, spent = time.perf_counter(), time.process_time()
        with store.searching() as reader:
            query = parse_query(words) if words else None
            shown = len(list(islice(reader.iter_found(query, filters), SCREENFUL)))
            if query and filters == Filters():
                reader.count_hits(query)
        clock.append(1000 * (time.perf_counter() - begin))
        processor.append(1000 * (time.process_time() - spent))
    return Taken(statistics.median(clock), statistics.median(processor), shown)


def run(store: Store) -> bool:
    """Print a line a search; whether the median of all is within the ceiling by the clock, and each by what
    it takes of a processor.
    """
    print(f"  {'':<48}{'clock':>8}{'cpu':>8}{'shown':>6}")
    taken = []
    for name, words, filters in SEARCHES:
        one = measure(store, words, filters)
        taken.append(one)
        slow = "  over the ceiling" if one.processor > CEILING else ""
        print(f"  {name:<48}{one.clock:>8.1f}{one.processor:>8.1f}{one.shown:>6}{slow}", flush=True)
    clock = statistics.median(one.clock for one in taken)
    processor = statistics.median(one.processor for one in taken)
    print(f"  {'median of all (ceiling ' + format(CEILING, '.0f') + ')':<48}{clock:>8.1f}{processor:>8.1f}")
    return clock <= CEILING and all(one.processor <= CEILING for one in taken)


def main() -> int:
    """1 when the median, or a search, is above the ceiling."""
    title = f"milliseconds (median of {ROUNDS}), passages shown"
    match sys.argv[1:]:
        case ["--study", folder]:
            with Store.open(Path(folder) / "corpus.db") as store:
                print(title)
                return int(not run(store))
        case numbers:
            given = [int(number.replace("_", "")) for number in numbers]
    size = Size(*(given + [PASSAGES, ANSWERS][len(given) :]))
    with TemporaryDirectory() as folder, make_study(Path(folder) / "corpus.db", size) as store:
        print(f"{size.passages:,} passages; {title}")
        return int(not run(store))


if __name__ == "__main__":
    sys.exit(main())
