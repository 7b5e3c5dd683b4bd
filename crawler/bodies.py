"""What was received: document, page or neither, by its bytes and not by what the header says. Pure."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote_to_bytes, urlsplit

from crawler.errands import Received
from crawler.urls import file_name

PDF = "application/pdf"
HTML = "text/html"
_MAGIC = b"%PDF"
_MAGIC_WITHIN = 1024  # ISO 32000-1, annex H.3.4.1: readers accept the header in the first 1024 bytes
_EOF = b"%%EOF"
_EOF_WITHIN = 2048  # the same annex: the end mark in the last 1024 bytes; some servers append a little
_ZIP = b"PK\x03\x04"
_PACKAGE_WITHIN = 200  # OpenDocument 1.3, part 2, 3.3: the member "mimetype" comes first, uncompressed
_MAX_MEMBERS = 5000
_ENDING = re.compile(r"\.(?:[xs]?html?|aspx?|php\d?|jsp|cfm)$", re.IGNORECASE)
_EXTENDED = re.compile(r"filename\*\s*=\s*([\w.-]+)'[^']*'([^;\s]+)", re.IGNORECASE)
_QUOTED = re.compile(r'filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_BARE = re.compile(r"filename\s*=\s*([^;\s\"]+)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_MAX_NAME = 200


class BodyKind(StrEnum):
    """What a body is."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    EMPTY = "empty"
    OTHER = "other"


_PACKAGE_MARKS = (
    (b"application/vnd.oasis.opendocument.text", BodyKind.ODT),
    (b"[Content_Types].xml", BodyKind.DOCX),
)
MEDIA_TYPES = {
    BodyKind.PDF: PDF,
    BodyKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    BodyKind.ODT: "application/vnd.oasis.opendocument.text",
}
"""What is kept as a document whatever it was announced as, with its true media type."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a body is, and why it must not be kept ("" when it may)."""

    kind: BodyKind
    broken: str = ""

    @property
    def media_type(self) -> str:
        """The media type of a file that is a document, or ""."""
        return "" if self.broken else MEDIA_TYPES.get(self.kind, "")


def judge_body(answer: Received) -> Verdict:
    """What the bytes are.

    A PDF without its end mark is kept out only when the connection ended before Content-Length (or the last
    chunk) was reached, since many whole ones lack the mark.
    """
    body, declared = answer.body, answer.content_type.lower()
    if not body.strip():
        return Verdict(BodyKind.EMPTY, "no bytes")
    if body.startswith(_ZIP):
        return _judge_package(body)
    if _MAGIC in body[:_MAGIC_WITHIN]:
        cut = answer.cut_off and _EOF not in body[-_EOF_WITHIN:]
        return Verdict(BodyKind.PDF, f"cut off after {len(body)} bytes" if cut else "")
    start = body[:_MAGIC_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<!--")) or b"<html" in start:
        return Verdict(BodyKind.HTML)
    html = "html" in declared and b"\x00" not in start
    return Verdict(BodyKind.HTML if html else BodyKind.OTHER)


def _judge_package(body: bytes) -> Verdict:
    """A zip file by its members; only its directory is read, so it may hold a bomb without harm.

    The directory stands at the end: a package without one was cut off.
    """
    begins = next((kind for mark, kind in _PACKAGE_MARKS if mark in body[:_PACKAGE_WITHIN]), BodyKind.OTHER)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            members = {info.filename for info in package.infolist()[:_MAX_MEMBERS]}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Verdict(begins, f"damaged or cut off after {len(body)} bytes")
    if "[Content_Types].xml" in members and "word/document.xml" in members:
        return Verdict(BodyKind.DOCX)
    odt = begins is BodyKind.ODT and "content.xml" in members
    return Verdict(BodyKind.ODT if odt else BodyKind.OTHER)


def page_name(url: str) -> str:
    """A file name for a web page that is kept as a document: "klimatstrategi.html"."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    last = file_name(f"/{segments[-1]}") if segments else "sida"
    return document_name("", "/" + quote(f"{_ENDING.sub('', last) or 'sida'}.html"))


def document_name(content_disposition: str, url: str) -> str:
    """A readable file name: from Content-Disposition (RFC 6266, RFC 8187), else from the address.

    Folders and characters that no file system takes are taken out; "dokument.pdf" where nothing is left.
    """
    name = _disposition_name(content_disposition) or file_name(url)
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(". ")
    return name[:_MAX_NAME] or "dokument.pdf"


def _disposition_name(header: str) -> str:
    extended = _EXTENDED.search(header)
    if extended:
        try:
            return unquote_to_bytes(extended.group(2)).decode(extended.group(1))
        except (LookupError, UnicodeDecodeError):
            pass
    plain = _QUOTED.search(header) or _BARE.search(header)
    if plain is None:
        return ""
    # Header bytes arrive as Latin-1; most servers meant UTF-8 and many percent-encoded it.
    raw = unquote_to_bytes(re.sub(r"\\(.)", r"\1", plain.group(1)).encode("latin-1", "replace"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
