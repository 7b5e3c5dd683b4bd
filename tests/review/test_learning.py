from __future__ import annotations

from corpus.records import CodeId, PassageId
from review.independence import OwnAnswer
from review.learning import WINDOW, measure_learning, score_pairs
from tests import factories
from tests.review.team import own

SOUGHT = (CodeId("gate.strategy"),)
NEW, OLD = "2026-03-02T00:00:00Z", "2026-02-01T00:00:00Z"


def _answers() -> list[OwnAnswer]:
    return [own(f"p{number}", "anna", "gate.strategy") for number in range(WINDOW)]


def _codings(code: str) -> dict[PassageId, frozenset[CodeId]]:
    return {PassageId(f"p{number}"): frozenset({CodeId(code)}) for number in range(WINDOW)}


def test_answers_are_held_against_the_model_that_was_there_before_them() -> None:
    codings = {"old": _codings("gate.none"), "new": _codings("gate.strategy")}
    [point] = measure_learning(_answers(), [("old", OLD), ("new", NEW)], codings, SOUGHT)
    assert factories.AT < NEW
    assert (point.read, point.score, point.coders) == (WINDOW, 0.0, ("old",))


def test_a_window_that_no_model_had_seen_makes_no_point() -> None:
    assert measure_learning(_answers(), [("new", NEW)], {"new": _codings("gate.strategy")}, SOUGHT) == ()
    assert measure_learning(_answers()[:-1], [("old", OLD)], {"old": _codings("gate.none")}, SOUGHT) == ()


def test_the_score_is_f1_and_nothing_without_claims_and_finds() -> None:
    assert score_pairs([(True, True), (True, False), (False, True), (False, False)]) == 0.5
    assert score_pairs([(False, False)]) is None
