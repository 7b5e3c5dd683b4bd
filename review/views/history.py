"""The log of decisions, undoing from it in order, and the memos by themselves."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import Response

from corpus.review_reader import ReviewReader
from corpus.review_records import Memo, MemoTarget, ReviewerId
from review.deeds import list_deeds
from review.language import N_
from review.pages import Page
from review.spreadsheets import Cell, send_table
from review.undoing import ACTS
from review.visit import Visit

SHOWN = 50
"""Decisions on one page."""
FARTHEST = 500
"""So many decisions can be undone at once, at most: more is rather a mistake."""


def show_history(visit: Visit) -> Response:
    """Decisions, newest first: one's own, another's or everybody's."""
    asked = visit.query.get("person", str(visit.reviewer.id))
    before = visit.query.get("before", "")
    start = int(before) if before.isdecimal() and len(before) < 12 else None
    with visit.reviewing() as reader:
        people = {person.id: person for person in reader.iter_reviewers()}
        person = ReviewerId(asked) if asked in people else None
        decisions = list(reader.iter_decisions(person, start, SHOWN + 1))
        deeds = list_deeds(reader, decisions[:SHOWN], visit.reviewer.id)
        undoable = reader.find_undoable(visit.reviewer.id)
        redoable = reader.find_redoable(visit.reviewer.id)
    return visit.render(
        "history.html",
        deeds=deeds,
        more=decisions[SHOWN - 1].id if len(decisions) > SHOWN else None,
        people=people,
        person=person or "",
        acts=ACTS,
        undoable=undoable,
        redoable=redoable,
        labels={code.id: visit.words.label(code) for code in visit.codebook.codes},
    )


def undo_to(visit: Visit) -> Response:
    """Undo one's own decisions, the newest first, until this one is undone, too; all or none."""
    wanted = visit.get_number("decision")
    with visit.deciding() as writer:
        count = 0
        last = writer.find_undoable(visit.reviewer.id)
        while last is not None and last.id >= wanted and count < FARTHEST:
            writer.undo(visit.reviewer.id)
            count += 1
            last = writer.find_undoable(visit.reviewer.id)
    said = visit.words.count("%(number)s decision undone.", "%(number)s decisions undone.", count)
    return visit.redirect("history", notice=said)


def redo_next(visit: Visit) -> Response:
    """Do again what was undone last."""
    with visit.deciding() as writer:
        redone = writer.redo(visit.reviewer.id)
    said = N_("There is nothing to redo.") if redone is None else N_("Redone.")
    return visit.redirect("history", notice=visit.say(said))


def send_memos(visit: Visit) -> Response:
    """Every memo as CSV, with what it is about."""
    with visit.reviewing() as reader:
        rows = list(list_memo_table(visit, reader))
    return send_table(rows, visit.words.language, "memos.csv")


def list_memo_table(visit: Visit, reader: ReviewReader) -> Iterable[tuple[Cell, ...]]:
    """The head and a row for each memo, oldest first. Memos on what the visitor has yet to read stay out."""
    waiting = reader.read_waiting(visit.reviewer.id)
    people = {person.id: person.name for person in reader.iter_reviewers()}
    labels = {str(code.id): visit.words.label(code) for code in visit.codebook.codes}
    titles = {str(one.sha256): one.metadata.title or one.name for one in reader.iter_documents()}
    yield ("at", "reviewer", "kind", "target", "about", "document", "memo")
    for memo in reversed(list(reader.iter_all_memos())):
        if memo.target not in waiting or memo.reviewer == visit.reviewer.id:
            about, document = _describe(reader, memo, labels, titles)
            yield (memo.at, people[memo.reviewer], str(memo.kind), memo.target, about, document, memo.text)


def _describe(
    reader: ReviewReader, memo: Memo, labels: dict[str, str], titles: dict[str, str]
) -> tuple[str, str]:
    match memo.kind:
        case MemoTarget.PASSAGE:
            passage = reader.get_passage(memo.target)
            return passage.text, titles.get(passage.document, "")
        case MemoTarget.DOCUMENT:
            title = titles.get(memo.target, "")
            return title, title
        case MemoTarget.CODE:
            return labels.get(memo.target, memo.target), ""


PAGES = (
    Page("/history", show_history),
    Page("/history/undo", undo_to, "POST"),
    Page("/history/redo", redo_next, "POST"),
    Page("/memos.csv", send_memos),
)
