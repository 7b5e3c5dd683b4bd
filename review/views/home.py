"""The start page: what there is to read, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from corpus.errors import SearchQueryEmpty
from corpus.review_reader import ReviewReader
from corpus.review_records import Batch, Progress, Queue, QueueKind
from corpus.search import parse_query
from review.language import N_
from review.nextsteps import NextStep, Situation, list_next_steps
from review.pages import Page
from review.visit import Visit


def show_home(visit: Visit) -> Response:
    """The person's batches, and the other ways through the passages."""
    with visit.reviewing() as reader:
        counts = reader.count_records("documents", "passages")
        batches = [
            (batch, reader.measure_progress(Queue(QueueKind.BATCH, str(batch.id)), visit.reviewer.id))
            for batch in reader.iter_batches()
        ]
        steps = read_next_steps(visit, reader, batches)
    mine = [(batch, progress) for batch, progress in batches if progress.total]
    return visit.render("home.html", counts=counts, batches=mine, step=steps[0], also=steps[1:])


def read_next_steps(
    visit: Visit, reader: ReviewReader, batches: Sequence[tuple[Batch, Progress]]
) -> tuple[NextStep, ...]:
    """What the person should do next; `batches` come newest first."""
    open_ones = [(batch, progress) for batch, progress in batches if progress.done < progress.total]
    batch, left = (0, 0) if not open_ones else (open_ones[-1][0].id, _count_left(open_ones[-1][1]))
    situation = Situation(
        batch=batch,
        name="" if not open_ones else open_ones[-1][0].name,
        left=left,
        disputes=reader.count_disputes(),
        outdated=sum(1 for _ in reader.iter_outdated(visit.reviewer.id, visit.codebook.hash)),
        unread=reader.count_unanswered(),
    )
    return list_next_steps(situation, visit.codebook.hash)


def _count_left(progress: Progress) -> int:
    return progress.total - progress.done


def search(visit: Visit) -> Response:
    """Make what the words find the queue."""
    words = " ".join(visit.query.get("q", "").replace("/", " ").split())[:200]
    try:
        parse_query(words)
    except SearchQueryEmpty:
        return visit.turn_back(warning=visit.say(N_("Write at least one word to search for.")))
    return visit.redirect("code", str(Queue(QueueKind.SEARCH, words)))


PAGES = (Page("/", show_home), Page("/search", search))
