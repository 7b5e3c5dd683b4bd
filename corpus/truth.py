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
    ADJUDICATED = "adjudicated"  # what people differed on was settled


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
    is disputed, and the machine's answer stands until the dispute is settled: a settling word outweighs all
    others. "Unsure" takes an earlier word back. The gate is one question: a person's yes to one of its codes
    is a no to the others. `score` is the model's probability that the passage is about external collaboration
    (strategy or description), 0 without codings.
    """
    machine = {coding.code: coding for coding in codings}
    words, settled = _weigh_words(tuple(judgements))
    accepted = {code for code, coding in machine.items() if coding.accepted}
    codes = {code for code in accepted if not _is_gate(code)}
    disputed = False
    for code, said in words.items():
        if _is_gate(code):
            continue
        if len(set(said.values())) > 1:
            disputed = True
        elif Verdict.YES in said.values():
            codes.add(code)
        else:
            codes.discard(code)
    gate, gate_disputed = _weigh_gate({code for code in accepted if _is_gate(code)}, words)
    reviewers = tuple(sorted({name for said in words.values() for name in said}))
    disputed = disputed or gate_disputed
    return Truth(
        gate=gate,
        codes=tuple(sorted(codes)),
        score=min(1.0, sum(machine[code].score for code in EXTERNAL if code in machine)),
        status=_find_status(words, disputed=disputed, settled=settled),
        reviewers=reviewers,
    )


Words = dict[CodeId, dict[str, Verdict]]
"""For each code the last yes or no of each reviewer."""


def _weigh_words(judgements: tuple[Judgement, ...]) -> tuple[Words, bool]:
    """The words that count for each code, and whether any of them settles."""
    words = _last_words(one for one in judgements if not one.settles)
    settling = _last_words(one for one in judgements if one.settles)
    if any(map(_is_gate, settling)):  # the gate is one question, settled as a whole
        words = {code: said for code, said in words.items() if not _is_gate(code)}
    return words | settling, bool(settling)


def find_refused(judgements: Iterable[Judgement]) -> frozenset[CodeId]:
    """The codes to which people's last words are no and nothing else."""
    words, _ = _weigh_words(tuple(judgements))
    return frozenset(code for code, said in words.items() if set(said.values()) == {Verdict.NO})


def _find_status(words: Words, *, disputed: bool, settled: bool) -> Status:
    if disputed:
        return Status.DISPUTED
    if settled:
        return Status.ADJUDICATED
    return Status.REVIEWED if words else Status.MACHINE


def _last_words(judgements: Iterable[Judgement]) -> Words:
    """Judgements come in the order they were made; a yes to a gate code is a no to that person's others."""
    words: Words = defaultdict(dict)
    for judgement in judgements:
        if judgement.verdict is Verdict.UNSURE:
            words[judgement.code].pop(judgement.reviewer, None)
            continue
        words[judgement.code][judgement.reviewer] = judgement.verdict
        if _is_gate(judgement.code) and judgement.verdict is Verdict.YES:
            for other, said in words.items():
                if _is_gate(other) and other != judgement.code and judgement.reviewer in said:
                    said[judgement.reviewer] = Verdict.NO
    return {code: said for code, said in words.items() if said}


def _weigh_gate(accepted: set[CodeId], words: Words) -> tuple[CodeId, bool]:
    """The gate code that holds ("" for none), and whether people differ on it."""
    machine = next(iter(sorted(accepted, reverse=True)), CodeId(""))
    said = {code: reviewers for code, reviewers in words.items() if _is_gate(code)}
    chosen = {code for code, reviewers in said.items() if Verdict.YES in reviewers.values()}
    denied = any(Verdict.NO in said[code].values() for code in chosen)
    if len(chosen) > 1 or denied:
        return machine, True
    if chosen:
        return chosen.pop(), False
    refused = machine in said  # without a yes, all that was said of it is no
    return (CodeId("") if refused else machine), False


def _is_gate(code: CodeId) -> bool:
    return code.startswith("gate.")
