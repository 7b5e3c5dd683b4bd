"""The lists of a Word file: which paragraphs are items, and their automatic numbers."""

from __future__ import annotations

from typing import Final

from lxml import etree

from extract.list_labels import LEVELS, Counter, Level
from extract.word_styles import W, parse_level

_FORMS: Final = {
    "decimal": "decimal",
    "decimalZero": "decimal",
    "ordinal": "decimal",
    "lowerLetter": "lower-letter",
    "upperLetter": "upper-letter",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    "bullet": "bullet",
    "none": "none",
}
"""ST_NumberFormat (ISO/IEC 29500-1, 17.18.59) to ours; the many others are read as decimal."""


class Numbering:
    """The lists of one file, counted in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, str] = {}
        self._counters: dict[str, Counter] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for number in root.iterfind(f"{W}num"):
            key = number.get(f"{W}numId", "")
            self._abstract[key] = _get_value(number, "abstractNumId")
            self._restarts[key] = _read_restarts(number)
        for abstract in root.iterfind(f"{W}abstractNum"):
            levels = {
                parse_level(level.get(f"{W}ilvl", "")): _read_level(level)
                for level in abstract.iterfind(f"{W}lvl")
            }
            self._counters[abstract.get(f"{W}abstractNumId", "")] = Counter(levels)

    def find_label(self, list_id: str, depth: int) -> str | None:
        """The label of the next item of a list, "" for a bullet; None if that is no list ("0" or unknown)."""
        counter = self._counters.get(self._abstract.get(list_id, ""))
        if counter is None or depth >= LEVELS:
            return None
        for level, number in self._restarts.pop(list_id, {}).items():
            counter.restart(level, number)
        label = counter.count(depth)
        level_form = counter.levels.get(depth)
        return None if level_form is not None and level_form.form == "none" and not label else label


def _read_level(level: etree._Element) -> Level:
    start = _get_value(level, "start")
    return Level(
        _FORMS.get(_get_value(level, "numFmt") or "decimal", "decimal"),
        _get_value(level, "lvlText"),
        int(start) if start.isdecimal() and len(start) <= 4 else 1,
    )


def _read_restarts(number: etree._Element) -> dict[int, int]:
    restarts = {}
    for override in number.iterfind(f"{W}lvlOverride"):
        start = _get_value(override, "startOverride")
        if start.isdecimal() and len(start) <= 4:
            restarts[parse_level(override.get(f"{W}ilvl", ""))] = int(start)
    return restarts


def _get_value(element: etree._Element, name: str) -> str:
    part = element.find(W + name)
    return part.get(f"{W}val", "") if part is not None else ""
