"""The paragraph styles of a Word file: which make headings, and how their text is set.

Built-in styles are known by their English name whatever the language of the program: Word writes the name
"heading 1" with the id "Rubrik1". Other programs and old templates also write localised names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML (ISO/IEC 29500-1), as lxml writes it before names."""
BODY_LEVEL: Final = 9
"""The outline level of running text; headings have 0 to 8."""

_HEADING: Final = re.compile(
    r"(?:heading|header|rubrik|överskrift|overskrift|otsikko|überschrift|titre|huvudrubrik)\s?([1-9])\b",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(
    r"title|titel|rubrik|otsikko|tittel|dokumenttitel|dokumentrubrik|huvudrubrik", re.IGNORECASE
)
_CONTENTS: Final = re.compile(
    r"(?:toc|innehåll|innehållsförteckning|sisällysluettelo)(?:\s?\d| heading|srubrik)?"
    r"|table of figures|figurförteckning",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(r"caption|beskrivning|bildtext|kuvateksti|tabelltext|bildrubrik", re.IGNORECASE)
_OFF: Final = ("0", "false", "off")


class Role(Enum):
    """What a style makes of its paragraphs."""

    TEXT = "text"
    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    CONTENTS = "contents"  # of a table of contents: left out


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits. `level` counts from 1 for headings; `size` is in points.

    `list_id` and `list_level` are its list, "" and 0 without. `hidden` text is left out.
    """

    role: Role = Role.TEXT
    level: int = 0
    bold: bool = False
    size: float = 0.0
    list_id: str = ""
    list_level: int = 0
    hidden: bool = False


@dataclass(slots=True)
class _Raw:
    """A style as it is written, before inheritance."""

    name: str
    based_on: str
    values: dict[str, str] = field(default_factory=dict)


class Styles:
    """The paragraph styles of one file by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._raw: dict[str, _Raw] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        for style in root.iterfind(f"{W}style") if root is not None else ():
            if style.get(f"{W}type", "paragraph") != "paragraph":
                continue
            key = style.get(f"{W}styleId", "")
            self._raw[key] = _Raw(_get_value(style, "name"), _get_value(style, "basedOn"), read_values(style))
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._default = key

    def get(self, key: str) -> Style:
        """The style with this id, else the file's default style."""
        key = key if key in self._raw else self._default
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _resolve(self, key: str) -> Style:
        values: dict[str, str] = {}
        names: list[str] = []
        seen: set[str] = set()
        while key in self._raw and key not in seen:  # styles of broken files are based on each other
            seen.add(key)
            raw = self._raw[key]
            values = {**raw.values, **values}
            names.append(raw.name)
            key = raw.based_on
        role, level = _find_role(names, values)
        return Style(
            role,
            level,
            bold=is_on(values.get("b")),
            size=parse_half_points(values.get("sz", "")),
            list_id=values.get("numId", ""),
            list_level=parse_level(values.get("ilvl", "")),
            hidden=is_on(values.get("vanish")),
        )


def _find_role(names: list[str], values: dict[str, str]) -> tuple[Role, int]:
    """The role by the nearest name that tells, else by the outline level."""
    for name in names:
        if match := _HEADING.match(name):
            return Role.HEADING, int(match.group(1))
        for role, pattern in ((Role.TITLE, _TITLE), (Role.CONTENTS, _CONTENTS), (Role.CAPTION, _CAPTION)):
            if pattern.fullmatch(name):
                return role, 0
    level = parse_level(values.get("outlineLvl", ""), BODY_LEVEL)
    return (Role.HEADING, level + 1) if level < BODY_LEVEL else (Role.TEXT, 0)


def read_values(element: etree._Element) -> dict[str, str]:
    """The settings under ``w:pPr`` and ``w:rPr`` of a style or paragraph, by the local names of elements.

    A switch without a value, as ``<w:b/>``, has the value "1".
    """
    paths = ("pPr/outlineLvl", "pPr/numPr/numId", "pPr/numPr/ilvl", "rPr/b", "rPr/sz", "rPr/vanish")
    found: dict[str, str] = {}
    for path in paths:
        part = element.find("/".join(W + step for step in path.split("/")))
        if part is not None:
            found[path.rpartition("/")[2]] = part.get(f"{W}val", "1")
    return found


def is_on(value: str | None) -> bool:
    """Whether a switch of WordprocessingML (ST_OnOff) is on; None: it is not there."""
    return value is not None and value not in _OFF


def parse_level(text: str, default: int = 0) -> int:
    """A level from 0 to 9; the default for what is none."""
    return int(text) if text.isdecimal() and len(text) == 1 else default


def parse_half_points(text: str) -> float:
    """Half points to points; 0 for what is no number."""
    return int(text) / 2 if text.isdecimal() and len(text) <= 4 else 0.0


def _get_value(element: etree._Element, name: str) -> str:
    part = element.find(W + name)
    return part.get(f"{W}val", "") if part is not None else ""
