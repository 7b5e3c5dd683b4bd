"""What is still to be fetched of one site: the best first, nothing twice."""

from __future__ import annotations

import heapq
from collections import Counter

from crawler.errands import Aim, Errand
from crawler.traps import TrapCounter
from crawler.urls import identify

_MAX_WAITING = 20_000
"""More waiting links than this are thinned out to the better half: 13 visits of 1,500 requests."""


class Frontier:
    """A queue of errands by score; of equal scores the earlier first.

    Addresses are remembered as hashes (8 bytes of an address that has 100), so that a million of them
    are no burden. `left_out` counts what will not be fetched, by reason.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Errand]] = []
        self._seen: set[int] = set()
        self._traps = TrapCounter()
        self._number = 0
        self.left_out: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._heap)

    def knows(self, url: str) -> bool:
        """Whether this address, or the same thing spelled otherwise, was queued or fetched before."""
        return hash(identify(url)) in self._seen

    def remember(self, url: str) -> None:
        """Never queue this address (again)."""
        self._seen.add(hash(identify(url)))

    def add(self, errand: Errand) -> None:
        """Queue an errand, unless its address is known."""
        if self.knows(errand.url):
            return
        self.remember(errand.url)
        self._number += 1
        heapq.heappush(self._heap, (-errand.score, self._number, errand))
        if len(self._heap) > _MAX_WAITING:
            self._thin_out()

    def pop(self) -> Errand | None:
        """The best errand that is no trap, or None when nothing is left."""
        while self._heap:
            errand = heapq.heappop(self._heap)[2]
            trap = self._traps.refuse(errand.url) if errand.aim is Aim.PAGE else ""
            if not trap:
                return errand
            self.left_out[trap] += 1
        return None

    def _thin_out(self) -> None:
        kept = heapq.nsmallest(_MAX_WAITING // 2, self._heap)
        self.left_out["more links than can ever be followed"] += len(self._heap) - len(kept)
        self._heap = kept  # a sorted list is a heap
