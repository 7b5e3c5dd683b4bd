"""Content-addressed files: the bytes of every document, each once, named by its SHA-256.

A file lies at ``ab/cdef…`` (two digits, then sixty-two). It is written beside its place, flushed to the
disk and renamed, so that a file under its final name is always whole (rename is atomic, POSIX and NTFS).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from corpus.errors import BlobMissing, translated_errors
from corpus.records import Sha256

_CHUNK = 1 << 20
_INCOMPLETE = "incomplete-"
LEFT_OUT = "left-out.txt"
"""Among the files: which of them a snapshot did not hold, a SHA-256 and where the file is on each line."""


class Blobs:
    """A folder of content-addressed files. Adding the same content again changes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add_bytes(self, content: bytes) -> Sha256:
        """Store `content` and return its SHA-256. Raises DiskFull."""
        return self._add([content])

    def add_file(self, path: Path) -> Sha256:
        """Store a copy of the file at `path`, read in pieces. Raises DiskFull and what reading raises."""
        with path.open("rb") as source:
            return self._add(iter(lambda: source.read(_CHUNK), b""))

    def find_path(self, sha256: Sha256) -> Path | None:
        """Where the bytes lie, or None when they are not stored."""
        path = self._place(sha256)
        return path if path.is_file() else None

    def get_path(self, sha256: Sha256) -> Path:
        """Where the bytes lie. Raises BlobMissing."""
        path = self.find_path(sha256)
        if path is None:
            raise BlobMissing(f"Document {sha256[:12]}… is not in blobs/. Crawl or add it again.")
        return path

    def hash_stored(self, sha256: Sha256) -> Sha256:
        """The SHA-256 of what lies there now: differs from `sha256` when the file was changed."""
        digest = hashlib.sha256()
        with self.get_path(sha256).open("rb") as source:
            while piece := source.read(_CHUNK):
                digest.update(piece)
        return Sha256(digest.hexdigest())

    def find_left_out(self, sha256: Sha256) -> str:
        """Where the file is that the snapshot left out from which the study was restored; "" for others."""
        return self._left_out.get(sha256, "")

    @cached_property
    def _left_out(self) -> dict[str, str]:
        path = self.folder / LEFT_OUT
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        return {digest: where for digest, _, where in (line.partition("  ") for line in lines)}

    def iter_stored(self) -> Iterator[Sha256]:
        """The SHA-256 of every stored file, sorted."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            yield Sha256(path.parent.name + path.name)

    def remove_incomplete(self) -> int:
        """Remove what a killed program left half-written; how many files. Only under the study's lock."""
        left = list(self.folder.glob(f"{_INCOMPLETE}*"))  # they lie at the top only
        for path in left:
            path.unlink()
        return len(left)

    def _place(self, sha256: Sha256) -> Path:
        return self.folder / sha256[:2] / sha256[2:]

    def _add(self, pieces: Iterator[bytes] | list[bytes]) -> Sha256:
        with translated_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256()
            descriptor, name = tempfile.mkstemp(prefix=_INCOMPLETE, dir=self.folder)
            try:
                with os.fdopen(descriptor, "wb") as target:
                    for piece in pieces:
                        digest.update(piece)
                        target.write(piece)
                    target.flush()
                    os.fsync(target.fileno())
                return self._settle(Path(name), Sha256(digest.hexdigest()))
            finally:
                Path(name).unlink(missing_ok=True)

    def _settle(self, written: Path, sha256: Sha256) -> Sha256:
        place = self._place(sha256)
        # A file of the right size is already whole (see the module's first lines); a wrong size means that
        # somebody changed it, and the fresh copy mends it.
        if place.is_file() and place.stat().st_size == written.stat().st_size:
            return sha256
        place.parent.mkdir(exist_ok=True)
        written.chmod(0o644)  # temporary files are private; a colleague may read the study
        written.replace(place)
        _flush_folder(place.parent)
        return sha256


def _flush_folder(folder: Path) -> None:
    """Flush the folder entry itself, so that the rename outlives a power cut (POSIX only)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
