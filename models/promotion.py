"""Whether a new model may take an old one's place: not if it falls by more than noise.

Both answer the same passages, none of which the answering model was fitted on. Differences come with
a paired bootstrap over groups (municipalities): both models are measured on the same draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.evaluation import EXTERNAL
from models.stopping import Interval

Doubles = npt.NDArray[np.float64]

ROUNDS: Final = 1000
TOLERATED: Final = 0.02
"""A fall by more than this is refused even where the interval is too wide to call it a fall."""

NEGLIGIBLE: Final = 0.005
"""A smaller fall is none, however sure: halves of precision in a model's file alone make .003."""

_SUPPORT: Final = 5
"""A code counts in the macro-F1 when it holds of at least so many of the passages."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A passage: the codes that hold and those that are known either way, and what a model said."""

    group: str
    holds: frozenset[CodeId]
    known: frozenset[CodeId]
    said: frozenset[CodeId]


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 for external yes/no, macro-F1 over codes outside the gate, and F1 of each, with 95 % intervals."""

    external: Interval
    macro: Interval
    codes: Mapping[CodeId, Interval]


@dataclass(frozen=True, slots=True)
class Part:
    """Two models' answers to the same passages. A fall of up to `negligible` is none, however sure."""

    old: Sequence[Answered]
    new: Sequence[Answered]
    negligible: float = NEGLIGIBLE


@dataclass(frozen=True, slots=True)
class Promotion:
    """Whether to promote, why in words, and new minus old by name of the figure."""

    promote: bool
    reasons: tuple[str, ...]
    differences: Mapping[str, Interval]


def score_answers(rows: Sequence[Answered], codes: Sequence[CodeId], seed: int = 0) -> Scores:
    """Measure one model's answers, with a bootstrap over groups."""
    counts, weights = _count(rows, codes), _draw(rows, seed)
    once = np.ones((1, weights.shape[1]))
    f1, drawn = _f1(counts, once)[0], _f1(counts, weights)
    kept = _supported(counts)
    return Scores(
        _interval(f1[0], drawn[:, 0]),
        _interval(_mean(f1[None, 1:][:, kept])[0], _mean(drawn[:, 1:][:, kept])),
        {code: _interval(f1[n], drawn[:, n]) for n, code in enumerate(codes, start=1) if kept[n - 1]},
    )


def compare(parts: Mapping[str, Part], codes: Sequence[CodeId], seed: int = 0) -> Promotion:
    """Compare old and new on each named part of the material; a fall on any of them is refused."""
    differences: dict[str, Interval] = {}
    reasons: list[str] = []
    falls = False
    for name, part in parts.items():
        for figure, interval in _differences(part.old, part.new, codes, seed).items():
            title = f"{figure} on {name}"
            differences[title] = interval
            fallen, words = _judge(title, interval, part.negligible)
            falls = falls or fallen
            reasons.append(words)
    return Promotion(not falls, tuple(reasons), differences)


def _differences(
    old: Sequence[Answered], new: Sequence[Answered], codes: Sequence[CodeId], seed: int
) -> dict[str, Interval]:
    if [(one.group, one.holds) for one in old] != [(one.group, one.holds) for one in new]:
        msg = "the two models did not answer the same passages"
        raise ValueError(msg)
    before, after, weights = _count(old, codes), _count(new, codes), _draw(old, seed)
    kept = _supported(before)
    found = {}
    for name, columns in (("external F1", [0]), ("macro-F1", (np.flatnonzero(kept) + 1).tolist())):
        if columns:
            once = np.ones((1, weights.shape[1]))
            value = _mean(_f1(after, once)[:, columns]) - _mean(_f1(before, once)[:, columns])
            drawn = _mean(_f1(after, weights)[:, columns]) - _mean(_f1(before, weights)[:, columns])
            found[name] = _interval(value[0], drawn)
    return found


def _judge(title: str, interval: Interval, negligible: float) -> tuple[bool, str]:
    """Whether it falls, and a sentence."""
    by = f"{interval.value:+.3f} ({interval.low:+.3f} to {interval.high:+.3f})"
    if np.isnan(interval.value):
        return False, f"{title}: nothing to measure"
    if interval.high < 0 and interval.value < -negligible:
        return True, f"{title} falls: {by}"
    if interval.value < -TOLERATED:
        return True, f"{title} falls by more than {TOLERATED}, within noise: {by}"
    if interval.low > 0:
        return False, f"{title} rises: {by}"
    if interval.high < 0:
        return False, f"{title} falls by less than counts: {by}"
    return False, f"{title} does not change beyond noise: {by}"


def _count(rows: Sequence[Answered], codes: Sequence[CodeId]) -> Doubles:
    """Right, wrong, missed for each group: (groups, 1 + codes, 3); the first column is external yes/no."""
    groups = {group: place for place, group in enumerate(sorted({one.group for one in rows}))}
    columns = {code: place for place, code in enumerate(codes, start=1)}
    counts = np.zeros((len(groups), 1 + len(codes), 3))
    for one in rows:
        table = counts[groups[one.group]]
        if one.known & EXTERNAL:
            _add(table[0], bool(one.holds & EXTERNAL), bool(one.said & EXTERNAL))
        for code in (one.holds | one.said) & one.known & columns.keys():
            _add(table[columns[code]], code in one.holds, code in one.said)
    return counts


def _add(cell: Doubles, true: bool, said: bool) -> None:  # noqa: FBT001 - the two sides of a comparison
    if true and said:
        cell[0] += 1
    elif said:
        cell[1] += 1
    elif true:
        cell[2] += 1


def _draw(rows: Sequence[Answered], seed: int) -> Doubles:
    groups = len({one.group for one in rows})
    if not groups:
        return np.zeros((ROUNDS, 0))
    rng = np.random.default_rng(seed)
    return rng.multinomial(groups, np.full(groups, 1 / groups), size=ROUNDS).astype(np.float64)


def _f1(counts: Doubles, weights: Doubles) -> Doubles:
    """(rounds, 1 + codes); nan where nothing is true or said."""
    right, wrong, missed = (weights @ counts[:, :, kind] for kind in range(3))
    below = 2 * right + wrong + missed
    return np.asarray(2 * right / np.where(below > 0, below, np.nan))


def _supported(counts: Doubles) -> npt.NDArray[np.bool_]:
    return np.asarray((counts[:, 1:, 0] + counts[:, 1:, 2]).sum(axis=0) >= _SUPPORT)


def _mean(values: Doubles) -> Doubles:
    """Mean of each row over what is not nan; nan where all is."""
    known = ~np.isnan(values)
    number = known.sum(axis=1)
    return np.asarray(np.where(known, values, 0).sum(axis=1) / np.where(number, number, np.nan))


def _interval(value: float, drawn: Doubles) -> Interval:
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return Interval(float(value), float("nan"), float("nan"))
    low, high = np.quantile(known, (0.025, 0.975))
    return Interval(float(value), float(low), float(high))
