"""How well the coders agree: coefficients with intervals, what they confuse, and all of it as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from corpus.records import Codebook
from corpus.review_reader import ReviewReader
from corpus.review_records import Reviewer
from models.agreement import Agreement, Coefficient
from review.agreement import (
    ENOUGH_DOCUMENTS,
    ENOUGH_SAID,
    ENOUGH_UNITS,
    MODEL,
    PairRow,
    TeamAgreement,
    add_model,
    keep_paired,
    measure_pairs,
    measure_sets,
    measure_team,
)
from review.independence import OwnAnswer, Sight, select_own, select_sight
from review.language import N_
from review.pages import Page
from review.spreadsheets import Cell, send_table
from review.visit import Visit

SIGHTS = {
    Sight.ALL: N_("All answers"),
    Sight.BLIND: N_("Only blind answers"),
    Sight.SHOWN: N_("Only answers with the suggestion in sight"),
}

COEFFICIENTS = (
    ("alpha", "α", N_("Krippendorff's α: 1 is full agreement, 0 what chance would give")),
    ("ac1", "AC1", N_("Gwet's AC1: stays meaningful where a code is rare")),
    ("kappa", "κ", N_("Cohen's κ: for exactly two coders")),
    ("plain", N_("plain"), N_("Plain agreement: share of equal answers, chance included")),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures for the answers that were chosen, and for each kind of them. `model` are the model's pairs with
    people on blind answers, `model_shown` on the others.
    """

    chosen: TeamAgreement
    sights: Mapping[Sight, Agreement]
    model: tuple[PairRow, ...]
    model_shown: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Figures with the people they are of. `pair` are two ids joined by "+", or "" for everybody."""

    people: Mapping[str, Reviewer]
    pair: str
    figures: Figures


def read_team(visit: Visit, sight: Sight) -> Team:
    """The figures as the store has them now, of all or of the pair that the address names."""
    with visit.reviewing() as reader:
        people = {str(person.id): person for person in reader.iter_reviewers()}
        asked = visit.query.get("pair", "")
        pair = asked if set(asked.split("+")) <= set(people) else ""
        ground = ("agreement", reader.read_state(), visit.codebook.hash, sight, pair)
        figures = visit.office.remembered.recall(
            ground, lambda: compute_figures(reader, visit.codebook, sight, pair)
        )
    return Team(people, pair, figures)


def compute_figures(reader: ReviewReader, codebook: Codebook, sight: Sight, pair: str) -> Figures:
    """The figures from people's own answers and the newest model's."""
    codes_of = {version.hash: frozenset(version.meanings) for version in reader.iter_codebook_versions()}
    answers = select_own(reader.iter_given_answers(None), codes_of)
    if pair:
        answers = tuple(one for one in answers if one.coder in pair.split("+"))
    coder = reader.find_latest_coder()
    codings = {} if coder is None else reader.read_answered_codings(coder)

    def compare_model(kind: Sight) -> tuple[PairRow, ...]:
        everybody = add_model(select_sight(answers, kind), codings, codebook)
        return tuple(measure_pairs(keep_paired(everybody), codebook, MODEL))

    chosen = measure_team(select_sight(answers, sight), codebook)
    return Figures(
        chosen=chosen,
        sights={one: chosen.sets if one is sight else _measure_sight(answers, one) for one in Sight},
        model=compare_model(Sight.BLIND),
        model_shown=compare_model(Sight.SHOWN),
    )


def _measure_sight(answers: Sequence[OwnAnswer], sight: Sight) -> Agreement:
    return measure_sets(keep_paired(select_sight(answers, sight)))


def read_sight(visit: Visit) -> Sight:
    """Which answers the address asks for."""
    asked = visit.query.get("answers", "")
    return Sight(asked) if asked in set(Sight) else Sight.ALL


def show_agreement(visit: Visit) -> Response:
    """The figures as a page."""
    sight = read_sight(visit)
    return visit.render(
        "agreement.html",
        team=read_team(visit, sight),
        sight=sight,
        sights=SIGHTS,
        model_id=MODEL,
        coefficients=COEFFICIENTS,
        enough=(ENOUGH_UNITS, ENOUGH_DOCUMENTS, ENOUGH_SAID),
    )


def send_agreement(visit: Visit) -> Response:
    """The figures as CSV: one row for each level."""
    sight = read_sight(visit)
    rows = list_table(visit, read_team(visit, sight))
    return send_table(rows, visit.words.language, f"agreement-{sight}.csv")


def list_table(visit: Visit, team: Team) -> Iterable[tuple[Cell, ...]]:
    """The head and the rows of the table."""
    named = [f"{name}{end}" for name, _, _ in COEFFICIENTS for end in ("", "_low", "_high")]
    yield ("level", "id", "label", "units", "documents", "said_yes", *named)
    yield ("all", "", "", *_list_figures(team.figures.chosen.sets, None))
    for row in team.figures.chosen.dimensions:
        label = visit.words.label(row.dimension)
        yield ("dimension", row.dimension.id, label, *_list_figures(row.agreement, None))
        for code in row.codes:
            label = visit.words.label(code.code)
            yield ("code", code.code.id, label, *_list_figures(code.agreement, code.said))
    for level, pairs in (
        ("pair", team.figures.chosen.pairs),
        ("model-blind", team.figures.model),
        ("model-shown", team.figures.model_shown),
    ):
        for pair in pairs:
            yield (level, f"{pair.first}+{pair.second}", "", *_list_figures(pair.sets, None))


def _list_figures(agreement: Agreement, said: int | None) -> tuple[Cell, ...]:
    values: list[Cell] = [agreement.units, agreement.documents, said]
    for name, _, _ in COEFFICIENTS:
        coefficient: Coefficient = getattr(agreement, name)
        varied = coefficient.low != coefficient.high
        ends = (coefficient.low, coefficient.high) if varied and has_interval(agreement) else (None, None)
        values += [coefficient.value, *ends]
    return tuple(values)


def has_interval(agreement: Agreement) -> bool:
    """Whether there are documents enough to draw from."""
    return agreement.documents >= ENOUGH_DOCUMENTS


PAGES = (Page("/agreement", show_agreement), Page("/agreement.csv", send_agreement))
