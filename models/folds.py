"""Folds that keep a municipality whole, so that a score never comes from knowing the municipality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def assign_folds(groups: Sequence[str], folds: int) -> npt.NDArray[np.int64]:
    """The fold (0..folds-1) of each row; rows of one group share it.

    The largest group first, each to the fold that has the fewest rows: deterministic, and balanced
    to within one group.
    """
    if folds < 2:
        msg = f"{folds} folds cannot be held out: use two or more"
        raise ValueError(msg)
    sizes = Counter(groups)
    filled = [0] * folds
    place: dict[str, int] = {}
    for group in sorted(sizes, key=lambda group: (-sizes[group], group)):
        fold = filled.index(min(filled))
        place[group] = fold
        filled[fold] += sizes[group]
    return np.array([place[group] for group in groups], dtype=np.int64)
