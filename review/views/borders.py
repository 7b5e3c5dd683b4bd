"""Borders of passages: split, join, move, and passages that the reading missed."""

from __future__ import annotations

from starlette.responses import Response

from corpus.errors import CorpusError
from corpus.records import Box, Document, Passage, Sha256
from corpus.reshaping import (
    DocumentText,
    Placer,
    add_passage,
    join_passages,
    move_borders,
    share_boxes,
    split_passage,
)
from corpus.review_reader import ReviewReader
from corpus.review_records import Queue, QueueKind, Reshaping
from corpus.review_writer import ReviewWriter
from review.language import N_
from review.pages import Page, View
from review.pictures.gallery import PlacedWord
from review.pictures.studio import NoPicture
from review.places import find_span, make_placer, place_words
from review.proposals import find_quote, list_touched, snap_to_words
from review.views.coding import get_passage, parse_queue
from review.views.pictures import get_document
from review.visit import PageMissing, Visit


def split(visit: Visit) -> Response:
    """Two passages in place of one."""
    with visit.deciding() as writer:
        passage = get_passage(writer, visit.path["passage"])
        whole = read_text(writer, passage.document)
        place = _make_placer(visit, whole, share_boxes(passage))
        made = split_passage(passage, visit.get_number("at"), whole, place)
        return _carry_out(visit, writer, made, passage.start)


def join(visit: Visit) -> Response:
    """One passage in place of two neighbours."""
    with visit.deciding() as writer:
        passage = get_passage(writer, visit.path["passage"])
        other = get_passage(writer, visit.get_text("with"))
        whole = read_text(writer, passage.document)
        place = _make_placer(visit, whole, _share_all((passage, other)))
        made = join_passages((passage, other), whole, place)
        return _carry_out(visit, writer, made, passage.start)


def move(visit: Visit) -> Response:
    """The passage from another start to another end."""
    with visit.deciding() as writer:
        passage = get_passage(writer, visit.path["passage"])
        whole = read_text(writer, passage.document)
        span = _read_span(visit, whole)
        near = writer.list_neighbours(passage, 50)
        place = _make_placer(visit, whole, _share_all((passage, *near)))
        made = move_borders(passage, span, near, whole, place)
        return _carry_out(visit, writer, made, made.made[0].start)


def add(visit: Visit) -> Response:
    """A passage that the reading missed."""
    with visit.deciding() as writer:
        document = get_document(writer, visit.path["sha256"])
        whole = read_text(writer, document.sha256)
        span = _read_span(visit, whole)
        others = tuple(writer.iter_passages(document.sha256))
        place = _make_placer(visit, whole, _share_all(others))
        made = add_passage(span, others, whole, place)
        return _carry_out(visit, writer, made, made.made[0].start)


def _read_span(visit: Visit, whole: DocumentText) -> tuple[int, int]:
    """The marked stretch, grown to whole words: a hand seldom stops between them."""
    return snap_to_words(whole.text, (visit.get_number("start"), visit.get_number("end")))


def propose(visit: Visit) -> Response:
    """What a passage would be, and what would give way to it, to be confirmed: of the text that was marked,
    the text under a rectangle on a page, or the words that were written.
    """
    with visit.reviewing() as reader:
        document = get_document(reader, visit.path["sha256"])
        whole = read_text(reader, document.sha256)
        span = _find_span(visit, document, whole)
        if span is None:
            notice = visit.say(N_("No text was found there. Mark it in the document's text instead."))
            return visit.turn_back("document", document.sha256, warning=notice)
        start, end = snap_to_words(whole.text, span)
        touched = list_touched((start, end), reader.iter_passages(document.sha256))
        answered = [one for one in touched if reader.find_answer(one.passage.id, visit.reviewer.id)]
    around = (whole.text[max(start - 200, 0) : start], whole.text[start:end], whole.text[end : end + 200])
    return visit.render(
        "propose.html",
        document=document,
        start=start,
        end=end,
        around=around,
        queue=visit.get_text("queue"),
        touched=touched,
        answered=answered,
    )


def _find_span(visit: Visit, document: Document, whole: DocumentText) -> tuple[int, int] | None:
    if visit.get_text("start"):
        start, end = visit.get_number("start"), visit.get_number("end")
        return (start, end) if whole.text[start:end].strip() else None
    words = visit.get_text("quote")
    return find_quote(whole.text, words) if words else _find_under(visit, document, whole)


def _find_under(visit: Visit, document: Document, whole: DocumentText) -> tuple[int, int] | None:
    page = visit.get_number("page")
    if page not in whole.numbers:
        return None
    sides = [_get_length(visit, name) for name in ("x0", "top", "x1", "bottom")]
    words = _list_words(visit, document.sha256, page)
    return find_span(place_words(words, whole, page), Box(page, *sides))


def _get_length(visit: Visit, name: str) -> float:
    try:
        return float(visit.get_text(name))
    except ValueError:
        raise PageMissing(N_("A number is missing in what was sent.")) from None


def read_text(reader: ReviewReader, document: Sha256) -> DocumentText:
    """The text that a document's passages are cut from."""
    return DocumentText.of_pages(document, tuple(reader.iter_pages(document)))


def _make_placer(visit: Visit, whole: DocumentText, fallback: Placer) -> Placer:
    return make_placer(whole, lambda page: _list_words(visit, whole.document, page), fallback)


def _list_words(visit: Visit, document: Sha256, page: int) -> tuple[PlacedWord, ...]:
    found = visit.office.gallery.get_words(document, page)
    return () if isinstance(found, NoPicture) else found


def _share_all(passages: tuple[Passage, ...]) -> Placer:
    """Without the file: the parts of the boxes of all passages that a stretch touches."""

    def place(start: int, end: int) -> tuple[Box, ...]:
        touched = [one for one in passages if one.start < end and start < one.end]
        return tuple(box for one in touched for box in share_boxes(one)(start, end))

    return place


def _carry_out(visit: Visit, writer: ReviewWriter, made: Reshaping, start: int) -> Response:
    """Draw the borders; then show the first of the passages made, in the queue that the person works in."""
    answered = any(writer.find_answer(one, visit.reviewer.id) for one in made.replaced)
    writer.reshape(visit.reviewer.id, made)
    first = min(made.made, key=lambda one: abs(one.start - start))
    queue = visit.get_text("queue")
    where = parse_queue(queue) if queue else Queue(QueueKind.DOCUMENT, first.document)
    parts = [visit.say(SAVED)]
    if where.kind is QueueKind.BATCH and len(made.made) > 1:
        parts.append(visit.say(N_("All its parts are in the batch, and wait to be read.")))
    if answered:
        parts.append(visit.say(N_("Your answer rests with the passage as it was: undo brings it back.")))
    return visit.redirect("code", str(where), first.id, notice=" ".join(parts))


def _refusing(view: View) -> View:
    """The view with its refusals said on the screen that it was asked from."""

    def refusing(visit: Visit) -> Response:
        try:
            return view(visit)
        except CorpusError as error:
            queue, passage = visit.get_text("queue"), visit.path.get("passage", "")
            if queue and passage:
                return visit.turn_back(
                    "code", str(parse_queue(queue)), passage, warning=visit.say(str(error))
                )
            return visit.turn_back("document", visit.path["sha256"], warning=visit.say(str(error)))

    return refusing


SAVED = N_(
    "The borders are saved. The model suggests nothing in this document until it has been brought up to date "
    "on the page Model."
)

PAGES = (
    Page("/borders/{passage}/split", _refusing(split), "POST"),
    Page("/borders/{passage}/join", _refusing(join), "POST"),
    Page("/borders/{passage}/move", _refusing(move), "POST"),
    Page("/document/{sha256}/propose", propose, "POST"),
    Page("/document/{sha256}/add", _refusing(add), "POST"),
)
