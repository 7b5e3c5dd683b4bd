"""Making a batch: which passages, and who reads which of them.

The random share is drawn apart, from everything that nobody has answered, so that its probability is exact;
the rest is chosen among the model's best candidates. Deterministic: a plan and a store give one batch.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import Final

from corpus.candidate_reader import Scored
from corpus.records import Codebook, CodeId, PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import BatchItem, ReviewerId
from models.encoders import Encoder, load_encoder
from models.near_duplicates import group_alike
from models.sampling import Candidate, Drawn, Mix, Stratum, draw_batch, draw_random

LARGEST: Final = 400
"""More passages than a day's reading are no batch: what is learned from it comes too late."""

_OF_EACH: Final = 20  # candidates of each code above and below its threshold: a batch has 20 to 40


class Sealing(StrEnum):
    """Which passages of a batch are read without the model's suggestion."""

    MEASURED = "measured"  # those that figures rest on: random, read by two, second opinions
    ALL = "all"
    NONE = "none"  # but second opinions, which always are


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch as it was asked for. `double` is the share that two read."""

    size: int
    mix: Mix
    sealing: Sealing
    double: float
    readers: tuple[ReviewerId, ...]
    seed: int

    def __post_init__(self) -> None:
        if not 1 <= self.size <= LARGEST:
            raise ValueError(f"a batch of {self.size}: give 1 to {LARGEST}")
        if not self.readers:
            raise ValueError("nobody reads the batch: choose somebody")
        if not 0 <= self.double <= 1:
            raise ValueError(f"the share read by two is {self.double}: give one from 0 to 1")


def draw_passages(reader: ReviewReader, plan: Plan, codebook: Codebook) -> tuple[tuple[Drawn, ...], Scoring]:
    """The passages of a batch in the order they are to be read, and who has read them before.

    Without a model only the random share can be drawn, and it is the whole batch.
    """
    coder = reader.find_latest_coder()
    wanted = plan.size if coder is None else plan.mix.sizes(plan.size)[Stratum.RANDOM]
    places, probability = draw_random(reader.count_unanswered(), wanted, plan.seed)
    picked = reader.pick_unanswered(places)
    drawn = [Drawn(passage, Stratum.RANDOM, probability) for passage in picked]
    read_by: dict[PassageId, tuple[str, ...]] = {}
    if coder is not None and plan.mix.random < 1:
        found = _list_candidates(reader, coder, codebook, {*picked, *reader.read_asked()})
        candidates = [one for one in found if not set(plan.readers) <= set(one.judged_by)]
        positives = count_positives(reader, codebook)
        rest = plan.size - len(drawn)
        drawn += draw_batch(candidates, positives, plan.mix.without_random(), rest, plan.seed)
        read_by = {one.passage: one.judged_by for one in candidates}
    random.Random(f"order {plan.seed}").shuffle(drawn)  # noqa: S311 - an order, not a secret
    return tuple(drawn), read_by


Scoring = Mapping[PassageId, tuple[str, ...]]
"""Who has answered each candidate."""


def _list_candidates(
    reader: ReviewReader, coder: str, codebook: Codebook, taken: Collection[PassageId]
) -> list[Candidate]:
    codes = [code.id for code in codebook.codes]
    found = [one for one in reader.list_candidates(coder, codes, _OF_EACH) if one.passage not in taken]
    groups = group_alike(_load_encoder().encode([one.text for one in found]))
    return [_make_candidate(one, group) for one, group in zip(found, groups, strict=True)]


@lru_cache(maxsize=1)
def _load_encoder() -> Encoder:
    """The shipped one: it takes a tenth of a second for some thousand texts."""
    return load_encoder()


def _make_candidate(scored: Scored, group: int) -> Candidate:
    return Candidate(
        scored.passage,
        scored.municipality,
        scored.document,
        group,
        scored.scores,
        scored.answered_by,
    )


def count_positives(reader: ReviewReader, codebook: Codebook) -> dict[CodeId, int]:
    """For each code, in how many passages somebody found it."""
    found = reader.count_found()
    return {code.id: 0 for code in codebook.codes} | found


def assign_readers(plan: Plan, drawn: Sequence[Drawn], read_by: Scoring) -> tuple[BatchItem, ...]:
    """Who reads what: those read by two are drawn by chance and go to every pair of readers equally often;
    the rest evens out the load. A second opinion goes to somebody who has not read the passage.
    """
    chosen = _pair_up(plan, drawn)
    load = Counter(person for pair in chosen.values() for person in pair)
    for one in drawn:
        if one.passage not in chosen:
            able = [person for person in plan.readers if person not in read_by.get(one.passage, ())]
            person = min(able, key=lambda name: (load[name], plan.readers.index(name)))
            load[person] += 1
            chosen[one.passage] = (person,)
    places: Counter[ReviewerId] = Counter()
    items: list[BatchItem] = []
    for one in drawn:
        for person in chosen[one.passage]:
            items.append(_make_item(plan, one, person, (places[person], len(chosen[one.passage]))))
            places[person] += 1
    return tuple(items)


def _pair_up(plan: Plan, drawn: Sequence[Drawn]) -> dict[PassageId, tuple[ReviewerId, ...]]:
    """Two readers for each passage that is read by two."""
    if len(plan.readers) < 2:
        return {}
    fresh = [one.passage for one in drawn if one.stratum is not Stratum.SECOND]
    numbers = random.Random(f"double {plan.seed}")  # noqa: S311 - a sample, not a secret
    doubled = numbers.sample(fresh, min(round(plan.double * len(drawn)), len(fresh)))
    pairs = list(combinations(plan.readers, 2))
    numbers.shuffle(pairs)
    return {passage: pairs[number % len(pairs)] for number, passage in enumerate(doubled)}


def assign_second_reader(
    items: Sequence[BatchItem], person: ReviewerId, read: Collection[PassageId], share: float, seed: int
) -> tuple[BatchItem, ...]:
    """What somebody who joins a batch reads of it: a share of its passages, drawn by chance among those that
    only one other reads and that the person has not `read`. All of it is blind: it is there to be compared.
    """
    readers = Counter(item.passage for item in items)
    own = {*read, *(item.passage for item in items if item.reviewer == person)}
    fresh = {
        item.passage: item
        for item in sorted(items, key=lambda item: item.ordinal)
        if item.stratum != Stratum.SECOND and readers[item.passage] == 1 and item.passage not in own
    }
    numbers = random.Random(f"join {seed} {person}")  # noqa: S311 - a sample, not a secret
    chosen = set(numbers.sample(sorted(fresh), min(round(share * len(readers)), len(fresh))))
    start = 1 + max((item.ordinal for item in items if item.reviewer == person), default=-1)
    return tuple(
        replace(item, reviewer=person, ordinal=start + number, blind=True)
        for number, item in enumerate(item for item in fresh.values() if item.passage in chosen)
    )


def _make_item(plan: Plan, one: Drawn, person: ReviewerId, place: tuple[int, int]) -> BatchItem:
    ordinal, readers = place
    measured = one.stratum is Stratum.RANDOM or readers > 1
    blind = (
        one.stratum is Stratum.SECOND
        or plan.sealing is Sealing.ALL
        or (plan.sealing is Sealing.MEASURED and measured)
    )
    return BatchItem(0, ordinal, one.passage, person, one.stratum, one.probability, blind)


def make_mix(weights: Mapping[str, float]) -> Mix:
    """A mix from weights of any size, such as sliders give; a stratum that is not named gets nothing.

    Raises ValueError when all are nothing.
    """
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("every share of the mix is 0: give at least one more")
    return Mix(**{str(stratum): weights.get(stratum, 0) / total for stratum in Stratum})
