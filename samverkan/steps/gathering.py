"""Gathering the inventory, whole, for every step that writes something of it."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from corpus.cell_reader import CellReader
from corpus.editions import find_changes
from corpus.estimate_reader import read_estimates
from corpus.inventory import build_inventory
from corpus.inventory_records import Inventory, Provenance, Selection
from corpus.reader import Reader
from corpus.records import Municipality
from corpus.store import Store
from corpus.times import now
from corpus.verify import hash_content, renew_hashes
from samverkan import __version__
from samverkan.steps.crawl import selected_municipalities
from samverkan.steps.method import gather_method
from samverkan.study import Study

if TYPE_CHECKING:
    from models.classifier import Classifier


@dataclass(frozen=True, slots=True)
class Basis:
    """What an inventory would be gathered from now. `mark` is the same as long as all of it is."""

    reader: Reader
    classifier: Classifier
    selection: Selection
    mark: str


@contextmanager
def gathering(study: Study, store: Store) -> Iterator[Basis]:
    """The store at one moment, with the newest model and what the study is about. Raises ModelMissing."""
    classifier = study.load_classifier()
    renew_hashes(store)
    with store.reading() as reader:
        covered = _find_covered(study, reader)
        selection = Selection(covered, frozenset(study.config.inventory.exclude_kinds))
        yield Basis(reader, classifier, selection, _find_mark(study, reader, classifier.coder, selection))


def gather_inventory(study: Study, store: Store, basis: Basis, since: int | None = None) -> Inventory:
    """The inventory with its estimates, its method and what changed since an earlier one: since edition
    number `since`, else since the last of other content. Raises EditionMissing.
    """
    reader, classifier = basis.reader, basis.classifier
    with _without_collector():
        provenance = _make_provenance(study, reader, classifier)
        inventory = build_inventory(reader, study.codebook, basis.selection, provenance)
        return replace(
            inventory,
            changes=find_changes(reader, inventory, since),
            estimates=read_estimates(reader, study.codebook, basis.selection, classifier.coder),
            method=gather_method(store, study.codebook, classifier),
            settings=study.config.publication.settings,
        )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Without looking for cycles: records have none, and looking for some among a million of them, again and
    again while they are made, takes a sixth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _make_provenance(study: Study, reader: Reader, classifier: Classifier) -> Provenance:
    return Provenance(
        study=study.config.study.name,
        made=now(),
        program=f"samverkan {__version__}",
        coder=classifier.coder,
        codebook=study.codebook.hash,
        config_hash=study.config.hash,
        content_hash=hash_content(reader),
        silent_codes=classifier.silent_codes(study.codebook),
    )


def _find_covered(study: Study, reader: Reader) -> tuple[Municipality, ...]:
    """The municipalities of the study, and those that the study has a visit or a document of."""
    covered = {one.code: one for one in selected_municipalities(study)}
    touched = {visit.municipality for visit in reader.iter_latest_visits()}
    touched |= reader.list_holders()
    for one in reader.iter_municipalities():
        if one.code in touched:
            covered.setdefault(one.code, one)
    return tuple(covered[code] for code in sorted(covered))


def _find_mark(study: Study, reader: Reader, coder: str, selection: Selection) -> str:
    """A hash of everything that an inventory is made from, cheap enough to ask at every run."""
    asked = CellReader.beside(reader)
    audit, cells = asked.find_newest_audit(), next(asked.iter_cell_audits(), None)
    made_from = (
        reader.read_state(),
        0 if audit is None else audit.id,
        0 if cells is None else cells.id,
        coder,
        study.codebook.hash,
        study.config.hash,
        __version__,
        [astuple(one) for one in selection.municipalities],
    )
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()
