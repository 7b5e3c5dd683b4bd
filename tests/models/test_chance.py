from __future__ import annotations

import numpy as np
import pytest

from corpus.records import PassageId
from corpus.review_records import BatchItem, ReviewerId
from models.calibration import fit_sigmoid, logit, sigmoid
from models.chance import MOST, find_chances, weigh_chance


def item(batch: int, passage: str, stratum: str, probability: float | None) -> BatchItem:
    return BatchItem(batch, 0, PassageId(passage), ReviewerId("anna"), stratum, probability, False)


def test_passages_chosen_for_a_reason_all_weigh_the_same() -> None:
    assert weigh_chance([None, None, None]).tolist() == [1, 1, 1]


def test_a_passage_drawn_by_chance_stands_for_those_that_were_not_drawn() -> None:
    weights = weigh_chance([0.1, None, None])
    assert weights[0] / weights[1] == pytest.approx(10)
    assert weights.sum() == pytest.approx(3)


def test_weights_are_trimmed_so_that_nothing_hangs_on_a_few() -> None:
    weights = weigh_chance([0.00001, None])
    assert weights[0] / weights[1] == pytest.approx(MOST)


def test_nothing_judged_has_no_weights() -> None:
    assert weigh_chance([]).tolist() == []


def test_batches_that_draw_from_one_corpus_stand_for_it_together() -> None:
    chances = find_chances(
        [
            item(1, "a", "random", 0.1),
            item(2, "b", "random", 0.2),
            item(2, "c", "likely", None),
            item(3, "d", "audit.high", 0.5),
        ],
        {PassageId(one) for one in "abcd"},
    )
    assert chances["a"] == chances["b"] == pytest.approx(1 - 0.9 * 0.8)
    assert "c" not in chances
    assert chances["d"] == pytest.approx(0.5)


def test_what_was_drawn_and_not_read_stands_for_nothing() -> None:
    half = [item(1, "a", "random", 0.2), item(1, "b", "random", 0.2)]
    unread = [item(2, "c", "random", 0.9)]
    assert find_chances([*half, *unread], {PassageId("a")}) == {"a": pytest.approx(0.1)}
    twice = find_chances([*half, *half, *unread], {PassageId("a"), PassageId("b")})
    assert twice == {"a": pytest.approx(0.2), "b": pytest.approx(0.2)}


def simulate(seed: int) -> tuple[float, float, float]:
    """The prevalence of a corpus, and what a score is calibrated to without and with weights.

    A passage's truth depends on its score and on something that the score does not see; the queue takes
    those where both are high, and a few by chance.
    """
    rng = np.random.default_rng(seed)
    score, unseen = rng.normal(-3, 1.5, 20_000), rng.normal(0, 1.5, 20_000)
    truth = rng.random(20_000) < sigmoid(score + unseen)
    queue = np.argsort(-(score + unseen))[:170]
    by_chance = rng.choice(np.setdiff1d(np.arange(20_000), queue), 130, replace=False)
    read = np.concatenate((queue, by_chance))
    chances = [None] * len(queue) + [len(by_chance) / 20_000] * len(by_chance)
    shares = []
    for weights in (np.ones(len(read)), weigh_chance(chances)):
        fitted = fit_sigmoid(score[read], truth[read], weights)
        shares.append(float(fitted.apply(score).mean()))
    return float(truth.mean()), shares[0], shares[1]


def test_probabilities_are_of_the_corpus_and_not_of_the_queue() -> None:
    runs = [simulate(seed) for seed in range(20)]
    off = np.array([(queue - true, weighed - true) for true, queue, weighed in runs])
    assert off[:, 0].mean() > 0.1  # the queue's prevalence is taken for the corpus's
    assert abs(off[:, 1].mean()) < 0.05
    assert (np.abs(off[:, 1]) < np.abs(off[:, 0])).all()


def test_weights_change_nothing_for_a_score_that_is_right_already() -> None:
    rng = np.random.default_rng(0)
    p = rng.random(4000)
    truth = rng.random(4000) < p
    weights = weigh_chance([None if one > 0.5 else 0.1 for one in p])
    fitted = fit_sigmoid(logit(p), truth, weights)
    assert fitted.slope == pytest.approx(1, abs=0.1)
    assert fitted.shift == pytest.approx(0, abs=0.15)
