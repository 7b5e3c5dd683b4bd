"""The styles of an OpenDocument text: paragraph styles with what they inherit, and list styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from extract.list_labels import LEVELS, Level

STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

_ESCAPED: Final = re.compile(r"_([0-9a-f]{2,4})_")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH: Final = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|pc|px)")
_FORMS: Final = {
    "1": "decimal",
    "a": "lower-letter",
    "A": "upper-letter",
    "i": "lower-roman",
    "I": "upper-roman",
}
"""style:num-format (OpenDocument 1.3 part 3, 19.500) to ours."""


@dataclass(frozen=True, slots=True)
class OpenStyle:
    """A paragraph or text style. `names` are its own name and those it is based on, nearest first.

    `bold` is None where neither it nor what it is based on says; `size` is in points, 0 where unsaid.
    `unnumbered` tells that headings of this style have no automatic number, whatever the outline says.
    """

    names: tuple[str, ...] = ()
    bold: bool | None = None
    size: float = 0.0
    hidden: bool = False
    unnumbered: bool = False


class OpenStyles:
    """The styles of one file: `content.xml` has the automatic ones, `styles.xml` those with names."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._written: dict[str, etree._Element] = {}
        self._known: dict[str, OpenStyle] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                if style.get(f"{STYLE}family") in ("paragraph", "text"):
                    self._written[style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                self._lists[style.get(f"{STYLE}name", "")] = read_levels(style)

    def get(self, name: str) -> OpenStyle:
        """The style of this name; one that says nothing where there is none."""
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def get_levels(self, name: str) -> dict[int, Level]:
        """Depth from 0 → how a list style numbers it."""
        return self._lists.get(name, {})

    def _resolve(self, name: str) -> OpenStyle:
        names: list[str] = []
        bold: bool | None = None
        size = 0.0
        hidden = False
        lists: list[str | None] = []
        while name and name not in names:  # styles of broken files are based on each other
            names.append(name)
            style = self._written.get(name)
            if style is None:
                break
            lists.append(style.get(f"{STYLE}list-style-name"))
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None:
                weight = properties.get(f"{FO}font-weight", "")
                bold = (
                    bold if bold is not None or not weight else weight in ("bold", "600", "700", "800", "900")
                )
                size = size or parse_length(properties.get(f"{FO}font-size", ""))
                hidden = hidden or properties.get(f"{TEXT}display") == "none"
            name = style.get(f"{STYLE}parent-style-name", "")
        unnumbered = next((name == "" for name in lists if name is not None), False)
        return OpenStyle(tuple(map(decode_name, names)), bold, size, hidden, unnumbered)


def read_levels(style: etree._Element) -> dict[int, Level]:
    """The levels of a list style or of the outline."""
    levels: dict[int, Level] = {}
    for level in style:
        number = level.get(f"{TEXT}level", "")
        if not number.isdecimal() or not 1 <= int(number[:3]) <= LEVELS:
            continue
        levels[int(number) - 1] = _read_level(level, int(number))
    return levels


def _read_level(level: etree._Element, number: int) -> Level:
    form = _FORMS.get(level.get(f"{STYLE}num-format", ""), "none")
    if not str(level.tag).endswith("-number") and not str(level.tag).endswith("outline-level-style"):
        return Level("bullet", "")
    shown = level.get(f"{TEXT}display-levels", "1")
    first = max(number - int(shown) + 1, 1) if shown.isdecimal() and len(shown) < 3 else number
    places = ".".join(f"%{place}" for place in range(first, number + 1))
    start = level.get(f"{TEXT}start-value", "1")
    pattern = level.get(f"{STYLE}num-prefix", "") + places + level.get(f"{STYLE}num-suffix", "")
    return Level(form, pattern, int(start) if start.isdecimal() and len(start) <= 4 else 1)


def decode_name(name: str) -> str:
    """A style's name as people wrote it: "Heading_20_1" → "Heading 1"."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), name)


def parse_length(text: str) -> float:
    """A length such as "21cm" to points; 0 for what is none."""
    match = _LENGTH.fullmatch(text)
    return float(match.group(1)) * _POINTS[match.group(2)] if match else 0.0
