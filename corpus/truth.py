"""What holds of a passage now: machine codings and people's judgements weighed together, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.records import CodeId, Coding, Judgement, Verdict

EXTERNAL = (CodeId("gate.strategy"), CodeId("gate.description"))
"""The gate codes that make a passage part of an inventory."""


class Status(StrEnum):
    """Who answers for the codes of a passage."""

    MACHINE = "machine"  # only the model
    REVIEWED = "reviewed"  # at least one code was decided by a person, and none is disputed
    DISPUTED = "disputed"  # two people decided differently on a code


@dataclass(frozen=True, slots=True)
class Truth:
    """The codes that hold for one passage, sorted; `gate` is "" when no gate code holds."""

    gate: CodeId
    codes: tuple[CodeId, ...]
    score: float
    status: Status
    reviewers: tuple[str, ...]


def compute_truth(codings: Iterable[Coding], judgements: Iterable[Judgement]) -> Truth:
    """The codes that hold for one passage.

    A person's last word on a code outweighs the machine's. Where two people's last words differ the code
    is disputed, and the machine's answer stands until the dispute is settled. "Unsure" decides nothing.
    A person who says yes to one gate code says no to the others. `score` is the model's probability that
    the passage is about external collaboration (strategy or description), 0 without codings.
    """
    machine = {coding.code: coding for coding in codings}
    verdicts = _last_words(judgements)
    holding = {code for code, coding in machine.items() if coding.accepted}
    disputed = False
    for code, words in verdicts.items():
        if len(set(words.values())) > 1:
            disputed = True
        elif Verdict.YES in words.values():
            holding = {held for held in holding if not _excludes(code, held)} | {code}
        else:
            holding.discard(code)
    gate = next((code for code in sorted(holding, reverse=True) if code.startswith("gate.")), CodeId(""))
    reviewers = sorted({name for words in verdicts.values() for name in words})
    return Truth(
        gate=gate,
        codes=tuple(sorted(code for code in holding if not code.startswith("gate."))),
        score=min(1.0, sum(machine[code].score for code in EXTERNAL if code in machine)),
        status=Status.DISPUTED if disputed else Status.REVIEWED if verdicts else Status.MACHINE,
        reviewers=tuple(reviewers),
    )


def _last_words(judgements: Iterable[Judgement]) -> dict[CodeId, dict[str, Verdict]]:
    """For each code the last yes or no of each reviewer; judgements come in the order they were made."""
    words: dict[CodeId, dict[str, Verdict]] = defaultdict(dict)
    for judgement in judgements:
        if judgement.verdict is Verdict.UNSURE:
            words[judgement.code].pop(judgement.reviewer, None)
        else:
            words[judgement.code][judgement.reviewer] = judgement.verdict
    return {code: said for code, said in words.items() if said}


def _excludes(chosen: CodeId, other: CodeId) -> bool:
    return chosen != other and chosen.startswith("gate.") and other.startswith("gate.")
