"""Why a code was given: the actors, cue words and other words that spoke for it most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId, Evidence
from models.analysis import Analysed
from models.phrases import Match
from models.terms import TermSpace

Floats = npt.NDArray[np.float32]

MOST_SPANS: Final = 6
_LEAST_SHARE: Final = 0.3
"""A word that carries less than this share of the strongest word's weight is not shown."""
_MOST_WORDS: Final = 4


def weigh_words(space: TermSpace, text: Analysed, columns: Sequence[int], effects: Floats) -> Floats:
    """Share what each term adds to the scores among the words that it stands on: (codes, words).

    `columns` are the terms that the text has, `effects` (codes, terms) what each adds. A term that
    occurs n times gives each place 1/n; a pair gives each of its words half.
    """
    weights = np.zeros((len(effects), len(text.tokens)), dtype=np.float32)
    words = list(space.columns_of_words(text.terms))
    letters = [space.columns_of_letters(word) for word in text.terms]
    found = [column for first, last, column in words for _ in range(first, last)]
    found += chain.from_iterable(letters)
    if not found:
        return weights
    number = np.empty(space.width, dtype=np.int64)
    number[columns] = np.arange(len(columns))
    of_term = number[found]
    at_word = np.concatenate(
        (
            np.array([place for first, last, _ in words for place in range(first, last)], dtype=np.int64),
            np.repeat(np.arange(len(letters)), [len(one) for one in letters]),
        )
    )
    shares = np.ones(len(found))
    of_words = [1 / (last - first) for first, last, _ in words for _ in range(first, last)]
    shares[: len(of_words)] = of_words
    parts = shares / np.bincount(of_term, weights=shares, minlength=len(columns))[of_term]
    for code, amount in enumerate(parts * effects[:, of_term]):
        weights[code] = np.bincount(at_word, weights=amount, minlength=len(text.tokens))
    return weights


def find_evidence(
    text: Analysed, code: CodeId, words: Floats, cues: Sequence[Match[CodeId]]
) -> tuple[Evidence, ...]:
    """At most `MOST_SPANS` stretches of the text, in its order, that do not overlap.

    `words` is how much each word speaks for the code, `cues` the cue words of any code in the text.
    """
    found = [*_actors(text, code), *_cues(text, code, cues), *_strong_words(text, words)]
    kept: list[Evidence] = []
    for evidence in found:
        if len(kept) < MOST_SPANS and all(
            evidence.end <= other.start or evidence.start >= other.end for other in kept
        ):
            kept.append(evidence)
    return tuple(sorted(kept, key=lambda evidence: evidence.start))


def _actors(text: Analysed, code: CodeId) -> Iterable[Evidence]:
    return (Evidence(a.start, a.end, "actor", 1.0) for a in text.actors if a.partner == code)


def _cues(text: Analysed, code: CodeId, cues: Sequence[Match[CodeId]]) -> Iterable[Evidence]:
    for match in cues:
        if match.label == code:
            yield Evidence(text.tokens[match.first].start, text.tokens[match.last - 1].end, "cue", 1.0)


def _strong_words(text: Analysed, words: Floats) -> Sequence[Evidence]:
    """The words with the most weight, neighbours joined, the strongest first."""
    order = np.argsort(-words, kind="stable")[:_MOST_WORDS]
    strongest = words[order]
    if not len(strongest) or strongest[0] <= 0:
        return ()
    chosen = sorted(order[strongest >= _LEAST_SHARE * strongest[0]].tolist())
    runs: list[list[int]] = []
    for position in chosen:
        if runs and position == runs[-1][-1] + 1 and text.sentences[position] == text.sentences[position - 1]:
            runs[-1].append(position)
        else:
            runs.append([position])
    spans = (
        Evidence(
            text.tokens[run[0]].start, text.tokens[run[-1]].end, "word", round(float(words[run].sum()), 4)
        )
        for run in runs
    )
    return sorted(spans, key=lambda span: -span.weight)
