"""Whose turn it is to change the codebook: one person at a time, and nobody waits for one who has left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from corpus.review_records import ReviewerId

SECONDS: Final = 15 * 60.0
"""A turn ends so long after its holder did anything with it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who changes the codebook, and when that was last seen (seconds of the lease's clock)."""

    reviewer: ReviewerId
    seen: float


class Lease:
    """The turn to change the codebook. Its methods may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._turn: Turn | None = None

    def ask(self, reviewer: ReviewerId) -> ReviewerId:
        """Take the turn or keep it; returns who has it, which is somebody else when it was not free."""
        with self._lock:
            now = self._clock()
            if self._turn is None or self._turn.reviewer == reviewer or now - self._turn.seen > SECONDS:
                self._turn = Turn(reviewer, now)
            return self._turn.reviewer

    def take_over(self, reviewer: ReviewerId) -> None:
        """Take the turn from whoever has it: who has it then cannot save any more."""
        with self._lock:
            self._turn = Turn(reviewer, self._clock())

    def leave(self, reviewer: ReviewerId) -> None:
        """Give the turn back."""
        with self._lock:
            if self._turn is not None and self._turn.reviewer == reviewer:
                self._turn = None
