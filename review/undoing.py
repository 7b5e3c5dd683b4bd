"""What undo and redo would do: whether it belongs to where the person is, and in which words to say it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from corpus.queue_reader import QueueReader
from corpus.records import PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import Act, Decision, Queue, QueueKind, ReviewerId
from review.language import N_, Words
from review.screens import read_source

ACTS = {
    Act.ANSWER: N_("answer to a passage"),
    Act.SETTLE: N_("settlement of a disagreement"),
    Act.MEMO: N_("memo"),
    Act.RESHAPE: N_("change of borders"),
    Act.UNDO: N_("undoing"),
    Act.REDO: N_("redoing"),
}

_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a person is: a queue, a passage of it ("" at its end), and what was shown of the queue so far."""

    queue: Queue
    passage: str
    trail: Collection[str] = ()


def is_here(reader: ReviewReader, where: Whereabouts, decision: Decision) -> bool:
    """Whether a decision was about the passage that is shown or, memos apart, about the queue."""
    if decision.act is Act.SETTLE:
        return where.queue.kind is QueueKind.DISAGREEMENT
    if decision.act is Act.MEMO:
        return _is_memo_here(reader, where, decision)
    if decision.act is Act.ANSWER and where.queue.kind is QueueKind.BATCH and where.passage:
        return decision.passage == where.passage or str(decision.batch) == where.queue.argument
    return any(_is_in(reader, where, one, decision.reviewer) for one in list_about(reader, decision))


def list_about(reader: ReviewReader, decision: Decision) -> tuple[PassageId, ...]:
    """The passages that a decision was about, those that its borders made first."""
    if decision.act is Act.RESHAPE:
        reshaping = reader.get_reshaping(decision.id)
        return (*(one.id for one in reshaping.made), *reshaping.replaced)
    return () if decision.passage is None else (decision.passage,)


def _is_memo_here(reader: ReviewReader, where: Whereabouts, decision: Decision) -> bool:
    if not where.passage or decision.passage is not None:
        return decision.passage == where.passage
    return decision.document == reader.get_passage(where.passage).document


def _is_in(reader: QueueReader, where: Whereabouts, passage: PassageId, reviewer: ReviewerId) -> bool:
    known = passage == where.passage or passage in where.trail
    return known or reader.is_in_queue(passage, where.queue, reviewer)


def describe_decision(reader: ReviewReader, decision: Decision, words: Words) -> str:
    """What was decided and about what: “memo – Kommunen ska …”."""
    about = _find_words(reader, decision)
    act = words.say(ACTS[decision.act])
    short = about if len(about) <= _LONGEST else about[: _LONGEST - 1].rstrip() + "…"
    return f"{act} – {' '.join(short.split())}" if about else act


def _find_words(reader: ReviewReader, decision: Decision) -> str:
    if decision.passage is not None:
        return reader.get_passage(decision.passage).text
    if decision.document is not None:
        return read_source(reader, decision.document).title
    return next((memo.text for memo in reader.iter_all_memos() if memo.id == decision.id), "")
