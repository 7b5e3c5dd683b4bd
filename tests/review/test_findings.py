from __future__ import annotations

import pytest

from corpus.records import CodeId, PassageId
from corpus.review_records import BatchItem, ReviewerId
from models.stopping import CurvePoint
from review.findings import STEADY, BatchYield, list_readings, measure_findings
from tests.review.team import given

SOUGHT = (CodeId("gate.strategy"),)


def _draw(*passages: str) -> list[BatchItem]:
    return [
        BatchItem(1, number, PassageId(one), ReviewerId("anna"), "random", 0.1, True)
        for number, one in enumerate(passages)
    ]


def test_a_reading_holds_what_anybody_found_until_it_is_settled() -> None:
    both = [given(1, "p", "anna", "partner.region"), given(2, "p", "bo", "gate.strategy", batch=7)]
    [reading] = list_readings(both)
    assert (reading.codes, reading.batch) == ({"partner.region", "gate.strategy"}, None)
    [settled] = list_readings([*both, given(3, "p", "cilla", "gate.none", settles=True)])
    assert settled.codes == {"gate.none"}


def test_what_was_undone_or_redrawn_was_not_read() -> None:
    answers = [given(1, "p", "anna", undone=True), given(2, "q", "anna", retired=True)]
    assert list_readings(answers) == ()


def test_readings_come_in_the_order_of_first_answers() -> None:
    answers = [given(1, "p", "anna"), given(2, "q", "anna"), given(3, "p", "bo")]
    assert [one.passage for one in list_readings(answers)] == ["p", "q"]


def test_recall_rests_on_the_passages_drawn_by_chance() -> None:
    answers = [given(n, f"p{n}", "anna", "gate.strategy" if n < 4 else "gate.none") for n in range(10)]
    findings = measure_findings(list_readings(answers), _draw("p3", "p8", "p9", "unread"), 90, SOUGHT, 0.95)
    assert (findings.read, findings.found) == (10, 4)
    assert (findings.chance.population, findings.chance.drawn, findings.chance.positives) == (93, 3, 1)
    assert findings.recall.recall.low < 0.2
    assert not (findings.is_tested)
    assert not (findings.is_narrow)
    assert not (findings.is_steady)


def test_a_long_poor_end_is_steady_and_an_exhausted_store_is_certain() -> None:
    answers = [given(n, f"p{n}", "anna", "gate.strategy" if n < 5 else "gate.none") for n in range(60)]
    findings = measure_findings(
        list_readings(answers), _draw(*(f"p{n}" for n in range(30, 60))), 0, SOUGHT, 0.95
    )
    assert findings.recent == CurvePoint(STEADY, 0)
    assert findings.is_steady
    assert findings.is_narrow
    assert findings.is_tested
    assert findings.left.worst == 0


def test_without_a_random_share_nothing_is_claimed() -> None:
    findings = measure_findings(list_readings([given(1, "p", "anna", "gate.strategy")]), [], 10, SOUGHT, 0.95)
    assert not (findings.is_tested)
    assert not (findings.is_narrow)
    assert (findings.p_value, findings.recall.recall.low) == (1.0, pytest.approx(1 / 11))


def test_each_batch_has_its_own_yield() -> None:
    answers = [
        given(1, "p", "anna", "gate.strategy", batch=1),
        given(2, "q", "anna", "gate.none", batch=1),
        given(3, "r", "anna", "gate.strategy"),
    ]
    findings = measure_findings(list_readings(answers), [], 10, SOUGHT, 0.95)
    assert findings.batches == (BatchYield(1, 2, 1), BatchYield(None, 1, 1))


def test_with_few_draws_it_is_too_early_to_tell_and_said_how_many_more_are_needed() -> None:
    answers = [given(n, f"p{n}", "anna", "gate.strategy" if n < 1 else "gate.none") for n in range(41)]
    drawn = _draw(*(f"p{n}" for n in range(20, 26)))
    findings = measure_findings(list_readings(answers), drawn, 500, SOUGHT, 0.95)
    assert findings.recall.recall.value == 1.0
    assert findings.is_early
    assert 6 < findings.needed <= 500
    more = [given(n, f"p{n}", "anna", "gate.none") for n in range(41, 41 + findings.needed)]
    enough = [*drawn, *_draw(*(f"p{n}" for n in range(41, 41 + findings.needed)))]
    later = measure_findings(list_readings([*answers, *more]), enough, 500 - findings.needed, SOUGHT, 0.95)
    assert (later.is_early, later.needed) == (False, 0)


def test_a_frequent_code_needs_fewer_draws_than_a_rare_one() -> None:
    answers = [given(n, f"p{n}", "anna", "gate.strategy" if n < 30 else "gate.none") for n in range(60)]
    drawn = _draw(*(f"p{n}" for n in range(40, 46)))
    frequent = measure_findings(list_readings(answers), drawn, 500, SOUGHT, 0.95)
    rare = measure_findings(list_readings(answers[29:]), drawn, 500, SOUGHT, 0.95)
    assert frequent.is_early
    assert 0 < frequent.needed < rare.needed


def test_where_nothing_is_found_no_share_can_be_told() -> None:
    findings = measure_findings(
        list_readings([given(1, "p", "anna", "gate.none")]), _draw("p"), 10, SOUGHT, 0.95
    )
    assert (findings.is_early, findings.found) == (True, 0)
