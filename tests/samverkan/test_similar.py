from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from corpus.search_records import Filters
from corpus.store import Store
from models.encoders import load_encoder
from models.static_encoder import StaticEncoder
from samverkan.config import Config
from samverkan.similar import Likeness, iter_similar
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


def _search(study: Study, store: Store, text: str, **wishes: bool) -> list[str]:
    asked = Likeness(text, load_encoder(), **wishes)
    return [one.found.passage.text for one in islice(iter_similar(study, store, asked, Filters()), 2)]


def _count(study: Study, suffix: str) -> int:
    """Records in the only file of this kind: 32 bytes for a passage, 16 + 2 × 128 for a text."""
    (kept,) = study.vectors_folder.glob(f"*.{suffix}")
    return kept.stat().st_size // {"rows": 32, "texts": 272}[suffix]


def test_what_means_the_same_comes_first_though_no_word_is_shared(study: Study) -> None:
    with study.open_store() as store:
        assert _search(study, store, "ideella organisationer sköter lokalen ihop med kommunen")[0] == TEXTS[0]


def test_vectors_are_kept_and_those_of_new_passages_are_added(study: Study) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
        assert (_count(study, "rows"), _count(study, "texts")) == (3, 3)
    _add(study, "second.pdf", ("Simhallen renoveras.",))
    with study.open_store() as store:
        assert _search(study, store, "renovering av simhallen")[0] == "Simhallen renoveras."
    assert (_count(study, "rows"), _count(study, "texts")) == (4, 4)


def test_a_text_that_stands_in_two_documents_is_encoded_once(study: Study) -> None:
    _add(study, "second.pdf", TEXTS)
    with study.open_store() as store:
        assert _search(study, store, "asfaltera vägen") == [TEXTS[1]] * 2
    assert (_count(study, "rows"), _count(study, "texts")) == (6, 3)


@pytest.mark.parametrize("damaged", ["rows", "texts"])
@pytest.mark.parametrize("left", [b"", b"damaged", b"\0" * 2720])
def test_damaged_files_are_made_anew(study: Study, damaged: str, left: bytes) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
        (kept,) = study.vectors_folder.glob(f"*.{damaged}")
        kept.write_bytes(left)
        assert _search(study, store, "asfaltera vägen")[0] == TEXTS[1]


@pytest.mark.parametrize("gone", ["rows", "texts"])
def test_either_file_may_be_deleted(study: Study, gone: str) -> None:
    with study.open_store() as store:
        _search(study, store, "väg")
        _add(study, "second.pdf", ("Simhallen renoveras.", *TEXTS))
        (kept,) = study.vectors_folder.glob(f"*.{gone}")
        kept.unlink()
        assert _search(study, store, "renovering av simhallen")[0] == "Simhallen renoveras."
        assert _search(study, store, "asfaltera vägen") == [TEXTS[1]] * 2


def test_near_duplicates_are_left_out_when_asked(study: Study) -> None:
    _add(study, "second.pdf", ("Vägen ska asfalteras under nästa sommar!", "Cykelvägar ska byggas."))
    with study.open_store() as store:
        assert len({text.rstrip("!.") for text in _search(study, store, TEXTS[1])}) == 1
        assert len({text.rstrip("!.") for text in _search(study, store, TEXTS[1], distinct=True)}) == 2


def test_another_encoder_has_files_of_its_own(study: Study) -> None:
    shipped = load_encoder()
    assert isinstance(shipped, StaticEncoder)
    other = replace(shipped, id="other-00000000")
    with study.open_store() as store:
        _search(study, store, "väg")
        found = list(iter_similar(study, store, Likeness("vägen asfalteras", other), Filters()))
    assert len(found) == 3
    kept = sorted(path.name for path in study.vectors_folder.iterdir() if path.suffix != ".lock")
    assert kept == [f"{name}.{kind}" for name in (other.id, shipped.id) for kind in ("rows", "texts")]


def test_a_study_without_passages_finds_nothing(tmp_path: Path) -> None:
    empty = create_study(tmp_path / "empty", Config())
    with empty.open_store() as store:
        assert list(iter_similar(empty, store, Likeness("samverkan", load_encoder()), Filters())) == []


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
        found = list(iter_similar(study, store, Likeness(TEXTS[1], load_encoder()), Filters()))
    assert found[0].found.passage.text == TEXTS[1]
    assert sorted(one.found.passage.text for one in found) == sorted(TEXTS)
    assert found[0].nearness == pytest.approx(1, abs=0.01)
