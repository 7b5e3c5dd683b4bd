from __future__ import annotations

import pytest

from corpus.records import CodeId, PassageId
from review.agreement import (
    MODEL,
    add_model,
    find_confusions,
    keep_paired,
    measure_team,
)
from tests import factories
from tests.review.team import own

BOOK = factories.codebook()


def test_only_passages_that_two_answered_are_compared() -> None:
    answers = [own("p", "anna"), own("p", "bo"), own("q", "anna")]
    assert {one.passage for one in keep_paired(answers)} == {"p"}


def test_a_team_is_measured_by_dimension_code_and_pair() -> None:
    answers = [
        own("p", "anna", "gate.strategy", "partner.region", document="d1"),
        own("p", "bo", "gate.strategy", "partner.university", document="d1"),
        own("q", "anna", "gate.none", document="d2"),
        own("q", "bo", "gate.none", document="d2"),
    ]
    team = measure_team(answers, BOOK)
    gate, partner, _ = team.dimensions
    assert (team.sets.units, team.sets.documents) == (2, 2)
    assert (gate.agreement.plain.value, partner.agreement.plain.value) == (1.0, 0.5)
    assert [(row.code.id, row.said, row.agreement.plain.value) for row in partner.codes] == [
        ("partner.region", 1, 0.5),
        ("partner.university", 1, 0.5),
    ]
    [pair] = team.pairs
    assert (pair.first, pair.second, pair.gate.kappa.value) == ("anna", "bo", 1.0)


def test_confusions_are_what_stands_in_each_others_place() -> None:
    answers = [
        own("p", "anna", "gate.strategy", "partner.region", "purpose.quality"),
        own("p", "bo", "gate.strategy", "partner.university"),
        own("q", "anna", "gate.strategy", "partner.region"),
        own("q", "bo", "gate.strategy", "partner.university"),
    ]
    told = [
        (one.first.id, one.second and one.second.id, len(one.passages))
        for one in find_confusions(answers, BOOK)
    ]
    assert told == [("partner.region", "partner.university", 2), ("purpose.quality", None, 1)]


def test_where_people_differ_on_whether_it_is_collaboration_only_that_is_confused() -> None:
    answers = [own("p", "anna", "gate.strategy", "partner.region"), own("p", "bo", "gate.none")]
    [only] = find_confusions(answers, BOOK)
    assert (only.first.id, only.second and only.second.id) == ("gate.none", "gate.strategy")


def test_the_model_answers_once_for_each_passage_that_it_classified() -> None:
    answers = [own("p", "anna", "gate.none"), own("p", "bo", "gate.none"), own("q", "anna")]
    everybody = add_model(answers, {PassageId("p"): frozenset({CodeId("gate.none")})}, BOOK)
    assert [(one.passage, one.coder, one.yes) for one in everybody[3:]] == [("p", MODEL, {"gate.none"})]


@pytest.mark.parametrize("answers", [[], [own("p", "anna", "gate.none")]])
def test_without_two_answers_nothing_is_claimed(answers: list[object]) -> None:
    team = measure_team(answers, BOOK)  # type: ignore[arg-type]
    assert (team.sets.units, team.sets.alpha.value, team.pairs, team.confusions) == (0, None, (), ())
