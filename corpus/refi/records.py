"""A project or codebook as the REFI-QDA standard has it: frozen, pure, of no program in particular.

Offsets are half-open ranges of Unicode code points. Rectangles are whole points from the bottom-left corner
of the page, and `page` counts from 0, as the standard wants it. Times are ISO 8601 or "".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

Guid = NewType("Guid", str)
"""32 hexadecimal digits in five groups, lower case, without braces."""

ORIGIN = "samverkan"
"""How projects that samverkan wrote begin their `origin`."""


class ValueKind(StrEnum):
    """The type of a variable."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATE_TIME = "DateTime"


class SourceKind(StrEnum):
    """What a source is; values are the standard's names of its elements."""

    TEXT = "TextSource"
    PDF = "PDFSource"
    PICTURE = "PictureSource"
    AUDIO = "AudioSource"
    VIDEO = "VideoSource"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who codes. `id` is what the program of origin calls them."""

    guid: Guid
    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class CodeNode:
    """A code in the tree of the codebook. `codable` is False for one that only groups others."""

    guid: Guid
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    children: tuple[CodeNode, ...] = ()
    notes: tuple[Guid, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A named property of cases or sources."""

    guid: Guid
    name: str
    kind: ValueKind
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a variable, as text in the form of its kind."""

    variable: Guid
    kind: ValueKind
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A unit of analysis with its sources."""

    guid: Guid
    name: str
    values: tuple[Value, ...] = ()
    sources: tuple[Guid, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A code put on a selection or source by a user (the standard's Coding). `user` is "" when not said."""

    guid: Guid
    code: Guid
    user: Guid | str = ""
    at: str = ""
    notes: tuple[Guid, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A selection in a text, from `start` to `end`."""

    guid: Guid
    start: int
    end: int
    name: str = ""
    marks: tuple[Mark, ...] = ()
    notes: tuple[Guid, ...] = ()
    user: Guid | str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A selection on a page: left ≤ right, bottom ≤ top. `quote` is its text where the file says it."""

    guid: Guid
    page: int
    left: int
    bottom: int
    right: int
    top: int
    name: str = ""
    marks: tuple[Mark, ...] = ()
    notes: tuple[Guid, ...] = ()
    quote: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A selection in a picture, sound or film, of which only the marks and notes are kept."""

    guid: Guid
    marks: tuple[Mark, ...] = ()
    notes: tuple[Guid, ...] = ()
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that is coded. `path` names its own file, `text_path` its text (a PDF's Representation);
    `text` is the text where it stands in the project itself. `marks` are on the source as a whole.
    """

    guid: Guid
    name: str
    kind: SourceKind
    path: str = ""
    text_path: str = ""
    text: str = ""
    text_guid: Guid | str = ""
    stretches: tuple[Stretch, ...] = ()
    areas: tuple[Area, ...] = ()
    cuts: tuple[Cut, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Guid, ...] = ()
    values: tuple[Value, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A memo. What it is about refers to it. `text_path` names its file where the text is not inline."""

    guid: Guid
    name: str
    text: str
    user: Guid | str = ""
    at: str = ""
    text_path: str = ""


@dataclass(frozen=True, slots=True)
class SetOf:
    """A named set of codes, sources and notes."""

    guid: Guid
    name: str
    description: str = ""
    codes: tuple[Guid, ...] = ()
    sources: tuple[Guid, ...] = ()
    notes: tuple[Guid, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Something of which only that it is there is known: a link, a graph."""

    guid: Guid | str
    name: str


@dataclass(frozen=True, slots=True)
class Project:
    """A whole project but for the bytes of its files."""

    name: str
    origin: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[CodeNode, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Named, ...] = ()
    sets: tuple[SetOf, ...] = ()
    graphs: tuple[Named, ...] = ()
    description: str = ""
    project_notes: tuple[Guid, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook by itself (QDC)."""

    origin: str
    codes: tuple[CodeNode, ...]
    sets: tuple[SetOf, ...] = ()
