from __future__ import annotations

import numpy as np
import pytest

from corpus.records import CodeId
from models.evaluation import average_precision, count_answers, count_codes, has_keyword, macro_f1, pool
from models.folds import assign_folds


def test_counts_give_precision_recall_and_f1() -> None:
    counts = count_answers(np.array([True, True, False, False]), np.array([True, False, True, False]))
    assert (counts.precision, counts.recall, counts.f1, counts.support) == (0.5, 0.5, 0.5, 2)


def test_pooled_counts_give_micro_f1_and_means_give_macro_f1() -> None:
    one, other = CodeId("partner.state"), CodeId("partner.region")
    counts = count_codes([{one}, {one, other}], [{one}, {one}], [one, other])
    assert pool(counts.values()).f1 == pytest.approx(0.8)
    assert macro_f1(counts.values()) == 1.0  # only codes that are true somewhere
    assert macro_f1(counts.values(), least_support=0) == pytest.approx(0.5)


def test_average_precision_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import average_precision_score

    draw = np.random.default_rng(1)
    scores = np.round(draw.random(200), 1)
    truth = draw.random(200) < scores
    assert average_precision(scores, truth) == pytest.approx(average_precision_score(truth, scores))


def test_the_keyword_search_finds_stems_in_any_case() -> None:
    assert has_keyword("Avtalssamverkan")
    assert has_keyword("PARTNERSKAP")
    assert not has_keyword("tillsammans med")


def test_folds_keep_a_group_whole_and_are_of_even_size() -> None:
    groups = ["a"] * 50 + ["b"] * 30 + ["c"] * 30 + ["d"] * 10
    folds = assign_folds(groups, 2)
    assert all(len({int(f) for f, g in zip(folds, groups, strict=True) if g == name}) == 1 for name in "abcd")
    assert sorted(np.bincount(folds)) == [60, 60]
    with pytest.raises(ValueError, match="two or more"):
        assign_folds(groups, 1)
