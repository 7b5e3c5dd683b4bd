from __future__ import annotations

from review.independence import Sight, select_own, select_sight
from tests.review.team import KNOWN, given, own

CODES = {"c": KNOWN}


def _tell(*answers: object) -> list[tuple[str, frozenset[str]]]:
    return [(one.coder, frozenset(one.yes)) for one in select_own(answers, CODES)]  # type: ignore[arg-type]


def test_only_the_first_answer_of_each_person_counts() -> None:
    told = _tell(
        given(1, "p", "anna", "gate.strategy"),
        given(2, "p", "bo", "gate.none"),
        given(3, "p", "anna", "gate.none", minute=30),
    )
    assert told == [("anna", {"gate.strategy"}), ("bo", {"gate.none"})]


def test_what_is_said_after_or_as_a_settlement_does_not_count() -> None:
    told = _tell(
        given(1, "p", "anna", "gate.strategy"),
        given(2, "p", "cilla", "gate.none", settles=True),
        given(3, "p", "bo", "gate.none"),
    )
    assert told == [("anna", {"gate.strategy"})]


def test_an_undone_settlement_is_none() -> None:
    told = _tell(
        given(1, "p", "cilla", "gate.none", settles=True, undone=True), given(2, "p", "bo", "gate.none")
    )
    assert told == [("bo", {"gate.none"})]


def test_a_slip_may_be_mended_but_not_after_time_to_look_at_the_others_answer() -> None:
    first = (given(1, "p", "bo", "gate.none"), given(2, "p", "anna", "gate.none", undone=True))
    assert len(_tell(*first, given(3, "p", "anna", "gate.strategy", minute=9))) == 2
    assert _tell(*first, given(3, "p", "anna", "gate.strategy", minute=11)) == [("bo", {"gate.none"})]
    alone = (given(1, "p", "anna", "gate.none", undone=True), given(2, "p", "anna", minute=59))
    assert _tell(*alone) == [("anna", frozenset())]


def test_passages_whose_borders_changed_do_not_count() -> None:
    assert _tell(given(1, "p", "anna", "gate.none", retired=True)) == []


def test_the_word_on_a_code_is_missing_when_unsure_or_not_asked() -> None:
    one = own("p", "anna", "partner.region", unsure=("purpose.quality",))
    words = [one.says(code) for code in ("partner.region", "gate.none", "purpose.quality", "new.code")]  # type: ignore[arg-type]
    assert words == ["yes", "no", None, None]


def test_blind_answers_are_told_apart_from_those_with_the_suggestion_in_sight() -> None:
    answers = select_own(
        [given(1, "p", "anna", "gate.none"), given(2, "p", "bo", "gate.none", shown="m")], CODES
    )
    counts = {sight: [one.coder for one in select_sight(answers, sight)] for sight in Sight}
    assert counts == {Sight.ALL: ["anna", "bo"], Sight.BLIND: ["anna"], Sight.SHOWN: ["bo"]}
