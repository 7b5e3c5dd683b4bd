"""A project as one QDPX file: a zip with ``project.qde`` at its root and flat files in ``sources/``.

Files are copied in pieces and the XML waits on the disk beside, so that 2 GB of PDFs need little memory.
The zip holds no times and its files come in a fixed order: the same project is the same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.refi.records import Project, Source
from corpus.refi.writing import ProjectXml

PROJECT_NAME = "project.qde"
FOLDER = "sources/"

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can tell
_IN_MEMORY = 8 << 20  # bytes of XML before it goes to the disk
_CHUNK = 1 << 20
_LARGE = 1 << 31


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the package: a copy of the file at `content`, or this text."""

    name: str
    content: Path | str


Tail = Callable[[], Project]
"""Called after the last source: the project with what stands after the sources."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A source with the files that it names."""

    source: Source
    attachments: tuple[Attachment, ...]


def write_project(target: Path, head: Project, packed: Iterable[Packed], tail: Tail) -> None:
    """Write a package. `head` is all of the project that stands before the sources; `tail` is asked for the
    rest after the last source, so that it can tell what came up on the way.
    """
    with (
        tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool,
        zipfile.ZipFile(target, "w", allowZip64=True) as package,
    ):
        xml = ProjectXml(spool)
        xml.begin(head)
        for one in packed:
            xml.add_source(one.source)
            for attachment in one.attachments:
                _add(package, attachment)
        xml.end(tail())
        size = spool.tell()
        spool.seek(0)
        with _entry(package, PROJECT_NAME, zipfile.ZIP_DEFLATED, size) as entry:
            shutil.copyfileobj(spool, entry, _CHUNK)


def _add(package: zipfile.ZipFile, attachment: Attachment) -> None:
    name, content = FOLDER + attachment.name, attachment.content
    if isinstance(content, str):
        text = content.encode()  # UTF-8, no BOM, line ends as they are
        with _entry(package, name, zipfile.ZIP_DEFLATED, len(text)) as entry:
            entry.write(text)
    else:  # PDFs are compressed inside: trying again costs minutes and gains nothing
        size = content.stat().st_size
        with content.open("rb") as own, _entry(package, name, zipfile.ZIP_STORED, size) as entry:
            shutil.copyfileobj(own, entry, _CHUNK)


@contextmanager
def _entry(package: zipfile.ZipFile, name: str, compression: int, size: int) -> Iterator[IO[bytes]]:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = compression
    info.create_system = 3  # Unix on every system, or Windows would give other bytes
    info.external_attr = 0o644 << 16
    # Only where it must be: old readers do not know ZIP64.
    with package.open(info, "w", force_zip64=size >= _LARGE) as entry:
        yield entry
