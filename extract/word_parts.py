"""The parts of a Word file: which there are, the size of its paper, and its properties."""

from __future__ import annotations

import posixpath
from typing import Final

from lxml import etree

from extract.packages import Package, parse_xml
from extract.properties import WORD, Properties, parse_properties
from extract.sheets import UnreadableError
from extract.word_styles import W

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""The namespaces of strict files (ISO/IEC 29500-1) and the same of transitional ones (part 4)."""
_TWIPS: Final = 20  # a twentieth of a point
_MAX_SIDE: Final = 20_000.0  # points


def find_main(package: Package) -> str:
    """The name of the part that holds the text."""
    relations = package.find_xml("_rels/.rels")
    for relation in relations.iterfind(_RELATION) if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").lstrip("/")
            if target in package.members:
                return target
    return "word/document.xml"


def find_parts(package: Package, main: str) -> dict[str, list[str]]:
    """Kind of relation ("styles", "header", …) → names of parts. Only parts of the file itself."""
    folder, name = posixpath.split(main)
    relations = package.find_xml(f"{folder}/_rels/{name}.rels")
    parts: dict[str, list[str]] = {}
    for relation in relations.iterfind(_RELATION) if relations is not None else ():
        target = relation.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if relation.get("TargetMode") != "External" and path in package.members:
            parts.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(path)
    return parts


def read_xml(package: Package, name: str) -> etree._Element:
    """The root of a part, in the namespaces of transitional files."""
    content = package.read_part(name)
    for strict, transitional in _STRICT:
        content = content.replace(strict, transitional)
    return parse_xml(content, name)


def read_first(package: Package, names: list[str]) -> etree._Element | None:
    """The root of the first of these parts, None where there is none."""
    return read_xml(package, names[0]) if names else None


def get_paper(body: etree._Element) -> tuple[float, float]:
    """(width, height) of the paper of the last section in points; 0 where the file does not say."""
    paper = body.find(f"{W}sectPr/{W}pgSz")
    if paper is None:
        return 0.0, 0.0
    sides = [paper.get(W + name, "") for name in ("w", "h")]
    width, height = (int(side) / _TWIPS if side.isdecimal() and len(side) < 7 else 0.0 for side in sides)
    return min(width, _MAX_SIDE), min(height, _MAX_SIDE)


def read_properties(package: Package) -> Properties:
    """The core properties (ISO/IEC 29500-2, 11); none where they are damaged."""
    try:
        return parse_properties(package.find_xml("docProps/core.xml"), WORD)
    except UnreadableError:  # the text can be read without
        return Properties()
