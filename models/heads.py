"""The heads: one logistic regression per code, asked only of passages about outside collaboration.

Each sees the words, the language features (with the gazetteer's partner types among them) and the
codebook's cue words, and answers P(code | external). Partner codes so rest on gazetteer and words
together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.analysis import AnalysedContext
from models.calibration import sigmoid
from models.phrases import PhraseIndex

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Sparse = Any

_AROUND: Final = 0.4
"""Weight of a cue in the headings or the passage before, against one in the text itself."""


@dataclass(frozen=True, slots=True)
class CueTable:
    """The cue patterns of the codes that the heads were trained with: `patterns` are (pattern, code)."""

    codes: tuple[CodeId, ...]
    patterns: tuple[tuple[str, CodeId], ...]
    index: PhraseIndex[CodeId]

    @classmethod
    def build(cls, codes: Sequence[CodeId], patterns: Sequence[tuple[str, CodeId]]) -> CueTable:
        """A table for these codes; patterns of other codes are left out."""
        kept = tuple((pattern, code) for pattern, code in patterns if code in codes)
        return cls(tuple(codes), kept, PhraseIndex.build(kept))

    def count(self, contexts: Sequence[AnalysedContext]) -> Floats:
        """log(1 + weighted count) of each code's cues: shape (rows, codes)."""
        place = {code: number for number, code in enumerate(self.codes)}
        counts = np.zeros((len(contexts), len(self.codes)), dtype=np.float32)
        for row, context in zip(counts, contexts, strict=True):
            for part, weight in (
                (context.text, 1.0),
                (context.headings, _AROUND),
                (context.previous, _AROUND),
            ):
                for match in self.index.iter_matches(part.text, part.tokens):
                    row[place[match.label]] += weight
        return np.log1p(counts)


@dataclass(frozen=True, slots=True)
class Heads:
    """Coefficients of shape (codes, inputs). `terms` are for the first columns of the term space.

    `slopes` and `shifts` calibrate each head; both are per code.
    """

    codes: tuple[CodeId, ...]
    terms: Floats
    dense: Floats
    shift: Floats
    slopes: Doubles
    shifts: Doubles

    def raw(self, terms: Sparse, dense: Floats) -> Doubles:
        """Uncalibrated logits of each code: shape (rows, codes). `dense` is features, then cues."""
        known = terms[:, : self.terms.shape[1]]
        return np.asarray(known @ self.terms.T + dense @ self.dense.T + self.shift, dtype=np.float64)

    def score(self, terms: Sparse, dense: Floats) -> Doubles:
        """Calibrated P(code | external): shape (rows, codes)."""
        return sigmoid(self.raw(terms, dense) * self.slopes + self.shifts)

    def calibrated(self, slopes: Doubles, shifts: Doubles) -> Heads:
        """The same heads with another calibration."""
        return replace(self, slopes=slopes, shifts=shifts)

    def keep(self, codes: Sequence[CodeId]) -> Heads:
        """Only the heads of these codes, in the order they have here."""
        rows = [number for number, code in enumerate(self.codes) if code in set(codes)]
        return Heads(
            tuple(self.codes[row] for row in rows),
            self.terms[rows],
            self.dense[rows],
            self.shift[rows],
            self.slopes[rows],
            self.shifts[rows],
        )

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays to save; the codes go into the JSON beside them."""
        return {
            "heads_terms": self.terms.astype(np.float16),
            "heads_dense": self.dense.astype(np.float16),
            "heads_shift": self.shift,
            "heads_slopes": self.slopes,
            "heads_shifts": self.shifts,
        }

    @classmethod
    def from_arrays(cls, codes: Sequence[CodeId], arrays: Mapping[str, npt.NDArray[Any]]) -> Heads:
        """What `to_arrays` gave. Raises KeyError when one is missing."""
        return cls(
            tuple(codes),
            arrays["heads_terms"].astype(np.float32),
            arrays["heads_dense"].astype(np.float32),
            arrays["heads_shift"],
            arrays["heads_slopes"],
            arrays["heads_shifts"],
        )
