"""A snapshot of the study: everything it was made from and all that it found, in one bag that proves itself.

It is taken while other commands run: the database is copied as it is at one moment, and the files of
documents are stored before the database knows them, so none can be missing from the copy.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.bag_tags import Elsewhere, find_path_fault
from corpus.bags import BagWritten, Contents, write_bag
from corpus.blobs import Blobs
from corpus.copying import CopyReader, StoredFile, copy_database, reading_copy
from corpus.counts import plural
from corpus.export.files import INCOMPLETE, remove_incomplete_files
from corpus.verify import hash_content
from samverkan import __version__
from samverkan.config import CONFIG_NAME
from samverkan.lock import locked
from samverkan.study import Study

CONTENT, DATABASE, PROGRAM = "Samverkan-Content", "Samverkan-Database", "Bag-Software-Agent"
"""Labels in bag-info.txt that are read back: content hash, shape of the database, who wrote the bag."""
SNAPSHOTS: Final = "snapshots"
SETTINGS: Final = (CONFIG_NAME, "codebook.yaml", "municipalities.csv")
_COUNTED: Final = ("documents", "passages", "codings", "answers")
_WITH_DOCUMENTS: Final = ".qdpx"
"""An ending of exports that hold the documents themselves."""


@dataclass(frozen=True, slots=True)
class SnapshotRequest:
    """Where to write (None: into the study's ``snapshots/``), and whether documents' files stay out."""

    to: Path | None = None
    without_documents: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A written snapshot: where, how much, its content hash, and what is not in it, a line each."""

    path: Path
    written: BagWritten
    content: str
    left_out: tuple[str, ...]


def take_snapshot(study: Study, request: SnapshotRequest) -> Snapshot:
    """Write a snapshot of the study. Raises StudyLocked while another is taken, ExportBlocked, DiskFull."""
    folder = study.folder / SNAPSHOTS
    folder.mkdir(exist_ok=True)
    with locked(folder, "snapshot"):
        remove_incomplete_files(folder)
        with tempfile.TemporaryDirectory(prefix=INCOMPLETE, dir=folder) as working:
            database = Path(working) / "corpus.db"
            copy_database(study.database, database)
            with reading_copy(database) as reader:
                return _write(study, request, database, reader)


def _write(study: Study, request: SnapshotRequest, database: Path, reader: CopyReader) -> Snapshot:
    content = hash_content(reader)
    files = {name: study.folder / name for name in SETTINGS if (study.folder / name).is_file()}
    files["corpus.db"] = database
    target = request.to or study.folder / SNAPSHOTS / _find_name(study, content, request)
    left_out = []
    for name, path in _iter_made_files(study):
        if path.resolve() == target.resolve():
            continue  # an earlier snapshot that this one replaces: it would grow with each
        if fault := find_path_fault(name):
            left_out.append(f"{name!r}: {fault}")
        elif request.without_documents and path.suffix == _WITH_DOCUMENTS:
            left_out.append(f"{name}: it holds the documents")
        else:
            files[name] = path
    stored, away = _part_documents(study.blobs, reader, request)
    files |= {_place(one): study.blobs.get_path(one.sha256) for one in stored}
    elsewhere = tuple(Elsewhere(_place(one), one.sha256, one.size, one.url) for one in away if one.url)
    left_out.extend(_tell_documents(away, request))
    info = tuple(_iter_info(study, reader, content, len(away)))
    written = write_bag(target, Contents(files, elsewhere, info))
    return Snapshot(target, written, content, tuple(left_out))


def _iter_made_files(study: Study) -> Iterator[tuple[str, Path]]:
    for folder in (study.models_folder, study.exports):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(INCOMPLETE) for part in inside.parts):
                yield f"{folder.name}/{inside.as_posix()}", path


def _part_documents(
    blobs: Blobs, reader: CopyReader, request: SnapshotRequest
) -> tuple[list[StoredFile], list[StoredFile]]:
    stored: list[StoredFile] = []
    away: list[StoredFile] = []
    for one in reader.iter_files():
        held = not request.without_documents and blobs.find_path(one.sha256) is not None
        (stored if held else away).append(one)
    return stored, away


def _tell_documents(away: list[StoredFile], request: SnapshotRequest) -> Iterator[str]:
    by_hand = [one for one in away if not one.url]
    if request.without_documents:
        yield f"the files of {plural(len(away), 'document')}; their text is in corpus.db"
        if by_hand:
            yield f"of these, {len(by_hand)} were added by hand and have no address in fetch.txt"
        return
    for one in away:
        yield f"{one.name} ({one.sha256[:12]}…): its file is not in blobs/; see samverkan verify"


def _iter_info(study: Study, reader: CopyReader, content: str, away: int) -> Iterator[tuple[str, str]]:
    said = study.config.publication
    yield "Source-Organization", said.affiliation
    yield "Contact-Name", "; ".join(said.creators)
    yield ("Contact-Email" if "@" in said.contact else "Contact-Address"), said.contact
    yield "External-Description", said.description_en or said.description_sv
    yield "External-Identifier", f"sha256:{content}"
    yield "Title", said.title_en or said.title_sv or study.config.study.name
    yield "License", said.licence
    yield PROGRAM, f"samverkan {__version__}"
    yield CONTENT, content
    yield "Samverkan-Codebook", study.codebook.hash
    yield DATABASE, reader.read_step()
    yield "Samverkan-Last-Change", reader.read_last_change()
    for noun, number in reader.count_records(*_COUNTED).items():
        yield f"Samverkan-{noun.title()}", str(number)
    yield "Samverkan-Documents-Left-Out", str(away) if away else ""


def _place(one: StoredFile) -> str:
    return f"blobs/{one.sha256[:2]}/{one.sha256[2:]}"


def _find_name(study: Study, content: str, request: SnapshotRequest) -> str:
    """A name by what the study knows: the same study gives the same file."""
    name = re.sub(r"[^\w-]+", "-", study.config.study.name).strip("-") or "study"
    return f"{name}-{content[:12]}{'-without-documents' if request.without_documents else ''}.zip"
