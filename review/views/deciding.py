"""Deciding: an answer to a passage, which is one request, one transaction, one decision."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from corpus.records import Codebook, CodeId, Passage
from corpus.review_records import Answer, Decision, Queue, QueueKind
from corpus.review_writer import ReviewWriter
from models.rules import compile_rules, enforce
from review.codebooks import record_version
from review.language import N_
from review.pages import Page
from review.screens import Draft, group_choices, read_screen
from review.views.coding import get_passage, get_queue, render_screen
from review.visit import Visit


def answer_passage(visit: Visit) -> Response:
    """Save the answer and go on to the next passage; or show it again and say why it was not saved."""
    queue = get_queue(visit)
    draft = read_draft(visit, visit.codebook)
    with visit.deciding() as writer:
        passage = get_passage(writer, visit.path["passage"])
        if not writer.is_current(passage.id):
            notice = visit.say(N_("Not saved: the borders of that passage were changed meanwhile."))
            return visit.turn_back("code", str(queue), warning=notice)
        standing = writer.find_answer(passage.id, visit.reviewer.id)
        if standing is not None and _is_same(standing, draft):  # sent twice
            return _go_on(visit, writer, queue, passage)
        refusal = _find_refusal(visit, draft, 0 if standing is None else standing.decision)
        if refusal:
            return _show_again(visit, writer, (queue, passage), (draft, refusal))
        kept = keep_rules(visit.codebook, draft)
        _add_answer(visit, writer, queue, (passage, kept))
        visit.session.notice = _describe_saved(visit, draft, kept)
        return _go_on(visit, writer, queue, passage)


def read_draft(visit: Visit, codebook: Codebook) -> Draft:
    """The answer that was sent. Codes that the codebook does not have are left out."""
    known = {code.id for code in codebook.codes}
    single = [
        name for dimension in codebook.dimensions if dimension.single for name in [f"one-{dimension.id}"]
    ]
    sent = (*visit.get_texts("yes"), *(value for name in single for value in visit.get_texts(name)))
    unsure = frozenset(CodeId(code) for code in visit.get_texts("unsure") if code in known)
    yes = frozenset(CodeId(code) for code in sent if code in known) - unsure
    return Draft(yes, unsure, visit.get_text("note"), visit.get_number("seen"))


def _is_same(standing: Answer, draft: Draft) -> bool:
    said = (frozenset(standing.yes), frozenset(standing.unsure), standing.note)
    return said == (draft.yes, draft.unsure, draft.note) and standing.decision != draft.seen


def _find_refusal(visit: Visit, draft: Draft, standing: int) -> str:
    """Why an answer cannot be saved as it is, or ""."""
    if draft.seen != standing:
        return visit.say(
            N_("Not saved: you have answered this passage elsewhere meanwhile. Save again to replace that.")
        )
    if visit.get_text("codebook") != visit.codebook.hash:
        return visit.say(N_("Not saved: the codebook was changed meanwhile. Look again and save."))
    for dimension in visit.codebook.dimensions:
        chosen = [code for code in dimension.codes if code.id in draft.yes or code.id in draft.unsure]
        if dimension.single and not chosen:
            name = visit.words.label(dimension)
            return visit.say(N_("Not saved: choose one code of “%(dimension)s”."), dimension=name)
    return ""


def keep_rules(codebook: Codebook, draft: Draft) -> Draft:
    """The answer as the codebook's rules complete it; what the person is unsure of is left alone."""
    return replace(draft, yes=enforce(compile_rules(codebook), draft.yes, {}))


def _add_answer(visit: Visit, writer: ReviewWriter, queue: Queue, given: tuple[Passage, Draft]) -> Decision:
    passage, draft = given
    answer = Answer(
        passage=passage.id,
        reviewer=visit.reviewer.id,
        yes=tuple(sorted(draft.yes)),
        unsure=tuple(sorted(draft.unsure)),
        shown=visit.get_text("shown") or None,
        codebook=record_version(writer, visit.office.shelf, visit.reviewer.id),
        note=draft.note,
    )
    batch = int(queue.argument) if queue.kind is QueueKind.BATCH else None
    decision = writer.add_answer(answer, batch)
    writer.set_place(visit.reviewer.id, queue, passage.id)
    return decision


def _describe_saved(visit: Visit, draft: Draft, kept: Draft) -> str:
    labels = {code.id: visit.words.label(code) for code in visit.codebook.codes}
    said = visit.say(N_("Saved."))
    for message, codes in (
        (N_("By the codebook's rules added: %(codes)s."), kept.yes - draft.yes),
        (N_("By the codebook's rules left out: %(codes)s."), draft.yes - kept.yes),
    ):
        if codes:
            said += " " + visit.say(message, codes=", ".join(labels[code] for code in sorted(codes)))
    return said


def _go_on(visit: Visit, writer: ReviewWriter, queue: Queue, passage: Passage) -> Response:
    following = writer.find_next(queue, visit.reviewer.id, passage.id)
    parts = (str(queue),) if following is None else (str(queue), following)
    return visit.redirect("code", *parts, notice=visit.session.take_notice())


def _show_again(
    visit: Visit, writer: ReviewWriter, where: tuple[Queue, Passage], said: tuple[Draft, str]
) -> Response:
    """The screen with what the person chose, so that nothing has to be chosen anew."""
    queue, passage = where
    draft, refusal = said
    keys = (visit.codebook, visit.shortcuts)
    screen = read_screen(writer, queue, passage, visit.reviewer, keys)
    draft = replace(draft, seen=screen.draft.seen)
    codings = () if screen.shown is None else tuple(writer.iter_passage_codings(passage.id, screen.shown))
    groups = group_choices(*keys, draft, (passage.text, codings))
    visit.session.notice, visit.session.tone = refusal, "refused"
    return render_screen(visit, writer, replace(screen, draft=draft, groups=groups), 409)


PAGES = (Page("/code/{queue}/{passage}", answer_passage, "POST"),)
