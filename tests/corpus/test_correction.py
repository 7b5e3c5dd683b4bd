from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from corpus.audit_records import Word
from corpus.correction import Material, compute_estimates
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from tests.audits import (
    CODES,
    COMPETENCE,
    DESCRIPTION,
    REGION,
    STRATEGY,
    World,
    draw_sample,
    make_world,
    read_truly,
)

WHOLE = Domain()


def estimates_of(material: Material) -> dict[tuple[str, str, Domain], Estimate]:
    """The shares of passages."""
    found = compute_estimates(material)
    return {(one.code, one.other, one.domain): one for one in found if one.unit is Unit.PASSAGE}


def holds(estimate: Estimate, truth: float) -> bool:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low - 1e-9 <= truth <= estimate.high + 1e-9


def test_intervals_of_codes_pairs_and_counties_hold_the_truth_as_often_as_they_promise() -> None:
    hits: dict[str, list[bool]] = {"code": [], "pair": [], "county": []}
    errors = []
    for seed in range(250):
        world = make_world(seed)
        found = estimates_of(draw_sample(world, seed))
        code = found[CODES[STRATEGY], "", WHOLE]
        assert code.basis is Basis.DIFFERENCE
        assert code.point is not None
        hits["code"].append(holds(code, world.share([STRATEGY])))
        errors.append(code.point - world.share([STRATEGY]))
        pair = found[CODES[REGION], CODES[COMPETENCE], WHOLE]
        hits["pair"].append(holds(pair, world.share([REGION, COMPETENCE])))
        labels = world.ground.of_documents["county"]
        for place, value in enumerate(labels.values):
            county = found[CODES[REGION], "", Domain("county", value)]
            hits["county"].append(holds(county, world.share([REGION], labels.places == place)))
    shares = {what: float(np.mean(found)) for what, found in hits.items()}
    assert 0.92 <= shares["code"] <= 0.98
    assert shares["pair"] >= 0.92
    assert shares["county"] >= 0.92
    # Unbiased: the mean error is within three of its standard errors.
    assert abs(np.mean(errors)) < 3 * np.std(errors) / math.sqrt(len(errors))


def test_parts_of_the_material_add_up_to_the_whole() -> None:
    world = make_world(1)
    found = estimates_of(draw_sample(world, 1, size=1500))
    whole = found[CODES[STRATEGY], "", WHOLE]
    parts = [found[CODES[STRATEGY], "", Domain("county", f"Län {place}")] for place in range(3)]
    assert sum(one.population for one in parts) == whole.population == len(world.truths)
    assert sum(one.audited for one in parts) == whole.audited
    assert sum(one.positives for one in parts) == whole.positives
    assert whole.point is not None
    total = math.fsum(one.population * one.point for one in parts if one.point is not None)
    assert total / whole.population == pytest.approx(whole.point)


def test_where_everything_was_read_the_share_is_the_truth() -> None:
    world = make_world(2, municipalities=3, documents=4)
    found = estimates_of(draw_sample(world, 2, size=10_000))
    for column, code in enumerate(CODES):
        one = found[code, "", WHOLE]
        assert one.audited == len(world.truths)
        assert (one.point, one.low, one.high) == pytest.approx((world.share([column]),) * 3)


def test_few_positives_give_limits_and_no_point() -> None:
    world = make_world(3)
    rare = world.truths.copy()
    rare[:, COMPETENCE] = False
    rare[:3, COMPETENCE] = True
    world = replace(world, truths=rare)
    one = estimates_of(draw_sample(world, 3))[CODES[COMPETENCE], "", WHOLE]
    assert (one.basis, one.point) == (Basis.BOUNDS, None)
    assert one.positives < 10
    assert holds(one, world.share([COMPETENCE]))


def test_without_answers_every_share_of_passages_is_the_machines() -> None:
    def nobody(_: World, __: int) -> Word | None:
        return None

    found = estimates_of(draw_sample(make_world(4), 4, read=nobody))
    assert {one.basis for one in found.values()} == {Basis.MACHINE}
    assert {one.audited for one in found.values()} == {0}


def test_passages_that_nobody_read_are_not_counted_as_read() -> None:
    def every_other(world: World, number: int) -> Word | None:
        return read_truly(world, number) if number % 2 else None

    world = make_world(5)
    material = draw_sample(world, 5, read=every_other)
    one = estimates_of(material)[CODES[STRATEGY], "", WHOLE]
    assert one.audited == len(material.words) < 200
    assert one.population == len(world.truths)
    assert holds(one, world.share([STRATEGY]))


def test_a_code_that_readers_are_unsure_of_counts_as_not_drawn_for_that_code_alone() -> None:
    def unsure(world: World, number: int) -> Word | None:
        word = read_truly(world, number)
        assert word is not None
        if number % 3:
            return word
        doubted = CODES[REGION]
        return replace(word, yes=word.yes - {doubted}, known=word.known - {doubted})

    world = make_world(6)
    material = draw_sample(world, 6, read=unsure)
    found = estimates_of(material)
    region, strategy = (found[CODES[column], "", WHOLE] for column in (REGION, STRATEGY))
    assert strategy.audited == len(material.words)
    assert 150 < region.audited < 0.75 * strategy.audited
    assert holds(region, world.share([REGION]))


def test_a_pair_is_known_when_one_of_its_codes_surely_does_not_hold() -> None:
    def unsure_of_region(world: World, number: int) -> Word | None:
        word = read_truly(world, number)
        assert word is not None
        return replace(word, yes=word.yes - {CODES[REGION]}, known=word.known - {CODES[REGION]})

    world = make_world(7)
    material = draw_sample(world, 7, read=unsure_of_region)
    found = estimates_of(material)
    without = sum(CODES[COMPETENCE] not in word.yes for word in material.words)
    assert found[CODES[REGION], "", WHOLE].basis is Basis.MACHINE
    assert found[CODES[REGION], CODES[COMPETENCE], WHOLE].audited == without


def test_what_was_known_before_the_draw_is_no_part_of_the_sample_and_counts_as_it_is() -> None:
    world = make_world(8)
    known = frozenset(map(int, np.flatnonzero(world.truths[:, STRATEGY])[:100]))
    one = estimates_of(draw_sample(world, 8, known=known))[CODES[STRATEGY], "", WHOLE]
    assert one.population == len(world.truths)
    assert one.audited == 300
    assert one.low is not None
    assert one.low * one.population >= 100 + one.positives - 1e-6
    assert holds(one, world.share([STRATEGY]))


def test_documents_and_municipalities_are_never_estimated_from_passages() -> None:
    material = draw_sample(make_world(9), 9)
    others = [one for one in compute_estimates(material) if one.unit is not Unit.PASSAGE]
    assert {one.basis for one in others} <= {Basis.MACHINE, Basis.BOUNDS, Basis.VERIFIED}
    # Where people found the code in every unit the share is no estimate.
    assert {one.point for one in others} <= {None, 1.0}
    assert all(one.verified == one.population for one in others if one.basis is Basis.VERIFIED)
    some = next(one for one in others if one.code == CODES[DESCRIPTION] and one.domain == WHOLE)
    assert some.verified > 0
    assert some.low == pytest.approx(some.verified / some.population)
