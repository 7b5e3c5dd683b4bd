"""When to stop reading: how much has been found, how sure that is, and what is left to do.

Everything rests on passages that were drawn by chance. The draws of several batches may be pooled: earlier
ones came from a richer rest, so that the recall computed here errs on the low side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.intervals import Limits, binomial_share, finite_count
from models.errors import StoppingError


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends of its confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chance:
    """A random draw: `drawn` of `population` passages were read, `positives` of them hold the code.

    `population` is what was not judged otherwise, with the drawn ones: those unread now, and the draws.
    """

    population: int
    drawn: int
    positives: int

    def __post_init__(self) -> None:
        if not 0 <= self.positives <= self.drawn <= self.population:
            raise StoppingError(
                f"{self.positives} positives among {self.drawn} drawn of {self.population}: "
                "each must be at most the next"
            )


@dataclass(frozen=True, slots=True)
class Recall:
    """Share of all positives that are known now, and how many are not, with intervals."""

    recall: Interval
    missed: Interval


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """After `read` passages `found` positives were known."""

    read: int
    found: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Labels left until a target: likely, at best, at worst. Infinite where nothing was found lately."""

    likely: float
    best: float
    worst: float

    def hours(self, seconds_per_label: float) -> Forecast:
        """The same in hours of reading."""
        hours = seconds_per_label / 3600
        return Forecast(self.likely * hours, self.best * hours, self.worst * hours)


def share_interval(hits: int, tries: int, confidence: float = 0.95) -> Interval:
    """A share with its exact binomial interval (Clopper & Pearson 1934); without tries 0 to 1.

    Of the positives in the random share, the hits may be those that the model had found by itself: then
    this is the model's recall.
    """
    if not 0 <= hits <= tries:
        raise StoppingError(f"{hits} hits in {tries} tries: there cannot be more hits than tries")
    if not tries:
        return Interval(math.nan, 0.0, 1.0)
    return _of(binomial_share(hits, tries, confidence))


def count_interval(chance: Chance, confidence: float = 0.95) -> Interval:
    """How many positives the population of a draw holds: exact hypergeometric interval.

    The ends are the smallest and largest totals under which a draw at least, or at most, so rich has a
    probability above (1 - confidence) / 2 (the Clopper–Pearson argument without replacement; Buonaccorsi
    1987). Without draws: 0 to all.
    """
    if not chance.drawn:
        return Interval(math.nan, 0.0, float(chance.population))
    return _of(finite_count(chance.population, chance.drawn, chance.positives, confidence))


def estimate_recall(found: int, chance: Chance, confidence: float = 0.95) -> Recall:
    """How much of all is known. `found` are all positives known, those of the draw among them."""
    if found < chance.positives:
        raise StoppingError(f"{found} found, but {chance.positives} in the draw alone: count those too")
    total = count_interval(chance, confidence)
    missed = Interval(*(value - chance.positives for value in (total.value, total.low, total.high)))
    return Recall(
        Interval(_recall(found, missed.value), _recall(found, missed.high), _recall(found, missed.low)),
        missed,
    )


def recall_p_value(found: int, chance: Chance, target: float = 0.95) -> float:
    """The probability of so poor a draw if recall were still under `target`: stop when it is under 0.05.

    The hypergeometric test of Callaghan & Müller-Hansen (2020, Systematic Reviews 9:273): with `found` all
    positives known and ``before = found - positives`` those known before the draw, recall is under the
    target if at least ``K = floor(found / target - before + 1)`` were in the population; the p-value is
    P(X <= positives) for X hypergeometric with K of the population. 1 without draws; 0 when K is more than
    the population holds.
    """
    if not 0 < target <= 1:
        raise StoppingError(f"the target recall is {target}: give one above 0, at most 1")
    if found < chance.positives:
        raise StoppingError(f"{found} found, but {chance.positives} in the draw alone: count those too")
    if not chance.drawn:
        return 1.0
    before = found - chance.positives
    total = math.floor(found / target - before + 1 + 1e-9)
    if total > chance.population - (chance.drawn - chance.positives):
        return 0.0  # so many can no longer be there
    return _at_most(chance, total)


def recall_curve(labels: Sequence[bool]) -> tuple[CurvePoint, ...]:
    """What was found after each passage read, beginning with nothing at 0."""
    found = accumulate(map(int, labels), initial=0)
    return tuple(CurvePoint(read, count) for read, count in enumerate(found))


def forecast_labels(found: int, missed: Interval, target: float, recent: CurvePoint) -> Forecast:
    """Labels left until `target` of all positives are known, at the yield of the recent reading.

    `recent` is how many were read lately and how many of them were positive. At best few are missed and
    the yield is at the upper end of its interval, at worst many and the lower end. The yield falls as the
    rest gets poorer, so look again after each batch.
    """
    rate = share_interval(recent.found, recent.read)
    likely = rate.value if recent.read else 0.0
    return Forecast(
        likely=_labels(found, missed.value, target, likely),
        best=_labels(found, missed.low, target, rate.high),
        worst=_labels(found, missed.high, target, rate.low),
    )


def forecast_score(points: Sequence[tuple[int, float]], target: float) -> float:
    """Labels at which a score reaches `target`, from (labels, score) so far: an inverse power law.

    Fits ``1 - score = a * labels ** -b`` by least squares on logarithms, which learning curves follow well
    in their middle part. Infinite when the curve does not rise; needs two different label counts.
    """
    import numpy as np

    if len({labels for labels, _ in points}) < 2 or any(labels < 1 or s >= 1 for labels, s in points):
        raise StoppingError("a curve needs two label counts of 1 or more, with scores under 1")
    x = np.log([labels for labels, _ in points])
    y = np.log([1 - score for _, score in points])
    slope, shift = np.polyfit(x, y, 1)
    if slope >= -1e-9:
        return math.inf
    return float(math.exp(min((math.log(1 - target) - shift) / slope, 700.0)))


def _labels(found: int, missed: float, target: float, rate: float) -> float:
    wanted = target * (found + missed) - found
    if wanted <= 0:
        return 0.0
    return wanted / rate if rate > 0 else math.inf


def _recall(found: int, missed: float) -> float:
    if math.isnan(missed) or not found + missed:
        return math.nan
    return found / (found + missed)


def _at_most(chance: Chance, total: int) -> float:
    from scipy.stats import hypergeom

    return float(hypergeom.cdf(chance.positives, chance.population, total, chance.drawn))


def _of(limits: Limits) -> Interval:
    return Interval(limits.value, limits.low, limits.high)
