"""Which rows to quote: those people confirmed first, of readable length, spread over places. Pure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from corpus.chapters.tallies import Rows
from corpus.inventory_records import InventoryRow
from corpus.truth import EXTERNAL, Status

READABLE = range(60, 421)
"""Characters of a passage that stands well as a quote: a sentence or two, up to a short paragraph."""


def choose_quotes(rows: Iterable[InventoryRow], most: int) -> Rows:
    """At most `most` of the rows, the best first, no text twice, one of each municipality before a second.

    Best is: confirmed by a person, of a readable length, a strategy, a high score. The same rows give the
    same choice, whatever their order.
    """
    queues: dict[str, deque[InventoryRow]] = defaultdict(deque)
    for row in sorted(rows, key=_place):
        queues[row.municipality.code].append(row)
    waiting = deque(queues.values())  # in the order of each municipality's best row
    chosen: list[InventoryRow] = []
    seen: set[str] = set()
    while waiting and len(chosen) < most:
        queue = waiting.popleft()
        row = queue.popleft()
        if row.statement.passage.text not in seen:
            seen.add(row.statement.passage.text)
            chosen.append(row)
        if queue:
            waiting.append(queue)
    return tuple(chosen)


def _place(row: InventoryRow) -> tuple[bool, bool, bool, float, str, str]:
    truth, passage = row.statement.truth, row.statement.passage
    return (
        truth.status in (Status.MACHINE, Status.DISPUTED),
        len(passage.text) not in READABLE,
        truth.gate != EXTERNAL[0],
        -truth.score,
        passage.id,
        row.municipality.code,
    )
