"""What estimates are computed from, as arrays: where passages stand, and what a model said of them.

Only passages that a model said anything about are held one by one; all others are counted, by document, and
hold every code with the probability 0. So memory and time go with what is coded, not with what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.estimate_records import Domain
from corpus.records import Codebook, CodeId, Municipality, PassageId, Sha256
from corpus.truth import EXTERNAL

Doubles = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NOWHERE = -1
"""The label of what a variable says nothing of, such as a document without a date."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The values of one variable, and for each unit the place of its value, or `NOWHERE`."""

    values: tuple[str, ...]
    places: Ints

    def count(self, weights: npt.NDArray[np.generic] | None = None) -> Doubles:
        """How many units, or how much weight, each value has."""
        here = self.places != NOWHERE
        chosen = None if weights is None else weights[here]
        return np.bincount(self.places[here], chosen, len(self.values)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Ground:
    """The population. A document stands where `owners` says, once; `holdings` are all (document,
    municipality) that published it. `sizes` are passages of documents, `first` the places of documents.

    `of_documents` and `of_municipalities` have the labels of each variable, "" (all) among them.
    """

    documents: tuple[Sha256, ...]
    municipalities: tuple[Municipality, ...]
    sizes: Ints
    owners: Ints
    holdings: Ints
    of_documents: Mapping[str, Labels]
    of_municipalities: Mapping[str, Labels]

    def find_places(self) -> dict[str, int]:
        """Where each document stands."""
        return {sha256: number for number, sha256 in enumerate(self.documents)}

    @property
    def readable(self) -> Bools:
        """Which municipalities have a passage to hold anything at all."""
        found = np.zeros(len(self.municipalities), dtype=np.bool_)
        has_text = self.sizes[self.holdings[:, 0]] > 0
        found[self.holdings[has_text, 1]] = True
        return found


@dataclass(frozen=True, slots=True)
class Codings:
    """What one model said, a row for each passage that it gave any of `codes` a probability worth recording.

    `documents` are places in `Ground.documents`, `rows` those of the store. `scores` are probabilities
    (passages × codes, 0 where nothing was recorded) and `accepted` which of them count.
    """

    codes: tuple[CodeId, ...]
    passages: tuple[PassageId, ...]
    rows: Ints
    documents: Ints
    scores: Floats
    accepted: Bools

    def select(self, chosen: Bools) -> Codings:
        """The same of some passages only."""
        passages = tuple(one for one, kept in zip(self.passages, chosen, strict=True) if kept)
        arrays = (self.rows[chosen], self.documents[chosen], self.scores[chosen], self.accepted[chosen])
        return Codings(self.codes, passages, *arrays)

    def column(self, code: CodeId) -> int:
        """Where a code stands."""
        return self.codes.index(code)

    @property
    def external(self) -> Floats:
        """The probability of each passage that it is about external collaboration."""
        columns = [self.column(code) for code in EXTERNAL if code in self.codes]
        together: Floats = self.scores[:, columns].sum(axis=1, dtype=np.float32).clip(0.0, 1.0)
        return together


def join_scores(codings: Codings, first: Doubles, second: Doubles) -> Doubles:
    """The probability that passages hold two codes at once, from those of each (passages, or passages ×
    pairs): as if they were independent of each other among passages about external collaboration.
    """
    outer = np.maximum(
        codings.external.astype(np.float64), codings.scores.max(axis=1, initial=0.1).astype(np.float64)
    )
    together: Doubles = np.minimum(
        np.minimum(first, second), first * second / outer.reshape(-1, *[1] * (first.ndim - 1))
    )
    return together


@dataclass(frozen=True, slots=True)
class Frame:
    """What an audit was drawn from: passages with codes, one by one, each with the place of its layer in
    `audit_design.LAYERS`, and of each document of the ground how many others. What people had answered is
    not in it.
    """

    codings: Codings
    layers: Ints
    rest: Ints


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """One document of the population. `owner` and `holders` are codes of municipalities."""

    sha256: Sha256
    kind: str
    year: str
    passages: int
    owner: str
    holders: tuple[str, ...]


def list_codes(codebook: Codebook) -> tuple[CodeId, ...]:
    """The codes that shares are given of: all but the two of the gate that mean "not about this"."""
    return tuple(code.id for code in codebook.codes if code.dimension != "gate" or code.id in EXTERNAL)


def make_ground(documents: Sequence[PublishedDocument], municipalities: Sequence[Municipality]) -> Ground:
    """Order the population: documents as they come, municipalities by code."""
    ordered = tuple(sorted(municipalities, key=lambda one: one.code))
    place = {one.code: number for number, one in enumerate(ordered)}
    owners = np.array([place[one.owner] for one in documents], dtype=np.int64)
    holdings = [(number, place[code]) for number, one in enumerate(documents) for code in one.holders]
    of_municipalities = {
        "": _label(["" for _ in ordered], empty_counts=True),
        "county": _label([one.county for one in ordered]),
        "group": _label([one.group for one in ordered]),
    }
    of_documents = {
        "": _label(["" for _ in documents], empty_counts=True),
        "county": _pass_on(of_municipalities["county"], owners),
        "group": _pass_on(of_municipalities["group"], owners),
        "kind": _label([one.kind for one in documents]),
        "year": _label([one.year for one in documents]),
    }
    return Ground(
        tuple(one.sha256 for one in documents),
        ordered,
        np.array([one.passages for one in documents], dtype=np.int64),
        owners,
        np.array(holdings, dtype=np.int64).reshape(-1, 2),
        of_documents,
        of_municipalities,
    )


def iter_domains(labels: Mapping[str, Labels]) -> Iterator[tuple[Domain, str, int]]:
    """Every domain with its variable and the place of its value."""
    for variable, labelled in labels.items():
        for place, value in enumerate(labelled.values):
            yield Domain(variable, value), variable, place


def _label(values: Sequence[str], *, empty_counts: bool = False) -> Labels:
    kinds = tuple(sorted({value for value in values if value or empty_counts}))
    place = {value: number for number, value in enumerate(kinds)}
    return Labels(kinds, np.array([place.get(value, NOWHERE) for value in values], dtype=np.int64))


def _pass_on(labels: Labels, owners: Ints) -> Labels:
    """Labels of municipalities as those of their documents."""
    return Labels(labels.values, labels.places[owners] if len(owners) else owners)
