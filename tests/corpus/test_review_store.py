from __future__ import annotations

import pytest

from corpus.errors import CorpusError
from corpus.records import Passage, Verdict
from corpus.review_records import (
    Act,
    Answer,
    Batch,
    BatchItem,
    Memo,
    MemoTarget,
    Queue,
    QueueKind,
    ReviewerId,
)
from corpus.review_writer import ReviewWriter
from corpus.store import Store
from corpus.truth import Status, compute_truth
from tests import factories
from tests.factories import AT, CODER

ANNA, BO = ReviewerId("anna"), ReviewerId("bo")
PLAN = factories.document(title="Plan")
PASSAGES = factories.passages_of(PLAN, factories.TEXTS)


@pytest.fixture
def reviewed(store: Store) -> Store:
    """A study with a classified document of three passages and two reviewers."""
    factories.add_classified(store, PLAN, factories.municipality())
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
    return store


def standing(store: Store, of: Passage = PASSAGES[0]) -> list[tuple[str, tuple[str, ...]]]:
    with store.reviewing() as reader:
        return [(answer.reviewer, answer.yes) for answer in reader.iter_answers(of.id)]


def said(store: Store, of: Passage, reviewer: str = "anna") -> dict[str, Verdict]:
    with store.reading() as reader:
        judgements = list(reader.iter_judgements(of.document))
    return {one.code: one.verdict for one in judgements if one.passage == of.id and one.reviewer == reviewer}


def test_an_answer_says_yes_or_no_to_every_code_of_its_codebook(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        yes = ("gate.strategy", "partner.region")
        writer.add_answer(factories.answer(PASSAGES[0], *yes, unsure=("partner.university",), note="Vem?"))
    verdicts = said(reviewed, PASSAGES[0])
    assert set(verdicts) == {code.id for code in factories.codebook().codes}
    assert {code for code, verdict in verdicts.items() if verdict is Verdict.YES} == set(yes)
    assert verdicts["partner.university"] is Verdict.UNSURE
    assert verdicts["purpose.competence"] is Verdict.NO


def test_an_answer_comes_back_as_it_was_given_with_its_time_and_decision(reviewed: Store) -> None:
    given = factories.answer(PASSAGES[0], "gate.none", shown=CODER, note="Gäller bron.")
    with reviewed.deciding() as writer:
        decision = writer.add_answer(given)
    with reviewed.reviewing() as reader:
        read = reader.find_answer(PASSAGES[0].id, ANNA)
    assert read is not None
    assert read == Answer(
        *(given.passage, given.reviewer, given.yes, given.unsure, given.shown, given.codebook, given.note),
        decision=decision.id,
        at=decision.at,
    )


def test_a_later_answer_stands_in_place_of_the_earlier_one(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy", "partner.region"))
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none"))
    assert standing(reviewed) == [("anna", ("gate.none",))]
    assert said(reviewed, PASSAGES[0])["partner.region"] is Verdict.NO


def test_undo_and_redo_walk_back_and_forth_through_all_that_a_person_did(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none"))
        writer.add_memo(Memo(ANNA, MemoTarget.PASSAGE, PASSAGES[0].id, "Svår."))
    seen = []
    for _ in range(4):
        with reviewed.deciding() as writer:
            undone = writer.undo(ANNA)
        seen.append((undone.act if undone else None, standing(reviewed)))
    assert seen == [
        (Act.MEMO, [("anna", ("gate.none",))]),
        (Act.ANSWER, [("anna", ("gate.strategy",))]),
        (Act.ANSWER, []),
        (None, []),
    ]
    with reviewed.deciding() as writer:
        assert [writer.redo(ANNA) is not None for _ in range(4)] == [True, True, True, False]
    assert standing(reviewed) == [("anna", ("gate.none",))]
    with reviewed.reviewing() as reader:
        assert [memo.text for memo in reader.iter_memos(MemoTarget.PASSAGE, PASSAGES[0].id)] == ["Svår."]


def test_what_was_undone_cannot_be_redone_after_something_new(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
        writer.undo(ANNA)
        writer.add_answer(factories.answer(PASSAGES[1], "gate.none"))
        assert writer.redo(ANNA) is None
    assert standing(reviewed) == []


def test_one_person_s_undo_leaves_the_other_s_answers_alone(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none", by="bo"))
        writer.undo(ANNA)
        assert writer.undo(ANNA) is None
    assert standing(reviewed) == [("bo", ("gate.none",))]


def test_every_decision_stays_in_the_log_with_its_undoing(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        first = writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
        writer.undo(ANNA)
        writer.redo(ANNA)
    with reviewed.reviewing() as reader:
        log = [(one.act, one.of, one.undone) for one in reader.iter_decisions(ANNA, None, 10)]
    assert log == [(Act.REDO, first.id, False), (Act.UNDO, first.id, False), (Act.ANSWER, None, False)]


def test_a_settling_answer_outweighs_those_that_differed(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy", "partner.region"))
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none", by="bo"))
        assert disputed(writer) == [PASSAGES[0].id]
        settling = factories.answer(PASSAGES[0], "gate.strategy", "partner.university", settles=True)
        writer.add_answer(settling)
        assert disputed(writer) == []
    with reviewed.reading() as reader:
        codings = [one for one in reader.iter_codings(CODER, PLAN.sha256) if one.passage == PASSAGES[0].id]
        judgements = [one for one in reader.iter_judgements(PLAN.sha256) if one.passage == PASSAGES[0].id]
    truth = compute_truth(codings, judgements)
    assert (truth.gate, truth.codes) == ("gate.strategy", ("partner.university",))
    assert truth.status is Status.ADJUDICATED


def disputed(writer: ReviewWriter) -> list[str]:
    found, after = [], None
    while (after := writer.find_next(Queue.parse("disagreement"), ANNA, after)) and after not in found:
        found.append(after)
    return found


def test_answers_to_what_is_not_there_are_refused_and_nothing_is_written(reviewed: Store) -> None:
    unknown = factories.passages_of(factories.document("other.pdf"), ["Okänd."])[0]
    with pytest.raises(CorpusError, match="no passage"), reviewed.deciding() as writer:
        writer.add_answer(factories.answer(unknown, "gate.none"))
    with pytest.raises(CorpusError, match="never recorded"), reviewed.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[0], "gate.none", codebook="f" * 64))
    with pytest.raises(CorpusError, match="already"), reviewed.deciding() as writer:
        writer.add_reviewer(factories.reviewer("Anna"))
    with reviewed.reviewing() as reader:
        assert list(reader.iter_decisions(None, None, 10)) == []


def test_a_batch_keeps_who_reads_what_why_and_with_which_probability(reviewed: Store) -> None:
    items = [
        BatchItem(0, 0, PASSAGES[2].id, ANNA, "random", 0.25, blind=True),
        BatchItem(0, 1, PASSAGES[0].id, ANNA, "likely", None, blind=False),
        BatchItem(0, 0, PASSAGES[0].id, BO, "second", None, blind=True),
    ]
    with reviewed.deciding() as writer:
        number = writer.add_batch(Batch("Vecka 9", ANNA, 7, {"random": 0.5}, blind=True, double=0.5), items)
    with reviewed.reviewing() as reader:
        assert reader.get_batch(number).mix == {"random": 0.5}
        assert [one.passage for one in reader.iter_batch_items(number, ANNA)] == [
            PASSAGES[2].id,
            PASSAGES[0].id,
        ]
        item = reader.find_batch_item(number, ANNA, PASSAGES[2].id)
        assert item is not None
        assert (item.stratum, item.probability, item.blind) == ("random", 0.25, True)
        with pytest.raises(CorpusError, match="no batch 99"):
            reader.get_batch(99)


def test_a_batch_that_nobody_has_begun_can_be_renamed_added_to_and_withdrawn(reviewed: Store) -> None:
    items = [BatchItem(0, 0, PASSAGES[0].id, ANNA, "random", 0.25, blind=True)]
    with reviewed.deciding() as writer:
        number = writer.add_batch(Batch("Vecka 9", ANNA, 7, {}, blind=True, double=0.5), items)
        writer.rename_batch(number, "Vecka 10")
        writer.add_batch_items(number, [BatchItem(0, 0, PASSAGES[0].id, BO, "random", 0.25, blind=True)])
        assert writer.get_batch(number).name == "Vecka 10"
        assert [one.reviewer for one in writer.iter_batch_items(number, None)] == [ANNA, BO]
        writer.set_place(ANNA, Queue(QueueKind.BATCH, str(number)), PASSAGES[0].id)
        writer.remove_batch(number)
        assert list(writer.iter_batches()) == []
        assert writer.read_waiting(BO) == frozenset()
        assert writer.find_place(ANNA, Queue(QueueKind.BATCH, str(number))) is None


def test_a_batch_that_somebody_has_begun_stays(reviewed: Store) -> None:
    items = [BatchItem(0, 0, PASSAGES[0].id, ANNA, "random", 0.25, blind=True)]
    with reviewed.deciding() as writer:
        number = writer.add_batch(Batch("Vecka 9", ANNA, 7, {}, blind=True, double=0.5), items)
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"), number)
        writer.undo(ANNA)
        assert writer.is_batch_begun(number)
        with pytest.raises(CorpusError, match="no longer be withdrawn"):
            writer.remove_batch(number)


def test_reviewers_settings_are_kept(reviewed: Store) -> None:
    changed = factories.reviewer("Anna")
    with reviewed.deciding() as writer:
        writer.update_reviewer(type(changed)(ANNA, "Anna Lind", 3, AT, settings={"theme": "dark"}))
    with reviewed.reviewing() as reader:
        found = reader.find_reviewer("anna")
    assert found is not None
    assert (found.name, found.colour, found.settings) == ("Anna Lind", 3, {"theme": "dark"})
