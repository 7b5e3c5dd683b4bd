from __future__ import annotations

import numpy as np
import pytest

from corpus.cell_advice import expect_cell_width, find_cell_sizes, learn_shares
from corpus.cell_design import (
    FLOOR,
    Candidate,
    draw_cells,
    expect_shares,
    find_layers,
    lay_grid,
    rank_passages,
    share_out,
)
from corpus.cell_records import OPEN, CellLayer
from corpus.estimate_records import Unit
from tests.audits import REGION, make_world
from tests.cells import CODE, make_sample, mixed

LIKELY, DOUBTFUL, REST = OPEN


def test_cells_are_the_units_with_a_passage_and_know_what_the_model_says_of_them() -> None:
    world = make_world(1)
    grid = lay_grid(world.ground, world.codings, [CODE], Unit.DOCUMENT)
    assert grid.owners == world.ground.documents
    for cell in range(0, len(grid.owners), 17):
        own = world.scores[world.documents == cell, REGION]
        assert grid.passages[cell] == len(own)
        assert grid.scored[cell] == (own > 0).sum()
        assert grid.top[cell] == pytest.approx(own.max())
        assert grid.accepted[cell] == (own >= 0.5).any()


def test_a_municipality_is_all_of_its_documents() -> None:
    world = make_world(1)
    documents = lay_grid(world.ground, world.codings, [CODE], Unit.DOCUMENT)
    places = lay_grid(world.ground, world.codings, [CODE], Unit.MUNICIPALITY)
    assert len(places.owners) == 24
    assert places.passages.sum() == documents.passages.sum()
    assert places.top[0] == documents.top[world.ground.owners == 0].max()
    with pytest.raises(ValueError, match="one by one"):
        lay_grid(world.ground, world.codings, [CODE], Unit.PASSAGE)


def test_what_people_know_comes_before_what_the_model_says() -> None:
    world = make_world(1)
    grid = lay_grid(world.ground, world.codings, [CODE], Unit.DOCUMENT)
    layers = find_layers(grid, {0, 1}, {2})
    assert layers[:3] == (CellLayer.VERIFIED, CellLayer.VERIFIED, CellLayer.READ)
    for cell, layer in enumerate(layers[3:], start=3):
        assert (layer is LIKELY) == bool(grid.accepted[cell])
        assert (layer is REST) == (grid.scored[cell] == 0)


def test_each_stratum_gets_its_floor_and_the_rest_goes_where_least_is_known() -> None:
    sizes = {LIKELY: 100, DOUBTFUL: 100, REST: 90}
    drawn = share_out(sizes, {LIKELY: 0.6, DOUBTFUL: 0.2, REST: 0.03}, 60)
    assert sum(drawn.values()) == 60
    assert min(drawn.values()) >= FLOOR
    assert drawn[LIKELY] > drawn[DOUBTFUL] > drawn[REST]
    assert share_out(sizes, {LIKELY: 0.6, DOUBTFUL: 0.2, REST: 0.03}, 500) == sizes
    assert share_out({LIKELY: 2, DOUBTFUL: 0, REST: 1}, dict.fromkeys(OPEN, 0.5), 10) == {
        LIKELY: 2,
        DOUBTFUL: 0,
        REST: 1,
    }


def test_every_cell_of_a_stratum_is_drawn_equally_often() -> None:
    layers = (LIKELY,) * 10 + (REST,) * 20 + (CellLayer.VERIFIED,) * 5
    times = np.zeros(len(layers))
    for seed in range(2_000):
        drawn = draw_cells(layers, {LIKELY: 5, DOUBTFUL: 0, REST: 5}, f"{seed}")
        assert len(drawn) == len(set(drawn)) == 10
        times[drawn] += 1
    assert np.allclose(times[:10] / 2_000, 0.5, atol=0.05)
    assert np.allclose(times[10:30] / 2_000, 0.25, atol=0.05)
    assert not times[30:].any()


def test_strata_are_mixed_in_the_order_of_reading() -> None:
    layers = (LIKELY,) * 50 + (REST,) * 50
    first = [draw_cells(layers, {LIKELY: 10, DOUBTFUL: 0, REST: 10}, f"{seed}")[0] for seed in range(400)]
    assert 0.4 < np.mean([layers[place] is LIKELY for place in first]) < 0.6


def test_passages_come_by_the_codes_probability_then_by_the_gates_then_by_chance() -> None:
    scored = [Candidate("a", 1, 0.2, 0.9), Candidate("b", 2, 0.8, 0.8), Candidate("c", 3, 0.2, 0.95)]
    outer = [Candidate("d", 4, 0.0, 0.5)]
    others = [Candidate(f"e{place}", 10 + place) for place in range(50)]
    ranked = rank_passages([*others, *outer, *scored], 10, "one")
    assert [one.passage for one in ranked[:4]] == ["b", "c", "a", "d"]
    again = rank_passages([*scored, *outer, *reversed(others)], 10, "one")
    assert ranked == again
    assert {one.passage for one in ranked[4:]} != {
        one.passage for one in rank_passages([*others, *outer, *scored], 10, "two")[4:]
    }


def test_more_drawn_cells_are_expected_to_narrow_the_interval_until_all_are_read() -> None:
    sizes = {CellLayer.VERIFIED: 50, LIKELY: 60, DOUBTFUL: 80, REST: 70}
    shares = {LIKELY: 0.6, DOUBTFUL: 0.2, REST: 0.03}
    told = [expect_cell_width(sizes, shares, size) for size in (30, 60, 100, 210)]
    assert [one.size for one in told] == [30, 60, 100, 210]
    assert all(one.gives_point for one in told)
    widths = [one.width for one in told]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0
    assert not expect_cell_width(sizes, shares, 6).gives_point


def test_cells_with_the_code_are_expected_to_take_two_passages_and_others_all() -> None:
    sizes = {LIKELY: 100, DOUBTFUL: 0, REST: 0}
    shares = dict.fromkeys(OPEN, 0.75)
    assert expect_cell_width(sizes, shares, 40).passages == 40 * (0.75 * 2 + 0.25 * 10)
    assert expect_cell_width(sizes, shares, 40, depth=1).passages == 40


def test_advice_compares_no_more_cells_than_there_are() -> None:
    assert list(find_cell_sizes({LIKELY: 20, DOUBTFUL: 30, REST: 0})) == [15, 30, 50]
    assert list(find_cell_sizes({LIKELY: 20, DOUBTFUL: 30, REST: 9_000})) == [15, 30, 60, 100, 200]
    assert list(find_cell_sizes({LIKELY: 0, DOUBTFUL: 0, REST: 0})) == []


def test_what_is_supposed_of_strata_follows_the_model_and_then_what_was_read() -> None:
    world = make_world(2)
    grid = lay_grid(world.ground, world.codings, [CODE], Unit.DOCUMENT)
    supposed = expect_shares(grid, find_layers(grid, (), ()))
    assert supposed[LIKELY] > 0.5 > supposed[DOUBTFUL] > supposed[REST] > 0
    learned = learn_shares(dict.fromkeys(OPEN, 0.5), make_sample(world.ground, mixed(world.ground)))
    assert learned == {LIKELY: (4 + 1) / 8, DOUBTFUL: 0.5, REST: 1 / 7}
