"""Judged passages stand for the corpus, not for the queue that they came from: weights by chance.

The queue prefers likely and doubtful passages, so that its share of finds is several times that of the
corpus. A passage drawn by chance with probability p stands for 1/p passages (Horvitz & Thompson 1952),
one chosen for a reason for itself alone. The weights are trimmed (Potter 1990): a handful of passages that
stand for thousands each would make every figure hang on them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def find_chances(items: Iterable[BatchItem]) -> dict[PassageId, float]:
    """The probability with which each passage was drawn by chance, of those that were.

    Who reads batch after batch draws from the same corpus each time, and all that was drawn so far stands for
    it together: the probability is that of being drawn at least once by any batch with such a stratum.
    """
    missed: dict[str, dict[int, float]] = defaultdict(dict)
    strata: dict[PassageId, str] = {}
    own: dict[PassageId, float] = {}
    for item in items:
        if item.probability is not None:
            missed[item.stratum][item.batch] = 1 - item.probability
            strata[item.passage] = item.stratum
            own[item.passage] = item.probability
    joined = {stratum: 1 - math.prod(batches.values()) for stratum, batches in missed.items()}
    return {passage: max(own[passage], joined[stratum]) for passage, stratum in strata.items()}
