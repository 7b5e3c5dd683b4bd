from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.cell_correction import CellProgress, correct_cells, measure_cells
from corpus.cell_design import draw_cells, expect_shares, find_layers, lay_grid, share_out
from corpus.cell_records import DEPTH, OPEN, Cell, CellAudit, CellLayer, CellSample, Finding
from corpus.correction import Material, compute_estimates
from corpus.estimate_material import Ground, PublishedDocument, make_ground
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.machine_shares import ALONE
from corpus.records import CodeId
from tests import factories
from tests.audits import REGION, World, draw_sample, make_world
from tests.cells import CODE, make_sample, mixed

WHOLE = Domain()


def blank(ground: Ground, domain: Domain = WHOLE) -> Estimate:
    values = (len(ground.municipalities), 0.9, None, None, None, 0, 0, 0)
    return Estimate(Unit.MUNICIPALITY, CODE, CodeId(""), domain, Basis.MACHINE, *values)


def correct(ground: Ground, sample: CellSample, domain: Domain = WHOLE) -> Estimate:
    return correct_cells([blank(ground, domain)], ground, [sample])[0]


def test_a_worked_example_of_verified_read_and_unread_municipalities() -> None:
    ground = make_world(1).ground
    one = correct(ground, make_sample(ground, mixed(ground)))
    assert one.basis is Basis.VERIFIED
    assert one.point == pytest.approx((6 + 12 * 4 / 6 + 0) / 24)
    assert (one.population, one.verified, one.audited, one.positives) == (24, 10, 11, 4)
    assert one.low is not None
    assert one.high is not None
    assert 10 / 24 <= one.low < one.point < one.high <= 17 / 24
    assert (
        one.unseen == 7
    )  # those read without a find, of which more passages had a probability than were read


def test_a_share_of_a_county_counts_its_own_cells_and_gives_limits_where_too_few_are_read() -> None:
    ground = make_world(1).ground
    sample = make_sample(ground, mixed(ground))
    parts = [correct(ground, sample, Domain("county", f"Län {place}")) for place in range(3)]
    whole = correct(ground, sample)
    assert sum(one.population for one in parts) == whole.population
    assert sum(one.audited for one in parts) == whole.audited
    assert sum(one.verified for one in parts) == whole.verified
    assert {one.basis for one in parts} == {Basis.BOUNDS}
    assert all(one.low is not None and one.high is not None and one.low < one.high for one in parts)


def test_cells_outside_the_population_of_now_are_in_no_share() -> None:
    ground = make_world(1).ground
    sample = make_sample(ground, mixed(ground))
    kept = ground.municipalities[:6]
    narrow = make_ground(
        [
            PublishedDocument(factories.sha256_of(one.code), "plan", "", 5, one.code, (one.code,))
            for one in kept
        ],
        kept,
    )
    one = correct(narrow, sample)
    assert (one.population, one.point) == (6, 1.0)


def test_a_code_with_three_positives_gets_an_interval_and_not_a_bare_point() -> None:
    ground = make_world(1).ground
    kinds = [(CellLayer.LIKELY, Finding.YES)] * 3 + [(CellLayer.REST, Finding.NO)] * 9
    kinds += [(CellLayer.REST, Finding.UNREAD)] * 12
    codes = [one.code for one in ground.municipalities]
    one = correct(ground, make_sample(ground, dict(zip(codes, kinds, strict=True))))
    assert (one.positives, one.point) == (3, pytest.approx(3 / 24))
    assert one.low == pytest.approx(3 / 24)
    assert one.high is not None
    assert 5 / 24 < one.high < 12 / 24


def test_where_nothing_was_read_it_may_be_any_share_from_the_confirmed_up() -> None:
    ground = make_world(1).ground
    kinds = [(CellLayer.VERIFIED, Finding.YES)] * 3 + [(CellLayer.LIKELY, Finding.UNREAD)] * 21
    codes = [one.code for one in ground.municipalities]
    one = correct(ground, make_sample(ground, dict(zip(codes, kinds, strict=True))))
    assert (one.basis, one.point, one.low, one.high) == (Basis.BOUNDS, None, 3 / 24, 1.0)


def test_only_the_drawn_code_of_the_drawn_unit_is_estimated() -> None:
    world = make_world(1)
    material = Material(
        world.ground, world.codings, (), cells=(make_sample(world.ground, mixed(world.ground)),)
    )
    told = [one for one in compute_estimates(material) if one.basis is Basis.VERIFIED]
    assert {(one.unit, one.code, one.other) for one in told} == {(Unit.MUNICIPALITY, CODE, "")}


def test_progress_counts_ended_cells_whatever_turn_they_ended_in() -> None:
    ground = make_world(1).ground
    found = mixed(ground)
    codes = list(found)
    found[codes[-1]] = (CellLayer.REST, Finding.FOUND)
    found[codes[-2]] = (CellLayer.REST, Finding.UNCLEAR)
    assert measure_cells(make_sample(ground, found)) == CellProgress(18, 17, 11, 1)


# -- the whole way: layers from a model, a draw, a reading of what was drawn, shares


def draw_world(world: World, seed: int, size: int, unit: Unit) -> tuple[CellSample, float]:
    """A draw of this world's cells by the rules, read truly, with the true share."""
    grid = lay_grid(world.ground, world.codings, [CODE], unit)
    held = np.zeros(len(grid.owners), dtype=np.bool_)
    for document, cell in grid.places.tolist():
        held[cell] |= world.truths[world.documents == document, REGION].any()
    numbers = np.random.default_rng(seed)
    verified = {int(place) for place in np.flatnonzero(held & (numbers.random(len(held)) < 0.3))}
    layers = find_layers(grid, verified, ())
    sizes = {layer: layers.count(layer) for layer in OPEN}
    wanted = share_out(sizes, expect_shares(grid, layers), size)
    drawn = set(draw_cells(layers, wanted, f"{seed}"))
    cells, findings = [], []
    for place, (owner, layer) in enumerate(zip(grid.owners, layers, strict=True)):
        cells.append(Cell(owner, layer, 20, 0, 1.0, place if place in drawn else None))
        told = Finding.YES if held[place] else Finding.NO
        findings.append(told if place in drawn or layer is CellLayer.VERIFIED else Finding.UNREAD)
    audit = CellAudit(1, 1, factories.AT, "model", CODE, ALONE, unit, DEPTH, 10_000, seed, frozenset[str]())
    return CellSample(audit, tuple(cells), tuple(findings)), float(held.mean())


def thin(world: World, seed: int) -> World:
    """The same with a rarer code, so that many cells do not hold it."""
    kept = np.random.default_rng(seed).random(len(world.truths)) < 0.07
    truths, scores = world.truths.copy(), world.scores.copy()
    truths[:, REGION] &= kept
    scores[:, REGION] *= kept | (np.random.default_rng(seed + 1).random(len(kept)) < 0.02)
    return replace(world, truths=truths, scores=scores)


@pytest.mark.parametrize(("unit", "size"), [(Unit.MUNICIPALITY, 30), (Unit.DOCUMENT, 50)])
def test_shares_of_drawn_worlds_hold_the_truth_as_often_as_they_promise(unit: Unit, size: int) -> None:
    """Exactly 93 to 97 % cannot be had of few cells: totals of whole numbers are held more often."""
    hits, points, widths, bounds, errors = [], 0, [], [], []
    base = make_world(0, municipalities=80, documents=2)
    for seed in range(300):
        world = thin(base, seed)
        sample, truth = draw_world(world, seed, size, unit)
        one = correct_cells([replace(blank(world.ground), unit=unit)], world.ground, [sample])[0]
        assert one.low is not None
        assert one.high is not None
        hits.append(one.low - 1e-9 <= truth <= one.high + 1e-9)
        widths.append(one.high - one.low)
        bounds.append(1 - (one.verified + one.audited - one.positives) / one.population)
        if one.point is not None:
            points += 1
            errors.append(one.point - truth)
    assert points > 290
    assert 0.93 <= np.mean(hits) <= 0.985
    assert np.mean(widths) < 0.6 * np.mean(bounds)
    assert abs(np.mean(errors)) < 3.5 * np.std(errors) / np.sqrt(len(errors))


def test_an_or_over_predictions_is_far_off_where_the_drawn_share_is_not() -> None:
    """A model that is wrong on 2 of 100 passages finds the code in half of the places that do not hold it."""
    world = thin(make_world(0, municipalities=80, documents=2), 1)
    scores = world.scores.copy()
    scores[np.random.default_rng(7).random(len(scores)) < 0.02, REGION] = 0.9
    world = replace(world, scores=scores)
    sample, truth = draw_world(world, 1, 40, Unit.MUNICIPALITY)
    found = compute_estimates(Material(world.ground, world.codings, (), cells=(sample,)))
    (one,) = (
        one
        for one in found
        if (one.unit, one.code, one.other, one.domain) == (Unit.MUNICIPALITY, CODE, "", WHOLE)
    )
    assert one.point is not None
    assert one.machine - truth > 0.3
    assert abs(one.point - truth) < 0.1


def test_audits_of_passages_and_of_cells_do_not_touch_each_other() -> None:
    world = make_world(3)
    material = draw_sample(world, 3)
    sample = make_sample(world.ground, mixed(world.ground))
    alone = compute_estimates(material)
    both = compute_estimates(replace(material, cells=(sample,)))
    assert [one for one in alone if one.unit is Unit.PASSAGE] == [
        one for one in both if one.unit is Unit.PASSAGE
    ]
