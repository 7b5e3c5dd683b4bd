from __future__ import annotations

import numpy as np
import pytest

from corpus.records import CodeId
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.decision import NEVER, REPORTED, Thresholds, decide
from models.rules import compile_rules

RULES = compile_rules(load_codebook(DEFAULT_CODEBOOK))
REGION, STATE, NETWORK = CodeId("partner.region"), CodeId("partner.state"), CodeId("form.network")
THRESHOLDS = Thresholds(0.5, 0.5, 0.5, {REGION: 0.4, STATE: NEVER, NETWORK: 0.4})


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ((0.4, 0.2, 0.3, 0.1), "gate.strategy"),  # external together, though no single gate is likeliest
        ((0.2, 0.4, 0.1, 0.3), "gate.description"),
        ((0.2, 0.2, 0.4, 0.2), "gate.internal"),
        ((0.3, 0.1, 0.1, 0.5), "gate.none"),
    ],
)
def test_exactly_one_gate_is_passed(gates: tuple[float, ...], expected: str) -> None:
    accepted = decide(np.array(gates), {}, THRESHOLDS, RULES).accepted
    assert [code for code in accepted if code.startswith("gate.")] == [expected]


def test_codes_are_given_from_their_threshold_on_and_never_without_the_gate() -> None:
    heads = {REGION: 0.45, STATE: 0.9, NETWORK: 0.3}
    outside = decide(np.array([0.9, 0.05, 0.03, 0.02]), heads, THRESHOLDS, RULES)
    assert outside.accepted == {"gate.strategy", REGION, "form.unspecified"}
    inside = decide(np.array([0.1, 0.1, 0.7, 0.1]), heads, THRESHOLDS, RULES)
    assert inside.accepted == {"gate.internal"}


def test_a_code_that_is_never_a_yes_is_still_offered_with_its_score() -> None:
    scores = decide(np.array([0.9, 0.05, 0.03, 0.02]), {STATE: 0.9}, THRESHOLDS, RULES).scores
    assert scores[STATE] == 0.9


def test_low_scores_are_not_recorded_unless_they_were_accepted() -> None:
    decision = decide(np.array([0.9, 0.05, 0.03, 0.02]), {REGION: 0.02}, THRESHOLDS, RULES)
    assert REGION not in decision.scores
    assert all(p >= REPORTED or code in decision.accepted for code, p in decision.scores.items())
    assert {"partner.unspecified", "form.unspecified"} <= decision.scores.keys()
