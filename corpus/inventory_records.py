"""The nouns of an inventory: statements, rows, policies, what changed, how it was made.

Frozen and without SQL; `corpus.inventory` builds them from the store, every export and figure reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.coverage import Coverage, DocumentRow
from corpus.estimate_records import Estimate
from corpus.records import Codebook, CodeId, Document, Fetch, Municipality, Passage, PassageId, Sha256
from corpus.truth import Truth


@dataclass(frozen=True, slots=True, order=True)
class NamedPartner:
    """An outside actor that a passage names. `actor` is its id in the gazetteer, "" when it has none."""

    name: str
    actor: str
    type: CodeId


@dataclass(frozen=True, slots=True)
class Statement:
    """What one passage says, before it is known who published it. `named` is sorted."""

    document: Document
    passage: Passage
    truth: Truth
    named: tuple[NamedPartner, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of one municipality through its versions.

    `members` are documents, oldest first; `current` is the newest that is no draft. `id` is 16 hexadecimal
    digits of municipality and oldest member. A document without versions is a policy of its own.
    """

    id: str
    municipality: str
    title: str
    members: tuple[Sha256, ...]
    current: Sha256


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One statement as published by one municipality, with the fetch that brought its document."""

    municipality: Municipality
    fetch: Fetch
    statement: Statement
    policy: Policy

    @property
    def is_current(self) -> bool:
        """Whether it stands in its policy's newest version."""
        return self.policy.current == self.statement.document.sha256

    @property
    def version(self) -> int:
        """Which version of its policy it stands in, from 1 for the oldest."""
        return self.policy.members.index(self.statement.document.sha256) + 1

    @property
    def named(self) -> tuple[NamedPartner, ...]:
        """The named actors but the municipality itself, which a document of several names too."""
        own = (
            self.municipality.name,
            f"{self.municipality.name} kommun",
            f"{self.municipality.name}s kommun",
        )
        return tuple(partner for partner in self.statement.named if partner.name not in own)

    @property
    def partners(self) -> tuple[str, ...]:
        """The names of `named`, each once, sorted."""
        return tuple(sorted({partner.name for partner in self.named}))


class ChangeKind(StrEnum):
    """What became of a row since the last inventory."""

    ADDED = "added"
    REMOVED = "removed"
    RECODED = "recoded"  # the same passage, with other codes


@dataclass(frozen=True, slots=True)
class Edition:
    """One inventory as it was written. `number` counts from 1."""

    number: int
    at: str
    content_hash: str
    coder: str
    codebook: str
    rows: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs between two editions. `before` and `after` hold the gate code and the others."""

    kind: ChangeKind
    municipality: str
    document: Sha256
    passage: PassageId
    title: str
    quote: str
    before: tuple[CodeId, ...]
    after: tuple[CodeId, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an earlier edition, by municipality and document."""

    since: Edition
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far people agree on one code: Krippendorff's α with its 95 % interval, over `units` passages that
    two or more answered. None where it cannot be computed.
    """

    code: CodeId
    units: int
    alpha: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Method:
    """What the study's log tells of how the inventory came about.

    `requests` and `visits` are of all crawls, `first` and `last` the times of the first and last fetch.
    `answers` counts the standing answers of each reviewer by name, `settled` the passages adjudicated.
    `model` holds facts of the model card and `seeds` those of drawn samples, as (name, value).
    """

    visits: int
    requests: int
    first: str
    last: str
    extractors: tuple[str, ...]
    answers: tuple[tuple[str, int], ...]
    settled: int
    agreement: tuple[CodeAgreement, ...]
    model: tuple[tuple[str, str], ...]
    seeds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the inventory was made with, so that it can be made again.

    `silent_codes` are those that the model never assigns by itself, for want of examples: only people can,
    and their zeros are no findings.
    """

    study: str
    made: str
    program: str
    coder: str
    codebook: str
    config_hash: str
    content_hash: str
    silent_codes: frozenset[CodeId] = frozenset()


@dataclass(frozen=True, slots=True)
class Inventory:
    """The whole inventory; every part is sorted, so the same study gives the same inventory.

    `changes` is None before there was an earlier edition, `method` where no log was asked. `settings` are
    what the study says of itself for a data repository (creators, licence …). `narrowed_from` is how many
    municipalities the whole inventory has, where this holds only some of them (see corpus/narrowing.py).
    """

    provenance: Provenance
    codebook: Codebook
    rows: tuple[InventoryRow, ...]
    documents: tuple[DocumentRow, ...]
    coverage: tuple[Coverage, ...]
    policies: tuple[Policy, ...] = ()
    changes: Changes | None = None
    estimates: tuple[Estimate, ...] = ()
    method: Method | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    narrowed_from: int | None = None

    @property
    def current_rows(self) -> tuple[InventoryRow, ...]:
        """The rows that figures count: those of each policy's version that holds. Asked anew each time."""
        return tuple(row for row in self.rows if row.is_current)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which municipalities the inventory is about, and which kinds of document it leaves out."""

    municipalities: tuple[Municipality, ...]
    exclude_kinds: frozenset[str]
