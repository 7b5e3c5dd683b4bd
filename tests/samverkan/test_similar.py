from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.store import Store
from samverkan.config import Config
from samverkan.similar import search_similar
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
    return [found.hit.passage.text for found in search_similar(study, store, text, 2)]


def test_what_means_the_same_comes_first_though_no_word_is_shared(study: Study) -> None:
    with study.open_store() as store:
        assert _search(study, store, "ideella organisationer sköter lokalen ihop med kommunen")[0] == TEXTS[0]


def test_vectors_are_kept_and_those_of_new_passages_are_added(study: Study) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
        (kept,) = study.vectors_folder.glob("*.npz")
        with np.load(kept) as stored:
            assert len(stored["ids"]) == 3
    _add(study, "second.pdf", ("Simhallen renoveras.",))
    with study.open_store() as store:
        assert _search(study, store, "renovering av simhallen")[0] == "Simhallen renoveras."
    with np.load(kept) as stored:
        assert len(stored["ids"]) == 4


def test_damaged_vectors_are_made_anew(study: Study) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
        (kept,) = study.vectors_folder.glob("*.npz")
        kept.write_bytes(b"damaged")
        assert _search(study, store, "asfaltera vägen")[0] == TEXTS[1]


def test_a_study_without_passages_finds_nothing(tmp_path: Path) -> None:
    empty = create_study(tmp_path / "empty", Config())
    with empty.open_store() as store:
        assert search_similar(empty, store, "samverkan", 5) == ()
