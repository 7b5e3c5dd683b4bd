"""Writing the inventory: workbook, CSV and report, when anything changed since the last time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.export.files import replacing
from corpus.export.texts import Texts
from corpus.inventory import build_inventory
from corpus.inventory_records import Inventory, Provenance, Selection
from corpus.reader import Reader
from corpus.records import Municipality
from corpus.store import Store
from corpus.times import now
from corpus.verify import hash_content
from samverkan import __version__
from samverkan.config import Config
from samverkan.outcome import Outcome, plural
from samverkan.steps.crawl import selected_municipalities
from samverkan.steps.runs import recorded_run
from samverkan.study import Study

if TYPE_CHECKING:
    from models.classifier import Classifier

NAMES = {"sv": "inventering", "en": "inventory"}
FORMATS = ("xlsx", "csv", "html")


@dataclass(frozen=True, slots=True)
class InventoryRequest:
    """What to write: "sv" or "en", and which formats. `again` writes also when nothing changed."""

    language: str
    formats: tuple[str, ...] = FORMATS
    again: bool = False


def inventory_paths(study: Study, request: InventoryRequest) -> tuple[Path, ...]:
    """The files that an inventory in this language consists of, in the order of the formats."""
    return tuple(study.exports / f"{NAMES[request.language]}.{ending}" for ending in request.formats)


def write_inventory(study: Study, store: Store, request: InventoryRequest) -> Outcome:
    """Write the inventory of the newest model's codings."""
    paths = inventory_paths(study, request)
    with store.reading() as reader:
        classifier = study.load_classifier()
        selection = Selection(_covered(study, reader), frozenset(study.config.inventory.exclude_kinds))
        mark = _mark(study, reader, classifier.coder, selection)
        if not request.again and _is_current(study, request, mark):
            return Outcome("inventory", f"nothing to do, {paths[0].parent.name}/ is up to date.", idle=True)
        waiting = sum(1 for _ in reader.iter_unclassified_documents(classifier.coder))
        provenance = _provenance(study, reader, classifier)
        inventory = build_inventory(reader, study.codebook, selection, provenance)
    counts = {"rows": len(inventory.rows), "documents": len(inventory.documents)}
    with recorded_run(study, store, "inventory", counts):
        for ending, path in zip(request.formats, paths, strict=True):
            _exporter(ending, study)(inventory, Texts(request.language), path)
        _remember(study, request, mark)
    said = len({row.municipality.code for row in inventory.rows})
    summary = (
        f"{plural(len(inventory.rows), 'row')} from {said} of "
        f"{plural(len(inventory.coverage), 'municipality', 'municipalities')}."
    )
    if waiting:
        summary += f" {plural(waiting, 'document waits', 'documents wait')} to be classified: samverkan run"
    return Outcome("inventory", summary, counts)


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

            return partial(export_pictured_report, study.blobs)
        case _:
            raise ValueError(f"There is no format {ending}: choose among {', '.join(FORMATS)}.")


def _provenance(study: Study, reader: Reader, classifier: Classifier) -> Provenance:
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


def _covered(study: Study, reader: Reader) -> tuple[Municipality, ...]:
    """The municipalities of the study, and those that the study has a visit or a document of."""
    covered = {one.code: one for one in selected_municipalities(study)}
    touched = {visit.municipality for visit in reader.iter_latest_visits()}
    touched |= {holding.municipality for holding in reader.iter_holdings()}
    for one in reader.iter_municipalities():
        if one.code in touched:
            covered.setdefault(one.code, one)
    return tuple(covered[code] for code in sorted(covered))


def _mark(study: Study, reader: Reader, coder: str, selection: Selection) -> str:
    """A hash of everything that an inventory is made from, cheap enough to ask at every run."""
    made_from = (
        reader.read_state(),
        coder,
        study.codebook.hash,
        study.config.hash,
        __version__,
        [astuple(one) for one in selection.municipalities],
    )
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()


def _is_current(study: Study, request: InventoryRequest, mark: str) -> bool:
    if not all(path.is_file() for path in inventory_paths(study, request)):
        return False
    return all(_read_marks(study).get(path.name) == mark for path in inventory_paths(study, request))


def _read_marks(study: Study) -> dict[str, str]:
    path = study.exports / ".made.json"
    try:
        marks = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # never written, or damaged: the inventory is simply written anew
    return marks if isinstance(marks, dict) else {}


def _remember(study: Study, request: InventoryRequest, mark: str) -> None:
    marks = _read_marks(study) | {path.name: mark for path in inventory_paths(study, request)}
    with replacing(study.exports / ".made.json") as temporary:
        temporary.write_text(json.dumps(marks, indent=1), "utf-8")


def default_request(config: Config) -> InventoryRequest:
    """All formats in the study's language."""
    return InventoryRequest(config.study.language)
