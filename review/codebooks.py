"""The study's codebook as the review needs it: read again only when its file changed, and its versions."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from corpus.records import Code, Codebook, CodeId
from corpus.review_reader import ReviewReader
from corpus.review_records import CodebookVersion, ReviewerId
from corpus.review_writer import ReviewWriter
from models.codebook import Lineage, load_codebook, parse_codebook, parse_lineages

_REMEMBERED: Final = 12  # texts of 70 kB, so that a change behind somebody's back can be shown


@dataclass(frozen=True)
class CodebookFile:
    """A codebook as text, and what it says."""

    text: str
    codebook: Codebook

    @cached_property
    def lineages(self) -> tuple[Lineage, ...]:
        """What was merged and split on the way here."""
        return parse_lineages(self.text)

    @cached_property
    def stamp(self) -> str:
        """A short name of exactly this text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def meanings(self) -> dict[CodeId, str]:
        """What decides each code's use, as hashes."""
        return {code.id: hash_meaning(code, self.lineages) for code in self.codebook.codes}

    def as_version(self, reviewer: ReviewerId, summary: str, parent: str) -> CodebookVersion:
        """As the store keeps it."""
        known = self.codebook
        said = (reviewer, known.version, self.text, summary, parent, self.meanings)
        return CodebookVersion(known.hash, *said)


def parse_file(text: str, path: Path) -> CodebookFile:
    """A text as a codebook; `path` names it in complaints. Raises CodebookError."""
    return CodebookFile(text, parse_codebook(text, path))


class CodebookShelf:
    """Keeps the codebook that was read last: reading takes a tenth of a second, and a page needs it."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        self._lock = threading.Lock()
        self._known: tuple[tuple[int, int], CodebookFile] | None = None
        self._texts: OrderedDict[str, str] = OrderedDict()

    def load(self) -> Codebook:
        """The codebook as its file is now. Raises CodebookError, OSError."""
        return self.load_file().codebook

    def load_file(self) -> CodebookFile:
        """The file as it is now. Raises CodebookError, OSError."""
        found = self.path.stat()
        stamp = (found.st_mtime_ns, found.st_size)
        with self._lock:
            if self._known is None or self._known[0] != stamp:
                self._known = (stamp, self._read())
            return self._known[1]

    def find_text(self, stamp: str) -> str | None:
        """A text that the file had while this program ran, by its stamp; None when it is forgotten."""
        return self._texts.get(stamp)

    def _read(self) -> CodebookFile:
        try:
            text = self.path.read_text("utf-8")
        except UnicodeDecodeError:
            load_codebook(self.path)  # says in which line
            raise
        read = parse_file(text, self.path)
        self._texts[read.stamp] = text
        while len(self._texts) > _REMEMBERED:
            self._texts.popitem(last=False)
        return read


def record_version(writer: ReviewWriter, shelf: CodebookShelf, reviewer: ReviewerId) -> str:
    """See that the store knows the present codebook, which every answer must name; returns its hash."""
    file = shelf.load_file()
    if writer.find_codebook_version(file.codebook.hash) is None:
        writer.add_codebook_version(file.as_version(reviewer, "", find_recorded(writer)))
    return file.codebook.hash


def find_recorded(reader: ReviewReader) -> str:
    """The hash of the codebook that was recorded last, or ""."""
    return next((change.codebook for change in reader.iter_codebook_changes()), "")


def hash_meaning(code: Code, lineages: Sequence[Lineage] = ()) -> str:
    """What decides a code's use, as 16 hexadecimal digits: definition, include, exclude, and how often it
    was split or merged, for a part that keeps the id of the whole is not the whole.
    """
    turns = sum(code.id in lineage.of for lineage in lineages)
    meaning = "\n".join((code.definition, code.include, code.exclude, *(["\n" * turns] if turns else [])))
    return hashlib.sha256(meaning.encode()).hexdigest()[:16]


def find_changed(
    given: Sequence[CodeId], then: Mapping[CodeId, str], now: Mapping[CodeId, str]
) -> tuple[CodeId, ...]:
    """Those of the given codes that mean something else now than then, or are no more."""
    return tuple(code for code in given if then.get(code) != now.get(code))
