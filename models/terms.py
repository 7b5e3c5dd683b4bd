"""Sparse text features: weighted words, word pairs and letter sequences, with numpy and scipy alone.

Four blocks side by side, each of length 1 before its weight: words and word pairs of the text,
letter sequences within its words, words of the headings, words of the passage it leans on. Counts
are 1 + log n, times the inverse document frequency; the text is the masked one of `analysis`.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from models.analysis import AnalysedContext

Sparse = Any
"""A scipy.sparse.csr_matrix of float32 (scipy has no types)."""

Floats = npt.NDArray[np.float32]

BLOCKS: Final = ("word", "letters", "heading", "previous")
_WEIGHTS: Final = (1.0, 1.0, 0.5, 0.5)
"""Heading and neighbour at half weight: at full weight the heading drowns short list items."""

_LETTERS: Final = range(2, 6)
_CACHE_LIMIT: Final = 200_000


@dataclass(frozen=True, slots=True)
class TermSpace:
    """A vocabulary with its weights. `vocabulary[block]` maps a term to its column."""

    vocabulary: Mapping[str, Mapping[str, int]]
    idf: Floats
    _letters: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.idf)

    def transform(self, contexts: Sequence[AnalysedContext]) -> Sparse:
        """A csr matrix, one row per context, `width` columns."""
        return sum(self._block(name, contexts) for name in BLOCKS)

    def columns_of_words(self, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """(first, last, column) for each known word and word pair of a text: for finding evidence."""
        find = self.vocabulary["word"].get
        terms = (words, map(" ".join, itertools.pairwise(words)))
        for length, several in enumerate(terms, start=1):
            for first, term in enumerate(several):
                column = find(term)
                if column is not None:
                    yield first, first + length, column

    def columns_of_letters(self, word: str) -> tuple[int, ...]:
        """The columns of the letter sequences in one word, once for each time they occur."""
        columns = self._letters.get(word)
        if columns is None:
            known = self.vocabulary["letters"]
            columns = tuple(known[part] for part in split_letters(word) if part in known)
            if len(self._letters) < _CACHE_LIMIT:
                self._letters[word] = columns
        return columns

    def _block(self, name: str, contexts: Sequence[AnalysedContext]) -> Sparse:
        columns: list[int] = []
        ends = [0]
        known = self.vocabulary[name]
        for context in contexts:
            if name == "letters":
                for word in context.text.terms:
                    columns.extend(self.columns_of_letters(word))
            else:
                columns.extend([known[term] for term in iter_terms(name, context) if term in known])
            ends.append(len(columns))
        counts = sp.csr_matrix(
            (np.ones(len(columns), dtype=np.float32), np.array(columns, dtype=np.int32), np.array(ends)),
            shape=(len(contexts), self.width),
        )
        counts.sum_duplicates()
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        return _unit_rows(counts, _WEIGHTS[BLOCKS.index(name)])

    def keep(self, columns: npt.NDArray[np.int64]) -> TermSpace:
        """The space with these columns only, in this order."""
        place = {int(old): new for new, old in enumerate(columns)}
        vocabulary = {
            block: {term: place[old] for term, old in terms.items() if old in place}
            for block, terms in self.vocabulary.items()
        }
        return TermSpace(vocabulary, self.idf[columns])


def fit_terms(contexts: Sequence[AnalysedContext], least: int) -> TermSpace:
    """The space of all terms that stand in at least `least` of the contexts."""
    vocabulary: dict[str, dict[str, int]] = {}
    idf: list[float] = []
    for block in BLOCKS:
        seen: Counter[str] = Counter()
        for context in contexts:
            seen.update(set(iter_terms(block, context)))
        vocabulary[block] = {}
        for term in sorted(term for term, count in seen.items() if count >= least):
            vocabulary[block][term] = len(idf)
            idf.append(1 + np.log((1 + len(contexts)) / (1 + seen[term])))
    return TermSpace(vocabulary, np.array(idf, dtype=np.float32))


def iter_terms(block: str, context: AnalysedContext) -> Iterable[str]:
    """The terms of one block of one context, repeated as often as they occur."""
    match block:
        case "word":
            words = context.text.terms
            return [*words, *map(" ".join, itertools.pairwise(words))]
        case "letters":
            return [part for word in context.text.terms for part in split_letters(word)]
        case "heading":
            return context.headings.terms
        case "previous":
            return context.previous.terms
        case _:
            raise ValueError(block)


def split_letters(word: str) -> list[str]:
    """Every run of 2 to 5 letters of a word with a space at either end; none for a masked word."""
    if word[0] == "‹":
        return []
    padded = f" {word} "
    return [padded[i : i + n] for n in _LETTERS for i in range(len(padded) - n + 1)]


def _unit_rows(matrix: Sparse, weight: float) -> Sparse:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    factors = np.divide(weight, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    matrix.data *= np.repeat(factors, np.diff(matrix.indptr)).astype(np.float32)
    return matrix
