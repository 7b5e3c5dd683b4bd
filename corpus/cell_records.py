"""The nouns of cells: municipalities or documents, each asked whether it holds one code, or two at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.estimate_records import Unit
from corpus.records import CodeId, PassageId

DEPTH: Final = 10
"""How many of a cell's passages are read, those most likely to hold the code first."""


class CellLayer(StrEnum):
    """The stratum of a cell, by what was known of it before the draw."""

    VERIFIED = "verified"  # a person found the code in a passage: nothing is left to read
    READ = "read"  # people know of each of its likeliest passages that it does not hold the code
    LIKELY = "likely"  # the model counts the code in some passage
    DOUBTFUL = "doubtful"  # not counted, but some passage got a probability worth recording
    REST = "rest"  # the model says nothing of the code


CERTAIN: Final = (CellLayer.VERIFIED, CellLayer.READ)
OPEN: Final = (CellLayer.LIKELY, CellLayer.DOUBTFUL, CellLayer.REST)


class Finding(StrEnum):
    """What reading has made of a cell."""

    YES = "yes"  # a person found the code
    NO = "no"  # all of its passages that were to be read were, without a find
    UNCLEAR = "unclear"  # begun and not ended, or readers differ or are unsure
    UNREAD = "unread"  # not drawn, or its turn has not come
    FOUND = "found"  # a person found the code, but out of turn: true of this cell, no sample of others


@dataclass(frozen=True, slots=True)
class CellAudit:
    """One draw of cells: for `code`, and `other` in the same passage unless that is "", of municipalities or
    documents, by what `coder` said. Passages up to the store's row `last_row`, of documents of any kind but
    `exclude_kinds`. `batch` asks people for the passages; it is None when there was nothing to ask.
    """

    id: int
    batch: int | None
    at: str
    coder: str
    code: CodeId
    other: CodeId
    unit: Unit
    depth: int
    last_row: int
    seed: int
    exclude_kinds: frozenset[str]

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """The codes that a passage must hold."""
        return (self.code, self.other) if self.other else (self.code,)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was at the draw. `owner` is the municipality's code or the document's SHA-256; `scored`
    of its `passages` got a probability of the code. `place` is its turn, None for those not drawn, and
    `probability` that of being drawn (1 for those known before). `read` are the passages to be read.
    """

    owner: str
    layer: CellLayer
    passages: int
    scored: int
    probability: float
    place: int | None = None
    reader: str = ""
    read: tuple[PassageId, ...] = ()


@dataclass(frozen=True, slots=True)
class CellSample:
    """A draw with all of its cells and what was found in each."""

    audit: CellAudit
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]
