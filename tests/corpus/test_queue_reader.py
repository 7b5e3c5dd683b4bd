from __future__ import annotations

import pytest

from corpus.records import CodeId
from corpus.review_records import Batch, BatchItem, Progress, Queue, QueueKind, ReviewerId
from corpus.store import Store
from tests import factories

ANNA, BO = ReviewerId("anna"), ReviewerId("bo")
PLAN = factories.document(title="Plan")
PASSAGES = factories.passages_of(PLAN, factories.TEXTS)


@pytest.fixture
def reviewed(store: Store) -> Store:
    factories.add_classified(store, PLAN, factories.municipality())
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
    return store


def walk(store: Store, queue: str, reviewer: ReviewerId = ANNA) -> list[int]:
    """The ordinals of a queue's passages in its order, until it begins anew."""
    found: list[int] = []
    after = None
    with store.reviewing() as reader:
        while (after := reader.find_next(Queue.parse(queue), reviewer, after)) is not None:
            ordinal = reader.get_passage(after).ordinal
            if ordinal in found:
                break
            found.append(ordinal)
    return found


@pytest.mark.parametrize(
    ("queue", "ordinals"),
    [
        ("code:gate.strategy", [0, 1]),  # accepted, then refused
        ("code:gate.description", [1]),
        ("municipality:9801", [0, 1]),
        (f"document:{PLAN.sha256}", [0, 1, 2]),
        ("search:samarbetar", [1]),
        ("second", []),
        ("disagreement", []),
        (f"outdated:{factories.codebook_version().hash}", []),
    ],
)
def test_each_queue_has_its_own_passages_in_its_own_order(
    reviewed: Store, queue: str, ordinals: list[int]
) -> None:
    assert walk(reviewed, queue) == ordinals


def test_what_a_person_has_answered_does_not_come_again_but_comes_to_others(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
    assert walk(reviewed, f"document:{PLAN.sha256}") == [1, 2]
    assert walk(reviewed, f"document:{PLAN.sha256}", BO) == [0, 1, 2]
    assert walk(reviewed, "second", BO) == [0]
    assert walk(reviewed, "second") == []


def test_what_was_skipped_comes_again_at_the_end(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[1], "gate.none"))
        queue = Queue(QueueKind.DOCUMENT, PLAN.sha256)
        assert writer.find_next(queue, ANNA, PASSAGES[0].id) == PASSAGES[2].id
        assert writer.find_next(queue, ANNA, PASSAGES[2].id) == PASSAGES[0].id
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none"))
        assert writer.find_next(queue, ANNA, PASSAGES[2].id) is None


def test_a_batch_comes_in_the_order_it_was_drawn_and_only_to_those_it_is_for(reviewed: Store) -> None:
    items = [
        BatchItem(0, n, PASSAGES[i].id, ANNA, "random", None, blind=False) for n, i in enumerate((2, 0, 1))
    ]
    with reviewed.deciding() as writer:
        number = writer.add_batch(Batch("B", ANNA, 1, {}, blind=False, double=0.0), items)
    assert walk(reviewed, f"batch:{number}") == [2, 0, 1]
    assert walk(reviewed, f"batch:{number}", BO) == []
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none"), number)
    with reviewed.reviewing() as reader:
        assert reader.measure_progress(Queue(QueueKind.BATCH, str(number)), ANNA) == Progress(1, 3)


def test_differing_answers_make_a_disagreement_for_everybody_until_one_gives_way(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none", by="bo"))
    assert walk(reviewed, "disagreement") == walk(reviewed, "disagreement", BO) == [0]
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy", by="bo"))
    assert walk(reviewed, "disagreement") == []
    with reviewed.deciding() as writer:
        writer.undo(BO)
    assert walk(reviewed, "disagreement") == [0]


def test_answers_are_outdated_when_a_code_they_hold_means_something_else_now(reviewed: Store) -> None:
    newer = factories.codebook_version("second", partner__region="b", purpose__competence="b")
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy", "partner.region"))
        writer.add_answer(factories.answer(PASSAGES[1], "gate.description"))
        writer.add_codebook_version(newer)
    with reviewed.reviewing() as reader:
        found = list(reader.iter_outdated(ANNA, newer.hash))
    assert found == [(PASSAGES[0].id, (CodeId("partner.region"),))]
    assert walk(reviewed, f"outdated:{newer.hash}") == [0]


def test_a_place_in_a_queue_is_remembered(reviewed: Store) -> None:
    queue = Queue.parse("code:gate.strategy")
    with reviewed.deciding() as writer:
        assert writer.find_place(ANNA, queue) is None
        writer.set_place(ANNA, queue, PASSAGES[1].id)
        writer.set_place(ANNA, queue, PASSAGES[0].id)
    with reviewed.reviewing() as reader:
        assert reader.find_place(ANNA, queue) == PASSAGES[0].id


def test_a_queue_is_written_as_text_and_read_back() -> None:
    for text in ("batch:3", "second", "search:ideell sektor: kultur"):
        assert str(Queue.parse(text)) == text
    with pytest.raises(ValueError, match="nonsense"):
        Queue.parse("nonsense:1")
