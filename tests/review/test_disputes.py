from __future__ import annotations

import pytest

from corpus.review_records import Batch, BatchItem, ReviewerId
from review.disputes import Wanted, find_following, list_cases, list_pairs
from tests import factories
from tests.factories import answer
from tests.review.desks import Study

ANNA, CILLA = ReviewerId("anna"), ReviewerId("cilla")


@pytest.fixture
def disputed(study: Study) -> Study:
    """Anna and Bo differ on two passages; Cilla differs from Anna on the second."""
    first, second, third = study.passages
    with study.desk.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo", "Cilla")
        for passage, code in ((first, "gate.none"), (second, "gate.internal"), (third, "gate.none")):
            writer.add_answer(answer(passage, "gate.none"))
            writer.add_answer(answer(passage, code, by="bo"))
        writer.add_answer(answer(first, "gate.strategy", by="bo"))
        writer.add_answer(answer(second, "gate.none", by="cilla"))
    return study


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (Wanted(), [0, 1]),
        (Wanted(code="gate.strategy"), [0]),
        (Wanted(code="gate.none", other="gate.internal"), [1]),
        (Wanted(code="gate.description"), []),
        (Wanted(pair="anna+cilla"), [1]),
        (Wanted(municipality="9801"), [0, 1]),
        (Wanted(municipality="0000"), []),
        (Wanted(state="settled"), []),
        (Wanted(state="all"), [0, 1]),
    ],
)
def test_disputes_are_filtered_by_code_pair_municipality_and_state(
    disputed: Study, wanted: Wanted, places: list[int]
) -> None:
    with disputed.desk.reviewing() as reader:
        cases, hidden = list_cases(reader, wanted, ANNA)
    assert [disputed.passages.index(case.passage) for case in cases] == places
    assert hidden == 0


def test_what_somebody_has_yet_to_read_alone_is_not_shown(disputed: Study) -> None:
    item = BatchItem(0, 0, disputed.passages[0].id, CILLA, "random", 0.5, True)
    with disputed.desk.deciding() as writer:
        writer.add_batch(Batch("B", ANNA, 1, {}, True, 0.0), [item])
        assert [
            len(part) if isinstance(part, tuple) else part for part in list_cases(writer, Wanted(), CILLA)
        ] == [1, 1]
        assert len(list_cases(writer, Wanted(), ANNA)[0]) == 2


def test_settled_ones_move_to_their_own_list(disputed: Study) -> None:
    with disputed.desk.deciding() as writer:
        writer.add_answer(answer(disputed.passages[0], "gate.none", by="cilla", settles=True))
        cases, _ = list_cases(writer, Wanted(state="settled"), ANNA)
    [case] = cases
    assert case.settlement is not None
    assert (case.settlement.reviewer, [side.reviewer for side in case.sides]) == ("cilla", ["anna", "bo"])


def test_the_following_case_goes_round(disputed: Study) -> None:
    first, second, third = (passage.id for passage in disputed.passages)
    with disputed.desk.reviewing() as reader:
        found = [find_following(reader, Wanted(), ANNA, after) for after in (first, second, third)]
        assert found == [second, first, first]
        assert find_following(reader, Wanted(pair="anna+cilla"), ANNA, second) is None
        assert find_following(reader, Wanted(state="settled"), ANNA, first) is None


def test_no_more_cases_are_read_than_are_listed(disputed: Study) -> None:
    with disputed.desk.reviewing() as reader:
        cases, _ = list_cases(reader, Wanted(), ANNA, most=1)
    assert [disputed.passages.index(case.passage) for case in cases] == [0]


def test_pairs_are_everybody_with_everybody() -> None:
    assert list_pairs({"bo", "anna", "cilla"}) == ("anna+bo", "anna+cilla", "bo+cilla")


def test_a_query_holds_only_what_is_unusual() -> None:
    assert Wanted(code="a.b", state="all").query == {"code": "a.b", "state": "all"}
    assert Wanted().query == {}
