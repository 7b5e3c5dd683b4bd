"""Records → the XML of a project or codebook, in the order that the standard's schemas prescribe.

The XML is written piece by piece, so that a project of any size needs little memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import IO, TypeVar
from xml.sax.saxutils import XMLGenerator

from corpus.refi.records import (
    Area,
    Case,
    CodebookFile,
    CodeNode,
    Guid,
    Mark,
    Note,
    Project,
    SetOf,
    Source,
    SourceKind,
    Stretch,
    Value,
    ValueKind,
)

PROJECT_SPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_SPACE = "urn:QDA-XML:codebook:1.0"
INTERNAL = "internal://"

# What XML 1.0 cannot hold (section 2.2), and the carriage return, which its readers turn into a line feed.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_T = TypeVar("_T")
_VALUES = {
    ValueKind.TEXT: "TextValue",
    ValueKind.BOOLEAN: "BooleanValue",
    ValueKind.INTEGER: "IntegerValue",
    ValueKind.FLOAT: "FloatValue",
    ValueKind.DATE: "DateValue",
    ValueKind.DATE_TIME: "DateTimeValue",
}


def clean_text(text: str) -> str:
    """The text as XML can hold it: line ends as line feeds, other control characters as U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Xml:
    """Elements on lines of their own; attributes that are empty are left out."""

    def __init__(self, target: IO[bytes]) -> None:
        self._out = XMLGenerator(target, "utf-8", short_empty_elements=True)
        # Not startDocument: its declaration depends on the Python version's spelling of the encoding.
        target.write(b'<?xml version="1.0" encoding="utf-8"?>')

    def open(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        self._out.ignorableWhitespace("\n")
        kept = {key: clean_text(value) for key, value in (attributes or {}).items() if value}
        self._out.startElement(name, kept)  # type: ignore[arg-type]

    def close(self, name: str) -> None:
        self._out.endElement(name)

    def leaf(self, element: str, text: str = "", **attributes: str) -> None:
        self.open(element, attributes)
        if text:
            self._out.characters(clean_text(text))
        self.close(element)

    def refs(self, name: str, guids: Iterable[Guid]) -> None:
        for guid in guids:
            self.leaf(name, targetGUID=guid)

    def description(self, text: str) -> None:
        if text:
            self.leaf("Description", text)


def write_codebook(codebook: CodebookFile, target: IO[bytes]) -> None:
    """A codebook by itself (QDC)."""
    xml = _Xml(target)
    xml.open("CodeBook", {"xmlns": CODEBOOK_SPACE, "origin": codebook.origin})
    xml.open("Codes")
    for code in codebook.codes:
        _write_code(xml, code)
    xml.close("Codes")
    xml.close("CodeBook")
    target.write(b"\n")


class ProjectXml:
    """The XML of a project in three steps: `begin`, `add_source` for each source, `end`."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._xml = _Xml(target)
        self._sources = 0

    def begin(self, project: Project) -> None:
        """All that stands before the sources."""
        xml = self._xml
        xml.open("Project", {"xmlns": PROJECT_SPACE, "name": project.name or "-", "origin": project.origin})
        if project.users:
            xml.open("Users")
            for user in project.users:
                xml.leaf("User", guid=user.guid, name=user.name, id=user.id)
            xml.close("Users")
        if project.codes:
            xml.open("CodeBook")
            xml.open("Codes")
            for code in project.codes:
                _write_code(xml, code)
            xml.close("Codes")
            xml.close("CodeBook")
        if project.variables:
            xml.open("Variables")
            for variable in project.variables:
                kind = {"typeOfVariable": variable.kind.value}
                xml.open("Variable", {"guid": variable.guid, "name": variable.name, **kind})
                xml.description(variable.description)
                xml.close("Variable")
            xml.close("Variables")
        _write_all(xml, "Cases", project.cases, _write_case)

    def add_source(self, source: Source) -> None:
        """The next source."""
        if not self._sources:
            self._xml.open("Sources")
        self._sources += 1
        _write_source(self._xml, source)

    def end(self, project: Project) -> None:
        """All that stands after the sources."""
        xml = self._xml
        if self._sources:
            xml.close("Sources")
        _write_all(xml, "Notes", project.notes, _write_note)
        _write_all(xml, "Sets", project.sets, _write_set)
        xml.description(project.description)
        xml.refs("NoteRef", project.project_notes)
        xml.close("Project")
        self._target.write(b"\n")


def _write_all(xml: _Xml, name: str, items: tuple[_T, ...], write: Callable[[_Xml, _T], None]) -> None:
    if items:
        xml.open(name)
        for item in items:
            write(xml, item)
        xml.close(name)


def _write_code(xml: _Xml, code: CodeNode) -> None:
    codable = {"isCodable": "true" if code.codable else "false"}
    xml.open("Code", {"guid": code.guid, "name": code.name, **codable, "color": code.colour})
    xml.description(code.description)
    xml.refs("NoteRef", code.notes)
    for child in code.children:
        _write_code(xml, child)
    xml.close("Code")


def _write_case(xml: _Xml, case: Case) -> None:
    xml.open("Case", {"guid": case.guid, "name": case.name})
    xml.description(case.description)
    _write_values(xml, case.values)
    xml.refs("SourceRef", case.sources)
    xml.close("Case")


def _write_values(xml: _Xml, values: Iterable[Value]) -> None:
    for value in values:
        xml.open("VariableValue")
        xml.leaf("VariableRef", targetGUID=value.variable)
        xml.leaf(_VALUES[value.kind], value.text)
        xml.close("VariableValue")


def _write_source(xml: _Xml, source: Source) -> None:
    text_path = f"{INTERNAL}{source.text_path}" if source.text_path else ""
    if source.kind is SourceKind.PDF:
        path = f"{INTERNAL}{source.path}"
        xml.open(source.kind, {"guid": source.guid, "name": source.name, "path": path})
        xml.description(source.description)
        for area in source.areas:  # before Representation: the other order is invalid
            _write_area(xml, area)
        xml.open(
            "Representation", {"guid": source.text_guid, "name": source.name, "plainTextPath": text_path}
        )
        _write_stretches(xml, source.stretches)
        xml.close("Representation")
    elif source.kind is SourceKind.TEXT:
        xml.open(source.kind, {"guid": source.guid, "name": source.name, "plainTextPath": text_path})
        xml.description(source.description)
        _write_stretches(xml, source.stretches)
    else:
        raise ValueError(f"samverkan has no {source.kind} to write.")
    _write_marks(xml, source.marks)
    xml.refs("NoteRef", source.notes)
    _write_values(xml, source.values)
    xml.close(source.kind)


def _write_stretches(xml: _Xml, stretches: Iterable[Stretch]) -> None:
    for one in stretches:
        place = {"startPosition": str(one.start), "endPosition": str(one.end)}
        xml.open("PlainTextSelection", {"guid": one.guid, "name": one.name, **place})
        _write_marks(xml, one.marks)
        xml.refs("NoteRef", one.notes)
        xml.close("PlainTextSelection")


def _write_area(xml: _Xml, area: Area) -> None:
    first = {"page": str(area.page), "firstX": str(area.left), "firstY": str(area.top)}
    second = {"secondX": str(area.right), "secondY": str(area.bottom)}
    xml.open("PDFSelection", {"guid": area.guid, "name": area.name, **first, **second})
    _write_marks(xml, area.marks)
    xml.refs("NoteRef", area.notes)
    xml.close("PDFSelection")


def _write_marks(xml: _Xml, marks: Iterable[Mark]) -> None:
    for mark in marks:
        by = {"creatingUser": mark.user, "creationDateTime": mark.at}
        xml.open("Coding", {"guid": mark.guid, **by})
        xml.leaf("CodeRef", targetGUID=mark.code)
        xml.refs("NoteRef", mark.notes)
        xml.close("Coding")


def _write_note(xml: _Xml, note: Note) -> None:
    by = {"creatingUser": note.user, "creationDateTime": note.at}
    xml.open("Note", {"guid": note.guid, "name": note.name, **by})
    xml.leaf("PlainTextContent", note.text)
    xml.close("Note")


def _write_set(xml: _Xml, one: SetOf) -> None:
    xml.open("Set", {"guid": one.guid, "name": one.name})
    xml.description(one.description)
    xml.refs("MemberCode", one.codes)
    xml.refs("MemberSource", one.sources)
    xml.refs("MemberNote", one.notes)
    xml.close("Set")
