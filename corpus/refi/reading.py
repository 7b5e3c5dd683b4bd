"""The XML of a project or codebook → records, whatever the order of its elements and whichever program wrote
it. Sources are read one by one; entities are never resolved and a document type is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from corpus.refi.elements import (
    parse_case,
    parse_code,
    parse_named,
    parse_note,
    parse_set,
    parse_user,
    parse_variable,
    refs_of,
)
from corpus.refi.errors import RefiError
from corpus.refi.records import CodebookFile, CodeNode, Project
from corpus.refi.source_elements import SOURCES, parse_source

_DEPTH = 100
"""Nested elements, at most: code trees are a few deep, and a deeper one is made to break its reader."""

_PARSERS = {
    "User": parse_user,
    "Code": parse_code,
    "Variable": parse_variable,
    "Case": parse_case,
    "Note": parse_note,
    "Link": parse_named,
    "Set": parse_set,
    "Graph": parse_named,
    **dict.fromkeys(SOURCES, parse_source),
}
_PARENTS = {
    "Users": "users",
    "Codes": "codes",
    "Variables": "variables",
    "Cases": "cases",
    "Sources": "sources",
    "Notes": "notes",
    "Links": "links",
    "Sets": "sets",
    "Graphs": "graphs",
}


@dataclass(slots=True)
class _Found:
    """What was read so far, by the field of Project or CodebookFile that it belongs to."""

    root: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    items: dict[str, list[object]] = field(default_factory=dict)
    description: str = ""
    notes: tuple[str, ...] = ()


def read_refi(xml: IO[bytes], name: str) -> Project | CodebookFile:
    """Read a project (QDE) or codebook (QDC). Raises RefiError for what is neither."""
    try:
        found = _read(xml, name)
    except etree.XMLSyntaxError as error:
        raise RefiError(
            f"The project in {name} cannot be read: its XML is broken ({error.msg}). Export it again from "
            "the program it comes from."
        ) from error
    items = {key: tuple(values) for key, values in found.items.items()}
    if found.root == "CodeBook":
        codes: tuple[CodeNode, ...] = items.get("codes", ())  # type: ignore[assignment]
        return CodebookFile(found.attributes.get("origin", ""), codes, items.get("sets", ()))  # type: ignore[arg-type]
    if found.root == "Project":
        said = {"name": found.attributes.get("name", ""), "origin": found.attributes.get("origin", "")}
        rest = {"description": found.description, "project_notes": found.notes}
        return Project(**said, **rest, **items)  # type: ignore[arg-type]
    raise RefiError(
        f"{name} is no REFI-QDA file: it begins with <{found.root[:40]}>, not <Project> or <CodeBook>."
    )


def _read(xml: IO[bytes], name: str) -> _Found:
    found = _Found()
    path: list[str] = []
    for event, element in _iter_events(xml):
        tag = _local(element)
        if event == "start":
            _enter(found, element, path, name)
            path.append(tag)
            continue
        path.pop()
        parent = path[-1] if path else ""
        if parent in _PARENTS and tag in _PARSERS and len(path) <= 3 and "Code" not in path:
            found.items.setdefault(_PARENTS[parent], []).append(_PARSERS[tag](element))
            element.clear()  # what was read gives its memory back
        elif len(path) == 1 and tag == "Description":
            found.description = element.text or ""
        elif not path:
            found.notes = refs_of(element, "NoteRef")
    return found


def _enter(found: _Found, element: etree._Element, path: list[str], name: str) -> None:
    if not path:
        if element.getroottree().docinfo.doctype:
            raise RefiError(f"{name} declares a document type, as no such file does: it is not opened.")
        found.root = _local(element)
        found.attributes = {str(key): str(value) for key, value in element.attrib.items()}
    if len(path) > _DEPTH:
        raise RefiError(f"{name} is nested more than {_DEPTH} deep: it is not opened.")


def _iter_events(xml: IO[bytes]) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterparse(
        xml,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # texts over 10 MB are allowed; `opened` holds the limit
    )


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
