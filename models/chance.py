"""Judged passages stand for the corpus, not for the queue that they came from: weights by chance.

The queue prefers likely and doubtful passages, so that its share of finds is several times that of the
corpus. A passage drawn by chance with probability p stands for 1/p passages (Horvitz & Thompson 1952),
one chosen for a reason for itself alone. The weights are trimmed (Potter 1990): a handful of passages that
stand for thousands each would make every figure hang on them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import PassageId
from corpus.review_records import BatchItem

Doubles = npt.NDArray[np.float64]

MOST: Final = 20.0
"""A passage drawn by chance weighs at most so many times as much as a chosen one."""


def weigh_chance(chances: Sequence[float | None]) -> Doubles:
    """The weight of each passage, 1 on average: in all they weigh as much as without weighting.

    None is a passage chosen for a reason. Without any drawn by chance all weigh the same: nothing is known of
    the rest of the corpus then.
    """
    raw = np.array([1.0 if chance is None else min(1 / chance, MOST) for chance in chances])
    if all(chance is None for chance in chances):
        return np.ones(len(raw))
    return np.asarray(raw * (len(raw) / raw.sum()))


def find_chances(items: Iterable[BatchItem], answered: Collection[PassageId]) -> dict[PassageId, float]:
    """The probability with which each answered passage was drawn by chance and read, of those drawn so.

    Batches are read in an order of chance, so that of a batch that is half read each passage of the corpus
    had half the probability. Who reads batch after batch draws from the same corpus each time, and all that
    was read so far stands for it together: the probability is that of being read in at least one of the
    batches with such a stratum.
    """
    drawn: dict[str, dict[int, dict[PassageId, float]]] = defaultdict(lambda: defaultdict(dict))
    for item in items:
        if item.probability is not None:
            drawn[item.stratum][item.batch][item.passage] = item.probability
    chances: dict[PassageId, float] = {}
    for batches in drawn.values():
        joined = 1 - math.prod(1 - _chance_to_be_read(own, answered) for own in batches.values())
        chances.update((one, joined) for own in batches.values() for one in own if one in answered)
    return chances


def _chance_to_be_read(drawn: Mapping[PassageId, float], answered: Collection[PassageId]) -> float:
    """The sum over those read by the number drawn: the probability of one, as far as the batch is read."""
    return math.fsum(chance for one, chance in drawn.items() if one in answered) / len(drawn)
