"""Writing exports: the formats that there are, and the step that writes those asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.export.bibliography.csl_json import export_csl_json
from corpus.export.bibliography.ris import export_ris
from corpus.export.files import ExportBlocked
from corpus.export.inventory_files import export_people_csv, export_people_workbook
from corpus.export.material import Exporter, Material, Written
from corpus.export.network import export_network
from corpus.export.packages.data_dictionary import export_dictionary
from corpus.export.packages.data_package import export_package
from corpus.export.qdpx import export_qdpx, export_qdpx_all
from corpus.export.refi_codebook import export_qdc
from corpus.export.repository.deposit import export_deposit
from corpus.export.tabular.json_lines import export_json_lines
from corpus.export.tabular.parquet import export_parquet
from corpus.export.tabular.spss import export_spss
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.narrowing import narrow_inventory
from corpus.store import Store
from samverkan.places import Places, refuse_empty
from samverkan.steps.gathering import gather_inventory, gathering
from samverkan.steps.inventory import NAMES
from samverkan.steps.marks import read_marks, remember_marks
from samverkan.steps.runs import recorded_run
from samverkan.study import Study


@dataclass(frozen=True, slots=True)
class Format:
    """One thing that can be written. `ending` follows the inventory's name; without a dot it is a folder.

    `about` is said by help, in a few words. What `is_of_codebook` tells of no municipality, and is the same
    for all.
    """

    name: str
    ending: str
    about: str
    write: Exporter
    is_of_codebook: bool = False


_ALL = (
    Format("xlsx", ".xlsx", "the inventory's workbook, also of some municipalities", export_people_workbook),
    Format("csv", ".csv", "the inventory's rows for spreadsheets", export_people_csv),
    Format("parquet", "-parquet", "typed tables for R, Python and DuckDB", export_parquet),
    Format("jsonl", ".jsonl", "one statement a line, codes nested", export_json_lines),
    Format("spss", "-spss", "tables with labels for SPSS, R and Stata", export_spss),
    Format("package", "-data", "CSV files with Frictionless and CSVW metadata", export_package),
    Format(
        "dictionary",
        "-variables.csv",
        "what every variable means, in both languages",
        export_dictionary,
        is_of_codebook=True,
    ),
    Format("graphml", ".graphml", "network of municipalities and partners: Gephi, igraph", export_network),
    Format("ris", ".ris", "the documents for EndNote, Zotero, Mendeley", export_ris),
    Format("csl-json", "-documents.json", "the documents for Zotero, pandoc", export_csl_json),
    Format("repository", "-repository", "DataCite and DDI for a repository such as SND", export_deposit),
    Format("qdpx", ".qdpx", "coded documents for NVivo, ATLAS.ti, MAXQDA (REFI-QDA)", export_qdpx),
    Format("qdpx-all", "-all.qdpx", "the same, with the model as a coder beside people", export_qdpx_all),
    Format(
        "qdc", ".qdc", "the codebook for NVivo, ATLAS.ti, MAXQDA (REFI-QDA)", export_qdc, is_of_codebook=True
    ),
)
FORMATS = {one.name: one for one in _ALL}
"""Every format by its name, in the order that help shows. A new one is a line above."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write: formats by name, "sv" or "en". `folder` None is the study's own, where what is up to
    date already is not written again unless `again`. `places` None means all municipalities.
    """

    formats: tuple[str, ...]
    language: str
    folder: Path | None = None
    again: bool = False
    places: Places | None = None

    @property
    def name(self) -> str:
        """How the names of its files begin."""
        name = NAMES[self.language]
        return name if self.places is None else f"{name}-{self.places.name}"


@dataclass(frozen=True, slots=True)
class Export:
    """How one export ended. `written` is None when it was up to date, or with `failure` when it failed."""

    format: str
    path: Path
    written: Written | None
    failure: str = ""


def iter_exports(study: Study, store: Store, request: ExportRequest) -> Iterator[Export]:
    """Write the formats one by one; one that cannot be written leaves the others alone.

    Raises PlaceAbsent, DiskFull.
    """
    folder = request.folder or study.exports
    paths = {name: folder / f"{request.name}{FORMATS[name].ending}" for name in request.formats}
    with gathering(study, store) as basis:
        pending = [n for n in paths if request.again or not _is_current(paths[n], basis.mark, request)]
        yield from (Export(name, paths[name], None) for name in paths if name not in pending)
        if not pending:
            return
        inventory = _narrow(gather_inventory(study, store, basis), request.places)
        material = Material(inventory, Texts(request.language), basis.reader, study.blobs)
        with recorded_run(study, store, "export", {"rows": len(inventory.rows), "formats": len(pending)}):
            for name in pending:
                done = _write(FORMATS[name], material, paths[name])
                if request.folder is None and not done.failure:
                    remember_marks(folder, {paths[name].name: basis.mark})
                yield done


def _narrow(inventory: Inventory, places: Places | None) -> Inventory:
    if places is None:
        return inventory
    refuse_empty(inventory, places)
    return narrow_inventory(inventory, places.codes)


def _is_current(path: Path, mark: str, request: ExportRequest) -> bool:
    return request.folder is None and path.exists() and read_marks(path.parent).get(path.name) == mark


def _write(one: Format, material: Material, path: Path) -> Export:
    try:
        return Export(one.name, path, one.write(material, path))
    except ExportBlocked as error:
        return Export(one.name, path, None, str(error))
