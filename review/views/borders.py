"""Borders of passages: split, join, move, and passages that the reading missed."""

from __future__ import annotations

import re

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
from review.language import N_
from review.pages import Page, View
from review.pictures.gallery import PlacedWord
from review.pictures.studio import NoPicture
from review.places import find_span, make_placer, place_words
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
        writer.reshape(visit.reviewer.id, made)
    return _show_made(visit, made, passage.start)


def join(visit: Visit) -> Response:
    """One passage in place of two neighbours."""
    with visit.deciding() as writer:
        passage = get_passage(writer, visit.path["passage"])
        other = get_passage(writer, visit.get_text("with"))
        whole = read_text(writer, passage.document)
        place = _make_placer(visit, whole, _share_all((passage, other)))
        made = join_passages((passage, other), whole, place)
        writer.reshape(visit.reviewer.id, made)
    return _show_made(visit, made, passage.start)


def move(visit: Visit) -> Response:
    """The passage from another start to another end."""
    with visit.deciding() as writer:
        passage = get_passage(writer, visit.path["passage"])
        span = (visit.get_number("start"), visit.get_number("end"))
        whole = read_text(writer, passage.document)
        near = writer.list_neighbours(passage, 50)
        place = _make_placer(visit, whole, _share_all((passage, *near)))
        made = move_borders(passage, span, near, whole, place)
        writer.reshape(visit.reviewer.id, made)
    return _show_made(visit, made, made.made[0].start)


def add(visit: Visit) -> Response:
    """A passage that the reading missed."""
    with visit.deciding() as writer:
        document = get_document(writer, visit.path["sha256"])
        span = (visit.get_number("start"), visit.get_number("end"))
        whole = read_text(writer, document.sha256)
        others = tuple(writer.iter_passages(document.sha256))
        place = _make_placer(visit, whole, _share_all(others))
        made = add_passage(span, others, whole, place)
        writer.reshape(visit.reviewer.id, made)
    return _show_made(visit, made, made.made[0].start)


def propose(visit: Visit) -> Response:
    """The text under a rectangle on a page, or like the words that were written, to be confirmed."""
    with visit.reviewing() as reader:
        document = get_document(reader, visit.path["sha256"])
        whole = read_text(reader, document.sha256)
    words = visit.get_text("quote")
    span = find_quote(whole.text, words) if words else _find_under(visit, document, whole)
    if span is None:
        notice = visit.say(N_("No text was found there. Mark it in the document's text instead."))
        return visit.redirect("document", document.sha256, notice=notice)
    start, end = span
    around = (whole.text[max(start - 200, 0) : start], whole.text[start:end], whole.text[end : end + 200])
    return visit.render(
        "propose.html", document=document, start=start, end=end, around=around, queue=visit.get_text("queue")
    )


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where the words stand in a text, whatever white space is between them; None when they do not."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return found.span() if found else None


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


def _show_made(visit: Visit, made: Reshaping, start: int) -> Response:
    """The first of the passages made, in the queue that the person works in."""
    first = min(made.made, key=lambda one: abs(one.start - start))
    queue = visit.get_text("queue")
    where = parse_queue(queue) if queue else Queue(QueueKind.DOCUMENT, first.document)
    return visit.redirect("code", str(where), first.id, notice=visit.say(SAVED))


def _refusing(view: View) -> View:
    """The view with its refusals said on the screen that it was asked from."""

    def refusing(visit: Visit) -> Response:
        try:
            return view(visit)
        except CorpusError as error:
            queue, passage = visit.get_text("queue"), visit.path.get("passage", "")
            if queue and passage:
                return visit.redirect("code", str(parse_queue(queue)), passage, notice=visit.say(str(error)))
            return visit.redirect("document", visit.path["sha256"], notice=visit.say(str(error)))

    return refusing


SAVED = N_("The borders are saved. The document will be classified again with the next samverkan classify.")

PAGES = (
    Page("/borders/{passage}/split", _refusing(split), "POST"),
    Page("/borders/{passage}/join", _refusing(join), "POST"),
    Page("/borders/{passage}/move", _refusing(move), "POST"),
    Page("/document/{sha256}/propose", propose, "POST"),
    Page("/document/{sha256}/add", _refusing(add), "POST"),
)
