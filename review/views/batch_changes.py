"""What can still be done to a batch: another name, one more reader, withdrawing what nobody has begun."""

from __future__ import annotations

from starlette.responses import Response

from corpus.errors import CorpusError
from corpus.review_records import Batch
from corpus.review_writer import ReviewWriter
from review.drawing import assign_second_reader
from review.language import N_
from review.pages import Page
from review.visit import PageMissing, Visit


def rename_batch(visit: Visit) -> Response:
    """Give the batch another name."""
    name = " ".join(visit.get_text("name").split())[:60]
    with visit.deciding() as writer:
        batch = _get_batch(visit, writer)
        if name:
            writer.rename_batch(batch.id, name)
    if not name:
        return visit.turn_back("batches", warning=visit.say(N_("Write a name for the batch.")))
    return visit.redirect("batches", notice=visit.say(N_("The batch has a new name.")))


def add_reader(visit: Visit) -> Response:
    """Let somebody read a share of the batch a second time."""
    share = visit.get_number("share") / 100
    with visit.deciding() as writer:
        batch = _get_batch(visit, writer)
        person = writer.find_reviewer(visit.get_text("person"))
        if person is None or not person.active or not 0 < share <= 1:
            visit.refuse(N_("Choose somebody and a share from 1 to 100 per cent."))
        items = list(writer.iter_batch_items(batch.id, None))
        closed = {
            one.passage
            for one in items
            if not writer.is_current(one.passage) or writer.find_answer(one.passage, person.id) is not None
        }
        added = assign_second_reader(items, person.id, closed, share, batch.seed)
        writer.add_batch_items(batch.id, added)
    if not added:
        warning = visit.say(N_("There is nothing in it that only one other reads."))
        return visit.turn_back("batches", warning=warning)
    told = {"name": person.name, "number": len(added)}
    said = visit.say(N_("%(name)s reads %(number)s of its passages."), **told)
    return visit.redirect("batches", notice=said)


def withdraw_batch(visit: Visit) -> Response:
    """Take the batch away if nobody has begun it; its passages can be drawn again."""
    with visit.deciding() as writer:
        batch = _get_batch(visit, writer)
        begun = writer.is_batch_begun(batch.id)
        if not begun:
            writer.remove_batch(batch.id)
    if begun:
        warning = visit.say(N_("Somebody has begun %(name)s: it stays."), name=batch.name)
        return visit.turn_back("batches", warning=warning)
    return visit.redirect("batches", notice=visit.say(N_("%(name)s is withdrawn."), name=batch.name))


def _get_batch(visit: Visit, writer: ReviewWriter) -> Batch:
    number = visit.path["batch"]
    try:
        return writer.get_batch(int(number) if number.isdecimal() and len(number) < 12 else 0)
    except CorpusError:
        raise PageMissing(N_("There is no such batch.")) from None


PAGES = (
    Page("/batches/{batch}/name", rename_batch, "POST"),
    Page("/batches/{batch}/reader", add_reader, "POST"),
    Page("/batches/{batch}/withdraw", withdraw_batch, "POST"),
)
