"""Writing a bag (BagIt 1.0, RFC 8493) as one ZIP file, in one pass, the same bytes for the same files.

Times in the archive are fixed, entries are sorted, and what is packed already (PDF, Office, pictures) is
stored as it is. Each file is read once: what the manifest states is the hash of the bytes that went in.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from corpus.bag_tags import (
    DECLARATION,
    DECLARATION_NAME,
    FETCH_NAME,
    INFO_NAME,
    MANIFEST_NAME,
    PAYLOAD,
    TAG_MANIFEST_NAME,
    Elsewhere,
    format_fetch,
    format_info,
    format_manifest,
)
from corpus.export.files import replacing

_CHUNK: Final = 1 << 20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that ZIP knows
_UNIX: Final = 3
_PLAIN_FILE: Final = 0o100644 << 16
# PDF, ZIP (Office, QDPX), PNG, JPEG, gzip, Parquet: packing them again costs minutes and saves nothing.
_PACKED: Final = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"PAR1")


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a bag: files by their path below ``data/``, files that lie elsewhere (their path is
    below ``data/`` too), and the fields of ``bag-info.txt``.
    """

    files: Mapping[str, Path]
    elsewhere: tuple[Elsewhere, ...]
    info: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BagWritten:
    """What a written bag holds: files and their bytes (unpacked), the ZIP's own bytes."""

    files: int
    bytes: int
    packed: int


def write_bag(path: Path, contents: Contents) -> BagWritten:
    """Write the bag to the ZIP file `path`, whole or not at all; its folder in the ZIP has the file's name.

    Raises ExportBlocked, DiskFull, and OSError when a file of `contents` cannot be read.
    """
    with replacing(path) as temporary:
        with zipfile.ZipFile(temporary, "w") as archive:
            bag = _Bag(archive, re.sub(r"[^\w.-]+", "-", path.stem))
            bag.add_text(DECLARATION_NAME, DECLARATION)
            for name in sorted(contents.files):
                bag.add_file(PAYLOAD + name, contents.files[name])
            held, size = len(bag.hashes) - 1, bag.bytes - len(DECLARATION)
            _add_tags(bag, contents, held, size)
        return BagWritten(held, size, temporary.stat().st_size)


def _add_tags(bag: _Bag, contents: Contents, held: int, size: int) -> None:
    elsewhere = [Elsewhere(PAYLOAD + one.path, one.sha256, one.size, one.url) for one in contents.elsewhere]
    # The whole payload, fetched or not: what a bag that was completed must come to (RFC 8493, 2.2.2).
    octets, streams = size + sum(one.size for one in elsewhere), held + len(elsewhere)
    bag.add_text(INFO_NAME, format_info((*contents.info, ("Payload-Oxum", f"{octets}.{streams}"))))
    if elsewhere:
        bag.add_text(FETCH_NAME, format_fetch(elsewhere))
    payload = {name: digest for name, digest in bag.hashes.items() if name.startswith(PAYLOAD)}
    bag.add_text(MANIFEST_NAME, format_manifest(payload | {one.path: one.sha256 for one in elsewhere}))
    tags = {name: digest for name, digest in bag.hashes.items() if not name.startswith(PAYLOAD)}
    bag.add_text(TAG_MANIFEST_NAME, format_manifest(tags))


class _Bag:
    """An archive that is being filled: the SHA-256 of each entry so far, and their bytes together."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        self.hashes: dict[str, str] = {}
        self.bytes = 0
        self._archive = archive
        self._folder = folder

    def add_text(self, name: str, text: str) -> None:
        content = text.encode()
        self._add(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            self._add(name, source, path.stat().st_size)

    def _add(self, name: str, source: BinaryIO, size: int) -> None:
        entry = zipfile.ZipInfo(f"{self._folder}/{name}", _EPOCH)
        entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
        entry.file_size = size  # tells the archive beforehand whether the entry needs 64 bits
        piece = source.read(_CHUNK)
        packed = piece.startswith(_PACKED)
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        digest = hashlib.sha256()
        with self._archive.open(entry, "w") as target:
            while piece:
                digest.update(piece)
                target.write(piece)
                self.bytes += len(piece)
                piece = source.read(_CHUNK)
        self.hashes[name] = digest.hexdigest()
