from __future__ import annotations

from pathlib import Path

from corpus.verify import hash_document
from samverkan.config import Config
from samverkan.steps.classify import classify_pending
from samverkan.study import create_study
from tests import factories

OWNER = factories.municipality()


def test_what_a_classified_document_comes_to_is_kept_with_it(tmp_path: Path) -> None:
    study = create_study(tmp_path / "study", Config())
    plan = factories.document()
    with study.open_store() as store:
        factories.add_classified(store, plan, OWNER)
        with store.reading() as reader:
            assert dict(reader.iter_content_hashes()) == {plan.sha256: None}
        classify_pending(study, store)
        with store.reading() as reader:
            assert dict(reader.iter_content_hashes()) == {plan.sha256: hash_document(reader, plan.sha256)}
