from __future__ import annotations

import numpy as np
import pytest

from models.calibration import (
    best_threshold,
    expected_calibration_error,
    fit_shifted_sigmoids,
    fit_sigmoid,
    logit,
    sigmoid,
)


def test_scaling_undoes_over_confidence() -> None:
    draw = np.random.default_rng(7)
    true = draw.normal(0, 2, 20_000)
    truth = draw.random(20_000) < sigmoid(true)
    raw = 3 * true + 1
    fitted = fit_sigmoid(raw, truth, np.ones(20_000))
    assert fitted.slope == pytest.approx(1 / 3, abs=0.03)
    assert expected_calibration_error(fitted.apply(raw), truth) < 0.015
    assert expected_calibration_error(sigmoid(raw), truth) > 0.05


def test_a_code_without_examples_borrows_the_common_shift_and_leans_to_no() -> None:
    draw = np.random.default_rng(3)
    logits = draw.normal(0, 1, (500, 3))
    truth = draw.random((500, 3)) < sigmoid(logits - 1)
    truth[:, 2] = False
    slope, shifts = fit_shifted_sigmoids(logits, truth, np.ones(500))
    assert slope > 0
    assert shifts[2] < shifts[0] - 1
    assert np.isfinite(shifts).all()


def test_logit_and_sigmoid_undo_each_other() -> None:
    p = np.array([0.001, 0.3, 0.5, 0.999])
    assert sigmoid(logit(p)) == pytest.approx(p)
    assert np.isfinite(logit([0.0, 1.0])).all()


def test_the_best_threshold_lies_between_the_last_right_and_the_next_wrong_score() -> None:
    scores = np.array([0.9, 0.8, 0.4, 0.2])
    truth = np.array([True, True, False, False])
    assert best_threshold(scores, truth) == pytest.approx(0.6)
    assert best_threshold(scores, np.zeros(4, dtype=np.bool_)) == 0.5


def test_a_row_of_weight_two_counts_as_two_rows() -> None:
    draw = np.random.default_rng(5)
    scores = draw.random(200)
    truth = draw.random(200) < scores**2
    weights = draw.integers(1, 4, 200)
    twice, true = np.repeat(scores, weights), np.repeat(truth, weights)
    assert best_threshold(scores, truth, weights) == pytest.approx(best_threshold(twice, true))


def test_a_threshold_is_of_the_corpus_and_not_of_the_queue() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.55, 0.5])
    truth = np.array([True, True, True, False, True, False])
    weights = np.array([1.0, 1.0, 1.0, 20.0, 1.0, 20.0])  # what is not true was drawn by chance
    assert best_threshold(scores, truth) < 0.55
    assert best_threshold(scores, truth, weights) == pytest.approx(0.65)
