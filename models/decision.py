"""From probabilities to codes: thresholds, one gate, and the codebook's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.gate import DESCRIPTION, GATES, INTERNAL, NONE, STRATEGY
from models.rules import Rule, enforce

Doubles = npt.NDArray[np.float64]

NEVER: Final = 2.0
"""A threshold that no probability reaches: the code is offered for review, never a yes by itself."""

REPORTED: Final = 0.1
"""Scores from here up are worth a reviewer's look; lower ones are not recorded."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on each answer is yes.

    `strategy` is asked of passages that are external, `internal` of those that are not; both are
    shares of the probability that is left. `codes` are on P(external and code).
    """

    external: float
    strategy: float
    internal: float
    codes: Mapping[CodeId, float]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one passage got: a probability for each code worth recording, and which are a yes."""

    scores: Mapping[CodeId, float]
    accepted: frozenset[CodeId]


def choose_gate(gates: Doubles, thresholds: Thresholds) -> int:
    """Which of the four gates a passage passes, from their calibrated probabilities."""
    external = gates[STRATEGY] + gates[DESCRIPTION]
    if external >= thresholds.external:
        is_strategy = gates[STRATEGY] >= thresholds.strategy * external
        return STRATEGY if is_strategy else DESCRIPTION
    is_internal = gates[INTERNAL] >= thresholds.internal * (gates[INTERNAL] + gates[NONE])
    return INTERNAL if is_internal else NONE


def decide(
    gates: Doubles, heads: Mapping[CodeId, float], thresholds: Thresholds, rules: tuple[Rule, ...]
) -> Decision:
    """Decide one passage. `heads` are P(external and code), empty where no head was asked."""
    gate = choose_gate(gates, thresholds)
    scores = {code: float(p) for code, p in zip(GATES, gates, strict=True)} | dict(heads)
    chosen = {GATES[gate]}
    if gate in (STRATEGY, DESCRIPTION):
        chosen.update(code for code, p in heads.items() if p >= thresholds.codes[code])
    accepted = enforce(rules, chosen, heads)
    for code in accepted - scores.keys():  # added by a rule, with no head of its own
        scores[code] = float(gates[STRATEGY] + gates[DESCRIPTION])
    kept = {code: p for code, p in scores.items() if p >= REPORTED or code in accepted}
    return Decision(kept, accepted)
