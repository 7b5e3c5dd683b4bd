"""Settling what people differ on: their answers side by side, and what the codebook says of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Code, Codebook, CodeId, Dimension
from corpus.review_records import Answer
from corpus.team_reader import GivenAnswer


@dataclass(frozen=True, slots=True)
class Said:
    """A code in somebody's answer. `common`: everybody gave it, and nobody doubts it."""

    code: Code
    common: bool
    unsure: bool


@dataclass(frozen=True, slots=True)
class ComparedDimension:
    """A dimension with what each answer has in it, in the order of the answers."""

    dimension: Dimension
    said: tuple[tuple[Said, ...], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the codebook says of some codes: themselves, its rules as (if, then), its rulings."""

    codes: tuple[Code, ...]
    rules: tuple[tuple[str, str], ...]
    rulings: tuple[str, ...]


def list_sides(given: Iterable[GivenAnswer]) -> tuple[Answer, ...]:
    """Each person's last own answer that was not undone, in the order they first answered."""
    sides: dict[str, Answer] = {}
    for one in given:
        if not one.undone and not one.answer.settles:
            sides[one.answer.reviewer] = one.answer
    return tuple(sides.values())


def find_settlement(given: Iterable[GivenAnswer]) -> Answer | None:
    """The settling answer that counts, or None."""
    settling = [one.answer for one in given if one.answer.settles and not one.undone]
    return settling[-1] if settling else None


def list_disputed(sides: Sequence[Answer]) -> frozenset[CodeId]:
    """The codes that some gave and others did not."""
    sets = [frozenset(side.yes) for side in sides]
    if not sets:
        return frozenset()
    return frozenset.union(*sets) - frozenset.intersection(*sets)


def compare_sides(codebook: Codebook, sides: Sequence[Answer]) -> tuple[ComparedDimension, ...]:
    """Every dimension in which somebody gave a code."""
    disputed = list_disputed(sides)
    doubted = {code for side in sides for code in side.unsure}
    rows = []
    for dimension in codebook.dimensions:
        said = tuple(
            tuple(
                Said(code, code.id not in disputed | doubted, code.id in side.unsure)
                for code in dimension.codes
                if code.id in side.yes or code.id in side.unsure
            )
            for side in sides
        )
        if any(said):
            differs = any(code.id in disputed | doubted for code in dimension.codes)
            rows.append(ComparedDimension(dimension, said, differs))
    return tuple(rows)


def find_guidance(codebook: Codebook, disputed: Collection[CodeId]) -> Guidance:
    """The definitions of the codes in dispute, with the rules and rulings that name one of them."""
    codes = tuple(code for code in codebook.codes if code.id in disputed)
    return Guidance(
        codes=codes,
        rules=tuple(rule for rule in codebook.rules if _names(" ".join(rule), disputed)),
        rulings=tuple(ruling for ruling in codebook.rulings if _names(ruling, disputed)),
    )


def _names(text: str, codes: Collection[CodeId]) -> bool:
    """Whether a text names one of the codes, or all codes of its dimension ("partner.*")."""
    named = set(re.findall(r"[a-z_]+\.(?:[a-z_0-9]+|\*)", text))
    return any(code in named or f"{code.partition('.')[0]}.*" in named for code in codes)
