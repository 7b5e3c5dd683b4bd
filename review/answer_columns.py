"""Coders' answers as columns of numbers, from which every question about agreement takes what it asks."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.agreement import Agreement, masi_distance, measure_columns, measure_distances
from models.agreement_distances import Distance, Ints, Nominal
from models.agreement_sums import Columns
from review.independence import OwnAnswer

Value = TypeVar("Value", bound=Hashable)
Flags = npt.NDArray[np.bool_]
Sets = tuple[frozenset[CodeId], ...]


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """One place for each answer, of one coder to one passage; numbers from 0, in order of appearance.

    `yes`, `unsure` and `known` number the sets of codes in `yes_sets`, `unsure_sets` and `known_sets`: people
    say few different things, so that a code is looked for in each set once and not in each answer.
    """

    passages: Ints
    documents: Ints
    coders: Ints
    yes: Ints
    unsure: Ints
    known: Ints
    yes_sets: Sets
    unsure_sets: Sets
    known_sets: Sets

    @classmethod
    def read(cls, answers: Sequence[OwnAnswer]) -> AnswerColumns:
        """The columns of some answers."""
        yes, yes_sets = _number(one.yes for one in answers)
        unsure, unsure_sets = _number(one.unsure for one in answers)
        known, known_sets = _number(one.known for one in answers)
        return cls(
            _number(one.passage for one in answers)[0],
            _number(one.document for one in answers)[0],
            _number(one.coder for one in answers)[0],
            *(yes, unsure, known),
            *(yes_sets, unsure_sets, known_sets),
        )

    def count_yes(self, code: CodeId) -> int:
        """How many of the answers give the code."""
        return int(_find_holders(code, self.yes_sets)[self.yes].sum())

    def measure_code(self, code: CodeId) -> Agreement:
        """Agreement on yes and no to the code, without those who were unsure or not asked."""
        yes = _find_holders(code, self.yes_sets)[self.yes]
        asked = yes | _find_holders(code, self.known_sets)[self.known]
        said = asked & ~_find_holders(code, self.unsure_sets)[self.unsure]
        return measure_columns(self._choose(said, yes.astype(np.int64)), Nominal())

    def measure_sets(
        self, codes: Collection[CodeId] | None = None, distance: Distance = masi_distance
    ) -> Agreement:
        """Agreement on the sets of codes that coders gave, of these codes or (None) of all."""
        wanted = None if codes is None else frozenset(codes)
        number, values = _number(one if wanted is None else one & wanted for one in self.yes_sets)
        columns = self._choose(np.ones(len(self.yes), dtype=np.bool_), number[self.yes])
        return measure_columns(columns, measure_distances(values, distance))

    def _choose(self, chosen: Flags, values: Ints) -> Columns:
        return Columns.number(
            self.documents[chosen], self.passages[chosen], self.coders[chosen], values[chosen]
        )


def _find_holders(code: CodeId, sets: Sets) -> Flags:
    return np.array([code in one for one in sets], dtype=np.bool_)


def _number(values: Iterable[Value]) -> tuple[Ints, tuple[Value, ...]]:
    """Each value's number in the order of appearance, and the values that were numbered."""
    places: dict[Value, int] = {}
    numbers = np.array([places.setdefault(value, len(places)) for value in values], dtype=np.int64)
    return numbers, tuple(places)
