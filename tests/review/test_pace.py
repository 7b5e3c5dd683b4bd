from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import PassageId
from corpus.review_records import Act, Decision, ReviewerId
from review.pace import Pace, find_team_seconds, measure_paces


def _decide(number: int, second: int, person: str = "anna", act: Act = Act.ANSWER) -> Decision:
    at = f"2026-03-01T{8 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    passage = PassageId(f"p{number}")
    return Decision(number, at, ReviewerId(person), act, passage, None, None, None, False)


def test_pace_is_the_median_time_without_breaks_whatever_the_order() -> None:
    seconds = [0, 20, 40, 70, 90, 3_000, 3_010, 3_030]
    decisions = [_decide(number, second) for number, second in enumerate(seconds)]
    assert measure_paces(reversed(decisions)) == (Pace("anna", 8, 20.0),)


def test_too_few_times_say_nothing() -> None:
    assert measure_paces([_decide(1, 0), _decide(2, 9)]) == (Pace("anna", 2, None),)


def test_time_before_a_memo_is_not_reading_a_passage() -> None:
    memos = [_decide(number, number * 200, act=Act.MEMO) for number in range(9)]
    assert measure_paces(memos) == (Pace("anna", 0, None),)


def test_the_teams_pace_weighs_people_by_their_answers() -> None:
    assert find_team_seconds([Pace("a", 30, 10.0), Pace("b", 10, 50.0), Pace("c", 5, None)]) == 20.0
    assert find_team_seconds([Pace("c", 5, None)]) is None


@pytest.mark.parametrize("people", [("anna",), ("anna", "bo")])
def test_people_are_measured_apart(people: tuple[str, ...]) -> None:
    decisions = [
        _decide(number, number * 10, people[number % len(people)]) for number in range(12 * len(people))
    ]
    assert {pace.seconds for pace in measure_paces(decisions)} == {10.0 * len(people)}


def test_an_answer_that_was_undone_and_given_again_counts_once() -> None:
    first, again = _decide(1, 0), replace(_decide(2, 9), passage=PassageId("p1"))
    [pace] = measure_paces([replace(first, undone=True), again, _decide(3, 20)])
    assert pace.answers == 2
    [pace] = measure_paces([first, again])
    assert pace.answers == 1
