"""The share of municipalities, or documents, that hold a code, from cells that people read. Pure.

A cell is a municipality (or a document) and a code. It is *verified* when a person found the code in one of
its passages. Of the others a stratified random sample is read, each until the first find or to the end of its
likeliest passages. So

    total = verified + Σ_h N_h · hits_h / read_h

(Cochran 1977, Sampling Techniques, section 5.3, with what is known as certainty strata). It uses the model
only to cut strata: whatever the model misses or makes up, the sample mends, and an OR over predictions, of
which a hundred passages at a specificity of 0.98 make 87 % false finds, is nowhere in it.

**Intervals.** Each stratum has its hypergeometric mid-P interval (`intervals.middle_count`), with the finite
population in it; they are put together by their distances (`intervals.add_limits`). In simulation
(tests/corpus/test_cell_shares.py) they hold the truth in 94 to 97 % of the draws, with eight cells of each
stratum as with thirty; exact tails in their place hold it in 96 to 99 % and are a seventh wider.

**Unclear cells** (begun and not ended, or readers differ) may be either: the low end takes them as a no, the
high end as a yes, and the value leaves them out. Where they are many there is no value: cells with the code
are the sooner clear.

**Few read.** A stratum of which fewer than `FEW_READ` are read (unless that is all of it) gives no point:
then there are only limits, exact ones, and a stratum without any reading may hold nothing or all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.intervals import Limits, add_limits, finite_count, middle_count

FEW_READ: Final = 5
MANY_UNCLEAR: Final = 10
"""More than one in so many, and a value without them would be one of those that were easy to tell."""


@dataclass(frozen=True, slots=True)
class CellStratum:
    """One stratum in one domain: `size` cells, `read` of which were drawn and read, `hits` with the code and
    `unclear` neither yes nor no. `found` of the other cells hold the code, which people saw out of turn.
    """

    size: int
    read: int
    hits: int
    unclear: int = 0
    found: int = 0

    @property
    def told(self) -> int:
        """How many cells the reading settled."""
        return self.read - self.unclear

    @property
    def is_enough(self) -> bool:
        """Whether so many were read, and so few of them unclear, that their share stands for the stratum."""
        return self.told >= min(self.size, FEW_READ) and self.unclear <= max(1, self.read // MANY_UNCLEAR)


@dataclass(frozen=True, slots=True)
class CellTotal:
    """How many cells hold the code: `value` is None where too few were read for more than limits."""

    value: float | None
    low: float
    high: float


def estimate_cells(strata: Sequence[CellStratum]) -> CellTotal:
    """The total with its 95 % interval, or its limits where a stratum was read too little."""
    least = math.fsum(one.hits + one.found for one in strata)
    most = math.fsum(one.size - (one.told - one.hits) for one in strata)
    enough = all(one.is_enough for one in strata)
    limits = middle_count if enough else finite_count
    whole = add_limits(_limit(one, limits) for one in strata if one.told)
    unread = sum(one.size for one in strata if not one.told)
    total = Limits(whole.value, whole.low, whole.high + unread).clip(least, most)
    if total.low == total.high:  # nothing is left to be known
        return CellTotal(total.low, total.low, total.high)
    return CellTotal(total.value if enough else None, total.low, total.high)


def _limit(one: CellStratum, limits: Callable[[int, int, int], Limits]) -> Limits:
    low = limits(one.size, one.read, one.hits).low
    high = limits(one.size, one.read, one.hits + one.unclear).high
    return Limits(one.size * one.hits / one.told, low, high)
