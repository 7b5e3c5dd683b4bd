"""Near duplicates: which documents of a collection share so much text that one is a copy, version or part.

Sketches give the candidates, so that fifty thousand documents are not compared pair by pair; candidates are
then compared exactly, sentence by sentence. What many documents have in common (headers, legal texts,
templates) counts little. `extract.versions` tells what a pair with these shares is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.records import Sha256
from extract.sketches import SKETCH_SIZE, Sketch

_RARE: Final = 4
"""Documents that may have a sentence before it counts less: a plan, its draft, its summary and a copy."""
_CROWD: Final = 12
"""Documents with a value from which they are chained instead of all paired: forty copies of a county plan
give 39 links and not 780."""
_PROMISING: Final = 0.15  # of the shared values that a part would have: half of the least share that counts
LEAST_SHARE: Final = 0.3
"""Of the text of the one that has more in common: below, two documents are not linked. Unrelated plans of
one municipality share up to 0.2, those of two nothing."""
_LEAST_LETTERS: Final = 200  # that are shared: a form with nothing but its heading is like every other

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents with the share of each one's text (0..1, by letters) that also stands in the other.

    `first_share` and `second_share` are plain; what stands in many documents counts less in the decision
    whether there is a pair, not in these. `is_same`: not one sentence differs.
    """

    first: Sha256
    second: Sha256
    first_share: float
    second_share: float
    is_same: bool


def find_pairs(sketches: Sequence[Sketch]) -> tuple[Pair, ...]:
    """The pairs of documents that share much text, each once, in the order of the sketches given."""
    if len(sketches) < 2:
        return ()
    weights = _weigh(sketches)
    firsts, seconds = _find_candidates(sketches)
    pairs = (
        _compare(sketches[a], sketches[b], weights[a], weights[b])
        for a, b in zip(firsts.tolist(), seconds.tolist(), strict=True)
    )
    return tuple(pair for pair in pairs if pair is not None)


def _weigh(sketches: Sequence[Sketch]) -> list[Floats]:
    """For each document, what each sentence counts: its letters, less the more documents have it."""
    everything = np.concatenate([sketch.hashes for sketch in sketches])
    _, place, documents = np.unique(everything, return_inverse=True, return_counts=True)
    rarity = np.minimum(1.0, _RARE / documents)[place]
    ends = np.cumsum([len(sketch.hashes) for sketch in sketches])
    parts = np.split(rarity, ends[:-1])
    return [part * sketch.letters for part, sketch in zip(parts, sketches, strict=True)]


def _find_candidates(sketches: Sequence[Sketch]) -> tuple[Indices, Indices]:
    """Pairs of documents (indices, the smaller first) that share enough values of their sketches."""
    values = np.concatenate([sketch.smallest for sketch in sketches])
    owners = np.repeat(np.arange(len(sketches)), [len(sketch.smallest) for sketch in sketches])
    order = np.argsort(values, kind="stable")
    values, owners = values[order], owners[order]
    edges = np.flatnonzero(np.diff(values)) + 1
    starts, sizes = np.concatenate(([0], edges)), np.diff(np.concatenate(([0], edges, [len(values)])))
    pairs = [np.empty(0, np.int64)]
    for apart in range(1, _CROWD):
        allowed = (sizes > apart) & ((sizes <= _CROWD) | (apart == 1))
        pairs += _iter_pairs(owners, starts[allowed], sizes[allowed], apart, len(sketches))
    keys, shared = np.unique(np.concatenate(pairs), return_counts=True)
    firsts, seconds = keys // len(sketches), keys % len(sketches)
    promising = shared >= _PROMISING * _expect_shared(sketches, firsts, seconds)
    return firsts[promising], seconds[promising]


def _iter_pairs(
    owners: Indices, starts: Indices, sizes: Indices, apart: int, count: int
) -> Iterator[Indices]:
    """For groups of owners: each with the one `apart` places behind it in its group, as one number."""
    if not len(starts):
        return
    numbers = sizes - apart
    # Places within the groups: 0, 1, …, n - 1 for each group in turn.
    within = np.arange(numbers.sum()) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    places = np.repeat(starts, numbers) + within
    yield owners[places] * count + owners[places + apart]


def _expect_shared(sketches: Sequence[Sketch], firsts: Indices, seconds: Indices) -> Floats:
    """How many values a pair would share if the smaller document stood whole in the larger."""
    sizes = np.array([len(sketch.hashes) for sketch in sketches])
    reach = np.array([_get_reach(sketch) for sketch in sketches])
    expected: Floats = np.minimum(sizes[firsts], sizes[seconds]) * np.minimum(reach[firsts], reach[seconds])
    return expected


def _get_reach(sketch: Sketch) -> float:
    """The part of all hash values (0..1) that the sketch covers: all when every sentence is in it."""
    return 1.0 if len(sketch.hashes) <= SKETCH_SIZE else float(sketch.smallest[-1]) / 2.0**64


def _compare(first: Sketch, second: Sketch, first_weights: Floats, second_weights: Floats) -> Pair | None:
    """The pair with its exact shares, or None when what they share is too little."""
    places = np.searchsorted(second.hashes, first.hashes)
    places[places == len(second.hashes)] = 0
    common = second.hashes[places] == first.hashes
    theirs = places[common]
    if first.letters[common].sum() < _LEAST_LETTERS:
        return None
    weighed = max(
        first_weights[common].sum() / first_weights.sum(), second_weights[theirs].sum() / second_weights.sum()
    )
    if weighed < LEAST_SHARE:
        return None
    return Pair(
        first.document,
        second.document,
        round(float(first.letters[common].sum() / first.letters.sum()), 4),
        round(float(second.letters[theirs].sum() / second.letters.sum()), 4),
        bool(common.all()) and len(first.hashes) == len(second.hashes),
    )
