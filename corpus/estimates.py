"""Shares corrected for a model's errors by a random sample that people read. Pure.

The stratified difference estimator (Cassel, Särndal & Wretman 1976, Biometrika 63:615; Särndal, Swensson &
Wretman 1992, Model Assisted Survey Sampling, section 6.3; in machine learning: Angelopoulos et al. 2023,
Science 382:669): the model's total over the whole population, and the sample's mean error to mend it. It is
unbiased however bad the model is; a good model makes it narrow.

    share = 1/N · [ Σ known Y  +  Σ f  +  Σ_h N_h/n_h Σ_sample (Y − f) ]

What people had answered before the draw is known and has no error (a certainty stratum). `f` must come from
a model that never saw the sample's answers.

**Variance.** Errors are drawn by chance within strata, so theirs is the design's variance with the finite
population's factor (Cochran 1977, section 5.3). Passages of one municipality are no independent evidence of
how the model errs: where the sample comes from `FEW_CLUSTERS` municipalities or more, the variance of the
municipalities' totals of weighted errors is computed too (linearisation with G/(G−1), as for clusters drawn
with replacement: Särndal et al. 1992, section 5.6; Cameron & Miller 2015, Journal of Human Resources 50:317),
the greater of both counts, and the quantile is Student's with G − 1 degrees of freedom. With fewer
municipalities that variance is too unstable to use; then the interval speaks of these passages only.

**Finds nobody foresaw.** Where the model gives the probability 0 the error is 1 for few and 0 for most, and a
sample that by luck holds none would claim to know that there are none. So this part of each stratum gets a
score interval (Wilson 1927) in place of its share of the variance, put together as in
`intervals.add_limits`. The interval is then wider above than below, as it should be.

**Few positives.** With fewer than `FEW_POSITIVES` in the sample there is no point: only limits, from exact
hypergeometric ones of each stratum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.intervals import Limits, add_limits, finite_count, score_share, student

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FEW_POSITIVES: Final = 10
FEW_CLUSTERS: Final = 10


@dataclass(frozen=True, slots=True)
class Sampled:
    """One stratum of a sample as it bears on one domain.

    `size` is the number of the stratum's units in the whole population, `inside` of those in the domain,
    `blank` of those among them to which the model gives the probability 0, and `predicted` the sum of its
    scores over the domain. The arrays have an entry for each unit of the
    stratum that was drawn and read, in or out of the domain: its truth (0..1), the model's score, its
    cluster's number, and whether it is in the domain.
    """

    size: int
    inside: int
    blank: int
    predicted: float
    truths: Doubles
    scores: Doubles
    clusters: Ints
    belongs: Bools

    @property
    def weight(self) -> float:
        """How many units each unit read stands for."""
        return self.size / len(self.truths) if len(self.truths) else 0.0

    @property
    def errors(self) -> Doubles:
        """Truth less score in the domain, 0 outside it."""
        return np.where(self.belongs, self.truths - self.scores, 0.0)

    @property
    def read_inside(self) -> int:
        """How many units of the domain were read."""
        return int(self.belongs.sum())

    @property
    def positives(self) -> float:
        """How many of them hold the code."""
        return float(self.truths[self.belongs].sum())

    @property
    def unforeseen(self) -> tuple[float, int]:
        """Of the units of the domain to which the model gives 0: how many hold the code, of how many read."""
        blank = self.belongs & (self.scores == 0)
        return float(self.truths[blank].sum()), int(blank.sum())


@dataclass(frozen=True, slots=True)
class Known:
    """Units of a domain whose truth was known before the draw: how many, and how many hold the code."""

    units: int = 0
    positives: float = 0.0


def estimate_total(strata: Sequence[Sampled], known: Known) -> Limits:
    """How many units of the domain hold the code, by the difference estimator with its 95 % interval."""
    value = known.positives + math.fsum(
        one.predicted + one.weight * float(one.errors.sum()) for one in strata
    )
    variance, degrees = _find_variance(strata)
    deviate = student(degrees)
    base = deviate**2 * variance
    below = above = base
    for one in strata:
        down, up = _find_skew(one, deviate)
        below, above = below + down, above + up
    limits = Limits(value, value - math.sqrt(max(below, 0.0)), value + math.sqrt(max(above, 0.0)))
    return limits.clip(*_find_possible(strata, known))


def bound_total(strata: Sequence[Sampled], known: Known) -> Limits:
    """The least and the most units of the domain that may hold the code, from the sample alone.

    The value is what the sample's shares come to; it is not meant to be shown. A stratum of which nothing
    was read may hold nothing or all.
    """
    parts = [_bound_stratum(one) for one in strata if one.read_inside]
    unread = sum(one.inside for one in strata if not one.read_inside)
    total = add_limits(parts)
    limits = Limits(total.value + known.positives, total.low + known.positives, total.high + known.positives)
    return Limits(limits.value, limits.low, limits.high + unread).clip(*_find_possible(strata, known))


def count_positives(strata: Sequence[Sampled]) -> float:
    """How many units of the domain the sample found to hold the code."""
    return math.fsum(one.positives for one in strata)


def _bound_stratum(one: Sampled) -> Limits:
    """Exact limits; where truths are shares of people's words, the low end rounds down, the high end up."""
    down = finite_count(one.inside, one.read_inside, math.floor(one.positives))
    up = finite_count(one.inside, one.read_inside, math.ceil(one.positives))
    return Limits(one.positives * one.inside / one.read_inside, down.low, up.high)


def _find_possible(strata: Sequence[Sampled], known: Known) -> tuple[float, float]:
    """What was found is there, and what was read and does not hold the code never will."""
    found = known.positives + count_positives(strata)
    units = known.units + sum(one.inside for one in strata)
    refused = known.units - known.positives + sum(one.read_inside - one.positives for one in strata)
    return found, units - refused


def _find_variance(strata: Sequence[Sampled]) -> tuple[float, float]:
    """The variance of the estimated total, and its degrees of freedom."""
    design, degrees = 0.0, 0
    parts: list[Doubles] = []
    clusters: list[Ints] = []
    inside: list[Ints] = []
    for one in strata:
        read = len(one.truths)
        inside.append(one.clusters[one.belongs])
        if read < 2:
            continue
        errors = one.errors
        left = max(0.0, 1 - read / one.size)
        design += one.size**2 * left * float(errors.var(ddof=1)) / read
        degrees += read - 1
        scale = one.weight * math.sqrt(left * read / (read - 1))
        parts.append(scale * (errors - errors.mean()))
        clusters.append(one.clusters)
    groups = len(np.unique(np.concatenate(inside))) if inside else 0
    if groups < FEW_CLUSTERS or not parts:
        return design, max(degrees, 1)
    clustered = _cluster_variance(np.concatenate(parts), np.concatenate(clusters))
    return max(design, clustered), groups - 1


def _cluster_variance(parts: Doubles, clusters: Ints) -> float:
    """The variance of a sum of centred parts whose clusters are independent of each other."""
    totals = np.bincount(np.unique(clusters, return_inverse=True)[1], parts)
    groups = len(totals)
    return float(groups / (groups - 1) * np.square(totals).sum()) if groups > 1 else 0.0


def _find_skew(one: Sampled, deviate: float) -> tuple[float, float]:
    """What to add to the squared distances below and above, so that finds nobody foresaw count by their score
    interval and not by their variance in the sample.
    """
    hits, read = one.unforeseen
    if one.blank <= read:
        return 0.0, 0.0
    if not read:
        return 0.0, float(one.blank) ** 2
    # A finite population is like more tries: its variance is smaller by (N - n) / (N - 1).
    tries = read * (one.blank - 1) / (one.blank - read)
    score = score_share(hits / read * tries, tries, deviate)
    normal = deviate**2 * score.value * (1 - score.value) / tries
    down = (score.value - score.low) ** 2 - normal
    up = (score.high - score.value) ** 2 - normal
    return one.blank**2 * down, one.blank**2 * max(up, 0.0)
