"""Replays the reading of a coded set: how soon the queue's batches find what chance would find later."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.records import CodeId, PassageId
from models.evaluation import EXTERNAL
from models.sampling import Candidate, Drawn, Mix, draw_batch

RARE: Final = 0.01
"""A code is rare that holds of at most this share of the passages."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage as the queue sees it before anybody has read it, and the codes that hold."""

    candidate: Candidate
    holds: frozenset[CodeId]


@dataclass(frozen=True, slots=True)
class Replay:
    """One way of reading all passages.

    `external` and `rare` are what was found after each label: positives of the two external gates, and
    (passage, code) pairs of rare codes; both begin with 0. A passage that is read twice is two labels.
    """

    external: tuple[int, ...]
    rare: tuple[int, ...]

    @property
    def labels_to_rare(self) -> int:
        """Labels until 80 % of the rare pairs are found."""
        return labels_to(self.rare, 0.8)

    @property
    def work_saved(self) -> float:
        """WSS@95 (Cohen et al. 2006): labels saved at 95 % recall of external passages, beyond chance."""
        labels = len(self.external) - 1
        return (labels - labels_to(self.external, 0.95)) / labels - 0.05 if labels else 0.0


def rare_codes(coded: Collection[Coded], share: float = RARE) -> frozenset[CodeId]:
    """The codes outside the gate that hold of some passages, but at most of this share."""
    counts: dict[CodeId, int] = {}
    for one in coded:
        for code in one.holds:
            counts[code] = counts.get(code, 0) + 1
    limit = share * len(coded)
    return frozenset(c for c, n in counts.items() if n <= limit and not c.startswith("gate."))


def replay_queue(
    coded: Sequence[Coded],
    mix: Mix,
    size: int,
    seed: int,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Replay:
    """Read batch after batch of the mix until every passage is read; the scores stay as they are.

    A model that learns on the way would rank better, so that this is the least the queue saves.
    """
    by_id = {one.candidate.passage: one for one in coded}
    unread = {name: one.candidate for name, one in by_id.items()}
    read: dict[PassageId, Candidate] = {}
    codes = frozenset(code for one in coded for code in one.holds if not code.startswith("gate."))
    counts = dict.fromkeys(sorted(codes), 0)
    order: list[Coded] = []
    while unread:
        drawn = draw_batch([*unread.values(), *_newest(read, size)], counts, mix, size, seed + len(order))
        for one in _finds_first(drawn, unread):
            passage = by_id[one.passage]
            order.append(passage)
            if one.passage in unread:
                read[one.passage] = replace(unread.pop(one.passage), judged_by=("reader",))
                for code in passage.holds & codes:
                    counts[code] += 1
            else:
                del read[one.passage]  # a second opinion is enough
        on_progress(len(coded) - len(unread), len(coded))
    return _follow(order, rare_codes(coded))


def replay_random(coded: Sequence[Coded], seed: int) -> Replay:
    """Read in random order."""
    order = sorted(coded, key=lambda one: one.candidate.passage)
    random.Random(seed).shuffle(order)  # noqa: S311 - a simulation, not a secret
    return _follow(order, rare_codes(coded))


def labels_to(found: Sequence[int], recall: float) -> int:
    """Labels until this share of all finds is reached; 0 when there is nothing to find."""
    wanted = math.ceil(recall * found[-1] - 1e-9)
    return next(label for label, count in enumerate(found) if count >= wanted)


def _newest(read: dict[PassageId, Candidate], count: int) -> list[Candidate]:
    return list(read.values())[-count:]


def _finds_first(drawn: Sequence[Drawn], unread: Collection[PassageId]) -> list[Drawn]:
    """A batch in its own order; refuses to go on for ever with second opinions alone."""
    if not any(one.passage in unread for one in drawn):
        msg = "the mix draws no unread passage: give it another share than second opinions"
        raise ValueError(msg)
    return list(drawn)


def _follow(order: Sequence[Coded], rare: frozenset[CodeId]) -> Replay:
    seen: set[PassageId] = set()
    external, pairs = [0], [0]
    for one in order:
        new = one.candidate.passage not in seen
        seen.add(one.candidate.passage)
        external.append(external[-1] + (new and bool(one.holds & EXTERNAL)))
        pairs.append(pairs[-1] + (len(one.holds & rare) if new else 0))
    return Replay(tuple(external), tuple(pairs))
