from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from corpus.records import PassageId
from corpus.review_records import ReviewerId
from models.sampling import Drawn, Mix, Stratum
from review.drawing import (
    LARGEST,
    Plan,
    Sealing,
    assign_readers,
    assign_second_reader,
    draw_passages,
    make_mix,
)
from tests import factories
from tests.review.desks import Study

PEOPLE = tuple(map(ReviewerId, ("anna", "bo", "cilla")))
DRAWN = tuple(
    Drawn(PassageId(f"p{n}"), Stratum.RANDOM if n < 6 else Stratum.LIKELY, 0.1 if n < 6 else None)
    for n in range(30)
)


def _plan(
    sealing: Sealing = Sealing.MEASURED, double: float = 0.4, readers: tuple[ReviewerId, ...] = PEOPLE
) -> Plan:
    return Plan(30, Mix(), sealing, double, readers, 3)


def _readers(items: object) -> dict[PassageId, frozenset[str]]:
    found: dict[PassageId, set[str]] = {}
    for item in items:  # type: ignore[attr-defined]
        found.setdefault(item.passage, set()).add(item.reviewer)
    return {passage: frozenset(people) for passage, people in found.items()}


def test_every_pair_meets_equally_often_and_the_load_is_even() -> None:
    items = assign_readers(_plan(), DRAWN, {})
    pairs = Counter(people for people in _readers(items).values() if len(people) == 2)
    assert pairs == {frozenset(pair): 4 for pair in combinations(PEOPLE, 2)}
    assert Counter(item.reviewer for item in items) == dict.fromkeys(PEOPLE, 14)


def test_each_reader_has_an_order_without_gaps() -> None:
    items = assign_readers(_plan(), DRAWN, {})
    for person in PEOPLE:
        assert [item.ordinal for item in items if item.reviewer == person] == list(range(14))


def test_what_figures_rest_on_is_read_blind_unless_asked_otherwise() -> None:
    items = assign_readers(_plan(), DRAWN, {})
    readers = _readers(items)
    measured = {one.passage for one in DRAWN if one.probability or len(readers[one.passage]) == 2}
    assert {item.passage for item in items if item.blind} == measured
    assert all(item.blind for item in assign_readers(_plan(Sealing.ALL), DRAWN, {}))
    assert not any(item.blind for item in assign_readers(_plan(Sealing.NONE), DRAWN, {}))


def test_a_second_opinion_goes_blind_to_somebody_who_has_not_read_the_passage() -> None:
    second = (Drawn(PassageId("s"), Stratum.SECOND),)
    [item] = assign_readers(_plan(Sealing.NONE), second, {PassageId("s"): ("anna", "cilla")})
    assert (item.reviewer, item.blind) == ("bo", True)


def test_one_reader_reads_everything_once() -> None:
    items = assign_readers(_plan(double=1.0, readers=PEOPLE[:1]), DRAWN, {})
    assert len(items) == 30


def test_a_plan_and_a_store_give_the_same_batch_with_exact_probabilities(study: Study) -> None:
    plan = Plan(2, make_mix({"random": 50, "likely": 50}), Sealing.MEASURED, 0, PEOPLE[:1], 5)
    with study.desk.reviewing() as reader:
        first, again = (draw_passages(reader, plan, factories.codebook()) for _ in range(2))
    assert first == again
    random = [one for one in first[0] if one.stratum is Stratum.RANDOM]
    assert [one.probability for one in random] == [pytest.approx(1 / 3)]
    assert len({one.passage for one in first[0]}) == 2


def test_a_mix_is_made_of_weights_of_any_size() -> None:
    assert make_mix({"likely": 30, "random": 10, "uncertain": 0, "diverse": 0, "second": 0}).likely == 0.75
    with pytest.raises(ValueError, match="every share"):
        make_mix({"likely": 0, "random": 0})


@pytest.mark.parametrize(
    ("size", "double", "readers"), [(0, 0, PEOPLE), (LARGEST + 1, 0, PEOPLE), (9, 2, PEOPLE), (9, 0, ())]
)
def test_an_impossible_plan_is_refused(size: int, double: float, readers: tuple[ReviewerId, ...]) -> None:
    with pytest.raises(ValueError, match=r"give|choose"):
        Plan(size, Mix(), Sealing.ALL, double, readers, 1)


def test_whoever_joins_reads_a_share_of_what_one_other_reads() -> None:
    items = assign_readers(_plan(double=0, readers=PEOPLE[:1]), DRAWN, {})
    joined = assign_second_reader(items, PEOPLE[1], {DRAWN[0].passage}, 0.5, 3)
    assert [item.ordinal for item in joined] == list(range(15))
    assert {item.reviewer for item in joined} == {"bo"}
    assert DRAWN[0].passage not in {item.passage for item in joined}
    third = assign_second_reader((*items, *joined), PEOPLE[2], (), 1.0, 3)
    assert {item.passage for item in third} == {one.passage for one in DRAWN} - {
        one.passage for one in joined
    }
    probability = {one.passage: one.probability for one in DRAWN}
    assert all(item.probability == probability[item.passage] for item in joined)
