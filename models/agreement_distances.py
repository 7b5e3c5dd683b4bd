"""How far answers are from each other, for many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Distance = Callable[[Any, Any], float]
"""From 0 (the same) to 1; symmetric."""


class Distances(Protocol):
    """Distances of values by their numbers."""

    def between(self, one: Ints, other: Ints) -> Doubles:
        """Of each of some values to that in the same place of the others."""

    def among(self, chosen: Ints) -> Doubles:
        """Of every two of some values: shape (chosen, chosen)."""


class Nominal:
    """0 for equal, else 1."""

    def between(self, one: Ints, other: Ints) -> Doubles:
        """As `Distances`."""
        return np.asarray(one != other, dtype=np.float64)

    def among(self, chosen: Ints) -> Doubles:
        """As `Distances`."""
        return np.asarray(np.not_equal.outer(chosen, chosen), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Tabled:
    """Any distance, by its table (values, values)."""

    table: Doubles

    @classmethod
    def measure(cls, values: Sequence[Any], distance: Distance) -> Tabled:
        """The table of some values."""
        rows = [[distance(a, b) for b in values] for a in values]
        return cls(np.array(rows, dtype=np.float64).reshape(len(values), len(values)))

    def between(self, one: Ints, other: Ints) -> Doubles:
        """As `Distances`."""
        return self.table[one, other]

    def among(self, chosen: Ints) -> Doubles:
        """As `Distances`."""
        return self.table[np.ix_(chosen, chosen)]


@dataclass(frozen=True, slots=True)
class Masi:
    """MASI distances of sets: `held` (sets, members) is 1 where a set has a member."""

    held: npt.NDArray[np.float32]

    @classmethod
    def read(cls, sets: Sequence[frozenset[Any]]) -> Masi:
        """The distances of some sets."""
        place = {member: column for column, member in enumerate({member for one in sets for member in one})}
        held = np.zeros((len(sets), len(place)), dtype=np.float32)
        for row, one in enumerate(sets):
            held[row, [place[member] for member in one]] = 1
        return cls(held)

    def between(self, one: Ints, other: Ints) -> Doubles:
        """As `Distances`."""
        size = self.held.sum(axis=1)
        both = np.einsum("nm,nm->n", self.held[one], self.held[other])
        return _measure_masi(both, size[one], size[other])

    def among(self, chosen: Ints) -> Doubles:
        """As `Distances`."""
        held = self.held[chosen]
        size = held.sum(axis=1)
        return _measure_masi(held @ held.T, size[:, None], size[None, :])


def _measure_masi(both: Any, first: Any, second: Any) -> Doubles:
    """From how many members two sets share and have. The counts are whole and exact as float32."""
    both, first, second = (np.asarray(one, dtype=np.float64) for one in (both, first, second))
    smaller, larger = np.minimum(first, second), np.maximum(first, second)
    either = smaller + larger - both
    monotone = np.where(both == smaller, np.where(both == larger, 1, 2 / 3), 1 / 3)
    # Two empty sets share nothing and are equal.
    return np.asarray(1 - np.where(either == 0, 1, both / np.maximum(either, 1)) * monotone, dtype=np.float64)
