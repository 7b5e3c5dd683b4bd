"""Bench: the next passage of every queue, in a store of a million passages and a hundred thousand answers.

What a coder waits for: the next passage, everything that its screen shows, and the saving of an answer.
Median and worst of many, in milliseconds, server side.
Run: ``python -m tests.bench.bench_review [PASSAGES [ANSWERS]]``.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.records import CodeId, PassageId
from corpus.review_records import Answer, Queue
from corpus.store import Store
from tests.bench.big_study import CODER, PAIR, Size, make_study

PASSAGES: Final = 1_000_000
ANSWERS: Final = 100_000
ROUNDS: Final = 30
CEILING: Final = 100.0
"""Milliseconds that a person does not notice; the target for the median."""
QUEUES: Final = (
    "code:partner.university",
    "code:gate.none",
    "municipality:0007",
    f"document:{7:064x}",
    "search:samverkan regionen",
    "second",
    "disagreement",
    f"outdated:{'f' * 64}",
)


def measure(act: Callable[[], object]) -> tuple[float, float]:
    """Median and worst of some rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken), max(taken)


def walk(store: Store, queue: Queue) -> Callable[[], None]:
    """Going on in a queue, with what the screen shows of each passage."""
    place: list[PassageId | None] = [None]

    def go_on() -> None:
        with store.reviewing() as reader:
            found = reader.find_next(queue, PAIR[0], place[0])
            if found is not None:
                passage = reader.get_passage(found)
                reader.list_neighbours(passage, 2)
                list(reader.iter_passage_codings(found, CODER))
                list(reader.iter_passage_mentions(found, CODER))
                list(reader.iter_answers(found))
                reader.measure_progress(queue, PAIR[0])
            place[0] = found

    return go_on


def save(store: Store) -> Callable[[], None]:
    """Answering the next passage of a queue."""

    def answer() -> None:
        with store.deciding() as writer:
            found = writer.find_next(Queue.parse("code:gate.strategy"), PAIR[0], None)
            if found is not None:
                writer.add_answer(Answer(found, PAIR[0], (CodeId("gate.none"),), (), CODER, "c0de" * 16))

    return answer


def main() -> int:
    """Print a line a queue; 1 when a median is above the ceiling."""
    size = Size(*map(int, (sys.argv[1:] + [str(PASSAGES), str(ANSWERS)][len(sys.argv) - 1 :])[:2]))
    with TemporaryDirectory() as folder, make_study(Path(folder) / "corpus.db", size) as store:
        print(
            f"{size.passages:,} passages, {size.answers:,} answers; milliseconds: median, worst of {ROUNDS}"
        )
        acts = {text: walk(store, Queue.parse(text)) for text in QUEUES} | {"saving an answer": save(store)}
        slow = False
        for name, act in acts.items():
            median, worst = measure(act)
            slow |= median > CEILING
            print(f"  {name[:30]:<32}{median:>8.1f}{worst:>8.1f}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
