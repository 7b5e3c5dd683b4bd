"""What is still to be fetched of one site: the best first by what is known now, nothing twice."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable

from crawler.errands import Aim, Errand
from crawler.learning import Lesson, SiteLearning, find_features
from crawler.traps import TrapCounter
from crawler.urls import identify

_MAX_WAITING = 20_000
"""More waiting links than this are thinned out to the better half: 13 visits of 1,500 requests."""
_SURE = 50.0
"""Scores from here on (documents, sitemaps, hubs of earlier visits) are no guesses that learning corrects."""
_RERANK_AFTER = 16  # lessons at least, and a fortieth of what waits: ranking anew costs 4 µs a link
_TOO_MANY = "more links than can ever be followed"


class Frontier:
    """A queue of errands by score, with what `learning` adds; of equals the earlier first.

    Addresses are remembered as hashes (8 bytes of an address that has 100), so that a million of them
    are no burden. `left_out` counts what will not be fetched, by reason.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Errand]] = []
        self._seen: set[int] = set()
        self._faint: dict[int, int] = {}  # known from a sitemap only, with the number of what waits
        self._stale: set[int] = set()  # numbers of those that a link has been found to since
        self._traps = TrapCounter()
        self._number = 0
        self._lessons = 0  # since the last ranking
        self.learning = SiteLearning()
        self.left_out: Counter[str] = Counter()
        # Told of every errand that is queued, and of every queued one that will not be fetched, with why.
        self.on_queued: Callable[[Errand], None] = lambda errand: None
        self.on_left: Callable[[Errand, str], None] = lambda errand, reason: None

    def __len__(self) -> int:
        return len(self._heap) - len(self._stale)

    def knows(self, url: str) -> bool:
        """Whether this address, or the same thing spelled otherwise, needs no second look.

        It was queued or fetched before, and not from a sitemap alone: those wait for a link to them.
        """
        key = hash(identify(url))
        return key in self._seen and key not in self._faint

    def remember(self, url: str) -> None:
        """Never queue this address (again)."""
        self._forget(hash(identify(url)))

    def _forget(self, key: int) -> None:
        self._seen.add(key)
        stale = self._faint.pop(key, None)
        if stale is not None:
            self._stale.add(stale)

    def add(self, errand: Errand) -> None:
        """Queue an errand, unless its address is known."""
        if self.knows(errand.url):
            return
        key = hash(identify(errand.url))
        if errand.faint and key in self._seen:
            return
        self._forget(key)
        self._number += 1
        if errand.faint:
            self._faint[key] = self._number
        heapq.heappush(self._heap, (-self._rank(errand), self._number, errand))
        self.on_queued(errand)
        if len(self._heap) > _MAX_WAITING:
            self._thin_out()

    def add_again(self, errand: Errand) -> None:
        """Queue an errand whose address is known, and was to be left alone."""
        self._seen.discard(hash(identify(errand.url)))
        self.add(errand)

    def reward(self, errand: Errand) -> None:
        """A page led to something new: what looks like it is no trap so far."""
        self._traps.reward(errand.asked)

    def learn(self, errand: Errand, fruit: int) -> None:
        """A page was read that links so many wanted documents (or is one)."""
        if errand.is_start or errand.aim is not Aim.PAGE:
            return
        score = errand.score if errand.score < _SURE else 0.0
        self.learning.learn(Lesson(errand.asked, errand.anchor, errand.region, score, fruit))
        self._lessons += 1
        if self._lessons >= max(_RERANK_AFTER, len(self._heap) // 40):
            self._lessons = 0
            self._rank_anew()

    def pop(self) -> Errand | None:
        """The best errand that is no trap, or None when nothing is left."""
        while self._heap:
            _, number, errand = heapq.heappop(self._heap)
            if number in self._stale:
                self._stale.discard(number)
                continue
            self._faint.pop(hash(identify(errand.url)), None)
            trap = self._traps.refuse(errand.url) if errand.aim is Aim.PAGE else ""
            if not trap:
                return errand
            self.left_out[trap] += 1
            self.on_left(errand, trap)
        return None

    def resume(self, errand: Errand) -> None:
        """An errand that was fetched before the visit was broken off: known, and counted as a form."""
        self.remember(errand.url)
        if errand.aim is Aim.PAGE:
            self._traps.refuse(errand.url)

    def _rank_anew(self) -> None:
        fresh = [(number, errand) for _, number, errand in self._heap if number not in self._stale]
        self._heap = [(-self._rank(errand), number, errand) for number, errand in fresh]
        heapq.heapify(self._heap)
        self._stale.clear()

    def _rank(self, errand: Errand) -> float:
        if errand.aim is not Aim.PAGE or errand.score >= _SURE:
            return errand.score
        features = find_features(errand.url, errand.anchor, errand.region)
        return errand.score + self.learning.find_bonus(features, errand.region)

    def _thin_out(self) -> None:
        self._rank_anew()
        best = heapq.nsmallest(len(self._heap), self._heap)
        kept, thinned = best[: _MAX_WAITING // 2], best[_MAX_WAITING // 2 :]
        self.left_out[_TOO_MANY] += len(thinned)
        for _, _, errand in thinned:
            self._faint.pop(hash(identify(errand.url)), None)
            self.on_left(errand, _TOO_MANY)
        self._heap = kept  # a sorted list is a heap
