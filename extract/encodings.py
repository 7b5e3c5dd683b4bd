"""Bytes of text to text: by byte order mark, by what the file declares, else by what the bytes allow."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE: Final = frozenset({"iso8859-1", "ascii", "latin-1", "iso-8859-1", "us-ascii"})
_LEGACY: Final = re.compile(r"cp\d{3,4}|iso8859-\d{1,2}|mac-\w+|koi8-\w|gb18030|gbk|big5|shift_jis|euc_\w+")
_SAMPLE: Final = 4096  # bytes looked at for UTF-16 without a mark


def find_mark(content: bytes) -> str:
    """The encoding that the byte order mark names, or ""."""
    return next((name for mark, name in _MARKS if content.startswith(mark)), "")


def decode_text(content: bytes, declared: str = "") -> str:
    """The text of a file. Never fails: a byte that fits no encoding becomes U+FFFD.

    Swedish text without a declaration is UTF-8 if its bytes are valid UTF-8 (in the legacy encodings å, ä
    and ö are single bytes that UTF-8 does not allow there), else Windows-1252, of which ISO 8859-1 is a
    part; so the WHATWG Encoding Standard reads that name too. A declaration that the bytes contradict is
    overruled: pages moved from one system to another often keep the old one.
    """
    mark = find_mark(content) or _guess_wide(content)
    if mark:
        text = content.decode(mark, "replace")
        return text.removeprefix("\ufeff")
    if _is_utf8(content):
        return content.decode("utf-8", "replace")
    return content.decode(_get_legacy(declared), "replace")


def _guess_wide(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    sample = content[:_SAMPLE]
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    pairs = len(sample) // 2
    if sample[1::2].count(0) > 0.8 * pairs:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > 0.8 * pairs else ""


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off in the middle of a letter is UTF-8 all the same.
        return error.reason == "unexpected end of data" and error.start > 0 and len(content) > 1000
    return True


def _get_legacy(declared: str) -> str:
    """The declared encoding if it is one of those that pages and texts have been written in."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError, TypeError):
        return "cp1252"
    return name if _LEGACY.fullmatch(name) and name not in _SINGLE_BYTE else "cp1252"
