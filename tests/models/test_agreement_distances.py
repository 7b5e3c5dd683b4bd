from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agreement import masi_distance, measure_distances, nominal_distance
from models.agreement_distances import Distance

SETS = st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=8, unique=True)


def other_distance(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first ^ second) / 6


@pytest.mark.parametrize("distance", [nominal_distance, masi_distance, other_distance])
@given(sets=SETS)
def test_distances_at_once_are_those_one_by_one(distance: Distance, sets: list[frozenset[str]]) -> None:
    found = measure_distances(sets, distance)
    everyone = np.arange(len(sets))
    expected = np.array([[distance(a, b) for b in sets] for a in sets]).reshape(len(sets), len(sets))
    one, other = np.repeat(everyone, len(sets)), np.tile(everyone, len(sets))
    assert found.among(everyone) == pytest.approx(expected)
    assert found.between(one, other) == pytest.approx(expected.ravel())
