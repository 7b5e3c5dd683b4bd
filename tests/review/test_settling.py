from __future__ import annotations

from dataclasses import replace

from corpus.records import CodeId
from review.settling import compare_sides, find_guidance, find_settlement, list_disputed, list_sides
from tests import factories
from tests.review.team import given

BOOK = replace(
    factories.codebook(),
    rules=(("gate.none", "no other code"), ("partner.region", "no other partner.*")),
    rulings=("Bidrag är gate.none.", "Alla partner.* räknas.", "Annat."),
)
GIVEN = [
    given(1, "p", "anna", "gate.strategy", "partner.region"),
    given(2, "p", "bo", "gate.strategy", unsure=(CodeId("purpose.quality"),)),
    given(3, "p", "anna", "gate.none", undone=True),
    given(4, "p", "cilla", "gate.none", settles=True),
]


def test_sides_are_peoples_last_own_answers_and_the_settlement_stands_apart() -> None:
    assert [(side.reviewer, side.decision) for side in list_sides(GIVEN)] == [("anna", 1), ("bo", 2)]
    settlement = find_settlement(GIVEN)
    assert settlement is not None
    assert settlement.reviewer == "cilla"
    assert find_settlement(GIVEN[:3]) is None


def test_what_differs_is_marked_and_what_all_gave_is_not() -> None:
    sides = list_sides(GIVEN)
    assert list_disputed(sides) == {"partner.region"}
    gate, partner, purpose = compare_sides(BOOK, sides)
    assert (gate.differs, [said.common for cell in gate.said for said in cell]) == (False, [True, True])
    assert (partner.differs, [len(cell) for cell in partner.said]) == (True, [1, 0])
    assert purpose.said[1][0].unsure


def test_guidance_is_what_names_a_code_in_dispute_or_its_dimension() -> None:
    guidance = find_guidance(BOOK, {CodeId("partner.university")})
    assert [code.id for code in guidance.codes] == ["partner.university"]
    assert guidance.rules == (("partner.region", "no other partner.*"),)
    assert guidance.rulings == ("Alla partner.* räknas.",)
