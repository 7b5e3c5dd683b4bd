"""Automatic numbers as the reader sees them: "2.1", "c)", "iv." from counters and number formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LEVELS: Final = 9
_ROMANS: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_NUMBER: Final = 3999
_PLACE: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. `form` is "bullet", "none", "decimal", "lower-letter", …

    `pattern` is the label with ``%1`` for the number of the outermost level, ``%2`` for the next.
    """

    form: str
    pattern: str
    start: int = 1


@dataclass(slots=True)
class Counter:
    """The numbers of one list while it is read. `levels` are its levels by depth from 0."""

    levels: Mapping[int, Level]
    _numbers: dict[int, int] = field(default_factory=dict)

    def count(self, depth: int) -> str:
        """The label of the next item at this depth: "" for a bullet."""
        level = self.levels.get(depth)
        start = level.start if level else 1
        self._numbers[depth] = self._numbers.get(depth, start - 1) + 1
        for deeper in [known for known in self._numbers if known > depth]:
            del self._numbers[deeper]
        if level is None or level.form in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda match: self._write(int(match.group(1)) - 1), level.pattern).strip()

    def restart(self, depth: int, number: int) -> None:
        """Let the next item at this depth have this number."""
        self._numbers[depth] = number - 1

    def _write(self, depth: int) -> str:
        level = self.levels.get(depth, Level("decimal", ""))
        return write_number(self._numbers.get(depth, level.start), level.form)


def write_number(number: int, form: str) -> str:
    """A number as decimal, letter or Roman numeral; decimal where the form has no sign for it."""
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    if form.endswith("letter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form.endswith("roman"):
        letter = ""
        for value, sign in _ROMANS:
            letter, number = letter + sign * (number // value), number % value
    else:
        return str(number)
    return letter.upper() if form.startswith("upper") else letter
