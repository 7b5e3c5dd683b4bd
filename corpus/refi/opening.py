"""Opening a file that came from outside: what it is, and whether it is safe to look into.

Nothing is ever written by the names inside a package, and no address in it is followed: files are found by
the last part of their name, whatever folder they are said to lie in, and read in pieces up to a limit.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from corpus.records import Sha256
from corpus.refi.errors import RefiError

_MAX_ENTRIES = 200_000
_MAX_PROJECT = 512 << 20
_MAX_TEXT = 64 << 20
_MAX_FILE = 2 << 30
_MAX_TOTAL = 64 << 30
_MAX_RATIO = 200
"""XML shrinks to a thirtieth and text to a fifth; a bomb to a thousandth. Asked only above `_SMALL`."""
_SMALL = 16 << 20
_CHUNK = 1 << 20
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Package:
    """An opened file: the XML of its project or codebook, and the files that came with it by their name in
    lower case. `sha256` is of the whole file.
    """

    name: str
    sha256: Sha256
    xml: IO[bytes]
    archive: zipfile.ZipFile | None = None
    files: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def find_file(self, path: str) -> zipfile.ZipInfo | None:
        """The file that a path in the project means (``internal://a.pdf``, ``relative:///a.pdf``, ``a.pdf``),
        or None when it did not come along.
        """
        return self.files.get(_last_part(path)) if path else None

    def read_text(self, info: zipfile.ZipInfo) -> str:
        """A text file, its line ends as they are. Raises RefiError when it is too large or damaged."""
        content = b"".join(self._pieces(info, _MAX_TEXT))
        for encoding in (
            ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
        ):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return content.decode("cp1252", "replace")  # what Windows programs write when it is no Unicode

    def hash_file(self, info: zipfile.ZipInfo) -> Sha256:
        """The SHA-256 of a file that came along."""
        digest = hashlib.sha256()
        for piece in self._pieces(info, _MAX_FILE):
            digest.update(piece)
        return Sha256(digest.hexdigest())

    def copy_file(self, info: zipfile.ZipInfo, target: IO[bytes]) -> None:
        """Copy a file that came along."""
        for piece in self._pieces(info, _MAX_FILE):
            target.write(piece)

    def _pieces(self, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
        if self.archive is None:
            raise RefiError(f"{self.name} holds no files.")
        yield from _pieces(self.archive, info, limit)


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a QDPX, QDC or QDE file by what it holds, not by how it is called. Raises RefiError."""
    if not path.is_file():
        raise RefiError(f"There is no file {path}: check the name.")
    sha256 = _hash(path)
    with path.open("rb") as beginning:
        is_zip = beginning.read(2) == _ZIP
    if not is_zip:
        if path.stat().st_size > _MAX_PROJECT:
            raise RefiError(
                f"{path.name} is larger than {_MAX_PROJECT >> 20} MB: it is no project or codebook."
            )
        with path.open("rb") as xml:
            yield Package(path.name, sha256, xml)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            files = _check(archive, path.name)
            project = _find_project(archive, path.name)
            with _spool(archive, project) as xml:
                yield Package(path.name, sha256, xml, archive, files)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise RefiError(
            f"{path.name} is damaged or cut off ({error}): export it again from the program it comes from."
        ) from error


def _check(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The files by their lower-case name. Raises RefiError for a package that is not safe to read."""
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES:
        raise RefiError(f"{name} holds {len(entries):,} files, more than any project: it is not opened.")
    if sum(info.file_size for info in entries) > _MAX_TOTAL:
        raise RefiError(f"{name} would unpack to more than {_MAX_TOTAL >> 30} GB: it is not opened.")
    files: dict[str, zipfile.ZipInfo] = {}
    for info in entries:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise RefiError(
                f"{name} names a place outside itself ({info.filename[:60]}): it is not opened. "
                "Export it again from the program it comes from."
            )
        if info.flag_bits & 1:
            raise RefiError(f"{name} is locked with a password: export it again without one.")
        if info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            raise RefiError(
                f"{name} holds a file that unpacks to {info.file_size >> 20} MB from almost nothing "
                f"({info.filename[:60]}): it is not opened."
            )
        if not info.is_dir():
            files.setdefault(_last_part(info.filename), info)
    return files


def _find_project(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The project's XML: ``project.qde``, or the only .qde whatever it is called (ATLAS.ti renames it)."""
    found = [info for info in archive.infolist() if info.filename.lower().endswith(".qde")]
    proper = [info for info in found if _last_part(info.filename) == "project.qde"]
    chosen = proper if proper else found
    if not chosen:
        raise RefiError(
            f"{name} holds no project (a file that ends with .qde): export it as REFI-QDA (QDPX) from the "
            "program it comes from."
        )
    if len(chosen) > 1:
        raise RefiError(f"{name} holds {len(chosen)} projects: export them one by one.")
    return chosen[0]


@contextmanager
def _spool(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    with io.BytesIO() as whole:
        for piece in _pieces(archive, info, _MAX_PROJECT):
            whole.write(piece)
        whole.seek(0)
        yield whole


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """A file in pieces, counted as they come, since what a zip says of sizes may be wrong."""
    read = 0
    with archive.open(info) as source:
        while piece := source.read(_CHUNK):
            read += len(piece)
            if read > limit:
                raise RefiError(f"{info.filename[:60]} is larger than {limit >> 20} MB: it is not read.")
            yield piece


def _last_part(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()


def _hash(path: Path) -> Sha256:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(_CHUNK):
            digest.update(piece)
    return Sha256(digest.hexdigest())
