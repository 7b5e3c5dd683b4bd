"""From what people said to what a model learns: soft targets, with "not known" kept apart from "no"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId, Judgement, Passage, PassageId, Sha256, Verdict
from models.contexts import Context, split_contexts
from models.gate import DESCRIPTION, GATES

Doubles = npt.NDArray[np.float64]

CERTAIN: Final = 0.5
"""A share of yes above it counts as yes, below it as no; at it, people differ and nothing is measured."""


@dataclass(frozen=True, slots=True)
class Target:
    """What people together said of one passage.

    `gate` is the share of those who chose each gate, summing to 1, or None when nobody chose one. `codes`
    has the share of yes for each code outside the gate that somebody answered with yes or no.
    """

    gate: tuple[float, float, float, float] | None
    codes: Mapping[CodeId, float]


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage with its surroundings, and what people said of it. `municipality` is its document's own.

    `chance` is the probability with which it was drawn by chance, None for one chosen for a reason.
    """

    passage: PassageId
    document: Sha256
    context: Context
    municipality: str
    target: Target
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """Targets as arrays: `gates` (rows, 4) shares, 0 where not known; `shares` and `known` (rows, codes).

    `known` is the weight with which a code counts for its head: how probable people hold it that the
    passage is external at all, and 0 where nobody answered.
    """

    gates: Doubles
    shares: Doubles
    known: Doubles

    def rows(self, chosen: npt.NDArray[np.int64]) -> Targets:
        """Only these rows."""
        return Targets(self.gates[chosen], self.shares[chosen], self.known[chosen])


def weigh_judgements(judgements: Iterable[Judgement]) -> dict[PassageId, Target]:
    """The target of each passage. Judgements come in the order they were made.

    The last word of each reviewer on each code counts, "unsure" takes it back. Where somebody settled a
    code, only who settles counts. Coders who differ give a share: one yes and one no is 0.5. A yes to a gate
    code is that person's choice; without any the gate is not known, and what was judged on the gate alone
    says nothing of the other codes.
    """
    said: dict[PassageId, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        said[judgement.passage].append(judgement)
    return {passage: _weigh(words) for passage, words in sorted(said.items())}


def judge_document(
    passages: Sequence[Passage],
    judgements: Iterable[Judgement],
    municipality: str,
    chances: Mapping[PassageId, float] = MappingProxyType({}),
) -> tuple[JudgedPassage, ...]:
    """The judged ones among a document's current passages, which come in reading order.

    `chances` has the probability of each passage that was drawn by chance.
    What was said of a passage that is no longer there, since its document was read anew, is left out.
    """
    targets = weigh_judgements(judgements)
    return tuple(
        JudgedPassage(
            passage.id,
            passage.document,
            context,
            municipality,
            targets[passage.id],
            chances.get(passage.id),
        )
        for passage, context in zip(passages, split_contexts(passages), strict=True)
        if passage.id in targets and (targets[passage.id].gate or targets[passage.id].codes)
    )


def groups_of(judged: Sequence[JudgedPassage]) -> tuple[str, ...]:
    """What folds keep whole: municipalities, or documents where all are of one municipality."""
    towns = {one.municipality for one in judged}
    return tuple(one.municipality if len(towns) > 1 else one.document for one in judged)


def as_targets(judged: Sequence[JudgedPassage], codes: Sequence[CodeId]) -> Targets:
    """The targets of these passages as arrays."""
    gates = np.array([one.target.gate or (0.0,) * len(GATES) for one in judged]).reshape(-1, len(GATES))
    shares = np.array([[one.target.codes.get(code, 0.0) for code in codes] for one in judged])
    answered = np.array([[code in one.target.codes for code in codes] for one in judged], dtype=np.float64)
    outside = gates[:, : DESCRIPTION + 1].sum(axis=1)
    size = (len(judged), len(codes))
    return Targets(gates, shares.reshape(size), answered.reshape(size) * outside[:, None])


def count_positives(judged: Iterable[JudgedPassage]) -> dict[CodeId, int]:
    """How many passages hold each code by what most said; gate codes too. For sampling and the card."""
    counts: dict[CodeId, int] = defaultdict(int)
    for one in judged:
        for code in certain_codes(one.target)[0]:
            counts[code] += 1
    return dict(counts)


def certain_codes(target: Target) -> tuple[frozenset[CodeId], frozenset[CodeId]]:
    """The codes that most gave, and those that are known either way; evenly disputed ones are in neither."""
    gates = dict(zip(GATES, target.gate, strict=True)) if target.gate else {}
    shares = {**gates, **target.codes}
    disputed_gate = bool(gates) and max(gates.values()) <= CERTAIN
    known = {c for c, s in shares.items() if s != CERTAIN and not (disputed_gate and c in gates)}
    return frozenset(c for c in known if shares[c] > CERTAIN), frozenset(known)


def _weigh(words: Sequence[Judgement]) -> Target:
    last: dict[tuple[str, CodeId], Judgement] = {}
    choices: dict[str, Judgement] = {}
    for word in words:
        if word.code not in GATES:
            last[word.reviewer, word.code] = word
        elif word.verdict is Verdict.YES:
            choices[word.reviewer] = word
        elif word.reviewer in choices and choices[word.reviewer].code == word.code:
            del choices[word.reviewer]
    by_code: dict[CodeId, list[Judgement]] = defaultdict(list)
    for word in last.values():
        if word.verdict is not Verdict.UNSURE:
            by_code[word.code].append(word)
    codes = {
        code: float(np.mean([word.verdict is Verdict.YES for word in _decisive(said)]))
        for code, said in sorted(by_code.items())
    }
    chosen = _decisive(list(choices.values()))
    if not chosen:
        return Target(None, codes)
    a, b, c, d = (sum(word.code == gate for word in chosen) / len(chosen) for gate in GATES)
    return Target((a, b, c, d), codes)


def _decisive(words: Sequence[Judgement]) -> Sequence[Judgement]:
    return [word for word in words if word.settles] or words
