"""Batches: make one, and see how far everybody is."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.responses import Response

from corpus.review_reader import ReviewReader
from corpus.review_records import Batch, Progress, Queue, QueueKind, Reviewer, ReviewerId
from models.sampling import Mix, Stratum
from review.drawing import LARGEST, Plan, Sealing, assign_readers, draw_passages, make_mix
from review.language import N_
from review.pages import Page
from review.visit import Visit

STRATA = {
    "likely": (N_("Likely finds"), N_("Passages that probably hold codes of which few are known")),
    "uncertain": (N_("Doubtful"), N_("Where the model expects to be corrected most")),
    "diverse": (N_("As varied as possible"), N_("Unlike the rest of the batch, few from each municipality")),
    "random": (N_("Drawn by chance"), N_("What figures and the end of the reading rest on")),
    "second": (N_("Second opinion"), N_("Passages that somebody else has read")),
}

SEALINGS = {
    Sealing.MEASURED: N_("Hidden where it is measured: drawn by chance, read by two, second opinions"),
    Sealing.ALL: N_("Hidden in the whole batch"),
    Sealing.NONE: N_("Shown, except in second opinions"),
}

WRONG = N_("The batch was not made: look at the numbers and choose at least one who reads.")
EMPTY = N_("There is nothing to draw: every passage is answered, or waits in another batch.")

ALONE = N_(
    "Nobody was chosen to read a second time, so that no passage is read by two. Add a reader to the batch "
    "here when there is one."
)


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part of a batch."""

    person: Reviewer
    progress: Progress


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch with everybody's part of it; `mine` is the visitor's, or None. `second` of its passages
    somebody had read before the batch was drawn; `others` could join it.
    """

    batch: Batch
    passages: int
    doubled: int
    second: int
    blind: int
    begun: bool
    shares: tuple[Share, ...]
    mine: Share | None
    others: tuple[Reviewer, ...]


def list_batch_rows(reader: ReviewReader, reviewer: ReviewerId) -> tuple[BatchRow, ...]:
    """Every batch, newest first."""
    people = {person.id: person for person in reader.iter_reviewers()}
    return tuple(_make_row(reader, batch, people, reviewer) for batch in reader.iter_batches())


def _make_row(
    reader: ReviewReader, batch: Batch, people: dict[ReviewerId, Reviewer], reviewer: ReviewerId
) -> BatchRow:
    items = list(reader.iter_batch_items(batch.id, None))
    queue = Queue(QueueKind.BATCH, str(batch.id))
    names = dict.fromkeys(item.reviewer for item in items)
    shares = tuple(Share(people[name], reader.measure_progress(queue, name)) for name in names)
    passages = {item.passage for item in items}
    return BatchRow(
        batch=batch,
        passages=len(passages),
        doubled=len(items) - len(passages),
        second=len({item.passage for item in items if item.stratum == Stratum.SECOND}),
        begun=reader.is_batch_begun(batch.id),
        blind=len({item.passage for item in items if item.blind}),
        shares=shares,
        mine=next((share for share in shares if share.person.id == reviewer), None),
        others=tuple(one for one in people.values() if one.active and one.id not in names),
    )


def show_batches(visit: Visit) -> Response:
    """Every batch, and the way to a new one."""
    with visit.reviewing() as reader:
        rows = list_batch_rows(reader, visit.reviewer.id)
        disputes = reader.count_disputes()
    return visit.render("batches.html", rows=rows, disputes=disputes)


def show_form(visit: Visit) -> Response:
    """The form for a new batch, filled in with what usually does."""
    return _render_form(visit, "")


def _render_form(visit: Visit, error: str) -> Response:
    with visit.reviewing() as reader:
        people = [person for person in reader.iter_reviewers() if person.active]
        unread = reader.count_unanswered()
        coder = reader.find_latest_coder()
        number = sum(1 for _ in reader.iter_batches()) + 1
    chosen = set(visit.get_texts("reader")) if error else {person.id for person in people}
    return visit.render(
        "batch.html",
        422 if error else 200,
        error=error,
        people=people,
        chosen=chosen,
        unread=unread,
        coder=coder,
        largest=LARGEST,
        name=visit.get_text("name") or visit.say(N_("Batch %(number)s"), number=number),
        size=visit.get_text("size") or "30",
        double=visit.get_text("double") or "30",
        sealing=visit.get_text("sealing") or Sealing.MEASURED,
        sealings=SEALINGS,
        strata=STRATA,
        weights={stratum: _find_weight(visit, stratum, share) for stratum, share in Mix().shares().items()},
    )


def _find_weight(visit: Visit, stratum: str, usual: float) -> str:
    return visit.get_text(f"mix-{stratum}") or f"{usual * 100:.0f}"


def make_batch(visit: Visit) -> Response:
    """Draw the batch, divide it and keep it, all in one transaction."""
    try:
        plan = _read_plan(visit)
    except ValueError:
        return _render_form(visit, visit.say(WRONG))
    with visit.deciding() as writer:
        known = {person.id for person in writer.iter_reviewers() if person.active}
        if not set(plan.readers) <= known:
            return _render_form(visit, visit.say(WRONG))
        drawn, read_by = draw_passages(writer, plan, visit.codebook)
        if not drawn:
            return _render_form(visit, visit.say(EMPTY))
        shares = {str(stratum): share for stratum, share in plan.mix.shares().items()}
        name = visit.get_text("name")[:60] or visit.say(N_("Batch"))
        batch = Batch(name, visit.reviewer.id, plan.seed, shares, plan.sealing is Sealing.ALL, plan.double)
        writer.add_batch(batch, assign_readers(plan, drawn, read_by))
    said = visit.say(N_("The batch is made: %(number)s passages."), number=len(drawn))
    if len(drawn) < plan.size:
        said += " " + visit.say(N_("There were no more to draw."))
    if plan.double and len(plan.readers) == 1:
        said += " " + visit.say(ALONE)
    return visit.redirect("batches", notice=said)


def _read_plan(visit: Visit) -> Plan:
    """The plan in the form. Raises ValueError."""
    return Plan(
        size=int(visit.get_text("size")),
        mix=make_mix({stratum: _read_share(visit, f"mix-{stratum}") for stratum in STRATA}),
        sealing=Sealing(visit.get_text("sealing")),
        double=_read_share(visit, "double"),
        readers=tuple(map(ReviewerId, dict.fromkeys(visit.get_texts("reader")))),
        seed=secrets.randbelow(2**31),
    )


def _read_share(visit: Visit, name: str) -> float:
    share = int(visit.get_text(name)) / 100
    if not 0 <= share <= 1:
        raise ValueError(name)
    return share


PAGES = (
    Page("/batches", show_batches),
    Page("/batches/new", show_form),
    Page("/batches/new", make_batch, "POST"),
)
