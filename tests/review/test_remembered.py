from __future__ import annotations

from review.remembered import MOST_KEPT, Remembered


def test_figures_are_computed_once_until_their_ground_changes() -> None:
    remembered, asked = Remembered(), []
    for key in ("a", "a", "b", "a"):
        assert remembered.recall(key, lambda key=key: asked.append(key) or key.upper()) == key.upper()
    assert asked == ["a", "b"]


def test_the_oldest_figures_are_forgotten_first() -> None:
    remembered, asked = Remembered(), []
    for key in [*range(MOST_KEPT + 1), MOST_KEPT, 0]:
        remembered.recall(key, lambda key=key: asked.append(key))
    assert asked == [*range(MOST_KEPT + 1), 0]
