"""What a file is: by its bytes and structure first, by media type and name only where these leave it open."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from corpus.records import ExtractionFailure
from extract.encodings import decode_text
from extract.packages import get_package_type, is_locked_office
from extract.sheets import UnreadableError


class Format(Enum):
    """The formats that are told apart. OTHER is whatever cannot be read, with no text to be lost by it."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    VTT = "vtt"
    SRT = "srt"
    TEXT = "text"
    RTF = "rtf"
    DOC = "doc"
    OTHER = "other"


MEDIA_TYPES: Final = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.HTML: "text/html",
    Format.VTT: "text/vtt",
    Format.SRT: "application/x-subrip",
    Format.TEXT: "text/plain",
    Format.RTF: "application/rtf",
    Format.DOC: "application/msword",
}
"""The media types (IANA; for SRT the customary one) of the formats that can be read; RTF and DOC only where
LibreOffice is installed (see `extract.conversion`)."""

_PDF_REACH: Final = 1024  # see extract.pdfium: readers accept the header anywhere in the first kilobyte
_SAMPLE: Final = 64_000  # bytes: enough to see what a text is
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")  # [MS-DOC] 2.1.1
_TAGS: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|div|h[1-6]|p|table|ul|span)\b",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(r"(?>\s+|<!--.*?-->|<\?xml[^>]*\?>)*+<(?:!doctype\s+html|html\b)", re.I | re.S)
_VTT: Final = re.compile(r"\ufeff?WEBVTT(?:[ \t\n\r]|$)")
_CUE: Final = re.compile(
    r"^\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}", re.MULTILINE
)
_PICTURE_OR_PROGRAM: Final = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF|\x7fELF|MZ|\x1f\x8b|Rar!|7z\xbc\xaf|%!PS"
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TEXT_NAMES: Final = (".txt", ".text", ".md", ".vtt", ".srt")
_MARKUP_NAMES: Final = (".html", ".htm", ".xhtml", ".aspx", ".php")


def find_format(content: bytes, media_type: str = "", name: str = "") -> Format:
    """The format of a file. Raises `UnreadableError` for an office file that is locked with a password.

    A page of HTML that was promised as PDF is OTHER: it is the site's error page and no document.
    """
    if b"%PDF-" in content[:_PDF_REACH]:
        return Format.PDF
    if content[:8] == _OLE:
        if is_locked_office(content):
            detail = "The file can be opened only with a password."
            raise UnreadableError(ExtractionFailure.PASSWORD, detail)
        return Format.DOC if _WORD_STREAM in content else Format.OTHER
    if content.startswith(b"{\\rtf"):
        return Format.RTF
    if content[:4] == b"PK\x03\x04":
        return {"docx": Format.DOCX, "odt": Format.ODT, "": Format.OTHER}[get_package_type(content)]
    if not content.strip() or _PICTURE_OR_PROGRAM.match(content):
        return Format.OTHER
    return _find_text_format(decode_text(content[:_SAMPLE]), media_type.partition(";")[0].strip(), name)


def _find_text_format(text: str, media_type: str, name: str) -> Format:
    if _CONTROL.search(text) or text.count("\ufffd") > 0.01 * len(text):
        return Format.OTHER
    if _is_markup(text, media_type, name):
        return Format.OTHER if media_type == "application/pdf" else Format.HTML
    if _VTT.match(text):
        return Format.VTT
    if _CUE.search(text[:2000]):
        return Format.SRT
    promised = media_type.startswith("text/") or name.lower().endswith(_TEXT_NAMES)
    return Format.TEXT if promised else Format.OTHER


def _is_markup(text: str, media_type: str, name: str) -> bool:
    if _OPENING.match(text):
        return True
    if _VTT.match(text) or not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    named = media_type in ("text/html", "application/xhtml+xml") or name.lower().endswith(_MARKUP_NAMES)
    return len(_TAGS.findall(text)) >= (1 if named else 3)
