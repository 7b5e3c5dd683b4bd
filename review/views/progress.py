"""When to stop: how much has been found, how sure that is, and how many hours are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.responses import Response

from corpus.records import CodeId
from corpus.review_reader import ReviewReader
from corpus.review_records import Reviewer
from corpus.truth import EXTERNAL
from models.stopping import Forecast
from review.curves import HEIGHT, WIDTH, Line, draw_line
from review.findings import NARROW, STEADY, STRAY, SURE, Findings, list_readings, measure_findings
from review.independence import select_own
from review.learning import LearningPoint, measure_learning
from review.pace import Pace, find_team_seconds, measure_paces
from review.pages import Page
from review.visit import Visit

TARGETS = (0.8, 0.9, 0.95, 0.99)
USUAL = 0.95
EVERYTHING = "external"
"""What is sought unless a code is named: passages about external collaboration."""

_RECENT = 5_000  # decisions that the pace is taken from


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the page shows."""

    findings: Findings
    learning: tuple[LearningPoint, ...]
    paces: tuple[Pace, ...]
    hours: Forecast | None
    people: Mapping[str, Reviewer]
    names: Mapping[int, str]


def show_progress(visit: Visit) -> Response:
    """Where the search for a code, or for all collaboration, stands."""
    known = {str(code.id): code.id for code in visit.codebook.codes}
    code = visit.query.get("code", "")
    sought = (known[code],) if code in known else EXTERNAL
    asked = visit.query.get("target", "")
    target = next((one for one in TARGETS if f"{one:g}" == asked), USUAL)
    with visit.reviewing() as reader:
        ground = ("progress", reader.read_state(), len(tuple(reader.iter_batches())), sought, target)
        standing = visit.office.remembered.recall(ground, lambda: read_standing(reader, sought, target))
        standing = replace(standing, people={str(one.id): one for one in reader.iter_reviewers()})
    return visit.render(
        "progress.html",
        standing=standing,
        code=code if code in known else EVERYTHING,
        everything=EVERYTHING,
        target=target,
        targets=TARGETS,
        limits={"sure": SURE, "steady": STEADY, "stray": STRAY, "narrow": NARROW},
        found_line=_draw_found(standing.findings),
        learning_line=draw_line([(one.read, one.score) for one in standing.learning], 1.0),
        size=(WIDTH, HEIGHT),
    )


def read_standing(reader: ReviewReader, sought: tuple[CodeId, ...], target: float) -> Standing:
    """The figures as the store has them now."""
    given = list(reader.iter_given_answers(None))
    items = reader.iter_batch_items(None, None)
    findings = measure_findings(list_readings(given), items, reader.count_unanswered(), sought, target)
    paces = measure_paces(reader.iter_decisions(None, None, _RECENT))
    seconds = find_team_seconds(paces)
    starts = reader.read_coder_starts()
    codings = {name: reader.read_answered_codings(name) for name, _ in starts}
    return Standing(
        findings=findings,
        learning=measure_learning(select_own(given, {}), starts, codings, sought),
        paces=paces,
        hours=None if seconds is None else findings.left.hours(seconds),
        people={str(person.id): person for person in reader.iter_reviewers()},
        names={batch.id: batch.name for batch in reader.iter_batches()},
    )


def _draw_found(findings: Findings) -> Line:
    return draw_line([(point.read, point.found) for point in findings.curve])


PAGES = (Page("/progress", show_progress),)
