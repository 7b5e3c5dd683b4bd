"""What was decided, as it can be told afterwards: each decision with what was before and after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from corpus.quotes import begin_quote
from corpus.records import CodeId, Passage, PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import Act, Answer, Decision, ReviewerId

_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Change:
    """What an answer changed. Without an earlier answer everything in it is `added`."""

    added: tuple[CodeId, ...]
    removed: tuple[CodeId, ...]
    kept: tuple[CodeId, ...]
    unsure: tuple[CodeId, ...]
    first: bool
    note: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A decision with what it was about. `change` is None where it was no answer or is hidden: another's
    answer to what the reader has yet to read alone. `made` and `replaced` count passages of a change of
    borders; `quote` is the passage's beginning or the memo's text.
    """

    decision: Decision
    quote: str
    change: Change | None
    hidden: bool = False
    current: bool = False
    made: int = 0
    replaced: int = 0
    of: Act | None = None


def list_deeds(reader: ReviewReader, decisions: Iterable[Decision], visitor: ReviewerId) -> tuple[Deed, ...]:
    """The decisions as deeds, in their order."""
    waiting = reader.read_waiting(visitor)
    return tuple(
        _tell(reader, decision, frozenset() if decision.reviewer == visitor else waiting)
        for decision in decisions
    )


def _tell(reader: ReviewReader, decision: Decision, secret: Collection[PassageId]) -> Deed:
    passage = None if decision.passage is None else reader.get_passage(decision.passage)
    hidden = passage is not None and passage.id in secret
    quote = "" if passage is None else shorten(passage)
    current = passage is not None and reader.is_current(passage.id)
    match decision.act:
        case Act.ANSWER | Act.SETTLE:
            change = None if hidden else _compare(reader, reader.get_answer(decision.id))
            return Deed(decision, quote, change, hidden, current)
        case Act.MEMO:
            text = "" if hidden else reader.find_memo_text(decision.id) or ""
            return Deed(decision, text, None, hidden, current)
        case Act.RESHAPE:
            drawn = reader.find_redrawing(decision.id)
            counts = (0, 0) if drawn is None else (len(drawn.made), len(drawn.replaced))
            return Deed(decision, quote, None, made=counts[0], replaced=counts[1])
        case Act.UNDO | Act.REDO:
            of = None if decision.of is None else reader.get_decision(decision.of).act
            return Deed(decision, quote, None, current=current, of=of)


def shorten(passage: Passage) -> str:
    """The passage's beginning, on one line."""
    return begin_quote(passage.text, _QUOTE)


def _compare(reader: ReviewReader, answer: Answer) -> Change:
    return compare_answers(reader.find_earlier_answer(answer), answer)


def compare_answers(before: Answer | None, after: Answer) -> Change:
    """What is new in an answer, what is gone, and what stayed."""
    old = frozenset() if before is None else frozenset(before.yes)
    new = frozenset(after.yes)
    return Change(
        added=tuple(sorted(new - old)),
        removed=tuple(sorted(old - new)),
        kept=tuple(sorted(new & old)),
        unsure=after.unsure,
        first=before is None,
        note=after.note,
    )
