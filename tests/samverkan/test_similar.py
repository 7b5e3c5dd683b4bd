from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from corpus.search_records import Filters
from corpus.store import Store
from samverkan.config import Config
from samverkan.similar import iter_similar
from samverkan.study import Study, create_study
from tests import factories

TEXTS = (
    "Föreningarna driver mötesplatsen tillsammans med staden.",
    "Vägen ska asfalteras under nästa sommar.",
    "Dagvattnet leds till en damm norr om ån.",
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = create_study(tmp_path / "study", Config())
    _add(made, "first.pdf", TEXTS)
    return made


def _add(study: Study, name: str, texts: tuple[str, ...]) -> None:
    plan = factories.document(name)
    with study.open_store() as store, store.writing() as writer:
        writer.add_document(plan)
        passages = factories.passages_of(plan, texts)
        writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, texts)], passages)


def _search(study: Study, store: Store, text: str) -> list[str]:
    return [one.found.passage.text for one in islice(iter_similar(study, store, text, Filters()), 2)]


def test_what_means_the_same_comes_first_though_no_word_is_shared(study: Study) -> None:
    with study.open_store() as store:
        assert _search(study, store, "ideella organisationer sköter lokalen ihop med kommunen")[0] == TEXTS[0]


def test_vectors_are_kept_and_those_of_new_passages_are_added(study: Study) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
        (kept,) = study.vectors_folder.glob("*.npy")
        assert len(np.load(kept)) == 3
    _add(study, "second.pdf", ("Simhallen renoveras.",))
    with study.open_store() as store:
        assert _search(study, store, "renovering av simhallen")[0] == "Simhallen renoveras."
    assert len(np.load(kept)) == 4


def test_damaged_vectors_are_made_anew(study: Study) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
        (kept,) = study.vectors_folder.glob("*.npy")
        kept.write_bytes(b"damaged")
        assert _search(study, store, "asfaltera vägen")[0] == TEXTS[1]


def test_a_study_without_passages_finds_nothing(tmp_path: Path) -> None:
    empty = create_study(tmp_path / "empty", Config())
    with empty.open_store() as store:
        assert list(iter_similar(empty, store, "samverkan", Filters())) == []


def test_passages_that_hold_no_more_are_not_found_and_new_ones_of_the_same_document_are(study: Study) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
    _add(study, "first.pdf", ("Vägen asfalteras inte.",))
    with study.open_store() as store:
        assert _search(study, store, "asfaltera vägen") == ["Vägen asfalteras inte."]


def test_many_blocks_are_measured_and_written_as_one(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samverkan.similar._BLOCK", 2)
    monkeypatch.setattr("samverkan.similar._BATCH", 2)
    with study.open_store() as store:
        found = list(iter_similar(study, store, TEXTS[1], Filters()))
    assert found[0].found.passage.text == TEXTS[1]
    assert sorted(one.found.passage.text for one in found) == sorted(TEXTS)
    assert found[0].nearness == pytest.approx(1, abs=0.01)
