from __future__ import annotations

import pytest
from scipy import stats

from corpus.intervals import Limits, add_limits, binomial_share, finite_count, score_share, student


@pytest.mark.parametrize(("hits", "tries"), [(0, 10), (3, 10), (10, 10), (81, 263)])
def test_a_binomial_interval_is_that_of_scipy(hits: int, tries: int) -> None:
    limits = binomial_share(hits, tries)
    known = stats.binomtest(hits, tries).proportion_ci(method="exact")
    assert (limits.low, limits.high) == pytest.approx((known.low, known.high))


@pytest.mark.parametrize(("hits", "tries"), [(0, 29), (1, 30), (15, 148), (81, 263)])
def test_a_score_interval_is_that_of_scipy(hits: int, tries: int) -> None:
    limits = score_share(hits, tries, stats.norm.ppf(0.975))
    known = stats.binomtest(hits, tries).proportion_ci(method="wilson")
    assert (limits.low, limits.high) == pytest.approx((known.low, known.high))


def test_the_score_interval_of_81_of_263_is_that_of_newcombe_1998() -> None:
    limits = score_share(81, 263, 1.959964)
    assert (round(limits.low, 4), round(limits.high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(
    ("population", "drawn", "hits"), [(50, 10, 0), (50, 10, 3), (318, 33, 2), (40, 40, 7)]
)
def test_the_ends_of_a_finite_count_are_the_last_totals_that_could_give_the_sample(
    population: int, drawn: int, hits: int
) -> None:
    limits = finite_count(population, drawn, hits)
    possible = [
        total
        for total in range(hits, population - drawn + hits + 1)
        if stats.hypergeom.cdf(hits, population, total, drawn) > 0.025
        and stats.hypergeom.sf(hits - 1, population, total, drawn) > 0.025
    ]
    assert (limits.low, limits.high) == (possible[0], possible[-1])


def test_what_was_not_drawn_may_be_nothing_or_all() -> None:
    assert finite_count(7, 0, 0) == Limits(0.0, 0.0, 7.0)


def test_distances_of_a_sum_add_up_as_squares_on_each_side() -> None:
    assert add_limits([Limits(10, 7, 14), Limits(5, 1, 8)]) == Limits(15, 10, 20)


def test_the_quantile_is_students() -> None:
    assert student(4) == pytest.approx(stats.t.ppf(0.975, 4))
