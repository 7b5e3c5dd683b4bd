"""What a text may hold in XML 1.0: https://www.w3.org/TR/xml/#charsets."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def writable_xml(text: str) -> str:
    """`text` with a replacement character for each one that XML has no way to say."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
