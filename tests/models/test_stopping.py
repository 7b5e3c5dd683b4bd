from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import binomtest, hypergeom

from models.errors import StoppingError
from models.stopping import (
    Chance,
    CurvePoint,
    Interval,
    count_interval,
    estimate_recall,
    forecast_labels,
    forecast_score,
    recall_curve,
    recall_p_value,
    share_interval,
)


def test_clopper_pearson_gives_the_textbook_ends() -> None:
    none = share_interval(0, 30)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1157)
    some = share_interval(5, 20)
    assert (some.value, round(some.low, 4), round(some.high, 4)) == (0.25, 0.0866, 0.4910)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_interval_is_that_of_scipy(pair: tuple[int, int]) -> None:
    hits, tries = pair
    expected = binomtest(hits, tries).proportion_ci(0.95, "exact")
    found = share_interval(hits, tries)
    assert found.low == pytest.approx(expected.low, abs=1e-9)
    assert found.high == pytest.approx(expected.high, abs=1e-9)


def test_without_tries_nothing_is_known_of_a_share() -> None:
    nothing = share_interval(0, 0)
    assert math.isnan(nothing.value)
    assert (nothing.low, nothing.high) == (0.0, 1.0)


@example((40, 1, 0))
@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n), st.integers(0, n))))
def test_the_count_interval_holds_exactly_the_totals_that_the_draw_does_not_refute(
    numbers: tuple[int, int, int],
) -> None:
    population, drawn, positives = numbers[0], numbers[1], min(numbers[1:])
    found = count_interval(Chance(population, drawn, positives))
    above = 0.025 * (1 + 1e-9)  # one of 40 is equal to the tail, not above it
    held = [
        total
        for total in range(positives, population - (drawn - positives) + 1)
        if hypergeom.cdf(positives, population, total, drawn) > above
        and hypergeom.sf(positives - 1, population, total, drawn) > above
    ]
    assert (found.low, found.high) == (held[0], held[-1])


def test_reading_everything_by_chance_leaves_no_doubt() -> None:
    assert count_interval(Chance(50, 50, 7)) == Interval(7.0, 7.0, 7.0)
    assert estimate_recall(12, Chance(50, 50, 7)).recall == Interval(1.0, 1.0, 1.0)


def test_recall_counts_what_the_draw_says_is_still_unread() -> None:
    # 2 of 100 drawn from 1,000 hold the code: 20 in all, of which 18 are not known
    recall = estimate_recall(82, Chance(1000, 100, 2))
    assert recall.missed.value == pytest.approx(18)
    assert recall.recall.value == pytest.approx(0.82)
    assert recall.recall.low < 0.82 < recall.recall.high
    assert recall.recall.low == pytest.approx(82 / (82 + recall.missed.high))


def test_without_a_draw_recall_is_unknown_and_its_interval_says_so() -> None:
    recall = estimate_recall(10, Chance(90, 0, 0))
    assert math.isnan(recall.recall.value)
    assert (recall.recall.low, recall.recall.high) == (0.1, 1.0)


def test_the_interval_of_the_count_covers_the_truth_as_often_as_it_says() -> None:
    population, total, drawn = 400, 30, 80
    covered = 0.0
    for positives in range(total + 1):
        interval = count_interval(Chance(population, drawn, positives))
        if interval.low <= total <= interval.high:
            covered += hypergeom.pmf(positives, population, total, drawn)
    assert 0.95 <= covered < 0.99


def test_the_recall_test_is_the_hypergeometric_sum_written_out() -> None:
    # 95 known, 5 of them from a draw of 100 out of 200. Were recall under .95, then at least
    # floor(95 / .95 - 90 + 1) = 11 of the 200 were positive; P(X <= 5) by hand:
    chance = Chance(200, 100, 5)
    by_hand = sum(math.comb(11, k) * math.comb(189, 100 - k) for k in range(6)) / math.comb(200, 100)
    assert recall_p_value(95, chance, 0.95) == pytest.approx(by_hand)


def test_a_long_draw_without_a_find_allows_to_stop_and_a_short_one_does_not() -> None:
    assert recall_p_value(100, Chance(1000, 600, 0), 0.95) < 0.05
    assert recall_p_value(100, Chance(1000, 100, 0), 0.95) > 0.05
    assert recall_p_value(100, Chance(1000, 0, 0), 0.95) == 1.0


def test_when_too_few_are_left_to_miss_the_target_the_test_is_certain() -> None:
    assert recall_p_value(100, Chance(10, 9, 0), 0.5) == 0.0


def test_the_recall_test_errs_no_more_often_than_its_level() -> None:
    # the truth: 100 before the draw, 6 unread of 300; recall is under .95 until one is drawn
    errors = sum(
        hypergeom.pmf(k, 300, 6, 120)
        for k in range(7)
        if (100 + k) / 106 < 0.95 and recall_p_value(100 + k, Chance(300, 120, k), 0.95) < 0.05
    )
    assert errors <= 0.05


@pytest.mark.parametrize("numbers", [(10, 20, 1), (10, 5, 6), (10, 5, -1)])
def test_a_draw_that_cannot_be_is_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(StoppingError):
        Chance(*numbers)


def test_finds_in_the_draw_must_be_among_those_known() -> None:
    with pytest.raises(StoppingError, match="count those too"):
        estimate_recall(3, Chance(100, 10, 4))
    with pytest.raises(StoppingError, match="count those too"):
        recall_p_value(3, Chance(100, 10, 4))


def test_a_recall_curve_begins_at_nothing_and_counts_each_find() -> None:
    curve = recall_curve([True, False, True])
    assert curve == (CurvePoint(0, 0), CurvePoint(1, 1), CurvePoint(2, 1), CurvePoint(3, 2))


def test_labels_left_follow_from_what_is_missed_and_what_reading_yields() -> None:
    forecast = forecast_labels(80, Interval(20, 10, 40), 0.9, CurvePoint(100, 20))
    assert forecast.likely == pytest.approx(10 / 0.2)
    assert forecast.best < forecast.likely < forecast.worst
    assert forecast.hours(36).likely == pytest.approx(0.5)


def test_a_target_that_is_reached_needs_no_more_labels_and_no_yield_needs_for_ever() -> None:
    assert forecast_labels(95, Interval(5, 0, 5), 0.9, CurvePoint(50, 0)).worst == 0
    assert forecast_labels(50, Interval(50, 20, 90), 0.9, CurvePoint(50, 0)).likely == math.inf


def test_a_learning_curve_that_follows_a_power_law_is_carried_on_exactly() -> None:
    points = [(labels, 1 - 2 * labels**-0.5) for labels in (50, 100, 200, 400)]
    assert forecast_score(points, 0.95) == pytest.approx(1600)


def test_a_learning_curve_that_does_not_rise_never_gets_there() -> None:
    assert forecast_score([(50, 0.6), (100, 0.6), (200, 0.55)], 0.7) == math.inf
    with pytest.raises(StoppingError, match="two label counts"):
        forecast_score([(50, 0.6)], 0.7)
