"""Boosted decision trees as flat arrays: trained with scikit-learn, scored with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_LEAF: Final = -1
_ARRAYS: Final = ("feature", "threshold", "left", "right", "value", "roots", "classes", "start")


@dataclass(frozen=True, slots=True)
class TreeSettings:
    """How trees are grown. `share_rows` and `share_columns` are drawn anew for each tree."""

    rounds: int = 120
    rate: float = 0.1
    depth: int = 4
    least_leaf: int = 15
    share_rows: float = 0.6
    share_columns: float = 0.2


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """An ensemble for `len(start)` classes. Node i goes left when x[feature[i]] <= threshold[i].

    `feature` is -1 at a leaf. `roots[t]` is the first node of tree t, `classes[t]` what it adds to.
    """

    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    roots: Ints
    classes: Ints
    start: Floats
    depth: int

    def score(self, rows: Floats) -> Floats:
        """Log-probabilities up to a constant per row: shape (rows, classes)."""
        scores = np.tile(self.start, (len(rows), 1))
        everyone = np.arange(len(rows))[:, None]
        node = np.tile(self.roots, (len(rows), 1))
        for _ in range(self.depth):
            feature = self.feature[node]
            goes_left = rows[everyone, np.maximum(feature, 0)] <= self.threshold[node]
            below = np.where(goes_left, self.left[node], self.right[node])
            node = np.where(feature == _LEAF, node, below)
        values = self.value[node]
        for number in range(len(self.start)):
            scores[:, number] += values[:, self.classes == number].sum(axis=1)
        return scores

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays to save."""
        arrays = {f"trees_{name}": np.asarray(getattr(self, name)) for name in _ARRAYS}
        return {**arrays, "trees_depth": np.array([self.depth], dtype=np.int32)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> BoostedTrees:
        """What `to_arrays` gave. Raises KeyError when one is missing."""
        parts = {name: arrays[f"trees_{name}"] for name in _ARRAYS}
        return cls(**parts, depth=int(arrays["trees_depth"][0]))


def fit_trees(
    rows: Floats, classes: npt.NDArray[np.int64], weights: Floats, settings: TreeSettings
) -> BoostedTrees:
    """Grow trees for classes 0..k-1; the same input always gives the same trees."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=settings.rounds,
        learning_rate=settings.rate,
        max_depth=settings.depth,
        min_samples_leaf=settings.least_leaf,
        subsample=settings.share_rows,
        max_features=settings.share_columns,
        random_state=0,
    ).fit(rows, classes, sample_weight=weights)
    shares = np.bincount(classes, weights=weights) / weights.sum()
    return _flatten(model, np.log(shares).astype(np.float32), settings)


def _flatten(model: Any, start: Floats, settings: TreeSettings) -> BoostedTrees:
    parts: dict[str, list[npt.NDArray[Any]]] = {
        n: [] for n in ("feature", "threshold", "left", "right", "value")
    }
    roots, classes = [], []
    offset = 0
    for stage in model.estimators_:
        for number, estimator in enumerate(stage):
            tree = estimator.tree_
            leaf = tree.children_left == _LEAF
            parts["feature"].append(np.where(leaf, _LEAF, tree.feature))
            parts["threshold"].append(tree.threshold)
            parts["left"].append(tree.children_left + offset)
            parts["right"].append(tree.children_right + offset)
            parts["value"].append(tree.value.ravel() * settings.rate)
            roots.append(offset)
            classes.append(number)
            offset += tree.node_count
    joined = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    return BoostedTrees(
        feature=joined["feature"].astype(np.int32),
        threshold=joined["threshold"].astype(np.float32),
        left=joined["left"].astype(np.int32),
        right=joined["right"].astype(np.int32),
        value=joined["value"].astype(np.float32),
        roots=np.array(roots, dtype=np.int32),
        classes=np.array(classes, dtype=np.int32),
        start=start,
        depth=settings.depth,
    )
