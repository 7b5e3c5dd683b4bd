"""What a person who has read their part of a batch is told: who still reads, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.review_reader import ReviewReader
from corpus.review_records import Queue, QueueKind, Reviewer, ReviewerId


@dataclass(frozen=True, slots=True)
class Reading:
    """One other reader of the batch, with how many passages are left."""

    person: Reviewer
    left: int


@dataclass(frozen=True, slots=True)
class BatchEnd:
    """The others who read the batch, those with passages left first; `disputes` wait to be settled."""

    others: tuple[Reading, ...]
    disputes: int

    @property
    def waiting(self) -> tuple[Reading, ...]:
        """Those who have passages left."""
        return tuple(one for one in self.others if one.left)


def find_batch_end(reader: ReviewReader, queue: Queue, reviewer: ReviewerId) -> BatchEnd | None:
    """How a batch stands for the others; None for a queue of another kind."""
    if queue.kind is not QueueKind.BATCH:
        return None
    people = {person.id: person for person in reader.iter_reviewers()}
    names = dict.fromkeys(item.reviewer for item in reader.iter_batch_items(int(queue.argument), None))
    others = []
    for name in names:
        if name != reviewer:
            progress = reader.measure_progress(queue, name)
            others.append(Reading(people[name], progress.total - progress.done))
    return BatchEnd(tuple(sorted(others, key=lambda one: -one.left)), reader.count_disputes())
