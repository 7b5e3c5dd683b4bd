from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from corpus.audit_design import FLOOR, allocate, find_layers, pick_places, shuffled
from corpus.audit_records import Layer
from corpus.estimate_material import Codings, list_codes
from corpus.records import PassageId
from tests import factories

CODES = list_codes(factories.codebook())


def test_every_place_has_the_same_chance_to_be_drawn_and_none_comes_twice() -> None:
    numbers = random.Random(1)
    counted: Counter[int] = Counter()
    for _ in range(4_000):
        places = pick_places(23, 7, numbers)
        assert len(set(places)) == 7
        counted.update(places)
    assert set(counted) == set(range(23))
    # 4,000 draws with the probability 7/23: a standard deviation of 29; five of them either way.
    assert all(abs(number - 4_000 * 7 / 23) < 5 * 29.1 for number in counted.values())


def test_places_lie_at_even_distances_so_that_every_municipality_in_a_row_is_met() -> None:
    places = pick_places(1_000, 50, random.Random(2))
    assert set(np.diff(places)) <= {20}
    assert pick_places(5, 5, random.Random(3)) == (0, 1, 2, 3, 4)
    assert pick_places(5, 0, random.Random(3)) == ()


@pytest.mark.parametrize("wanted", [4, 10, 100, 300, 900, 5_000])
def test_all_that_is_wanted_is_drawn_and_never_more_than_a_layer_has(wanted: int) -> None:
    sizes = {Layer.SURE: 5, Layer.LIKELY: 0, Layer.DOUBTFUL: 200, Layer.REST: 700}
    drawn = allocate(sizes, dict.fromkeys(Layer, 0.1), wanted)
    assert sum(drawn.values()) == min(wanted, 905)
    assert all(0 <= drawn[layer] <= sizes[layer] for layer in Layer)


def test_more_is_drawn_where_the_model_errs_more_and_some_everywhere() -> None:
    sizes = dict.fromkeys(Layer, 10_000)
    spread = {Layer.SURE: 0.05, Layer.LIKELY: 0.4, Layer.DOUBTFUL: 0.2, Layer.REST: 0.0}
    drawn = allocate(sizes, spread, 400)
    assert drawn[Layer.LIKELY] == pytest.approx(2 * drawn[Layer.DOUBTFUL], rel=0.15)
    assert drawn[Layer.REST] == FLOOR
    assert drawn[Layer.SURE] >= FLOOR


def test_layers_go_by_what_the_model_counts_and_how_sure_it_is() -> None:
    scores = np.zeros((4, len(CODES)), dtype=np.float32)
    gate = CODES.index(factories.CodeId("gate.strategy"))
    scores[:, gate] = (0.95, 0.6, 0.3, 0.0)
    scores[3, 2] = 0.9  # a partner without external collaboration
    names = tuple(PassageId(str(number)) for number in range(4))
    rows = np.arange(4)
    codings = Codings(CODES, names, rows, rows * 0, scores, scores >= 0.5)
    assert list(find_layers(codings)) == [0, 1, 2, 2]


def test_the_reading_order_hides_the_layers_and_the_seed_decides_it() -> None:
    items = [(f"{layer}{number}", layer) for layer in Layer for number in range(50)]
    ordered = shuffled(items, 1)
    assert sorted(ordered) == sorted(items)
    assert ordered == shuffled(items[::-1], 1) != shuffled(items, 2)
    assert {layer for _, layer in ordered[:30]} == set(Layer)
