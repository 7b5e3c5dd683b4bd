"""The codebook's rules: from the sentences in the file to a set of codes that keeps them.

A rule is ``if: CODE or CODE`` and ``then:`` one or more of these, joined by "and":

- ``no other code``                          the code stands alone
- ``no other DIMENSION.*``                   it gives way when the dimension has a more telling code
- ``at least one DIMENSION.* (else CODE)``   CODE is added when the dimension is empty
- ``at least one other DIMENSION.*``         the likeliest other code of the dimension is added
- ``CODE or CODE``                           the likelier is added when none of them is there
- ``CODE and CODE``                          those that are missing are added
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from corpus.records import Codebook, CodeId

_CODE = r"[a-z_]+\.[a-z_0-9]+"
_CONDITION = re.compile(rf"{_CODE}(?: or {_CODE})*")
_ANY = re.compile(rf"{_CODE}(?: or {_CODE})+")
_ALL = re.compile(rf"{_CODE}(?: and {_CODE})*")
_ALONE = re.compile(r"no other ([a-z_]+)\.\*")
_SOME = re.compile(rf"at least one ([a-z_]+)\.\* \(else ({_CODE})\)")
_OTHER = re.compile(r"at least one other ([a-z_]+)\.\*")
_BETWEEN_CLAUSES = re.compile(r" and (?=at least|no other)")


class Demand(Enum):
    """What a clause asks for; see the module's first lines."""

    ONLY = "no other code"
    GIVES_WAY = "no other DIMENSION.*"
    SOME = "at least one DIMENSION.* (else CODE)"
    OTHER = "at least one other DIMENSION.*"
    ANY = "CODE or CODE"
    ALL = "CODE and CODE"


@dataclass(frozen=True, slots=True)
class Clause:
    """One demand. `dimension` is "" where the demand names codes only; `codes` empty where none."""

    demand: Demand
    dimension: str = ""
    codes: tuple[CodeId, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """When one of `when` is among a passage's codes, every clause of `then` must hold."""

    when: frozenset[CodeId]
    then: tuple[Clause, ...]


class RuleError(ValueError):
    """A rule that cannot be understood; the message names the mend."""


def parse_rule(condition: str, consequence: str) -> Rule:
    """Read one rule. Raises RuleError when either half is not of the forms above."""
    if not _CONDITION.fullmatch(condition):
        raise RuleError(f"'{condition}' is no condition: write codes joined by 'or'")
    clauses = tuple(_parse_clause(part) for part in _BETWEEN_CLAUSES.split(consequence))
    return Rule(frozenset(CodeId(c) for c in condition.split(" or ")), clauses)


def _parse_clause(text: str) -> Clause:
    if text == Demand.ONLY.value:
        return Clause(Demand.ONLY)
    if found := _ALONE.fullmatch(text):
        return Clause(Demand.GIVES_WAY, found[1])
    if found := _SOME.fullmatch(text):
        return Clause(Demand.SOME, found[1], (CodeId(found[2]),))
    if found := _OTHER.fullmatch(text):
        return Clause(Demand.OTHER, found[1])
    if _ANY.fullmatch(text):
        return Clause(Demand.ANY, "", tuple(CodeId(c) for c in text.split(" or ")))
    if _ALL.fullmatch(text):
        return Clause(Demand.ALL, "", tuple(CodeId(c) for c in text.split(" and ")))
    forms = "; ".join(demand.value for demand in Demand)
    raise RuleError(f"'{text}' is not understood: write one of: {forms}")


def compile_rules(codebook: Codebook) -> tuple[Rule, ...]:
    """The rules of a checked codebook, in the order of the file."""
    return tuple(parse_rule(condition, consequence) for condition, consequence in codebook.rules)


def named_codes(rule: Rule) -> frozenset[CodeId]:
    """Every code that a rule names, for checking that the codebook has them."""
    return rule.when.union(*(clause.codes for clause in rule.then))


def named_dimensions(rule: Rule) -> frozenset[str]:
    """Every dimension that a rule names."""
    return frozenset(clause.dimension for clause in rule.then if clause.dimension)


def enforce(
    rules: tuple[Rule, ...], codes: Collection[CodeId], scores: Mapping[CodeId, float]
) -> frozenset[CodeId]:
    """The codes, added to or taken from until every rule holds.

    `scores` are probabilities of the codes that may be added where a rule leaves a choice; a code
    without a score, or one that gives way to others, is never chosen. Repeats until nothing changes:
    a rule can call on another.
    """
    kept = frozenset(codes)
    choices = _choices(rules, scores) if scores else scores
    for _ in range(len(rules) + len(kept) + 1):
        before = kept
        for rule in rules:
            if rule.when.isdisjoint(kept):
                continue
            for clause in rule.then:
                if present := rule.when & kept:
                    kept = _apply(clause, present, kept, choices)
        if kept == before:
            break
    return kept


def _choices(rules: tuple[Rule, ...], scores: Mapping[CodeId, float]) -> dict[CodeId, float]:
    """Scores without the codes that give way to others: choosing one of those would be undone."""
    yielding = _yielding(rules)
    return {code: score for code, score in scores.items() if code not in yielding}


@lru_cache(maxsize=8)
def _yielding(rules: tuple[Rule, ...]) -> frozenset[CodeId]:
    gives_way = [rule for rule in rules if any(clause.demand is Demand.GIVES_WAY for clause in rule.then)]
    return frozenset(code for rule in gives_way for code in rule.when)


def _apply(
    clause: Clause, present: frozenset[CodeId], kept: frozenset[CodeId], scores: Mapping[CodeId, float]
) -> frozenset[CodeId]:
    inside = frozenset(code for code in kept if code.partition(".")[0] == clause.dimension)
    match clause.demand:
        case Demand.ONLY:
            return present
        case Demand.GIVES_WAY:
            return kept - present if inside - present else kept
        case Demand.SOME:
            return kept if inside else kept.union(clause.codes)
        case Demand.OTHER:
            members = [c for c in scores if c.partition(".")[0] == clause.dimension and c not in present]
            return kept if inside - present else kept | _likeliest(members, scores)
        case Demand.ANY:
            return kept if kept.intersection(clause.codes) else kept | _likeliest(clause.codes, scores)
        case Demand.ALL:
            return kept.union(clause.codes)


def _likeliest(codes: Collection[CodeId], scores: Mapping[CodeId, float]) -> frozenset[CodeId]:
    known = [code for code in codes if code in scores]
    return frozenset({max(known, key=lambda code: (scores[code], code))} if known else ())
