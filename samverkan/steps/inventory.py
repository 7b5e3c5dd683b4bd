"""Writing the inventory: workbook, CSV and report, when anything changed since the last time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.counts import plural
from corpus.editions import describe_edition, is_recorded, list_edition_rows
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.store import Store
from samverkan.config import Config
from samverkan.outcome import Outcome
from samverkan.steps.gathering import gather_inventory, gathering
from samverkan.steps.marks import read_marks, remember_marks
from samverkan.steps.runs import recorded_run
from samverkan.study import Study

NAMES = {"sv": "inventering", "en": "inventory"}
FORMATS = ("xlsx", "csv", "html")


@dataclass(frozen=True, slots=True)
class InventoryRequest:
    """What to write: "sv" or "en", and which formats. `again` writes also when nothing changed. `since` is
    the number of the earlier inventory to compare with, None for the last one.
    """

    language: str
    formats: tuple[str, ...] = FORMATS
    again: bool = False
    since: int | None = None


def inventory_paths(study: Study, request: InventoryRequest) -> tuple[Path, ...]:
    """The files that an inventory in this language consists of, in the order of the formats."""
    return tuple(study.exports / f"{NAMES[request.language]}.{ending}" for ending in request.formats)


def write_inventory(study: Study, store: Store, request: InventoryRequest) -> Outcome:
    """Write the inventory of the newest model's codings, and record it as an edition when it is a new one.

    Raises EditionMissing, ExportBlocked.
    """
    paths = inventory_paths(study, request)
    with gathering(study, store) as basis:
        mark = basis.mark if request.since is None else f"{basis.mark} since {request.since}"
        if not request.again and _is_current(paths, mark):
            return Outcome("inventory", f"nothing to do, {study.exports.name}/ is up to date.", idle=True)
        waiting = sum(1 for _ in basis.reader.iter_unclassified_documents(basis.classifier.coder))
        inventory = gather_inventory(study, store, basis, request.since)
        known = is_recorded(basis.reader, inventory)
    counts = {"rows": len(inventory.rows), "documents": len(inventory.documents)}
    with recorded_run(study, store, "inventory", counts):
        for ending, path in zip(request.formats, paths, strict=True):
            _exporter(ending, study)(inventory, Texts(request.language), path)
        if not known:
            with store.writing() as writer:
                writer.add_edition(describe_edition(inventory), list_edition_rows(inventory.rows))
        remember_marks(study.exports, {path.name: mark for path in paths})
    return Outcome("inventory", _summarise(inventory, waiting), counts)


def _summarise(inventory: Inventory, waiting: int) -> str:
    said = len({row.municipality.code for row in inventory.rows})
    summary = (
        f"{plural(len(inventory.rows), 'row')} from {said} of "
        f"{plural(len(inventory.coverage), 'municipality', 'municipalities')}."
    )
    if inventory.changes is not None:
        summary += (
            f" {plural(len(inventory.changes.rows), 'change')} since number {inventory.changes.since.number}."
        )
    if waiting:
        summary += f" {plural(waiting, 'document waits', 'documents wait')} to be classified: samverkan run"
    return summary


def _exporter(ending: str, study: Study) -> Callable[[Inventory, Texts, Path], None]:
    match ending:
        case "xlsx":
            from corpus.export.workbook import export_workbook

            return export_workbook
        case "csv":
            from corpus.export.delimited import export_csv

            return export_csv
        case "html":
            from samverkan.row_pictures import export_pictured_report

            return partial(export_pictured_report, study.row_pictures)
        case _:
            raise ValueError(f"There is no format {ending}: choose among {', '.join(FORMATS)}.")


def _is_current(paths: tuple[Path, ...], mark: str) -> bool:
    return all(path.is_file() and read_marks(path.parent).get(path.name) == mark for path in paths)


def default_request(config: Config) -> InventoryRequest:
    """All formats in the study's language."""
    return InventoryRequest(config.study.language)
