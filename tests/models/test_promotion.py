from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.records import CodeId
from models.promotion import Answered, Part, compare, score_answers

STRATEGY, NONE = CodeId("gate.strategy"), CodeId("gate.none")
REGION, STATE = CodeId("partner.region"), CodeId("partner.state")
ALL = frozenset((STRATEGY, NONE, REGION, STATE))


def answers(right: float, groups: int = 20, each: int = 10, seed: int = 0) -> list[Answered]:
    """Half of the passages hold strategy and region; this share of all is answered as it is."""
    rng = np.random.default_rng(seed)
    yes, no = frozenset((STRATEGY, REGION)), frozenset((NONE,))
    rows = []
    for n in range(groups * each):
        holds, other = (yes, no) if n % 2 else (no, yes)
        rows.append(Answered(f"town {n // each}", holds, ALL, holds if rng.random() < right else other))
    return rows


def test_scores_are_f1_with_intervals_that_hold_it() -> None:
    one = Answered("a", frozenset((STRATEGY, REGION)), ALL, frozenset((STRATEGY, REGION)))
    missed = replace(one, group="b", said=frozenset((NONE,)))
    wrong = Answered("c", frozenset((NONE,)), ALL, frozenset((STRATEGY, REGION)))
    scores = score_answers([one] * 6 + [missed] * 2 + [wrong] * 2, [REGION, STATE])
    assert scores.external.value == pytest.approx(12 / 16)
    assert scores.codes[REGION].value == pytest.approx(12 / 16)
    assert scores.external.low <= 0.75 <= scores.external.high
    assert STATE not in scores.codes


def test_what_is_not_known_counts_neither_way() -> None:
    disputed = Answered("a", frozenset(), frozenset((STATE,)), frozenset((STRATEGY, REGION)))
    rows = [*answers(1.0), disputed]
    assert score_answers(rows, [REGION]).external.value == 1
    assert score_answers(rows, [REGION]).codes[REGION].value == 1


def test_a_better_model_is_promoted_and_the_reason_says_that_it_rises() -> None:
    promotion = compare({"it": Part(answers(0.7), answers(0.95, seed=1))}, [REGION])
    assert promotion.promote
    assert all("rises" in reason for reason in promotion.reasons)


def test_a_worse_model_is_not_promoted_even_if_it_rises_elsewhere() -> None:
    parts = {
        "one": Part(answers(0.95), answers(0.7, seed=1)),
        "other": Part(answers(0.7), answers(0.95, seed=1)),
    }
    promotion = compare(parts, [REGION])
    assert not promotion.promote
    assert sum("falls" in reason for reason in promotion.reasons) == 2
    assert promotion.differences["external F1 on one"].high < 0


def test_the_same_answers_are_promoted_as_no_change() -> None:
    same = answers(0.8)
    promotion = compare({"it": Part(same, same)}, [REGION])
    assert promotion.promote
    assert {interval.value for interval in promotion.differences.values()} == {0.0}


def test_a_fall_that_could_be_noise_is_refused_when_it_is_large() -> None:
    few = answers(1.0, groups=3, each=4)
    worse = [replace(few[0], said=frozenset((STRATEGY, REGION))), *few[1:]]
    promotion = compare({"it": Part(few, worse)}, [REGION])
    assert promotion.differences["external F1 on it"].high == 0
    assert not promotion.promote
    assert "within noise" in promotion.reasons[0]


def test_models_that_answered_other_passages_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="same passages"):
        compare({"it": Part(answers(1.0), answers(1.0)[1:])}, [REGION])


def test_a_sure_fall_that_is_negligible_for_its_part_is_none() -> None:
    old, new = answers(1.0, groups=40), answers(0.985, groups=40)
    assert not compare({"it": Part(old, new)}, [REGION]).promote
    lenient = compare({"it": Part(old, new, negligible=0.02)}, [REGION])
    assert lenient.promote
    assert "falls by less than counts" in lenient.reasons[0]
