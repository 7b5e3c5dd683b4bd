"""Undo and redo on the coding screen. What belongs elsewhere is named first, and undone when asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.responses import RedirectResponse, Response

from corpus.records import PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import Act, Decision, Queue, QueueKind, ReviewerId
from corpus.review_writer import ReviewWriter
from review.language import N_
from review.pages import Page
from review.undoing import ACTS, Whereabouts, describe_decision, is_here, list_about
from review.views.coding import parse_queue
from review.visit import Visit, get_address


@dataclass(frozen=True, slots=True)
class _Turn:
    """Going back or forth by one decision: how it is found and carried out, and what is said of it."""

    name: str
    find: Callable[[ReviewWriter, ReviewerId], Decision | None]
    carry_out: Callable[[ReviewWriter, ReviewerId], Decision | None]
    nothing: str
    elsewhere: str
    done: str


_UNDO: Final = _Turn(
    "undo",
    ReviewWriter.find_undoable,
    ReviewWriter.undo,
    N_("There is nothing to undo."),
    N_("Undone elsewhere: %(act)s. You are where you were."),
    N_("Undone: %(act)s."),
)
_REDO: Final = _Turn(
    "redo",
    ReviewWriter.find_redoable,
    ReviewWriter.redo,
    N_("There is nothing to redo."),
    N_("Redone elsewhere: %(act)s. You are where you were."),
    N_("Redone: %(act)s."),
)


def undo(visit: Visit) -> Response:
    """Take back what the person decided last."""
    return _turn(visit, _UNDO)


def redo(visit: Visit) -> Response:
    """Do again what was undone last."""
    return _turn(visit, _REDO)


def _turn(visit: Visit, turn: _Turn) -> Response:
    with visit.deciding() as writer:
        last = turn.find(writer, visit.reviewer.id)
        if last is None:
            return _stay(visit, visit.say(turn.nothing))
        where = read_whereabouts(visit)
        here = where is None or is_here(writer, where, last)
        if not here and visit.get_text("sure") != str(last.id):
            return _ask(visit, turn.name)
        said = describe_decision(writer, last, visit.words)
        turn.carry_out(writer, visit.reviewer.id)
        if not here:
            return _stay(visit, visit.say(turn.elsewhere, act=said))
        place = _find_place(writer, last)
    return _go(visit, last, place, visit.say(turn.done, act=visit.say(ACTS[last.act])))


def read_whereabouts(visit: Visit) -> Whereabouts | None:
    """The queue and passage that were sent along, or None. Raises PageMissing."""
    if not visit.get_text("queue"):
        return None
    queue = parse_queue(visit.get_text("queue"))
    return Whereabouts(queue, visit.get_text("passage"), visit.session.trails.get(str(queue), ()))


def _find_place(reader: ReviewReader, decision: Decision) -> PassageId | None:
    """Where to show what was undone or redone: the first of its passages that stands now."""
    return next((one for one in list_about(reader, decision) if reader.is_current(one)), None)


def _ask(visit: Visit, what: str) -> Response:
    """The same passage, with a question above the buttons."""
    parts = [visit.get_text("queue"), visit.get_text("passage")]
    return RedirectResponse(get_address("code", *filter(None, parts)) + f"?ask={what}", 303)


def _stay(visit: Visit, notice: str) -> Response:
    parts = [visit.get_text("queue"), visit.get_text("passage")]
    return visit.redirect(*(("code", *filter(None, parts)) if parts[0] else ()), notice=notice)


def _go(visit: Visit, decision: Decision, place: PassageId | None, notice: str) -> Response:
    """Show what was undone or redone, within the queue that the person works in."""
    queue = parse_queue(visit.get_text("queue")) if visit.get_text("queue") else None
    if queue is None and decision.document:
        queue = Queue(QueueKind.DOCUMENT, decision.document)
    passage = place or (visit.get_text("passage") if decision.act is Act.MEMO else "")
    if queue is None:
        return visit.redirect(notice=notice)
    return visit.redirect("code", str(queue), *([passage] if passage else []), notice=notice)


PAGES = (Page("/undo", undo, "POST"), Page("/redo", redo, "POST"))
