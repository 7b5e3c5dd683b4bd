"""Codings of single codes → whole answers to passages. Pure.

An answer is whole: a code that it names neither as given nor as unsure is a no. A program that only codes
cannot say no, so of what it says this is made:

- A person answers a passage only where they put at least one code on it.
- A code that the file's codebook does not have could not be given: it is unsure.
- Where one code must be chosen (the gate) and none was given, all of that dimension are unsure. Where several
  were, the first in the codebook holds.
- Every other code was there to be given and was not: a no.

In a package that samverkan wrote, notes tell what was unsure and how the answer was given; then they hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from corpus.importing.loss import Item, Reason
from corpus.importing.marks import Given
from corpus.importing.people import People
from corpus.records import Codebook, CodeId, PassageId
from corpus.refi.records import Guid
from corpus.refi.remarks import AnswerRest, Circumstances, Remark
from corpus.review_records import Answer, ReviewerId

Key = tuple[PassageId, ReviewerId]


@dataclass(frozen=True, slots=True)
class Rules:
    """What answers are made by: the study's codebook, what the file's codebook could say, and the notes that
    samverkan wrote. `versions` are the codebooks that the study has recorded.
    """

    codebook: Codebook
    offered: frozenset[CodeId]
    remarks: Mapping[Guid, Remark]
    versions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Combined:
    """An answer, and when it was made as the file tells ("" when it does not). `items` are the codings that
    went into it with their fates, `notes` those of our own that tell of it.
    """

    answer: Answer
    made: str
    items: tuple[Item, ...] = ()
    notes: frozenset[Guid] = frozenset()


@dataclass(slots=True)
class _Heap:
    """What one person said of one passage. The remarks are those of our own notes."""

    given: list[Given] = field(default_factory=list)
    ways: list[Circumstances] = field(default_factory=list)
    rest: AnswerRest | None = None
    made: str = ""
    notes: set[Guid] = field(default_factory=set)


@dataclass(slots=True)
class Heaps:
    """What people said, by passage and person, as it is gathered from the file."""

    rules: Rules
    people: People
    heaps: dict[Key, _Heap] = field(default_factory=lambda: defaultdict(_Heap))
    shown: dict[PassageId, str] = field(default_factory=dict)

    def add(self, given: Given) -> None:
        """Add a code that somebody gave."""
        heap = self.heaps[given.passage.id, self.people.users[given.user]]
        heap.given.append(given)
        own = [note for note in given.notes if note in self.rules.remarks]
        heap.ways += [self.rules.remarks[note].circumstances for note in own]
        heap.notes.update(own)
        heap.made = max(heap.made, given.at)

    def add_rest(self, passage: PassageId, reviewer: ReviewerId, note: Guid, made: str) -> None:
        """Add what a note of our own tells of an answer."""
        heap, remark = self.heaps[passage, reviewer], self.rules.remarks[note]
        heap.notes.add(note)
        heap.ways.append(remark.circumstances)
        heap.rest = remark.own
        heap.made = max(heap.made, made)

    def combine(self) -> tuple[Combined, ...]:
        """The answers in the order of the file."""
        return tuple(self._combine(*key, heap) for key, heap in self.heaps.items())

    def _combine(self, passage: PassageId, reviewer: ReviewerId, heap: _Heap) -> Combined:
        refused = _refuse_second(frozenset(one.code for one in heap.given), self.rules.codebook)
        items, yes = [], set[CodeId]()
        for one in heap.given:
            reason = Reason.ONE_ONLY if one.code in refused else Reason.REPEATED if one.code in yes else None
            if one.code not in refused:
                yes.add(one.code)
            if one.item is not None:
                items.append(one.item if reason is None else replace(one.item, reason=reason))
        current = self.rules.codebook.hash
        way = heap.ways[0] if heap.ways else Circumstances(self.shown.get(passage), current, False)
        if heap.ways:
            unsure = frozenset() if heap.rest is None else frozenset(heap.rest.unsure)
        else:
            unsure = _find_unsaid(yes, self.rules)
        answer = Answer(
            passage,
            reviewer,
            tuple(sorted(yes)),
            tuple(sorted(unsure - yes)),
            way.shown,
            way.codebook if way.codebook in self.rules.versions else current,
            "" if heap.rest is None else heap.rest.note,
            way.settles,
        )
        return Combined(answer, heap.made, tuple(items), frozenset(heap.notes))


def _refuse_second(given: frozenset[CodeId], codebook: Codebook) -> frozenset[CodeId]:
    """Of the codes of a dimension that allows one, all but the first in the codebook."""
    refused: set[CodeId] = set()
    for dimension in codebook.dimensions:
        if dimension.single:
            refused.update([code.id for code in dimension.codes if code.id in given][1:])
    return frozenset(refused)


def _find_unsaid(yes: Iterable[CodeId], rules: Rules) -> frozenset[CodeId]:
    """The codes of which the file says nothing."""
    said = set(yes)
    unsaid = {code.id for code in rules.codebook.codes} - rules.offered
    for dimension in rules.codebook.dimensions:
        own = {code.id for code in dimension.codes}
        if dimension.single:
            unsaid = unsaid - own if own & said else unsaid | own
    return frozenset(unsaid)
