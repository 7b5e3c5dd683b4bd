from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.classifier import STARTER, Classifier
from models.errors import ModelError
from models.shelf import Shelf


@pytest.fixture(scope="module")
def models() -> tuple[Classifier, Classifier]:
    starter = Classifier.load(STARTER)
    return replace(starter, name="first"), replace(starter, name="second")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models")


def test_an_empty_shelf_uses_the_starter(shelf: Shelf) -> None:
    assert shelf.current_folder() == STARTER
    assert shelf.list_models() == ()


def test_a_model_is_kept_without_being_used_until_it_is_promoted(
    shelf: Shelf, models: tuple[Classifier, Classifier]
) -> None:
    first, _ = models
    shelf.add(first)
    assert shelf.current_folder() == STARTER
    assert [one.current for one in shelf.list_models()] == [False]
    shelf.promote(first.coder)
    assert shelf.load_current().coder == first.coder
    assert [one.current for one in shelf.list_models()] == [True]


def test_going_back_leads_through_all_promotions_to_the_starter(
    shelf: Shelf, models: tuple[Classifier, Classifier]
) -> None:
    for model in models:
        shelf.add(model)
        shelf.promote(model.coder)
    assert shelf.go_back() == models[0].coder
    assert shelf.load_current().coder == models[0].coder
    assert shelf.go_back() == ""
    assert shelf.current_folder() == STARTER
    with pytest.raises(ModelError, match="starter is in use"):
        shelf.go_back()
    assert {one.coder for one in shelf.list_models()} == {model.coder for model in models}


def test_promoting_twice_is_one_step_to_go_back(shelf: Shelf, models: tuple[Classifier, Classifier]) -> None:
    shelf.add(models[0])
    shelf.promote(models[0].coder)
    shelf.promote(models[0].coder)
    assert shelf.go_back() == ""


def test_adding_a_model_again_leaves_what_is_there(
    shelf: Shelf, models: tuple[Classifier, Classifier]
) -> None:
    place = shelf.add(models[0])
    before = (place / "model.json").stat().st_mtime_ns
    assert shelf.add(models[0]) == place
    assert (place / "model.json").stat().st_mtime_ns == before
    assert [path.name for path in shelf.folder.iterdir()] == [models[0].coder]


@pytest.mark.parametrize("coder", ["study-00000000", "../elsewhere", ""])
def test_a_model_that_is_not_there_cannot_be_promoted(shelf: Shelf, coder: str) -> None:
    with pytest.raises(ModelError, match="there is no model"):
        shelf.promote(coder)


@pytest.mark.parametrize("text", ["study-00000000\n", "../../x\n"])
def test_a_pointer_to_nothing_is_an_error_with_its_mend(shelf: Shelf, text: str) -> None:
    shelf.folder.mkdir()
    (shelf.folder / "current").write_text(text, "utf-8")
    with pytest.raises(ModelError, match="samverkan train --back"):
        shelf.current_folder()
