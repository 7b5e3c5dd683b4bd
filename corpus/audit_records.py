"""The nouns of an audit: a random sample of passages that people read blind, and what it was drawn from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from corpus.records import CodeId, PassageId


class Layer(StrEnum):
    """The stratum of a passage, by what the model said of it before the draw."""

    SURE = "sure"  # counted as external collaboration, with a probability of `SURE_FROM` or more
    LIKELY = "likely"  # counted, with less
    DOUBTFUL = "doubtful"  # not counted, but some code got a probability worth recording
    REST = "rest"  # nothing of the kind


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit as it was drawn. The frame: passages up to the store's row `last_row`, of documents of any
    kind but `exclude_kinds`, strata by what `coder` said. `sizes` and `drawn` are by layer.
    """

    id: int
    batch: int
    at: str
    coder: str
    last_row: int
    seed: int
    exclude_kinds: frozenset[str]
    sizes: dict[Layer, int]
    drawn: dict[Layer, int]


@dataclass(frozen=True, slots=True)
class Word:
    """What people say of one passage: the codes that hold, and those they were asked and know of. `retired`
    passages stand in no current reading; they count only in audits that were drawn before.
    """

    passage: PassageId
    row: int
    document: str
    yes: frozenset[CodeId]
    known: frozenset[CodeId]
    retired: bool = False

    def holds(self, codes: Collection[CodeId]) -> bool:
        """Whether all of the codes surely hold."""
        return self.yes.issuperset(codes)

    def knows(self, codes: Collection[CodeId]) -> bool:
        """Whether it is known if all of them hold: each is known, or one surely does not hold."""
        return self.known.issuperset(codes) or any(code in self.known - self.yes for code in codes)
