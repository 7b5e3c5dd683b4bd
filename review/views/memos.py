"""Memos: thoughts on passages, documents and codes."""

from __future__ import annotations

from starlette.responses import Response

from corpus.review_reader import ReviewReader
from corpus.review_records import Memo, MemoTarget
from review.language import N_
from review.pages import Page
from review.views.coding import parse_queue
from review.visit import PageMissing, Visit

_LONGEST = 20_000


def show_memos(visit: Visit) -> Response:
    """Every memo, newest first, with what it is about."""
    with visit.reviewing() as reader:
        people = {person.id: person for person in reader.iter_reviewers()}
        memos = [(memo, *_describe(visit, reader, memo)) for memo in reader.iter_all_memos()]
    return visit.render("memos.html", memos=memos, people=people)


def _describe(visit: Visit, reader: ReviewReader, memo: Memo) -> tuple[str, tuple[str, ...]]:
    """What a memo is about, and the parts of the address to see it."""
    match memo.kind:
        case MemoTarget.PASSAGE:
            passage = reader.get_passage(memo.target)
            return passage.text, ("code", f"document:{passage.document}", passage.id)
        case MemoTarget.DOCUMENT:
            document = next(one for one in reader.iter_documents() if one.sha256 == memo.target)
            return document.metadata.title or document.name, ("document", document.sha256)
        case MemoTarget.CODE:
            labels = {str(code.id): visit.words.label(code) for code in visit.codebook.codes}
            there = memo.target in labels
            return labels.get(memo.target, memo.target), (("codebook", "code", memo.target) if there else ())


def add_memo(visit: Visit) -> Response:
    """Keep a memo and go back to where it was written."""
    text = visit.get_text("text")[:_LONGEST]
    try:
        kind = MemoTarget(visit.get_text("kind"))
    except ValueError:
        raise PageMissing(N_("A memo is about a passage, a document or a code.")) from None
    target = visit.get_text("target")
    if kind is MemoTarget.CODE and target not in {code.id for code in visit.codebook.codes}:
        raise PageMissing(N_("There is no such code."))
    if not text:
        visit.session.tone = "refused"
        return _go_back(visit, visit.say(N_("An empty memo is not kept.")))
    with visit.deciding() as writer:
        writer.add_memo(Memo(visit.reviewer.id, kind, target, text))
    notice = visit.say(N_("The memo is saved."))
    return _go_back(visit, notice)


def _go_back(visit: Visit, notice: str) -> Response:
    queue, passage = visit.get_text("queue"), visit.get_text("passage")
    if queue and passage:
        return visit.redirect("code", str(parse_queue(queue)), passage, notice=notice)
    if visit.get_text("kind") == MemoTarget.CODE:
        return visit.redirect("codebook", "code", visit.get_text("target"), notice=notice)
    document = visit.get_text("document")
    return (
        visit.redirect("document", document, notice=notice)
        if document
        else visit.redirect("memos", notice=notice)
    )


PAGES = (Page("/memos", show_memos), Page("/memos", add_memo, "POST"))
