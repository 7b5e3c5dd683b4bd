"""The nouns of estimation: shares with the unit, the domain and the basis they rest on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records import CodeId


class Unit(StrEnum):
    """What a share is a share of."""

    PASSAGE = "passage"
    DOCUMENT = "document"
    MUNICIPALITY = "municipality"


class Basis(StrEnum):
    """What a figure rests on, from least to most."""

    MACHINE = "machine"  # the model's own count, uncorrected: no interval can be given
    BOUNDS = "bounds"  # too few audited positives for a point: only limits
    DIFFERENCE = "difference"  # the model's count corrected by a probability sample
    VERIFIED = "verified"  # cells confirmed by people, and a sample of the unconfirmed


@dataclass(frozen=True, slots=True, order=True)
class Domain:
    """A part of the material: ``variable`` is "" (all of it), "county", "group", "kind" or "year"."""

    variable: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share of units in `domain` that hold `code`, and also `other` unless that is "".

    Shares are in 0..1. `machine` is the uncorrected share, `population` the number of units in the domain.
    `point`, `low` and `high` (95 %) are None where the basis does not allow them; `verified` is the number
    of units that people have confirmed ("at least"). `audited` and `positives` count the sample's units in
    the domain and those that hold the codes. Where units were drawn, at most `depth` passages of each were
    read (0: none were drawn); of those read without a find `unseen` have more passages with a probability of
    the code.
    """

    unit: Unit
    code: CodeId
    other: CodeId
    domain: Domain
    basis: Basis
    population: int
    machine: float
    point: float | None
    low: float | None
    high: float | None
    verified: int
    audited: int
    positives: int
    unseen: int = 0
    depth: int = 0
