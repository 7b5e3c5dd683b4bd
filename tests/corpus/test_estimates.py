from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from corpus.estimates import Known, Sampled, bound_total, count_positives, estimate_total
from corpus.intervals import student


def stratum(
    size: int, predicted: float, truths: Sequence[float], scores: Sequence[float], **of: object
) -> Sampled:
    read = len(truths)
    clusters = of.get("clusters", np.zeros(read, dtype=np.int64))
    arrays = (np.array(truths, float), np.array(scores, float), np.asarray(clusters), np.ones(read, np.bool_))
    return Sampled(size, size, int(of.get("blank", 0)), predicted, *arrays)  # type: ignore[call-overload]


def test_without_a_model_it_is_the_stratified_expansion_estimator() -> None:
    """Cochran 1977, sections 5.2 and 5.3, computed by hand."""
    first = stratum(100, 0.0, [1, 0, 1, 1], [0, 0, 0, 0])
    second = stratum(50, 0.0, [0, 1, 0, 0, 0], [0, 0, 0, 0, 0])
    limits = estimate_total([first, second], Known())
    variance = 100**2 * (1 - 0.04) * 0.25 / 4 + 50**2 * (1 - 0.1) * 0.2 / 5
    assert limits.value == pytest.approx(100 * 3 / 4 + 50 / 5)
    assert limits.value - limits.low == pytest.approx(student(7) * math.sqrt(variance))


def test_in_one_stratum_it_is_the_difference_estimator() -> None:
    """Särndal, Swensson & Wretman 1992, 6.3: Σf + N·mean(Y − f); prediction-powered inference with λ = 1."""
    truths, scores = [1, 0, 1, 0, 1, 0], [0.9, 0.2, 0.6, 0.1, 0.8, 0.4]
    limits = estimate_total([stratum(600, 290.0, truths, scores)], Known())
    errors = np.array(truths) - np.array(scores)
    assert limits.value == pytest.approx(290 + 600 * errors.mean())
    half = student(5) * 600 * math.sqrt((1 - 0.01) * errors.var(ddof=1) / 6)
    assert limits.high - limits.value == pytest.approx(half)


def test_what_was_known_before_the_draw_has_no_error() -> None:
    read = stratum(4, 2.0, [1, 1, 0, 0], [0.5] * 4)
    limits = estimate_total([read], Known(10, 3))
    assert (limits.low, limits.value, limits.high) == (5, 5, 5)


def test_a_stratum_without_a_find_still_says_that_there_may_be_some() -> None:
    limits = estimate_total([stratum(1000, 0.0, [0] * 100, [0] * 100, blank=1000)], Known())
    assert limits.value == limits.low == 0
    assert 20 < limits.high < 45  # three in a hundred, about


def test_errors_that_come_in_municipalities_widen_the_interval() -> None:
    clusters = np.repeat(np.arange(20), 10)
    truths = (clusters % 2).astype(float)
    scores = [0.5] * 200
    together = estimate_total([stratum(10_000, 5_000, truths, scores, clusters=clusters)], Known())
    apart = estimate_total([stratum(10_000, 5_000, truths, scores, clusters=np.arange(200))], Known())
    assert together.high - together.low > 2.5 * (apart.high - apart.low)


@pytest.mark.parametrize("missed", [0.0, 0.1, 0.3])
@pytest.mark.parametrize("prevalence", [0.03, 0.08, 0.3])
def test_intervals_hold_the_truth_as_often_as_they_promise_and_are_narrower_than_reading_alone(
    prevalence: float, missed: float
) -> None:
    numbers = np.random.default_rng(round(1000 * prevalence + 10 * missed))
    hits = tries = 0
    with_model, without = [], []
    for _ in range(600):
        truths, scores, clusters = make_population(numbers, prevalence, missed)
        strata = draw_strata(numbers, truths, scores, clusters)
        if count_positives(strata) < 10:
            continue
        limits = estimate_total(strata, Known())
        hits, tries = hits + (limits.low <= truths.sum() <= limits.high), tries + 1
        with_model.append(limits.high - limits.low)
        read = numbers.choice(len(truths), 300, replace=False)
        alone = stratum(len(truths), 0.0, truths[read], [0.0] * 300, clusters=clusters[read])
        reading = estimate_total([alone], Known())
        without.append(reading.high - reading.low)
    assert tries > 500
    assert 0.93 <= hits / tries <= 0.97
    # A model that misses every third has less to give.
    assert np.mean(with_model) < (1.0 if missed > 0.2 else 0.85) * np.mean(without)


def test_limits_of_rare_codes_hold_the_truth() -> None:
    numbers = np.random.default_rng(5)
    hits = tries = 0
    for _ in range(400):
        truths, scores, clusters = make_population(numbers, 0.004, 0.2)
        strata = draw_strata(numbers, truths, scores, clusters)
        limits = bound_total(strata, Known())
        hits, tries = hits + (limits.low <= truths.sum() <= limits.high), tries + 1
    assert hits / tries >= 0.93


Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def make_population(numbers: np.random.Generator, prevalence: float, missed: float) -> Arrays:
    """6,000 passages of 100 municipalities that differ, and the scores of a model that misses some."""
    clusters = np.sort(numbers.integers(0, 100, 6_000))
    base = math.log(prevalence / (1 - prevalence))
    chance = 1 / (1 + np.exp(-(base + numbers.normal(0, 0.4, 100)[clusters])))
    truths = (numbers.random(6_000) < chance).astype(float)
    signal = numbers.normal(np.where(truths == 1, 1.8, -1.8), 1.0)
    scores = 1 / (1 + np.exp(-(3.6 * signal + base)))
    scores[(truths == 1) & (numbers.random(6_000) < missed)] = 0
    return truths, np.where(scores < 0.1, 0.0, scores), clusters


def draw_strata(
    numbers: np.random.Generator, truths: np.ndarray, scores: np.ndarray, clusters: np.ndarray
) -> list[Sampled]:
    layers = np.where(scores >= 0.5, 0, np.where(scores > 0, 1, 2))
    drawn = []
    for layer, wanted in enumerate((70, 40, 190)):
        own = np.flatnonzero(layers == layer)
        read = numbers.choice(own, min(wanted, len(own)), replace=False)
        blank = int((scores[own] == 0).sum())
        found = stratum(
            len(own),
            float(scores[own].sum()),
            truths[read],
            scores[read],
            clusters=clusters[read],
            blank=blank,
        )
        drawn.append(found)
    return drawn
