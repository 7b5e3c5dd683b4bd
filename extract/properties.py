"""The properties that office programs keep with a file: title, language, when it was made and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from extract.dates import parse_date
from extract.statements import Source, Statement, Statements

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
WORD: Final = {"published": f"{_TERMS}created", "updated": f"{_TERMS}modified"}
"""The elements of the core properties (ISO/IEC 29500-2, 11)."""
OPEN: Final = {"published": f"{_META}creation-date", "updated": f"{_DC}date"}
"""The elements of OpenDocument's metadata (OpenDocument 1.3 part 3, 4.3)."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself. `dates` are facts of low confidence: files are made anew at times."""

    title: str = ""
    language: str = ""
    dates: Statements = field(default_factory=dict)


def parse_properties(root: etree._Element | None, places: Mapping[str, str]) -> Properties:
    """The properties under an element; `places` names the elements of dates by field of the metadata."""
    if root is None:
        return Properties()
    dates = {}
    for name, tag in places.items():
        stamp = (root.findtext(tag) or "").strip()
        if day := parse_date(stamp[:10]):
            dates[name] = Statement(day, 0, stamp[:40], Source.FILE)
    title, language = ((root.findtext(f"{_DC}{name}") or "").strip() for name in ("title", "language"))
    return Properties(title, language[:2], dates)
