"""The nouns of review: who decides, what was decided, and what is to be read next.

Frozen, standard library only; the rules of `corpus.records` hold here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from corpus.records import CodeId, Passage, PassageId, Sha256

ReviewerId = NewType("ReviewerId", str)
"""A short name of lower-case letters, digits and hyphens ("anna-lind")."""

REVIEWER_COLOURS = 8


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who decides. `colour` is 0..7; `settings` are the person's own (language, theme, keys).

    `password` and `invite` are hashes, "" where there is none: without accounts nobody needs a password.
    """

    id: ReviewerId
    name: str
    colour: int
    added: str
    active: bool = True
    settings: Mapping[str, str] = field(default_factory=dict)
    password: str = ""
    invite: str = ""


class Act(StrEnum):
    """What a person did in one decision."""

    ANSWER = "answer"  # coded a passage
    SETTLE = "settle"  # coded a passage for all, after others differed
    MEMO = "memo"
    RESHAPE = "reshape"  # split, joined, moved the borders of, or added passages
    UNDO = "undo"
    REDO = "redo"


EFFECTIVE = (Act.ANSWER, Act.SETTLE, Act.MEMO, Act.RESHAPE)
"""Acts that can be undone; undo and redo only point to them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of one person; append-only. `of` is the decision that is undone or redone.

    `undone` tells whether the last word on this decision is an undo.
    """

    id: int
    at: str
    reviewer: ReviewerId
    act: Act
    passage: PassageId | None
    document: Sha256 | None
    of: int | None
    batch: int | None
    undone: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's whole answer to one passage: every code of that version of the codebook that is neither
    in `yes` nor in `unsure` is a no.

    `shown` is the model whose suggestion was seen while deciding, None if blind. `settles`: the word of one
    who has read what others differed on; it outweighs theirs. `decision` and `at` are given by the store.
    """

    passage: PassageId
    reviewer: ReviewerId
    yes: tuple[CodeId, ...]
    unsure: tuple[CodeId, ...]
    shown: str | None
    codebook: str
    note: str = ""
    settles: bool = False
    decision: int = 0
    at: str = ""


class MemoTarget(StrEnum):
    """What a memo is about."""

    PASSAGE = "passage"
    DOCUMENT = "document"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Memo:
    """A thought on a passage, document or code, named by `target`'s id. `id` and `at` are the store's."""

    reviewer: ReviewerId
    kind: MemoTarget
    target: str
    text: str
    id: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Reshaping:
    """Passages that a person made, and those that give way to them."""

    made: tuple[Passage, ...]
    replaced: tuple[PassageId, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages drawn to be read. `mix` is the share of each stratum; `double` the share read by two.

    `id` and `at` are the store's.
    """

    name: str
    made_by: ReviewerId
    seed: int
    mix: Mapping[str, float]
    blind: bool
    double: float
    id: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One passage for one person to read. `ordinal` counts from 0 within the batch.

    `stratum` says why it was drawn. `probability` is that of being in this batch's random share, for whoever
    was drawn there, and None for those chosen for a reason.
    """

    batch: int
    ordinal: int
    passage: PassageId
    reviewer: ReviewerId
    stratum: str
    probability: float | None
    blind: bool


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """A codebook as it once was. `text` is the whole file; `meanings` has for each code a hash of what
    decides its use (definition, include, exclude). `parent` is the version that it was made from, or "".
    """

    hash: str
    reviewer: ReviewerId
    version: str
    text: str
    summary: str
    parent: str
    meanings: Mapping[CodeId, str]
    at: str = ""


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """One change of the codebook: from the version `parent` to `codebook` (hashes; "" before the first).

    `reviewer` is "" when the file was changed outside the application. A codebook that is gone back to is
    a change of its own, with the hash it had before.
    """

    id: int
    at: str
    reviewer: ReviewerId
    codebook: str
    version: str
    summary: str
    parent: str


class QueueKind(StrEnum):
    """Where the next passage comes from."""

    BATCH = "batch"  # argument: the batch
    CODE = "code"  # the model gives this code, or nearly: those it is least sure of first
    MUNICIPALITY = "municipality"  # its documents' external passages, in reading order
    DOCUMENT = "document"  # every passage, in reading order
    SEARCH = "search"  # what the words find, best first
    SECOND = "second"  # answered by one other person
    DISAGREEMENT = "disagreement"  # two people differ and nobody has settled it
    OUTDATED = "outdated"  # my answers that hold a code whose definition has changed since


@dataclass(frozen=True, slots=True)
class Queue:
    """A way through passages: what kind, and of what. As text ``kind:argument`` or ``kind``."""

    kind: QueueKind
    argument: str = ""

    @classmethod
    def parse(cls, text: str) -> Queue:
        """Read what `str` wrote. Raises ValueError for an unknown kind."""
        kind, _, argument = text.partition(":")
        return cls(QueueKind(kind), argument)

    def __str__(self) -> str:
        return f"{self.kind}:{self.argument}" if self.argument else str(self.kind)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is in a queue."""

    done: int
    total: int
