"""Which rows a report shows when it has no room for all: a cover of its lists, then the best. Pure.

Best first: a row that stands in a current version, then what people looked at, then what the model is surest
of; and spread, so that no municipality's second row comes before another's first.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from corpus.inventory_records import InventoryRow
from corpus.truth import Status

WINDOW = 8
"""How many of a list's best rows may be chosen to stand for it."""

_TRUST = {Status.ADJUDICATED: 0, Status.REVIEWED: 1, Status.MACHINE: 2, Status.DISPUTED: 3}


def rank_rows(rows: Sequence[InventoryRow]) -> tuple[int, ...]:
    """The rows' numbers, best first, one of each municipality before the next of any."""
    best = sorted(range(len(rows)), key=lambda number: (_quality(rows[number]), number))
    turns: Counter[str] = Counter()
    placed = []
    for place, number in enumerate(best):
        code = rows[number].municipality.code
        placed.append((turns[code], place, number))
        turns[code] += 1
    return tuple(number for _, _, number in sorted(placed))


def _quality(row: InventoryRow) -> tuple[int, int, float]:
    truth = row.statement.truth
    return (0 if row.is_current else 1, _TRUST[truth.status], -truth.score)


def choose_rows(
    lists: Iterable[Sequence[int]],
    ranked: Sequence[int],
    first: Iterable[int],
    cost: Callable[[int], int],
    budget: int,
) -> tuple[int, ...]:
    """The rows to show, in the order of choice, until `budget` is spent (in the unit of `cost`).

    First those that must be there, whatever they cost, then a greedy cover (every list has at least one row,
    always taking the row that stands for most lists without one), then the best that are left.
    """
    chosen: dict[int, None] = {}
    needed = dict.fromkeys(first)
    left = budget
    for number in (*needed, *_iter_cover(lists, ranked, needed), *ranked):
        if number in chosen:
            continue
        left -= cost(number)
        if left < 0 and len(chosen) >= len(needed):
            break
        chosen[number] = None
    return tuple(chosen)


def _iter_cover(lists: Iterable[Sequence[int]], ranked: Sequence[int], first: Iterable[int]) -> Iterable[int]:
    """A lazy greedy cover: gains only shrink, so the heap's top is recounted until it stays on top."""
    rank = {number: place for place, number in enumerate(ranked)}
    standing: dict[int, list[int]] = {}
    for place, members in enumerate(lists):
        for number in heapq.nsmallest(WINDOW, members, key=rank.__getitem__):
            standing.setdefault(number, []).append(place)
    covered: set[int] = set()
    for number in first:
        covered.update(standing.get(number, ()))
    heap = [(-len(places), rank[number], number) for number, places in standing.items()]
    heapq.heapify(heap)
    while heap:
        gain, place, number = heapq.heappop(heap)
        now = sum(1 for one in standing[number] if one not in covered)
        if now == 0:
            continue
        if now < -gain and heap and (-now, place, number) > heap[0]:
            heapq.heappush(heap, (-now, place, number))
            continue
        covered.update(standing[number])
        yield number
