"""Office files are zip packages of XML parts: opened with limits, and parsed without reach outside.

No entity is expanded, no document type allowed (ISO/IEC 29500-2, 8.2.3 forbids them, and OpenDocument needs
none), nothing is fetched, and libxml2 itself refuses trees deeper than 256 elements.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from lxml import etree

from corpus.records import ExtractionFailure
from extract.sheets import UnreadableError

MAX_MEMBERS: Final = 20_000
"""Members of a package. A report with 900 pictures has 1,100."""
MAX_PART: Final = 64 * 2**20
"""Bytes of one unpacked part. The text of a plan of 500 pages is 9 MB of WordprocessingML."""
MAX_TOTAL: Final = 160 * 2**20
"""Bytes of all unpacked parts of one file that are read."""
MAX_RATIO: Final = 400
"""How much larger than packed. Deflate reaches 1,032 on one repeated letter, real parts 8–40."""
_SMALL: Final = 2**20  # bytes: parts below may be as compressible as they like

_ODT_TYPES: Final = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)
_LOCKED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")


def is_locked_office(content: bytes) -> bool:
    """Whether an OLE container holds a package that is encrypted ([MS-OFFCRYPTO] 2.3.4.4)."""
    return _LOCKED_STREAM in content


def get_package_type(content: bytes) -> str:
    """Either "docx", "odt" or "" for a zip file, by its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {info.filename for info in archive.infolist()[:MAX_MEMBERS]}
            if "[Content_Types].xml" in members:
                return "docx" if any(name.startswith("word/") for name in members) else ""
            if "content.xml" in members and "mimetype" in members:
                with archive.open("mimetype") as member:
                    return "odt" if member.read(100).strip() in _ODT_TYPES else ""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        # What began as a package and is damaged: a reader says so; the local headers tell of which kind.
        if b"word/" in content[:4096]:
            return "docx"
        return "odt" if any(kind in content[:200] for kind in _ODT_TYPES) else ""
    return ""


@dataclass(slots=True)
class Package:
    """An open package. Reading its parts counts towards one limit for them all."""

    _archive: zipfile.ZipFile
    _read: int = 0

    @property
    def members(self) -> frozenset[str]:
        """The names of its members."""
        return frozenset(self._archive.namelist())

    def read_part(self, name: str) -> bytes:
        """The bytes of a member. Raises `UnreadableError` for what is missing, damaged, locked or a bomb."""
        try:
            info = self._archive.getinfo(name)
        except KeyError as error:
            raise UnreadableError(ExtractionFailure.BROKEN, f"The file has no part {name}.") from error
        if info.flag_bits & 1:
            raise UnreadableError(ExtractionFailure.PASSWORD, "The file can be opened only with a password.")
        _check_size(info)
        limit = min(MAX_PART, MAX_TOTAL - self._read)
        try:
            with self._archive.open(info) as member:
                content = member.read(limit + 1)  # the size that the directory states may be a lie
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise UnreadableError(ExtractionFailure.BROKEN, f"The part {name} is damaged.") from error
        if len(content) > limit:
            raise UnreadableError(ExtractionFailure.MEMORY, f"The part {name} is larger than any text.")
        self._read += len(content)
        return content

    def read_xml(self, name: str) -> etree._Element:
        """The root of an XML part. Raises `UnreadableError`, also for a document type declaration."""
        return parse_xml(self.read_part(name), name)

    def find_xml(self, name: str) -> etree._Element | None:
        """The root of an XML part that may be absent."""
        return self.read_xml(name) if name in self.members else None


def open_package(content: bytes) -> Package:
    """Open a zip package in memory. Raises `UnreadableError` for what is damaged or has too many members."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise UnreadableError(ExtractionFailure.BROKEN, "The package is damaged beyond repair.") from error
    if len(archive.infolist()) > MAX_MEMBERS:
        raise UnreadableError(ExtractionFailure.MEMORY, "The package has more members than any document.")
    return Package(archive)


def parse_xml(content: bytes, name: str) -> etree._Element:
    """The root of an XML document from bytes, without entities, network or document type."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableError(ExtractionFailure.BROKEN, f"The part {name} is no XML: {error}.") from error
    if root.getroottree().docinfo.doctype:
        detail = f"The part {name} declares a document type, which no office program writes."
        raise UnreadableError(ExtractionFailure.BROKEN, detail)
    return root


def _check_size(info: zipfile.ZipInfo) -> None:
    if info.file_size > MAX_PART:
        detail = f"The part {info.filename} is larger than any text."
        raise UnreadableError(ExtractionFailure.MEMORY, detail)
    ratio = info.file_size // max(info.compress_size, 1)
    if info.file_size > _SMALL and ratio > MAX_RATIO:
        detail = f"The part {info.filename} unpacks to {ratio} times its size."
        raise UnreadableError(ExtractionFailure.MEMORY, detail)
