"""How far the reading has come: what was found, what the random share tells of the rest, and when to stop."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import CodeId, PassageId
from corpus.review_records import BatchItem
from corpus.team_reader import GivenAnswer
from models.sampling import Stratum
from models.stopping import (
    Chance,
    CurvePoint,
    Forecast,
    Recall,
    estimate_recall,
    forecast_labels,
    recall_curve,
    recall_p_value,
)

SURE: Final = 0.05
"""The test of Callaghan & Müller-Hansen passes below this probability."""
STEADY: Final = 50
"""So many passages read last must have brought at most `STRAY` finds."""
STRAY: Final = 2
NARROW: Final = 0.10
"""The interval of recall must not be wider than this."""
TELLING: Final = 0.50
"""Where the interval of recall is wider than this, it is too early to tell anything but the interval."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One passage that people have read, at the time of the first answer. `codes` are those that hold:
    the settling answer's, else what anybody found. `batch` is where it was answered first.
    """

    passage: PassageId
    codes: frozenset[CodeId]
    batch: int | None


@dataclass(frozen=True, slots=True)
class BatchYield:
    """What the reading of one batch (None: outside any) brought."""

    batch: int | None
    read: int
    found: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Where a search for some codes stands. `p_value` is that of recall still being under `target`; `needed`
    how many more passages drawn by chance would tell something, were they as rich as those so far.
    """

    target: float
    unread: int
    chance: Chance
    recall: Recall
    p_value: float
    curve: tuple[CurvePoint, ...]
    recent: CurvePoint
    left: Forecast
    needed: int
    batches: tuple[BatchYield, ...]

    @property
    def read(self) -> int:
        """How many passages were read."""
        return self.curve[-1].read

    @property
    def found(self) -> int:
        """How many of them hold what is sought."""
        return self.curve[-1].found

    @property
    def is_early(self) -> bool:
        """Whether it is too early to tell how much has been found."""
        return not _is_telling(self.recall)

    @property
    def is_tested(self) -> bool:
        """Whether the test says that the target is reached."""
        return self.chance.drawn > 0 and self.p_value < SURE

    @property
    def is_steady(self) -> bool:
        """Whether the last passages read brought next to nothing."""
        return self.recent.read >= STEADY and self.recent.found <= STRAY

    @property
    def is_narrow(self) -> bool:
        """Whether recall is known closely enough."""
        return self.chance.drawn > 0 and self.recall.recall.high - self.recall.recall.low <= NARROW


def list_readings(given: Iterable[GivenAnswer]) -> tuple[Reading, ...]:
    """Every current passage that was read, in the order of first reading."""
    standing: dict[PassageId, dict[str, GivenAnswer]] = {}
    for one in given:
        if not (one.undone or one.retired):
            standing.setdefault(one.answer.passage, {})[one.answer.reviewer] = one
    first: dict[PassageId, int] = {}
    readings = []
    for passage, answers in standing.items():
        settling = [one for one in answers.values() if one.answer.settles]
        counted = settling or list(answers.values())
        codes = frozenset(code for one in counted for code in one.answer.yes)
        earliest = min(answers.values(), key=lambda one: one.answer.decision)
        first[passage] = earliest.answer.decision
        readings.append(Reading(passage, codes, earliest.batch))
    return tuple(sorted(readings, key=lambda one: first[one.passage]))


def measure_findings(
    readings: Sequence[Reading],
    items: Iterable[BatchItem],
    unread: int,
    sought: Collection[CodeId],
    target: float,
) -> Findings:
    """Where the search for any of the `sought` codes stands. `items` are those of all batches, `unread` how
    many current passages nobody has answered.
    """
    labels = [any(code in one.codes for code in sought) for one in readings]
    drawn = {item.passage for item in items if item.stratum == Stratum.RANDOM}
    random = [label for one, label in zip(readings, labels, strict=True) if one.passage in drawn]
    chance = Chance(unread + len(random), len(random), sum(random))
    curve = recall_curve(labels)
    recent = CurvePoint(min(STEADY, len(labels)), sum(labels[-STEADY:]))
    recall = estimate_recall(curve[-1].found, chance)
    return Findings(
        target=target,
        unread=unread,
        chance=chance,
        recall=recall,
        p_value=recall_p_value(curve[-1].found, chance, target),
        curve=curve,
        recent=recent,
        left=_limit(forecast_labels(curve[-1].found, recall.missed, target, recent), unread),
        needed=0 if _is_telling(recall) else _count_needed(curve[-1].found, chance, unread),
        batches=_measure_batches(readings, labels),
    )


def _is_telling(recall: Recall) -> bool:
    return recall.recall.high - recall.recall.low <= TELLING  # never where nothing was drawn or found: NaN


def _count_needed(found: int, chance: Chance, unread: int) -> int:
    """The least number of further passages drawn by chance after which the interval would tell something."""
    share = chance.positives / chance.drawn if chance.drawn else 0.0

    def would_tell(more: int) -> bool:
        positives = chance.positives + round(share * more)
        richer = Chance(chance.population, chance.drawn + more, positives)
        return _is_telling(estimate_recall(found + positives - chance.positives, richer))

    return min(bisect_left(range(unread + 1), True, key=would_tell), unread)


def _limit(forecast: Forecast, unread: int) -> Forecast:
    """Nobody reads more than there is."""
    return Forecast(*(min(value, unread) for value in (forecast.likely, forecast.best, forecast.worst)))


def _measure_batches(readings: Sequence[Reading], labels: Sequence[bool]) -> tuple[BatchYield, ...]:
    read: dict[int | None, list[bool]] = {}
    for one, label in zip(readings, labels, strict=True):
        read.setdefault(one.batch, []).append(label)
    return tuple(BatchYield(batch, len(found), sum(found)) for batch, found in read.items())
