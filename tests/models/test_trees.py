from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from models.trees import BoostedTrees, TreeSettings, fit_trees

SETTINGS = TreeSettings(rounds=12, depth=3, least_leaf=2)


def material() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(5)
    rows = draw.normal(size=(300, 6)).astype(np.float32)
    classes = (rows[:, 0] > 0).astype(np.int64) + (rows[:, 1] > 0.5)
    return rows, classes, np.ones(300, dtype=np.float32)


def test_flat_trees_score_as_the_trees_that_they_were_made_of() -> None:
    rows, classes, weights = material()
    ours = fit_trees(rows, classes, weights, SETTINGS).score(rows)
    theirs = GradientBoostingClassifier(
        n_estimators=12,
        learning_rate=SETTINGS.rate,
        max_depth=3,
        min_samples_leaf=2,
        subsample=SETTINGS.share_rows,
        max_features=SETTINGS.share_columns,
        random_state=0,
    ).fit(rows, classes, sample_weight=weights)
    expected = theirs.decision_function(rows)
    gap = ours - expected
    assert gap == pytest.approx(np.tile(gap.mean(axis=1, keepdims=True), 3), abs=1e-4)  # the same odds


def test_trees_learn_and_come_back_from_their_arrays() -> None:
    rows, classes, weights = material()
    trees = fit_trees(rows, classes, weights, SETTINGS)
    assert (trees.score(rows).argmax(axis=1) == classes).mean() > 0.9
    again = BoostedTrees.from_arrays(trees.to_arrays())
    assert np.array_equal(again.score(rows), trees.score(rows))
    with pytest.raises(KeyError):
        BoostedTrees.from_arrays({})
