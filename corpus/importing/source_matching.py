"""Which document of the study a source of another program is, and what text its selections count in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from corpus.importing.aligning import fingerprint, share_of_probes
from corpus.records import Document, Page, Passage, Sha256, document_text
from corpus.refi.guids import source_guid
from corpus.refi.opening import Package
from corpus.refi.records import Guid, Source, SourceKind
from corpus.refi_reader import RefiReader

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ALIKE = 0.5
"""How much of a text must stand in the document of the same name, for it to be that document."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the study reads it."""

    document: Document
    text: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    by_page: Mapping[int, tuple[Page, tuple[Passage, ...]]] = field(init=False, repr=False, compare=False)
    """Each page by its number, with the passages that touch it."""

    def __post_init__(self) -> None:
        touching: dict[int, list[Passage]] = defaultdict(list)
        for passage in self.passages:
            for number in sorted({box.page for box in passage.boxes}):
                touching[number].append(passage)
        found = {page.number: (page, tuple(touching[page.number])) for page in self.pages}
        object.__setattr__(self, "by_page", found)

    @property
    def is_read(self) -> bool:
        """Whether the document has been read at all."""
        return bool(self.pages)


@dataclass(frozen=True, slots=True)
class Found:
    """A source with its document, None where the study has none, and its text, "" where none came along."""

    source: Source
    reading: Reading | None
    text: str


class Library:
    """The documents of the study, to be found by their bytes, their text, or their name."""

    def __init__(self, reader: RefiReader) -> None:
        self._reader = reader

    def find(self, source: Source, package: Package) -> Found:
        """By GUID, by the bytes of the file, by the checksum that our variables tell, by the whole text, and
        last by the name, when enough of the text stands in the document of that name.
        """
        text = read_text(source, package)
        sha256 = self._find_by_bytes(source, package)
        if sha256 is None and text:
            sha256 = self._by_text.get(fingerprint(text)) or self._find_by_name(source, text)
        return Found(source, None if sha256 is None else self._read(self._documents[sha256]), text)

    @cached_property
    def _documents(self) -> Mapping[Sha256, Document]:
        return {one.sha256: one for one in self._reader.iter_documents()}

    @cached_property
    def _by_guid(self) -> Mapping[Guid, Sha256]:
        return {source_guid(sha256): sha256 for sha256 in self._documents}

    @cached_property
    def _by_text(self) -> Mapping[str, Sha256]:
        """Every document by its letters; made only when nothing else finds a source: it reads all texts."""
        found: dict[str, Sha256] = {}
        for sha256 in self._documents:
            found.setdefault(fingerprint(self._text(sha256)), sha256)
        found.pop("", None)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, Sha256]:
        """Titles and file names that only one document has."""
        named = [
            (_plain(name), one.sha256)
            for one in self._documents.values()
            for name in {one.metadata.title, one.name}
            if name
        ]
        often = Counter(name for name, _ in set(named))
        return {name: sha256 for name, sha256 in named if often[name] == 1}

    def _find_by_bytes(self, source: Source, package: Package) -> Sha256 | None:
        if source.guid in self._by_guid:
            return self._by_guid[source.guid]
        for info in filter(None, map(package.find_file, (source.path, source.text_path))):
            sha256 = package.hash_file(info)
            if sha256 in self._documents:
                return sha256
        told = [Sha256(value.text) for value in source.values if _SHA256.fullmatch(value.text)]
        return next((sha256 for sha256 in told if sha256 in self._documents), None)

    def _find_by_name(self, source: Source, text: str) -> Sha256 | None:
        sha256 = self._by_name.get(_plain(source.name))
        if sha256 is None or share_of_probes(text, self._text(sha256)) < _ALIKE:
            return None
        return sha256

    def _read(self, document: Document) -> Reading:
        pages = tuple(self._reader.iter_pages(document.sha256))
        passages = sorted(self._reader.iter_passages(document.sha256), key=lambda one: one.start)
        return Reading(document, document_text(pages), pages, tuple(passages))

    def _text(self, sha256: Sha256) -> str:
        return document_text(tuple(self._reader.iter_pages(sha256)))


def read_text(source: Source, package: Package) -> str:
    """The text that the source's selections count in, or "" when it did not come along."""
    if source.kind not in (SourceKind.TEXT, SourceKind.PDF):
        return ""
    info = package.find_file(source.text_path)
    return source.text if info is None else package.read_text(info)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
