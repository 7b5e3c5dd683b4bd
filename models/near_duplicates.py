"""Near-duplicates: texts whose vectors are so close that reading one of them is reading the other."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from models.encoders import Vectors

ALIKE: Final = 0.97
"""From this cosine up. Of the training documents' pairs above it all were the same line with other figures or
endings; from 0.92 to 0.97 they began to say different things."""


class Leaders:
    """The vectors of texts that are unlike each other, in the order in which they came."""

    def __init__(self, dimensions: int) -> None:
        self._vectors: Vectors = np.zeros((16, dimensions), dtype=np.float32)
        self._count = 0

    def find(self, vector: npt.NDArray[np.floating]) -> tuple[int, bool]:
        """The number of the text that leads this one, and whether it is new: then it leads itself."""
        own = vector.astype(np.float32)
        near = self._vectors[: self._count] @ own
        if self._count and near.max() >= ALIKE:
            return int(near.argmax()), False
        if self._count == len(self._vectors):
            self._vectors = np.concatenate((self._vectors, np.zeros_like(self._vectors)))
        self._vectors[self._count] = own
        self._count += 1
        return self._count - 1, True


def group_alike(vectors: Vectors) -> tuple[int, ...]:
    """The group of each row, from 0 in the order of their first rows: near-duplicates share one."""
    leaders = Leaders(vectors.shape[1])
    return tuple(leaders.find(vector)[0] for vector in vectors)
