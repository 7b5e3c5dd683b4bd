"""Elements of a project → records: users, codes, variables, cases, notes, sets. Names without namespaces, in
any order; what is missing is "".
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.refi.guids import parse_guid
from corpus.refi.records import (
    Case,
    CodeNode,
    Guid,
    Mark,
    Named,
    Note,
    SetOf,
    User,
    Value,
    ValueKind,
    Variable,
)


def children_of(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children with one of these local names, in their order."""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname in names:
            yield child


def text_of(element: etree._Element, name: str) -> str:
    """The text of the first child of this name, or ""."""
    return next((child.text or "" for child in children_of(element, name)), "")


def attribute(element: etree._Element, *names: str) -> str:
    """The first of these attributes that is there, or ""."""
    return next((str(element.attrib[name]) for name in names if name in element.attrib), "")


def guid_attribute(element: etree._Element, *names: str) -> Guid:
    """The same as a GUID. What is no GUID is kept as it stands, so that references to it are still found."""
    said = attribute(element, *names)
    return parse_guid(said) or Guid(said.strip().lower())


def refs_of(element: etree._Element, name: str) -> tuple[Guid, ...]:
    """What the references of this name point to."""
    return tuple(guid_attribute(child, "targetGUID", "guid") for child in children_of(element, name))


def integer(element: etree._Element, name: str) -> int:
    """A whole number, -1 where there is none: a place that lies outside every text and page."""
    try:
        return int(float(attribute(element, name)))
    except (ValueError, OverflowError):
        return -1


def parse_user(element: etree._Element) -> User:
    """A user."""
    return User(guid_attribute(element, "guid"), attribute(element, "name"), attribute(element, "id"))


def parse_code(element: etree._Element) -> CodeNode:
    """A code with its children."""
    return CodeNode(
        guid=guid_attribute(element, "guid"),
        name=attribute(element, "name"),
        codable=attribute(element, "isCodable").lower() not in ("false", "0"),
        colour=attribute(element, "color"),
        description=text_of(element, "Description"),
        children=tuple(map(parse_code, children_of(element, "Code"))),
        notes=refs_of(element, "NoteRef"),
    )


def parse_variable(element: etree._Element) -> Variable:
    """A variable; one of a type that the standard does not know is text."""
    said = attribute(element, "typeOfVariable")
    kind = ValueKind(said) if said in set(ValueKind) else ValueKind.TEXT
    guid, name = guid_attribute(element, "guid"), attribute(element, "name")
    return Variable(guid, name, kind, text_of(element, "Description"))


def parse_values(element: etree._Element) -> tuple[Value, ...]:
    """The values of variables of a case or source."""
    found: list[Value] = []
    for child in children_of(element, "VariableValue"):
        target = next(iter(refs_of(child, "VariableRef")), Guid(""))
        for kind in ValueKind:
            told = children_of(child, f"{kind.value}Value")
            found.extend(Value(target, kind, value.text or "") for value in told)
    return tuple(found)


def parse_case(element: etree._Element) -> Case:
    """A case."""
    return Case(
        guid=guid_attribute(element, "guid"),
        name=attribute(element, "name"),
        values=parse_values(element),
        sources=refs_of(element, "SourceRef"),
        description=text_of(element, "Description"),
    )


def parse_marks(element: etree._Element) -> tuple[Mark, ...]:
    """The codes that stand on a selection or source; one that names several codes is several marks."""
    return tuple(
        Mark(
            guid=guid_attribute(child, "guid"),
            code=code,
            user=guid_attribute(child, "creatingUser", "creatingUserGUID"),
            at=attribute(child, "creationDateTime"),
            notes=refs_of(child, "NoteRef"),
        )
        for child in children_of(element, "Coding")
        for code in refs_of(child, "CodeRef") or (Guid(""),)
    )


def parse_note(element: etree._Element) -> Note:
    """A memo."""
    return Note(
        guid=guid_attribute(element, "guid"),
        name=attribute(element, "name"),
        text=text_of(element, "PlainTextContent") or text_of(element, "Description"),
        user=guid_attribute(element, "creatingUser", "creatingUserGUID"),
        at=attribute(element, "creationDateTime"),
        text_path=attribute(element, "plainTextPath"),
    )


def parse_set(element: etree._Element) -> SetOf:
    """A set of codes, sources and notes."""
    return SetOf(
        guid=guid_attribute(element, "guid"),
        name=attribute(element, "name"),
        description=text_of(element, "Description"),
        codes=refs_of(element, "MemberCode"),
        sources=refs_of(element, "MemberSource"),
        notes=refs_of(element, "MemberNote"),
    )


def parse_named(element: etree._Element) -> Named:
    """A link or graph: only that it is there."""
    return Named(guid_attribute(element, "guid"), attribute(element, "name"))
