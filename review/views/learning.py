"""The model: what it is worth, learning from the answers, and which model is in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.responses import HTMLResponse, Response

from corpus.review_reader import ReviewReader
from corpus.times import now
from models.errors import ModelError
from models.people import FEWEST
from review.language import N_
from review.learning_models import Card, ModelShelf
from review.learning_report import Flip, Report, decide, find_report, save_report
from review.learning_words import STEPS, tell_reason
from review.learning_work import Kind, Task
from review.pages import Page
from review.screens import read_source
from review.views.codebook import label_codes
from review.visit import Visit

DOCUMENTS: Final = 2
"""Documents with answers below which nothing can be learnt: what is learnt is tried on the others."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage whose suggestion would change: its text, whose it is, and how."""

    flip: Flip
    text: str
    title: str
    municipality: str


def show_model(visit: Visit) -> Response:
    """The model in use, all others, and what there is to learn."""
    shelf = _open_shelf(visit)
    current = shelf.load_current(visit.codebook)
    cards = shelf.list_cards()
    with visit.reviewing() as reader:
        learnable = reader.count_learnable()
        pending = sum(1 for _ in reader.iter_unclassified_documents(current.coder))
        suggesting = reader.find_latest_coder()
    reports = {card.name: find_report(visit.office.desk.models_folder, card.name) for card in cards}
    return visit.render(
        "model.html",
        card=current,
        cards=cards,
        reports=reports,
        waiting=_find_waiting(reports.values(), current),
        learnable=learnable,
        needed=(max(FEWEST - learnable.passages, 0), max(DOCUMENTS - learnable.documents, 0)),
        pending=pending,
        stale=suggesting not in (None, current.coder),
        labels=label_codes(visit, visit.codebook),
        job=visit.office.workshop.job,
        steps=STEPS,
        has_earlier=shelf.has_earlier(),
    )


def _find_waiting(reports: Iterable[Report | None], current: Card) -> Report | None:
    """The newest model, if nobody has decided on it: it leaves older ones behind."""
    newest = max((one for one in reports if one is not None), key=lambda one: one.at, default=None)
    return None if newest is None or newest.decision or newest.coder == current.name else newest


def show_job(visit: Visit) -> Response:
    """How far the work in the background is, to be put into a page."""
    values = {"visit": visit, "job": visit.office.workshop.job, "steps": STEPS}
    return HTMLResponse(visit.office.renderer.render("job.html", visit.words.language, values))


def show_report(visit: Visit) -> Response:
    """One model: what it changes, why it may be promoted or not, and the choice."""
    shelf = _open_shelf(visit)
    card = next((one for one in shelf.list_cards() if one.name == visit.path["coder"]), None)
    if card is None:
        visit.refuse(N_("There is no such model in this study."))
    report = find_report(visit.office.desk.models_folder, card.name)
    with visit.reviewing() as reader:
        changed = () if report is None else tuple(_iter_changed(reader, report))
        people = {person.id: person for person in reader.iter_reviewers()}
    return visit.render(
        "model-report.html",
        card=card,
        report=report,
        reasons=() if report is None else [(one, tell_reason(one, visit.words)) for one in report.reasons],
        changed=changed,
        people=people,
        labels=label_codes(visit, visit.codebook),
        job=visit.office.workshop.job,
        steps=STEPS,
    )


def _iter_changed(reader: ReviewReader, report: Report) -> Iterable[Changed]:
    for flip in report.flips:
        if reader.is_current(flip.passage):
            source = read_source(reader, flip.document)
            text = reader.get_passage(flip.passage).text
            yield Changed(flip, text, source.title, source.municipality)


def learn(visit: Visit) -> Response:
    """Begin to learn from the answers."""
    return _start(visit, Kind.LEARN, visit.say(N_("Learning has begun.")))


def classify(visit: Visit) -> Response:
    """Bring the suggestions up to date with the model in use."""
    return _start(visit, Kind.CLASSIFY, visit.say(N_("The suggestions are being brought up to date.")))


def promote(visit: Visit) -> Response:
    """Use a model from now on, and classify everything with it."""
    coder = visit.path["coder"]
    _refuse_while_working(visit)
    _open_shelf(visit).promote(coder)
    _note_decision(visit, coder, "promoted")
    said = visit.say(
        N_("%(coder)s is in use now; the suggestions are being brought up to date."), coder=coder
    )
    return _start(visit, Kind.CLASSIFY, said)


def keep(visit: Visit) -> Response:
    """Leave a model on the shelf, and the one in use where it is."""
    coder = visit.path["coder"]
    _note_decision(visit, coder, "kept")
    return visit.redirect("model", notice=visit.say(N_("%(coder)s is kept, and not used."), coder=coder))


def go_back(visit: Visit) -> Response:
    """Use the model before the one in use."""
    _refuse_while_working(visit)
    try:
        coder = _open_shelf(visit).go_back()
    except ModelError:
        return visit.redirect(
            "model", notice=visit.say(N_("There is no earlier model: the shipped one is in use."))
        )
    name = coder or visit.say(N_("the shipped model"))
    said = visit.say(
        N_("%(coder)s is in use again; the suggestions are being brought up to date."), coder=name
    )
    return _start(visit, Kind.CLASSIFY, said)


def _refuse_while_working(visit: Visit) -> None:
    job = visit.office.workshop.job
    if job is not None and job.running:
        visit.refuse(N_("Something is being worked on already: wait until it has ended, then choose again."))


def _note_decision(visit: Visit, coder: str, decision: str) -> None:
    folder = visit.office.desk.models_folder
    report = find_report(folder, coder)
    if report is not None:
        save_report(folder, decide(report, decision, visit.reviewer.id, now()))


def _start(visit: Visit, kind: Kind, said: str) -> Response:
    desk = visit.office.desk
    task = Task(kind, desk.database, desk.codebook_path, desk.models_folder, desk.program, desk.settings)
    if not visit.office.workshop.start(task, visit.reviewer.id):
        said = visit.say(N_("Something is being worked on already: wait until it has ended."))
    return visit.redirect("model", notice=said)


def _open_shelf(visit: Visit) -> ModelShelf:
    return ModelShelf(visit.office.desk.models_folder)


PAGES = (
    Page("/model", show_model),
    Page("/model/job", show_job),
    Page("/model/learn", learn, "POST"),
    Page("/model/classify", classify, "POST"),
    Page("/model/back", go_back, "POST"),
    Page("/model/{coder}", show_report),
    Page("/model/{coder}/promote", promote, "POST"),
    Page("/model/{coder}/keep", keep, "POST"),
)
