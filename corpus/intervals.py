"""Intervals for counts and shares of which few are seen. Pure; exact where the literature has an exact one.

All intervals are two-sided and central: each end is missed with half of what the confidence leaves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

CONFIDENCE: Final = 0.95
_TIE: Final = 1 + 1e-9
"""A probability equal to the tail is not above it, whatever the last digit of a float says."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A value with the ends of its interval, in the unit of the value."""

    value: float
    low: float
    high: float

    def clip(self, least: float, most: float) -> Limits:
        """The same, within what is possible."""
        return Limits(*(min(max(one, least), most) for one in (self.value, self.low, self.high)))


def binomial_share(hits: int, tries: int, confidence: float = CONFIDENCE) -> Limits:
    """A share with its exact binomial interval (Clopper & Pearson 1934, Biometrika 26:404); needs tries."""
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = float(betaincinv(hits, tries - hits + 1, tail)) if hits else 0.0
    high = float(betaincinv(hits + 1, tries - hits, 1 - tail)) if hits < tries else 1.0
    return Limits(hits / tries, low, high)


@lru_cache(maxsize=65_536)
def finite_count(population: int, drawn: int, hits: int, confidence: float = CONFIDENCE) -> Limits:
    """How many of a population are hits, from a simple random sample without replacement.

    The ends are the least and greatest totals under which a sample at least, or at most, so rich has a
    probability above half of what the confidence leaves (Buonaccorsi 1987, The American Statistician 41:215).
    Where nothing was drawn: nothing to all, with 0 as the value.
    """
    if not drawn:
        return Limits(0.0, 0.0, float(population))
    tail = (1 - confidence) / 2 * _TIE
    least, most = hits, population - (drawn - hits)
    low = _first(least, most, lambda total: 1 - _at_most(hits - 1, population, total, drawn) > tail)
    beyond = _first(
        least, most + 1, lambda total: total > most or _at_most(hits, population, total, drawn) <= tail
    )
    return Limits(hits * population / drawn, float(low), float(beyond - 1))


@lru_cache(maxsize=65_536)
def middle_count(population: int, drawn: int, hits: int, confidence: float = CONFIDENCE) -> Limits:
    """The same with mid-P tails: of a sample as rich as this one only half its probability counts (Lancaster
    1961, JASA 56:223; Berry & Armitage 1995, The Statistician 44:417).

    Exact tails hold the truth more often than they promise, the more so when intervals are added up; these do
    so as often as promised on average, and may fall short of it for a single total. Needs something drawn.
    """
    tail = (1 - confidence) / 2
    value, least, most = hits * population / drawn, hits, population - (drawn - hits)

    def below(total: int) -> float:
        under = _at_most(hits - 1, population, total, drawn)
        return (under + _at_most(hits, population, total, drawn)) / 2

    low = _first(least, most, lambda total: 1 - below(total) > tail)
    beyond = _first(least, most + 1, lambda total: total > most or below(total) <= tail)
    return Limits(value, min(value, float(low)), max(value, float(beyond - 1)))


def score_share(hits: float, tries: float, deviate: float) -> Limits:
    """A share with its score interval (Wilson 1927, JASA 22:209) at a given standard deviate.

    `hits` and `tries` need not be whole: a finite population and a design that spreads less information than
    its size make the effective number of tries another.
    """
    share, square = hits / tries, deviate * deviate
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = deviate / (1 + square / tries) * math.sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    return Limits(share, max(0.0, middle - half), min(1.0, middle + half))


def add_limits(parts: Iterable[Limits]) -> Limits:
    """The interval of a sum of independent estimates from the intervals of each.

    The distances to each side add up as squares, so that skewed intervals stay skewed: the method of variance
    estimates recovery (Zou, Huang & Zhang 2009, Computational Statistics & Data Analysis 53:1080).
    """
    listed = tuple(parts)
    value = math.fsum(one.value for one in listed)
    below = math.sqrt(math.fsum((one.value - one.low) ** 2 for one in listed))
    above = math.sqrt(math.fsum((one.high - one.value) ** 2 for one in listed))
    return Limits(value, value - below, value + above)


def student(degrees: float, confidence: float = CONFIDENCE) -> float:
    """The two-sided quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 1 - (1 - confidence) / 2))


def _at_most(hits: int, population: int, total: int, drawn: int) -> float:
    """The probability that a sample holds at most so many hits (hypergeometric distribution)."""
    least = max(0, drawn - (population - total))
    if hits < least:
        return 0.0
    shift = _log_choose(population, drawn)
    return math.fsum(
        math.exp(_log_choose(total, k) + _log_choose(population - total, drawn - k) - shift)
        for k in range(least, min(hits, total, drawn) + 1)
    )


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first number in low..high for which a condition holds that stays true once it is."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
