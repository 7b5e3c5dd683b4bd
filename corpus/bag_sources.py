"""Opening a bag as a ZIP file or as a folder: which files it has, and their bytes; nothing is unpacked.

What a stranger can hide in an archive is found from its list of contents alone: paths that lead out of it,
links, two entries of one name, entries that share their bytes, more than the disk can hold.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from corpus.bag_tags import DECLARATION_NAME, BagProblem, find_path_fault
from corpus.errors import CorpusError

_LOCAL_HEADER: Final = 30
"""Bytes before an entry's name and content, at least (APPNOTE 4.3.7)."""
_ENCRYPTED: Final = 0x1
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MOST_TIMES: Final = 100
"""A study unpacks to three to ten times its bag; a bomb to a thousand times."""
_HARMLESS: Final = 100_000_000  # bytes: what may unpack however well it was packed


class BagUnreadable(CorpusError):
    """What was named is no bag, or no whole archive: name the right file, or get it anew."""


@dataclass
class Bag(ABC):
    """An open bag: the bytes of each file by its path inside, and what its list of contents has wrong."""

    sizes: dict[str, int] = field(default_factory=dict)
    problems: list[BagProblem] = field(default_factory=list)

    @abstractmethod
    def open_file(self, path: str) -> IO[bytes]:
        """The bytes of a file of `sizes`. Raises OSError and zipfile.BadZipFile."""

    def add(self, path: str, size: int) -> bool:
        """Note a file of the list of contents, unless its path must not be followed."""
        if fault := find_path_fault(path):
            self.problems.append(BagProblem(path, fault))
        elif path in self.sizes:
            self.problems.append(BagProblem(path, "is there twice"))
        else:
            self.sizes[path] = size
            return True
        return False


class FolderBag(Bag):
    """A bag that was unpacked into a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                self.problems.append(BagProblem(name, "is a link, and a bag holds files only"))
            elif path.is_file():
                self.add(name, path.stat().st_size)
            elif not path.is_dir():
                self.problems.append(BagProblem(name, "is neither a file nor a folder"))

    def open_file(self, path: str) -> IO[bytes]:
        """The file's bytes. Raises OSError."""
        return (self._folder / path).open("rb")


class ZipBag(Bag):
    """A bag in a ZIP file, inside the one folder that RFC 8493 asks for."""

    def __init__(self, archive: zipfile.ZipFile, bytes_of_archive: int) -> None:
        super().__init__()
        self._archive = archive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        entries = archive.infolist()
        self._base = find_base(entries)
        for entry in entries:
            self._add_entry(entry)
        self._find_bomb(entries, bytes_of_archive)

    def open_file(self, path: str) -> IO[bytes]:
        """The entry's bytes, never more than its declared size. Raises zipfile.BadZipFile."""
        return self._archive.open(self._entries[path])

    def _add_entry(self, entry: zipfile.ZipInfo) -> None:
        name = entry.orig_filename
        path = name.removeprefix(self._base)
        if fault := find_path_fault(name.removesuffix("/")):
            self.problems.append(BagProblem(name, fault))
        elif stat.S_ISLNK(entry.external_attr >> 16):
            self.problems.append(BagProblem(path, "is a link, and a bag holds files only"))
        elif entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PACKINGS:
            self.problems.append(
                BagProblem(path, "is encrypted or packed in a way this program does not read")
            )
        elif name.endswith("/"):
            return  # a folder's own entry says nothing that its files do not say
        elif not name.startswith(self._base):
            self.problems.append(BagProblem(name, "lies outside the bag's folder"))
        elif self.add(path, entry.file_size):
            self._entries[path] = entry

    def _find_bomb(self, entries: list[zipfile.ZipInfo], bytes_of_archive: int) -> None:
        unpacked = sum(one.file_size for one in entries)
        if _share_bytes(entries):
            self.problems.append(BagProblem("", "has entries that share their bytes, as a zip bomb has"))
        elif unpacked > max(_HARMLESS, _MOST_TIMES * bytes_of_archive):
            times = unpacked // max(1, bytes_of_archive)
            self.problems.append(BagProblem("", f"unpacks to {times:,} times its size, as a zip bomb does"))


def _share_bytes(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether one entry begins before another has ended: how a small archive holds a large one many times
    (D. Fifield, A better zip bomb, WOOT 2019).
    """
    ordered = sorted(entries, key=lambda one: one.header_offset)
    ends = [one.header_offset + _LOCAL_HEADER + one.compress_size for one in ordered]
    return any(end > later.header_offset for end, later in zip(ends, ordered[1:], strict=False))


def find_base(entries: list[zipfile.ZipInfo]) -> str:
    """The folder that holds the bag, with its "/". Raises BagUnreadable when there is no declaration."""
    tail = f"/{DECLARATION_NAME}"
    bases = [one.orig_filename for one in entries if one.orig_filename.endswith(tail)]
    shortest = min(bases, key=lambda name: name.count("/"), default=None)
    if shortest is None or shortest.count("/") != 1:
        raise BagUnreadable(
            f"This is no bag: {DECLARATION_NAME} is not in a folder at its top. Name a file that "
            "'samverkan snapshot' wrote."
        )
    return shortest.removesuffix(DECLARATION_NAME)


def find_clashes(paths: Iterable[str]) -> Iterator[BagProblem]:
    """Paths that are one file on a system that does not tell apart capitals or ways to write å, or a file
    where another path has a folder.
    """
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        folded = unicodedata.normalize("NFC", path).casefold()
        other = seen.setdefault(folded, path)
        if other != path:
            yield BagProblem(path, f"is the same file as {other} on some systems")
        parts = folded.split("/")
        folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
    for folded in sorted(folders & seen.keys()):
        yield BagProblem(seen[folded], "is a file and a folder at once")


@contextmanager
def opened_bag(path: Path) -> Iterator[Bag]:
    """Open the bag at `path`. Raises BagUnreadable."""
    if path.is_dir():
        if not (path / DECLARATION_NAME).is_file():
            raise BagUnreadable(f"{path} is no bag: there is no {DECLARATION_NAME} in it. Name a snapshot.")
        yield FolderBag(path)
        return
    if not path.is_file():
        raise BagUnreadable(f"There is no {path}. Name a file that 'samverkan snapshot' wrote.")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise BagUnreadable(
            f"{path} is no whole ZIP file ({error}). Copy it anew from where you have it."
        ) from error
    with archive:
        yield ZipBag(archive, path.stat().st_size)
