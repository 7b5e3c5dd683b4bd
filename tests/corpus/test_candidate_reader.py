from __future__ import annotations

from corpus.records import CodeId
from corpus.store import Store
from tests import factories
from tests.factories import CODER

PLAN = factories.document(title="Plan")
PASSAGES = factories.passages_of(PLAN, factories.TEXTS)
COPY = factories.document("copy.pdf", "9802")


def reviewed(store: Store) -> Store:
    factories.add_classified(store, PLAN, factories.municipality())
    texts = tuple(text.upper() + " 2024" for text in factories.TEXTS)
    factories.add_classified(store, COPY, factories.municipality(), texts=texts)
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
        writer.add_answer(factories.answer(PASSAGES[1], "gate.none"))
        writer.undo(factories.reviewer("Anna").id)
    return store


def test_positions_count_only_what_nobody_has_a_standing_answer_to(store: Store) -> None:
    with reviewed(store).reviewing() as reader:
        assert reader.count_unanswered() == 5
        every = reader.pick_unanswered(range(5))
        assert set(every) == {one.id for one in reader.iter_all_passages()} - {PASSAGES[0].id}
        assert reader.pick_unanswered([1, 3]) == (every[1], every[3])


def test_candidates_are_what_codes_are_likely_for_and_what_one_person_has_answered(store: Store) -> None:
    with reviewed(store).reviewing() as reader:
        found = {one.passage: one for one in reader.list_candidates(CODER, [CodeId("partner.region")], 10)}
    assert found[PASSAGES[0].id].answered_by == ("anna",)
    region = found[PASSAGES[1].id]
    assert region.scores == {"gate.description": 0.7, "gate.strategy": 0.2, "partner.region": 0.9}
    assert (region.municipality, region.answered_by) == ("9801", ())
    assert region.text == PASSAGES[1].text
    assert PASSAGES[2].id not in found
