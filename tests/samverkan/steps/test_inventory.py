from __future__ import annotations

from pathlib import Path

import pytest

from corpus.editions import EditionMissing
from corpus.inventory_records import Edition, Inventory
from samverkan.config import Config
from samverkan.outcome import Outcome
from samverkan.steps.gathering import gather_inventory, gathering
from samverkan.steps.inventory import InventoryRequest, write_inventory
from samverkan.study import Study, create_study
from tests import factories

OWNER = factories.municipality()


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = create_study(tmp_path / "study", Config())
    _add(made, "plan.pdf")
    return made


def _add(study: Study, name: str) -> None:
    """A document with a strategy and a description by the study's own model."""
    plan, coder = factories.document(name), study.load_classifier().coder
    strategy, description, *_ = factories.passages_of(plan, factories.TEXTS)
    codings = [
        factories.coding(strategy, "gate.strategy", coder=coder),
        factories.coding(description, "gate.description", coder=coder),
    ]
    with study.open_store() as store:
        factories.add_classified(store, plan, OWNER)
        with store.writing() as writer:
            run = writer.start_run("classify", "0", "hash")
            writer.add_classification(plan.sha256, coder, codings, [], run)


def _write(study: Study, **options: int | bool) -> Outcome:
    with study.open_store() as store:
        return write_inventory(study, store, InventoryRequest("sv", ("csv",), **options))  # type: ignore[arg-type]


def _gather(study: Study) -> Inventory:
    with study.open_store() as store, gathering(study, store) as basis:
        return gather_inventory(study, store, basis)


def _editions(study: Study) -> list[Edition]:
    with study.open_store() as store, store.reading() as reader:
        return list(reader.iter_editions())


def test_what_is_up_to_date_is_not_written_again_and_is_no_new_edition(study: Study) -> None:
    assert not _write(study).idle
    assert _write(study).idle
    assert not _write(study, again=True).idle
    assert [(one.number, one.rows) for one in _editions(study)] == [(1, 2)]


def test_new_content_is_a_new_edition_and_tells_what_changed(study: Study) -> None:
    _write(study)
    _add(study, "ny.pdf")
    assert "2 changes since number 1" in _write(study).lines[0]
    assert [(one.number, one.rows) for one in _editions(study)] == [(2, 4), (1, 2)]


def test_an_earlier_inventory_may_be_named_and_must_exist(study: Study) -> None:
    _write(study)
    for name in ("ny.pdf", "nyare.pdf"):
        _add(study, name)
        _write(study)
    assert "4 changes since number 1" in _write(study, since=1).lines[0]
    assert _write(study, since=1).idle
    assert "2 changes since number 2" in _write(study).lines[0]
    with pytest.raises(EditionMissing, match="numbered 1 to 3"):
        _write(study, since=9)


def test_an_inventory_comes_with_its_estimates_its_method_and_the_studys_own_words(study: Study) -> None:
    gathered = _gather(study)
    assert {one.domain.variable for one in gathered.estimates} >= {"", "county"}
    assert gathered.method is not None
    assert gathered.method.first
    assert gathered.settings == study.config.publication.settings


def test_every_document_has_its_hash_stored_when_an_inventory_was_gathered(study: Study) -> None:
    _gather(study)
    with study.open_store() as store, store.reading() as reader:
        assert [digest is not None for _, digest in reader.iter_content_hashes()] == [True]
