"""Disagreements: the list, one of them with all answers side by side, and its settlement."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from corpus.records import Passage, PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import Act, Answer
from corpus.review_writer import ReviewWriter
from corpus.team_reader import Dispute
from review.codebooks import record_version
from review.disputes import MOST_LISTED, Case, Wanted, find_following, list_cases, list_pairs, read_case
from review.language import N_
from review.pages import Page
from review.rule_words import name_codes, tell_rule
from review.screens import Draft, read_source
from review.settling import compare_sides, find_guidance
from review.sheets import read_sheet
from review.views.coding import get_passage
from review.views.deciding import keep_rules, read_draft
from review.visit import Visit

STATES = {"open": N_("To be settled"), "settled": N_("Settled"), "all": N_("All")}
_FIELDS = ("code", "other", "pair", "municipality", "state")


def show_list(visit: Visit) -> Response:
    """The disagreements that are asked for."""
    wanted = _read_wanted(visit)
    with visit.reviewing() as reader:
        cases, hidden = list_cases(reader, wanted, visit.reviewer.id)
        people = {person.id: person for person in reader.iter_reviewers()}
        names = {one.code: one.name for one in reader.iter_municipalities()}
        owners = sorted(reader.read_dispute_owners(), key=lambda one: names.get(one, one))
    return visit.render(
        "settle-list.html",
        cases=cases,
        hidden=hidden,
        most=MOST_LISTED,
        wanted=wanted,
        people=people,
        pairs=list_pairs({str(side.reviewer) for case in cases for side in case.sides}),
        names=names,
        owners=owners,
        states=STATES,
        query=urlencode(wanted.query),
        labels={code.id: visit.words.label(code) for code in visit.codebook.codes},
    )


def _read_wanted(visit: Visit) -> Wanted:
    """What the address or the form asks for; words that mean nothing ask for nothing."""
    sent = {name: visit.query.get(name, "") or visit.get_text(f"wanted-{name}") for name in _FIELDS}
    state = sent.pop("state")
    return Wanted(**sent, state=state if state in STATES else "open")


def show_case(visit: Visit) -> Response:
    """One disagreement."""
    with visit.reviewing() as reader:
        return _render_case(visit, reader, "", None)


def _render_case(visit: Visit, reader: ReviewReader, error: str, sent: Draft | None) -> Response:
    """The case, with what was `sent` where that was refused, so that nothing has to be chosen anew."""
    passage = get_passage(reader, visit.path["passage"])
    if passage.id in reader.read_waiting(visit.reviewer.id):
        notice = visit.say(N_("Read that passage yourself first: it waits in one of your batches."))
        return visit.turn_back("settle", warning=notice)
    case = _get_case(reader, passage)
    wanted = _read_wanted(visit)
    draft = sent or _make_draft(case)
    around = reader.list_neighbours(passage, 1)
    guidance = find_guidance(visit.codebook, case.disputed)
    return visit.render(
        "settle.html",
        409 if error else 200,
        case=case,
        error=error,
        wanted=wanted,
        query=urlencode(wanted.query),
        rows=compare_sides(visit.codebook, case.sides),
        guidance=guidance,
        rules=[tell_rule(rule, visit.codebook, visit.words) for rule in guidance.rules],
        tell=lambda text: name_codes(text, visit.codebook, visit.words),
        chosen=draft.yes,
        doubted=draft.unsure,
        note=draft.note,
        taken=visit.get_text("take"),
        seen=find_newest(case),
        people={person.id: person for person in reader.iter_reviewers()},
        source=read_source(reader, passage.document),
        sheet=read_sheet(visit.office.gallery, reader, passage, passage.first_page),
        before=[one for one in around if one.ordinal < passage.ordinal],
        after=[one for one in around if one.ordinal > passage.ordinal],
        undoable=reader.find_undoable(visit.reviewer.id),
    )


def _get_case(reader: ReviewReader, passage: Passage) -> Case:
    """The passage as a case, also when nobody differs on it (any more)."""
    dispute = Dispute(passage.id, passage.document, "", settled=False)
    case = read_case(reader, dispute)
    return replace(case, dispute=replace(dispute, settled=case.settlement is not None))


def _make_draft(case: Case) -> Draft:
    """What to begin with: the settlement, else the codes that everybody gave."""
    settled = case.settlement
    if settled is None:
        return Draft(frozenset(code for side in case.sides for code in side.yes) - case.disputed)
    return Draft(frozenset(settled.yes), frozenset(settled.unsure), settled.note)


def find_newest(case: Case) -> int:
    """The newest decision that a settlement weighs: a newer one must be looked at first."""
    answers = [*case.sides, *([case.settlement] if case.settlement else [])]
    return max((answer.decision for answer in answers), default=0)


def settle_case(visit: Visit) -> Response:
    """Keep one person's answer or a composed one as the word for all, and go on to the next disagreement."""
    with visit.deciding() as writer:
        passage = get_passage(writer, visit.path["passage"])
        case = _get_case(writer, passage)
        draft = _read_decided(visit, case)
        refusal = _find_refusal(visit, case, draft)
        if refusal:
            return _render_case(visit, writer, refusal, read_draft(visit, visit.codebook))
        kept = keep_rules(visit.codebook, draft)
        _add_settlement(visit, writer, passage, kept)
        wanted = _read_wanted(visit)
        following = find_following(writer, wanted, visit.reviewer.id, passage.id)
    visit.session.notice = visit.say(N_("Settled."))
    place = "/settle" if following is None else f"/settle/{following}"
    return _go(place, wanted)


def _find_refusal(visit: Visit, case: Case, draft: Draft) -> str:
    """Why nothing can be settled as it was sent, or ""."""
    if visit.get_number("seen") != find_newest(case):
        return visit.say(N_("Not saved: somebody has answered meanwhile. Look again and decide."))
    if visit.get_text("codebook") != visit.codebook.hash:
        return visit.say(N_("Not saved: the codebook was changed meanwhile. Look again and save."))
    for dimension in visit.codebook.dimensions:
        if dimension.single and not any(code.id in draft.yes | draft.unsure for code in dimension.codes):
            name = visit.words.label(dimension)
            return visit.say(N_("Not saved: choose one code of “%(dimension)s”."), dimension=name)
    return ""


def _read_decided(visit: Visit, case: Case) -> Draft:
    """The answer that was taken or composed."""
    taken = visit.get_text("take")
    side = next((side for side in case.sides if side.reviewer == taken), None)
    if side is None:
        return read_draft(visit, visit.codebook)
    known = {code.id for code in visit.codebook.codes}
    return Draft(
        yes=frozenset(side.yes) & known,
        unsure=frozenset(side.unsure) & known,
        note=visit.get_text("note") or side.note,
    )


def _add_settlement(visit: Visit, writer: ReviewWriter, passage: Passage, draft: Draft) -> None:
    answer = Answer(
        passage=passage.id,
        reviewer=visit.reviewer.id,
        yes=tuple(sorted(draft.yes)),
        unsure=tuple(sorted(draft.unsure)),
        shown=None,  # the screen does not tell what the model thinks
        codebook=record_version(writer, visit.office.shelf, visit.reviewer.id),
        note=draft.note,
        settles=True,
    )
    writer.add_answer(answer)


def undo_settlement(visit: Visit) -> Response:
    """Take back what the person decided last, and show it where it was decided."""
    with visit.deciding() as writer:
        undone = writer.undo(visit.reviewer.id)
    wanted = _read_wanted(visit)
    if undone is None:
        visit.session.notice = visit.say(N_("There is nothing to undo."))
        return _go("/settle", wanted)
    visit.session.notice = visit.say(N_("Undone."))
    if undone.act is Act.SETTLE and undone.passage is not None:
        return _go(f"/settle/{undone.passage}", wanted)
    return visit.redirect("history", notice=visit.session.take_notice())


def _go(place: str, wanted: Wanted) -> Response:
    query = urlencode(wanted.query)
    return RedirectResponse(f"{place}?{query}" if query else place, 303)


def show_following(visit: Visit) -> Response:
    """The next disagreement, without settling this one."""
    wanted = _read_wanted(visit)
    here = PassageId(visit.path["passage"])
    with visit.reviewing() as reader:
        following = find_following(reader, wanted, visit.reviewer.id, here)
    return _go("/settle" if following is None else f"/settle/{following}", wanted)


PAGES = (
    Page("/settle", show_list),
    Page("/settle/undo", undo_settlement, "POST"),
    Page("/settle/{passage}", show_case),
    Page("/settle/{passage}", settle_case, "POST"),
    Page("/settle/{passage}/next", show_following),
)
