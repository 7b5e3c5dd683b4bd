"""What a visit learns about its site: which links lead to documents. Pure, deterministic, replayable.

The start weights (crawler.relevance) rank every link alike on all sites. Here the pages that were read
correct them: an online logistic regression over where a link stands (the tag path of its surroundings),
the form of its address and its words, with the start score as its offset, and a sleeping bandit's bonus
for regions that were seldom tried. After SB-CLASSIFIER (arXiv 2602.11874), which groups links by tag path
and takes the upper confidence bound of those that have links left; the regression takes the place of its
group means, since one link belongs to several groups (region, folder, words) at once.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from crawler.lexicon import find_signs, fold
from crawler.urls import file_name

_PULL = 0.35  # of a start weight's point on the odds that a page bears fruit
_PUSH = 1.0  # of the learned odds on the score: one point is e to the power of 1
_RATE = 0.6  # of learning (AdaGrad): the first lesson moves a feature by this much at most
_SHRINK = 0.02  # of a feature's weight at every lesson: what was learned by one page is not kept for ever
_EXPLORE = 0.25  # of the bandit's bonus
_MOST = 4.0  # points that learning may add or take: the start weights keep their word
_MAX_FEATURES = 20_000
_MAX_KEPT = 150  # features of a site that outlive its visit
_MAX_WORDS = 6
_TELL_AFTER = 20  # lessons: a kill loses fewer
_MIN_SITE = 12  # lessons before anything is corrected
_HEX = re.compile(r"[0-9a-f]{8,}|\d+")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page that was read. `fruit` counts the wanted documents that it links, new ones and known ones.

    All of it stands in the rows of the frontier: address, anchor, region, start score and what came of it.
    """

    url: str
    anchor: str
    region: str
    score: float
    fruit: int


class SiteLearning:
    """The weights of one site. The same lessons in the same order give the same weights."""

    def __init__(self) -> None:
        self.lessons = 0
        self._bias = -2.0  # the odds that a page of score 0 bears fruit, for a start
        self._weights: dict[str, float] = {}
        self._steps: dict[str, float] = {}  # AdaGrad: the sum of squared gradients
        self._tried: dict[str, int] = {}  # lessons of each region
        self._told, self._told_at = "", 0

    def learn(self, lesson: Lesson) -> None:
        """Take in one page and what came of it."""
        features = find_features(lesson.url, lesson.anchor, lesson.region)
        odds = self._bias + _PULL * lesson.score + self._sum(features)
        target = 1.0 if lesson.fruit else 0.0
        miss = target - 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
        gravity = 1.0 + 0.25 * math.log1p(
            lesson.fruit
        )  # a page of thirty documents says more than one of one
        self._bias += 0.05 * miss
        for feature in features:
            self._move(feature, miss * gravity)
        self.lessons += 1
        self._tried[lesson.region] = self._tried.get(lesson.region, 0) + 1

    def find_bonus(self, features: tuple[str, ...], region: str) -> float:
        """What learning adds to a link's start score, in points; 0 before enough is known."""
        if self.lessons < _MIN_SITE:
            return 0.0
        wish = _EXPLORE * math.sqrt(math.log(self.lessons) / (1.0 + self._tried.get(region, 0)))
        return max(-_MOST, min(_MOST, _PUSH * self._sum(features))) + wish

    def dump(self) -> str:
        """The strongest weights as JSON: what outlives a visit. Written anew after some lessons only."""
        if self._told and self.lessons < self._told_at + _TELL_AFTER:
            return self._told
        strongest = sorted(self._weights.items(), key=lambda item: (-abs(item[1]), item[0]))[:_MAX_KEPT]
        kept = {name: [round(weight, 4), round(self._steps[name], 4)] for name, weight in strongest}
        told = {"lessons": self.lessons, "bias": round(self._bias, 4), "weights": kept, "tried": self._tried}
        self._told, self._told_at = json.dumps(told, ensure_ascii=False, sort_keys=True), self.lessons
        return self._told

    @classmethod
    def load(cls, text: str) -> SiteLearning:
        """The state that `dump` wrote; "" and what cannot be read are a new site."""
        learning = cls()
        try:
            told = json.loads(text or "{}")
            weights = {str(name): float(pair[0]) for name, pair in told.get("weights", {}).items()}
            steps = {str(name): float(pair[1]) for name, pair in told.get("weights", {}).items()}
            tried = {str(name): int(count) for name, count in told.get("tried", {}).items()}
            lessons, bias = int(told.get("lessons", 0)), float(told.get("bias", learning._bias))
        except (ValueError, TypeError, AttributeError, IndexError):
            return learning  # of another version: it learns anew
        learning._weights, learning._steps, learning._tried = weights, steps, tried
        learning.lessons, learning._bias = lessons, bias
        return learning

    def _sum(self, features: tuple[str, ...]) -> float:
        weights = self._weights
        return sum([weights.get(feature, 0.0) for feature in features])

    def _move(self, feature: str, slope: float) -> None:
        known = self._weights.get(feature)
        if known is None and len(self._weights) >= _MAX_FEATURES:
            return
        step = self._steps.get(feature, 0.25) + slope * slope
        self._steps[feature] = step
        self._weights[feature] = (known or 0.0) * (1.0 - _SHRINK) + _RATE * slope / math.sqrt(step) / 3.0


@lru_cache(maxsize=32768)
def find_features(url: str, anchor: str, region: str) -> tuple[str, ...]:
    """What a link is known by: its region, its address's folder and depth, its words and their senses."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    asked = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    folder = _HEX.sub("#", "/".join(segments[:-1]))
    top = segments[0] if segments else ""
    named = anchor or file_name(url)
    tokens = [_HEX.sub("#", word) for word in fold(named).split()[:_MAX_WORDS] if len(word) > 2]
    senses = {sign.sense.name for sign in find_signs(named)}
    return (
        f"r {region}",
        f"d {folder}",
        f"n {len(segments)}",
        f"t {top}",
        *([f"q {'&'.join(sorted(asked))}"] if asked else []),
        *[f"w {token}" for token in dict.fromkeys(tokens)],
        *[f"s {sense}" for sense in sorted(senses)],
    )


def find_miss_bound(barren: int) -> float:
    """The share of further pages that may still bear fruit after so many barren ones in a row, best first.

    The rule of three (Hanley & Lippman-Hand 1983): the upper end of the 95 % confidence interval. The
    pages that were not read rank below those that were, so that it is a bound and not an estimate.
    """
    return 1.0 if barren < 3 else 3.0 / barren
