from __future__ import annotations

import pytest

from corpus.errors import CorpusError
from corpus.records import PassageId
from corpus.review_records import Act, Batch, BatchItem, Memo, MemoTarget, ReviewerId
from corpus.review_writer import ReviewWriter
from corpus.store import Store
from tests import factories
from tests.factories import answer

PLAN = factories.document(title="Plan")
FIRST, SECOND, THIRD = factories.passages_of(PLAN, factories.TEXTS)
ANNA = ReviewerId("anna")


@pytest.fixture
def team(store: Store) -> Store:
    """Anna and Bo differ on the first passage and agree on the second."""
    factories.add_classified(store, PLAN, factories.municipality())
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
        writer.add_answer(answer(FIRST, "gate.strategy"))
        writer.add_answer(answer(FIRST, "gate.none", by="bo"))
        writer.add_answer(answer(SECOND, "gate.none"))
        writer.add_answer(answer(SECOND, "gate.none", by="bo"))
    return store


def _ask(writer: ReviewWriter, passage: PassageId, person: str) -> None:
    items = [BatchItem(0, 0, passage, ReviewerId(person), "random", 0.5, True)]
    writer.add_batch(Batch("B", ANNA, 1, {}, True, 0.0), items)


def test_every_answer_that_was_ever_given_is_told_with_whether_it_was_undone(team: Store) -> None:
    with team.deciding() as writer:
        writer.undo(ANNA)
        writer.add_answer(answer(SECOND, "gate.internal"))
    with team.reviewing() as reader:
        given = list(reader.iter_given_answers(SECOND.id))
        assert [(one.answer.reviewer, one.answer.yes, one.undone) for one in given] == [
            ("anna", ("gate.none",), True),
            ("bo", ("gate.none",), False),
            ("anna", ("gate.internal",), False),
        ]
        assert {one.municipality for one in reader.iter_given_answers(None)} == {"9801"}


def test_the_earlier_answer_is_the_persons_own_last_that_holds(team: Store) -> None:
    with team.deciding() as writer:
        writer.add_answer(answer(FIRST, "gate.internal"))
        writer.undo(ANNA)
        decision = writer.add_answer(answer(FIRST, "gate.description"))
        earlier = writer.find_earlier_answer(writer.get_answer(decision.id))
    assert earlier is not None
    assert earlier.yes == ("gate.strategy",)


def test_disputes_are_what_people_differ_on_and_stay_listed_as_settled(team: Store) -> None:
    with team.deciding() as writer:
        assert [(one.passage, one.settled) for one in writer.iter_disputes()] == [(FIRST.id, False)]
        assert writer.count_disputes() == 1
        writer.add_answer(answer(FIRST, "gate.strategy", settles=True))
        assert [(one.passage, one.settled) for one in writer.iter_disputes()] == [(FIRST.id, True)]
        assert writer.count_disputes() == 0


def test_a_passage_waits_until_the_person_whom_the_batch_asks_has_answered(team: Store) -> None:
    with team.deciding() as writer:
        _ask(writer, THIRD.id, "bo")
        assert (writer.read_waiting(ReviewerId("bo")), writer.read_waiting(ANNA)) == ({THIRD.id}, frozenset())
        assert writer.read_asked() == {THIRD.id}
        writer.add_answer(answer(THIRD, "gate.none", by="bo"))
        assert writer.read_waiting(ReviewerId("bo")) == frozenset() == writer.read_asked()


def test_a_models_codes_come_for_answered_passages_only(team: Store) -> None:
    with team.reviewing() as reader:
        assert reader.read_answered_codings(factories.CODER) == {
            FIRST.id: {"gate.strategy", "partner.university", "purpose.competence"},
            SECOND.id: {"gate.description", "partner.region"},
        }
        assert [coder for coder, _ in reader.read_coder_starts()] == [factories.CODER]


def test_what_a_decision_was_is_found_by_its_id(team: Store) -> None:
    with team.deciding() as writer:
        memo = writer.add_memo(Memo(ANNA, MemoTarget.PASSAGE, FIRST.id, "Se regel 3"))
        assert writer.get_decision(memo.id).act is Act.MEMO
        assert writer.find_memo_text(memo.id) == "Se regel 3"
        assert writer.find_redrawing(memo.id) is None
        with pytest.raises(CorpusError, match="no decision 999"):
            writer.get_decision(999)
