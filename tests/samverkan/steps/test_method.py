from __future__ import annotations

from pathlib import Path

from corpus.store import Store
from models.classifier import STARTER, Classifier
from samverkan.steps.method import gather_method
from tests import factories


def test_the_log_tells_of_fetches_readers_people_and_the_model(tmp_path: Path) -> None:
    owner, plan = factories.municipality(), factories.document(title="Plan")
    with Store.create(tmp_path / "corpus.db") as store:
        factories.add_classified(store, plan, owner)
        passages = factories.passages_of(plan, factories.TEXTS)
        with store.deciding() as writer:
            factories.add_reviewers(writer, "Anna", "Bo")
            for passage, codes in zip(passages, (["gate.strategy"], ["gate.none"]), strict=False):
                writer.add_answer(factories.answer(passage, *codes))
                writer.add_answer(factories.answer(passage, *codes, by="bo"))
        method = gather_method(store, factories.codebook(), Classifier.load(STARTER))
    assert method.extractors == ("test-reader/1",)
    assert method.answers == (("Anna", 2), ("Bo", 2))
    assert (method.first, method.last) == (factories.AT, factories.AT)
    assert {one.code: (one.units, one.alpha) for one in method.agreement} == {
        "gate.strategy": (2, 1.0),
        "gate.none": (2, 1.0),
    }
    assert dict(method.model)["documents"].isdigit()


def test_without_two_people_there_is_no_agreement_to_tell(tmp_path: Path) -> None:
    with Store.create(tmp_path / "corpus.db") as store:
        factories.add_classified(store, factories.document(), factories.municipality())
        method = gather_method(store, factories.codebook(), Classifier.load(STARTER))
    assert (method.answers, method.agreement, method.settled) == ((), (), 0)
