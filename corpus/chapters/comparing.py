"""Code by code, two bodies of rows beside each other, as shares so that their sizes do not matter. Pure.

Shares are of passages as the model or people coded them; they describe what was found and test nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.chapters.tallies import Rows, tally_codes
from corpus.inventory_records import InventoryRow
from corpus.records import Code

FEWEST = 10
"""With fewer passages on either side a difference of shares is not put into words."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One code in two bodies of rows: the rows that hold it, and of how many."""

    code: Code
    own: Rows
    own_of: int
    other: Rows
    other_of: int

    @property
    def own_share(self) -> float:
        """In 0..1; 0 where there are no rows."""
        return len(self.own) / self.own_of if self.own_of else 0.0

    @property
    def other_share(self) -> float:
        """In 0..1; 0 where there are no rows."""
        return len(self.other) / self.other_of if self.other_of else 0.0

    @property
    def difference(self) -> float:
        """Own share less the other's, in −1..1."""
        return self.own_share - self.other_share

    @property
    def is_sayable(self) -> bool:
        """Whether there is enough on both sides to speak of a difference."""
        return min(self.own_of, self.other_of) >= FEWEST


def contrast_codes(
    own: Sequence[InventoryRow], other: Sequence[InventoryRow], codes: Sequence[Code]
) -> tuple[Contrast, ...]:
    """A contrast for each of `codes`, in their order."""
    return tuple(
        Contrast(left.code, left.rows, len(own), right.rows, len(other))
        for left, right in zip(tally_codes(own, codes), tally_codes(other, codes), strict=True)
    )


def largest_differences(contrasts: Iterable[Contrast], most: int) -> tuple[Contrast, ...]:
    """The sayable contrasts with the largest differences that favour `own`, at least 5 percentage points."""
    telling = [one for one in contrasts if one.is_sayable and one.difference >= 0.05]
    return tuple(sorted(telling, key=lambda one: -one.difference)[:most])
