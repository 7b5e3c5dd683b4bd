from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import LikenessKind
from samverkan.config import Config
from samverkan.steps.link import link_pending
from samverkan.study import Study, create_study
from tests import factories

PLAN = [f"Mål nummer {number} är att samverka med föreningslivet om det." for number in range(20)]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return create_study(tmp_path / "study", Config())


def _read(study: Study, **texts: list[str]) -> None:
    """Documents as read by a run, one for each name."""
    with study.open_store() as store, store.writing() as writer:
        run = writer.start_run("extract", "0", "hash")
        for name, own in texts.items():
            plan = factories.document(f"{name}.pdf")
            passages = factories.passages_of(plan, own)
            writer.add_document(plan)
            writer.add_extraction(factories.extraction(plan), run)
            page = factories.page_with(plan, own)
            writer.set_reading(plan.sha256, plan.metadata, [page], passages)
        writer.finish_run(run, {})


def test_a_copy_and_a_draft_are_linked_once_and_then_there_is_nothing_to_do(study: Study) -> None:
    _read(study, plan=PLAN, kopia=PLAN, utkast=[*PLAN[:15], "Detta återstår att skriva."], bild=[])
    with study.open_store() as store:
        outcome = link_pending(study, store)
        assert outcome.summary == "3 documents compared: 1 copy, 2 drafts."
        with store.reading() as reader:
            kinds = sorted(likeness.kind for likeness in reader.iter_likenesses())
        assert kinds == [LikenessKind.COPY, LikenessKind.DRAFT, LikenessKind.DRAFT]
        assert link_pending(study, store).idle


def test_what_is_read_later_is_linked_to_what_was_there(study: Study) -> None:
    _read(study, plan=PLAN)
    with study.open_store() as store:
        assert link_pending(study, store).summary == "1 document compared: none is like another."
    _read(study, kopia=PLAN)
    with study.open_store() as store:
        link_pending(study, store)
        with store.reading() as reader:
            assert [likeness.kind for likeness in reader.iter_likenesses()] == [LikenessKind.COPY]
