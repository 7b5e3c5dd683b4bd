"""Reading lists: ways through the passages that a person keeps, with how much is left in each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.responses import Response

from corpus.errors import CorpusError, SearchQueryEmpty
from corpus.records import Municipality, Sha256
from corpus.review_reader import ReviewReader
from corpus.review_records import Progress, Queue, QueueKind
from corpus.search import parse_query
from review.language import N_
from review.pages import Page
from review.views.coding import parse_queue
from review.visit import PageMissing, Visit

MOST_KEPT = 40

SETTING = "queues"
"""The person's setting that holds the kept queues, as a JSON list of texts."""

COMMON = {
    QueueKind.SECOND: N_("Second opinion: what one other person has answered"),
    QueueKind.DISAGREEMENT: N_("Disagreements to settle"),
    QueueKind.OUTDATED: N_("Your answers by definitions that have changed since"),
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue with its name, its address, and how far the person is."""

    queue: Queue
    name: str
    address: str
    progress: Progress


def read_kept(settings: Mapping[str, str]) -> tuple[Queue, ...]:
    """The queues that a person keeps; what cannot be read any more is left out."""
    found = []
    for text in json.loads(settings.get(SETTING, "[]")):
        try:
            found.append(Queue.parse(text))
        except ValueError:
            continue
    return tuple(found)


def list_common(visit: Visit, reader: ReviewReader) -> tuple[QueueRow, ...]:
    """The queues that everybody has."""
    return tuple(_make_row(visit, reader, _make_common(visit, kind)) for kind in COMMON)


def _make_common(visit: Visit, kind: QueueKind) -> Queue:
    return Queue(kind, visit.codebook.hash if kind is QueueKind.OUTDATED else "")


def _make_row(visit: Visit, reader: ReviewReader, queue: Queue) -> QueueRow:
    address = "/settle" if queue.kind is QueueKind.DISAGREEMENT else f"/code/{quote(str(queue), safe=':')}"
    if queue.kind is QueueKind.DISAGREEMENT:
        progress = Progress(0, reader.count_disputes())
    elif queue.kind is QueueKind.OUTDATED:  # answered ones are the queue: none of them is done
        progress = replace(reader.measure_progress(queue, visit.reviewer.id), done=0)
    else:
        progress = reader.measure_progress(queue, visit.reviewer.id)
    return QueueRow(queue, describe_queue(visit, reader, queue), address, progress)


def describe_queue(visit: Visit, reader: ReviewReader, queue: Queue) -> str:
    """What a queue is, in the person's language."""
    argument = queue.argument
    match queue.kind:
        case QueueKind.SECOND | QueueKind.DISAGREEMENT | QueueKind.OUTDATED:
            return visit.say(COMMON[queue.kind])
        case QueueKind.BATCH:
            return next((one.name for one in reader.iter_batches() if str(one.id) == argument), argument)
        case QueueKind.CODE:
            labels = {str(code.id): visit.words.label(code) for code in visit.codebook.codes}
            return visit.say(N_("Code: %(name)s"), name=labels.get(argument, argument))
        case QueueKind.MUNICIPALITY:
            names = {one.code: one.name for one in reader.iter_municipalities()}
            return visit.say(N_("Municipality: %(name)s"), name=names.get(argument, argument))
        case QueueKind.DOCUMENT:
            document = reader.find_document(Sha256(argument))
            title = argument[:12] if document is None else document.metadata.title or document.name
            return visit.say(N_("Document: %(name)s"), name=title)
        case QueueKind.SEARCH:
            return visit.say(N_("Search: %(name)s"), name=argument)


def show_queues(visit: Visit) -> Response:
    """The queues that everybody has, those that the person keeps, and forms for more."""
    with visit.reviewing() as reader:
        common = list_common(visit, reader)
        kept = [_make_row(visit, reader, queue) for queue in read_kept(visit.reviewer.settings)]
        municipalities: list[Municipality] = sorted(reader.iter_municipalities(), key=lambda one: one.name)
    return visit.render("queues.html", common=common, kept=kept, municipalities=municipalities)


def keep_queue(visit: Visit) -> Response:
    """Add a queue to the person's own, or read it at once."""
    queue = _read_queue(visit)
    if visit.get_text("go"):
        return visit.redirect("code", str(queue))
    kept = read_kept(visit.reviewer.settings)
    if queue not in kept:
        _save(visit, (*kept[-(MOST_KEPT - 1) :], queue))
    return visit.redirect("queues", notice=visit.say(N_("Kept among your reading lists.")))


def drop_queue(visit: Visit) -> Response:
    """Take a queue from the person's own; its answers stay."""
    dropped = parse_queue(visit.get_text("queue"))
    _save(visit, tuple(queue for queue in read_kept(visit.reviewer.settings) if queue != dropped))
    return visit.redirect(
        "queues", notice=visit.say(N_("Removed from your reading lists; all answers stay."))
    )


def _read_queue(visit: Visit) -> Queue:
    """The queue in the form. Raises PageMissing for one that leads nowhere."""
    words = " ".join(visit.get_text("argument").replace("/", " ").split())[:200]
    try:
        queue = Queue(QueueKind(visit.get_text("kind")), words)
        if queue.kind is QueueKind.SEARCH:
            parse_query(words)
    except (ValueError, SearchQueryEmpty, CorpusError):
        raise PageMissing(N_("There is no such queue.")) from None
    return parse_queue(str(queue))


def _save(visit: Visit, queues: tuple[Queue, ...]) -> None:
    settings = {**visit.reviewer.settings, SETTING: json.dumps([str(queue) for queue in queues])}
    with visit.deciding() as writer:
        writer.update_reviewer(replace(visit.reviewer, settings=settings))


PAGES = (
    Page("/queues", show_queues),
    Page("/queues", keep_queue, "POST"),
    Page("/queues/drop", drop_queue, "POST"),
)
