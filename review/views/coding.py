"""The coding screen: the next passage of a queue, and any passage of it."""

from __future__ import annotations

from starlette.responses import Response

from corpus.errors import CorpusError, SearchQueryEmpty
from corpus.records import Codebook, CodeId, Passage, PassageId
from corpus.review_reader import ReviewReader
from corpus.review_records import Decision, MemoTarget, Queue, QueueKind
from models.rules import Demand, compile_rules
from review.batch_ends import find_batch_end
from review.codebook_aging import name_outdated
from review.language import N_
from review.pages import Page
from review.redefinitions import Redefinition, list_redefinitions
from review.rule_words import name_codes
from review.screens import Screen, read_screen
from review.sentences import split_sentences
from review.sheets import read_sheet
from review.undoing import describe_decision
from review.visit import PageMissing, Visit


def open_queue(visit: Visit) -> Response:
    """Go to where the person is in a queue, or say that all of it is answered."""
    queue = get_queue(visit)
    with visit.reviewing() as reader:
        try:
            passage = find_open(reader, queue, visit)
        except SearchQueryEmpty:
            return visit.turn_back(warning=visit.say(N_("Write at least one word to search for.")))
        if passage is None:
            return _render_done(visit, reader, queue)
    notice = visit.session.take_notice()
    return visit.redirect("code", str(queue), passage, notice=notice)


def _render_done(visit: Visit, reader: ReviewReader, queue: Queue) -> Response:
    """That nothing is left, with the ways back: what was shown last, what was done and what was undone."""
    trail = [one for one in visit.session.trails.get(str(queue), []) if reader.is_current(PassageId(one))]
    last = {"undo": reader.find_undoable(visit.reviewer.id), "redo": reader.find_redoable(visit.reviewer.id)}
    return visit.render(
        "done.html",
        queue=queue,
        progress=reader.measure_progress(queue, visit.reviewer.id),
        end=find_batch_end(reader, queue, visit.reviewer.id),
        sought=queue.argument if queue.kind is QueueKind.SEARCH else "",
        shown=trail[-1] if trail else "",
        ways=[
            (what, one.id, describe_decision(reader, one, visit.words)) for what, one in last.items() if one
        ],
    )


def find_open(reader: ReviewReader, queue: Queue, visit: Visit) -> PassageId | None:
    """The passage that the person was at if it still waits, else the next one, else None."""
    here = reader.find_place(visit.reviewer.id, queue)
    if here is None:
        return reader.find_next(queue, visit.reviewer.id, None)
    if reader.is_current(here) and reader.find_answer(here, visit.reviewer.id) is None:
        return here
    return reader.find_next(queue, visit.reviewer.id, here)


def show_passage(visit: Visit) -> Response:
    """The coding screen of one passage."""
    queue = get_queue(visit)
    with visit.reviewing() as reader:
        passage = get_passage(reader, visit.path["passage"])
        if not reader.is_current(passage.id):
            notice = visit.say(N_("The borders of that passage were changed: here is the next one."))
            return visit.turn_back("code", str(queue), warning=notice)
        screen = read_screen(reader, queue, passage, visit.reviewer, (visit.codebook, visit.shortcuts))
        return render_screen(visit, reader, screen)


def render_screen(visit: Visit, reader: ReviewReader, screen: Screen, status: int = 200) -> Response:
    """The screen as a page; a refused answer is shown again with a status of its own."""
    passage = screen.passage
    visit.session.leave_trail(str(screen.queue), passage.id)
    undoable = reader.find_undoable(visit.reviewer.id)
    redoable = reader.find_redoable(visit.reviewer.id)
    page = visit.query.get("page", "")
    number = int(page) if page.isdigit() and len(page) < 6 else passage.first_page
    return visit.render(
        "coding.html",
        status,
        screen=screen,
        sheet=read_sheet(visit.office.gallery, reader, passage, number),
        sentences=_list_borders(screen),
        alone=find_alone(visit.codebook),
        earlier=_name_earlier(visit, reader, passage),
        redefined=_list_redefined(visit, reader, screen),
        refused=status != 200,
        undoable=undoable,
        redoable=redoable,
        asked=_find_asked(visit, reader, {"undo": undoable, "redo": redoable}),
        tell=lambda text: name_codes(text, visit.codebook, visit.words),
        people={person.id: person for person in reader.iter_reviewers()},
        document_memos=()
        if screen.blind
        else tuple(reader.iter_memos(MemoTarget.DOCUMENT, passage.document)),
    )


def _find_asked(
    visit: Visit, reader: ReviewReader, last: dict[str, Decision | None]
) -> tuple[str, int, str] | None:
    """What shall be undone or redone although it belongs elsewhere: how, its decision, and in words."""
    what = visit.query.get("ask", "")
    decision = last.get(what)
    return None if decision is None else (what, decision.id, describe_decision(reader, decision, visit.words))


def _name_earlier(visit: Visit, reader: ReviewReader, passage: Passage) -> tuple[str, ...]:
    """The codes of the person's own answer whose definitions have changed since."""
    answer = reader.find_answer(passage.id, visit.reviewer.id)
    return name_outdated(reader, answer, visit.office.shelf.load_file(), visit.words)


def _list_redefined(visit: Visit, reader: ReviewReader, screen: Screen) -> tuple[Redefinition, ...] | None:
    """What has become of the answer's codes, in the queue that is about that; None in all others."""
    if screen.queue.kind is not QueueKind.OUTDATED:
        return None
    answer = reader.find_answer(screen.passage.id, visit.reviewer.id)
    return list_redefinitions(reader, answer, visit.office.shelf.load_file())


def find_alone(codebook: Codebook) -> tuple[CodeId, ...]:
    """Codes beside which the codebook's rules allow no other."""
    rules = compile_rules(codebook)
    alone = [rule.when for rule in rules if any(clause.demand is Demand.ONLY for clause in rule.then)]
    return tuple(sorted(frozenset[CodeId]().union(*alone)))


def _list_borders(screen: Screen) -> tuple[tuple[object, ...], ...]:
    """Sentences of the passage before, the passage and the one after: where its borders can be."""
    near = (screen.before[-1:], (screen.passage,), screen.after[:1])
    return tuple(
        tuple(sentence for one in group for sentence in split_sentences(one.text, one.start))
        for group in near
    )


def show_next(visit: Visit) -> Response:
    """The next open passage, without deciding on this one."""
    queue, here = get_queue(visit), PassageId(visit.path["passage"])
    with visit.reviewing() as reader:
        following = reader.find_next(queue, visit.reviewer.id, here)
    if following is None:
        return visit.redirect(
            "code", str(queue), here, notice=visit.say(N_("There is no other open passage."))
        )
    return visit.redirect("code", str(queue), following)


def show_previous(visit: Visit) -> Response:
    """The passage that was shown before this one; after a restart, the one decided before it."""
    queue, here = get_queue(visit), PassageId(visit.path["passage"])
    before = visit.session.find_before(str(queue), here)
    with visit.reviewing() as reader:
        if before is None or not reader.is_current(PassageId(before)):
            before = _find_decided(reader, visit, here)
    if before is None:
        return visit.redirect("code", str(queue), here, notice=visit.say(N_("There is none before it.")))
    return visit.redirect("code", str(queue), before)


def _find_decided(reader: ReviewReader, visit: Visit, here: PassageId) -> PassageId | None:
    """The passage that the person decided on last, before this one if this one was decided, too."""
    recent = [
        decision.passage
        for decision in reader.iter_decisions(visit.reviewer.id, None, 100)
        if decision.passage is not None and not decision.undone and reader.is_current(decision.passage)
    ]
    earlier = recent[recent.index(here) + 1 :] if here in recent else recent
    return next((passage for passage in earlier if passage != here), None)


def get_queue(visit: Visit) -> Queue:
    """The queue in the address. Raises PageMissing."""
    return parse_queue(visit.path["queue"])


def parse_queue(text: str) -> Queue:
    """A queue from its text. Raises PageMissing."""
    try:
        queue = Queue.parse(text)
    except ValueError:
        raise PageMissing(NO_QUEUE) from None
    if queue.kind is QueueKind.BATCH and not (queue.argument.isdecimal() and len(queue.argument) < 12):
        raise PageMissing(NO_QUEUE)
    return queue


def get_passage(reader: ReviewReader, passage: str) -> Passage:
    """The passage with an id that came with a request. Raises PageMissing."""
    try:
        return reader.get_passage(passage)
    except CorpusError:
        raise PageMissing(NO_PASSAGE) from None


NO_QUEUE = N_("There is no such queue.")
NO_PASSAGE = N_("There is no such passage in this study.")

PAGES = (
    Page("/code/{queue}", open_queue),
    Page("/code/{queue}/{passage}", show_passage),
    Page("/code/{queue}/{passage}/next", show_next),
    Page("/code/{queue}/{passage}/previous", show_previous),
)
