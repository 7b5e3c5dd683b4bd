"""What to read next: a batch that mixes likely finds, doubtful passages, variety, chance and second opinions.

Pure and deterministic: the same candidates (in any order) and seed give the same batch. Chance comes from
SHA-256, so that a batch can be drawn again on another computer and with another version of Python.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId, PassageId, Sha256

Doubles = npt.NDArray[np.float64]

PER_MUNICIPALITY: Final = 2
"""At most so many passages of one municipality in a batch's diverse share."""

_GATE: Final = "gate."
_LIKELY: Final = 0.1
"""Below this score a code is not a likely find: it is not even recorded as one (`decision.REPORTED`)."""


class Stratum(StrEnum):
    """Why a passage was drawn."""

    LIKELY = "likely"  # probably holds codes that few passages are known to hold
    UNCERTAIN = "uncertain"  # the model expects to be corrected most here
    DIVERSE = "diverse"  # unlike the rest of the batch
    RANDOM = "random"  # by chance, with a known probability: what figures may rest on
    SECOND = "second"  # somebody has read it already: to see whether two agree


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be drawn.

    `text_key` is equal for near-duplicates. `scores` are calibrated probabilities by code; a code that is
    not named counts as 0. `judged_by` are the reviewers who have answered it; whoever draws for one reviewer
    leaves out what that reviewer has answered.
    """

    passage: PassageId
    municipality: str
    document: Sha256
    text_key: int
    scores: Mapping[CodeId, float]
    judged_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mix:
    """The share of each stratum in a batch; together 1."""

    likely: float = 0.35
    uncertain: float = 0.25
    diverse: float = 0.15
    random: float = 0.15
    second: float = 0.10

    def __post_init__(self) -> None:
        shares = self.shares()
        for stratum, share in shares.items():
            if not 0 <= share <= 1:
                msg = f"the share '{stratum}' is {share}: give one between 0 and 1"
                raise ValueError(msg)
        if not math.isclose(sum(shares.values()), 1, abs_tol=1e-9):
            msg = f"the shares of the batch add up to {sum(shares.values()):g}: make it 1"
            raise ValueError(msg)

    def shares(self) -> dict[Stratum, float]:
        """The shares by stratum."""
        return {
            Stratum.LIKELY: self.likely,
            Stratum.UNCERTAIN: self.uncertain,
            Stratum.DIVERSE: self.diverse,
            Stratum.RANDOM: self.random,
            Stratum.SECOND: self.second,
        }

    def sizes(self, size: int) -> dict[Stratum, int]:
        """How many of `size` passages go to each stratum, by largest remainder: their sum is `size`."""
        exact = {stratum: share * size for stratum, share in self.shares().items()}
        whole = {stratum: math.floor(value + 1e-9) for stratum, value in exact.items()}
        order = sorted(exact, key=lambda s: (whole[s] - exact[s], list(Stratum).index(s)))
        for stratum in order[: size - sum(whole.values())]:
            whole[stratum] += 1
        return whole

    def without_random(self) -> Mix:
        """The same mix for a caller that draws the random share by itself with `draw_random`."""
        if self.random == 1:
            msg = "a mix that is all random leaves nothing when the random share is drawn apart"
            raise ValueError(msg)
        rest = 1 - self.random
        return Mix(self.likely / rest, self.uncertain / rest, self.diverse / rest, 0.0, self.second / rest)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A passage of a batch. `probability` is that of being in the random share, None outside it."""

    passage: PassageId
    stratum: Stratum
    probability: float | None = None


def draw_random(eligible: int, size: int, seed: int) -> tuple[tuple[int, ...], float]:
    """A simple random sample of positions 0..eligible-1, sorted, with each position's probability.

    Without replacement, at most all. For stores too large to hand over: number what is not yet judged in
    any fixed order (by id, say) and take these rows. Floyd's algorithm (Bentley & Floyd 1987) on
    ``random()``, whose numbers Python promises to keep: time and memory go with `size`, not `eligible`.
    """
    if eligible < 0 or size < 0:
        msg = f"cannot draw {size} of {eligible}: give numbers that are not negative"
        raise ValueError(msg)
    count = min(size, eligible)
    numbers = random.Random(f"draw {seed}")  # noqa: S311 - a sample, not a secret
    chosen: set[int] = set()
    for last in range(eligible - count, eligible):
        pick = int(numbers.random() * (last + 1))
        chosen.add(last if pick in chosen else pick)
    return tuple(sorted(chosen)), count / eligible if eligible else 0.0


def draw_batch(
    candidates: Sequence[Candidate],
    counts_of_positives: Mapping[CodeId, int],
    mix: Mix,
    size: int,
    seed: int,
) -> tuple[Drawn, ...]:
    """Draw a batch of at most `size`; its order says nothing of the strata.

    `counts_of_positives` has how many passages people have found for each code that is looked for; codes
    of the gate are never looked for by themselves.

    The random share is drawn first, from *all* candidates that nobody has judged, so that its probability
    is its size by their number whatever else is drawn; it is a probability sample of the store only when
    the candidates are everything not judged (else: `draw_random`). Then second opinions, likely, uncertain,
    diverse; none of these takes a near-duplicate of what the batch has. What a stratum cannot fill goes to
    uncertain, then to second opinions; when those are used up the batch is shorter.
    """
    draw = _Draw(candidates, seed)
    sizes = mix.sizes(min(size, len(candidates)))
    count = min(sizes[Stratum.RANDOM], len(draw.fresh))
    for row in draw.shuffled(draw.fresh)[:count]:
        draw.take(row, Stratum.RANDOM, count / len(draw.fresh))
    draw.take_seconds(sizes[Stratum.SECOND])
    draw.take_likely(sizes[Stratum.LIKELY], counts_of_positives)
    draw.take_uncertain(sizes[Stratum.UNCERTAIN])
    draw.take_diverse(sizes[Stratum.DIVERSE])
    wanted = sum(sizes.values())
    draw.take_uncertain(wanted - len(draw.drawn))
    draw.take_seconds(wanted - len(draw.drawn))
    return tuple(draw.drawn[row] for row in draw.shuffled(draw.drawn))


@dataclass
class _Draw:
    """A batch in the making. Rows are candidates sorted by passage id."""

    candidates: Sequence[Candidate]
    seed: int
    drawn: dict[int, Drawn] = field(default_factory=dict)
    keys: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.candidates = sorted(self.candidates, key=lambda one: one.passage)
        if len({one.passage for one in self.candidates}) < len(self.candidates):
            msg = "a passage is among the candidates twice: name each once"
            raise ValueError(msg)
        self.fresh = [row for row, one in enumerate(self.candidates) if not one.judged_by]
        self.read = [row for row, one in enumerate(self.candidates) if one.judged_by]
        codes = sorted({code for one in self.candidates for code in one.scores})
        self.codes = {code: column for column, code in enumerate(codes)}
        self.scores = np.zeros((len(self.candidates), len(codes)))
        for row, one in enumerate(self.candidates):
            for code, score in one.scores.items():
                self.scores[row, self.codes[code]] = score

    def shuffled(self, rows: Iterable[int]) -> list[int]:
        """The rows in an order that depends on nothing but seed and ids."""

        def key(row: int) -> bytes:
            return hashlib.sha256(f"{self.seed}\n{self.candidates[row].passage}".encode()).digest()

        return sorted(rows, key=key)

    def take(self, row: int, stratum: Stratum, probability: float | None = None) -> None:
        """Put a row into the batch."""
        self.drawn[row] = Drawn(self.candidates[row].passage, stratum, probability)
        self.keys.add(self.candidates[row].text_key)

    def is_free(self, row: int) -> bool:
        """Whether neither the row nor a near-duplicate is in the batch."""
        return row not in self.drawn and self.candidates[row].text_key not in self.keys

    def take_seconds(self, count: int) -> None:
        """By chance among those that the fewest have read: what two agree on must not be hand-picked."""
        ordered = sorted(self.shuffled(self.read), key=lambda row: len(self.candidates[row].judged_by))
        self._take_first(ordered, count, Stratum.SECOND)

    def take_uncertain(self, count: int) -> None:
        """Where most corrections are expected: the sum over codes of min(p, 1 - p)."""
        doubt = np.minimum(self.scores, 1 - self.scores).sum(axis=1)
        ordered = sorted(self.shuffled(self.fresh), key=lambda row: -doubt[row])
        self._take_first(ordered, count, Stratum.UNCERTAIN)

    def take_likely(self, count: int, positives: Mapping[CodeId, int]) -> None:
        """Where the most is gained: the sum over codes of p / (1 + positives known or expected)."""
        wanted = [c for c in sorted(positives) if c in self.codes and not c.startswith(_GATE)]
        if not wanted:
            return
        scores = self.scores[:, [self.codes[code] for code in wanted]]
        scores = np.where(scores >= _LIKELY, scores, 0.0)
        known = np.array([positives[code] for code in wanted], dtype=np.float64)
        known += scores[list(self.drawn)].sum(axis=0)
        rows = [row for row in self.shuffled(self.fresh) if scores[row].any()]
        for _ in range(count):
            rows = [row for row in rows if self.is_free(row)]
            if not rows:
                return
            best = rows[int(np.argmax(scores[rows] @ (1 / (1 + known))))]
            self.take(best, Stratum.LIKELY)
            known += scores[best]

    def take_diverse(self, count: int) -> None:
        """Farthest first (Gonzalez 1985) in the space of scores, few of one municipality."""
        sides = np.sqrt(self.scores)
        rows = self.shuffled(self.fresh)
        near = np.full(len(self.candidates), np.inf)
        for row in self.drawn:
            near = np.minimum(near, _distances(sides, row))
        used: Counter[str] = Counter()
        for _ in range(count):
            rows = [r for r in rows if self.is_free(r) and used[self._place(r)] < PER_MUNICIPALITY]
            if not rows:
                return
            best = rows[int(np.argmax(near[rows]))]
            self.take(best, Stratum.DIVERSE)
            used[self._place(best)] += 1
            near = np.minimum(near, _distances(sides, best))

    def _place(self, row: int) -> str:
        return self.candidates[row].municipality

    def _take_first(self, ordered: Iterable[int], count: int, stratum: Stratum) -> None:
        left = count
        for row in ordered:
            if left <= 0:
                return
            if self.is_free(row):
                self.take(row, stratum)
                left -= 1


def _distances(sides: Doubles, row: int) -> Doubles:
    return np.asarray(((sides - sides[row]) ** 2).sum(axis=1), dtype=np.float64)
