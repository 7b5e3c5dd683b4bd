from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import CodeId
from models.agreement import Agreement, Unit, masi_distance, measure_agreement, nominal_distance
from review.answer_columns import AnswerColumns
from review.independence import OwnAnswer
from tests.review.team import own

REGION = CodeId("partner.region")
CODES = ("gate.strategy", "partner.region", "partner.university")

ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from("pqrstu"), st.sampled_from(["anna", "bo", "cilla"])),
    st.tuples(st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES), max_size=1)),
    max_size=14,
).map(
    lambda said: [
        own(passage, coder, *sorted(yes - unsure), unsure=tuple(unsure), document=f"d{passage < 's'}")
        for (passage, coder), (yes, unsure) in said.items()
    ]
)


def units(words: list[tuple[OwnAnswer, Hashable]]) -> list[Unit]:
    said: dict[str, dict[str, Hashable]] = defaultdict(dict)
    documents = {str(one.passage): one.document for one, _ in words}
    for one, word in words:
        said[one.passage][one.coder] = word
    return [Unit(documents[passage], answers) for passage, answers in said.items()]


def values(measured: Agreement) -> list[object]:
    found = [measured.plain, measured.alpha, measured.ac1, measured.kappa]
    ends = [end for one in found for end in (one.value, one.low, one.high)]
    return [measured.units, measured.documents, *(end and pytest.approx(end, abs=1e-9) for end in ends)]


def test_whoever_was_unsure_is_left_out_of_that_code() -> None:
    answers = [
        own("p", "anna", REGION),
        own("p", "bo", unsure=(REGION,)),
        own("q", "anna", REGION),
        own("q", "bo"),
    ]
    columns = AnswerColumns.read(answers)
    assert columns.measure_code(REGION).units == 1
    assert columns.measure_code(CodeId("gate.none")).units == 2
    assert columns.count_yes(REGION) == 2


@settings(deadline=None)
@given(ANSWERS)
def test_a_code_in_columns_is_measured_as_in_units(answers: list[OwnAnswer]) -> None:
    words = [(one, word) for one in answers if (word := one.says(REGION))]
    found = AnswerColumns.read(answers).measure_code(REGION)
    assert values(found) == values(measure_agreement(units(list(words))))


@settings(deadline=None)
@given(ANSWERS)
def test_sets_in_columns_are_measured_as_in_units(answers: list[OwnAnswer]) -> None:
    partners = frozenset(map(CodeId, CODES[1:]))
    columns = AnswerColumns.read(answers)
    whole = measure_agreement(units([(one, one.yes) for one in answers]), masi_distance)
    part = measure_agreement(units([(one, one.yes & partners) for one in answers]), nominal_distance)
    assert values(columns.measure_sets()) == values(whole)
    assert values(columns.measure_sets(partners, nominal_distance)) == values(part)
