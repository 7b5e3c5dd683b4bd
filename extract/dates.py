"""Swedish and English dates in text to ISO 8601."""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH: Final = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:s|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?"
    r"|aug(?:usti|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR: Final = r"(?:19|20)\d\d"
DAY: Final = (
    rf"(?:{_YEAR}[-–./]\d{{1,2}}[-–./]\d{{1,2}}|\d{{1,2}}\s+{_MONTH}\s+{_YEAR}|\d{{1,2}}/\d{{1,2}}[-\s]+{_YEAR}"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))"
)
"""A date with its day, as a pattern to build others from. Match without regard to case."""
DATE: Final = rf"(?:{DAY}|{_MONTH}\s+{_YEAR}|{_YEAR}[-–](?:0[1-9]|1[0-2])(?!\d)|{_YEAR})"
"""A date, month or year, as a pattern to build others from. Match without regard to case."""

_WORDED: Final = re.compile(rf"(?:(\d{{1,2}})\s+)?({_MONTH})\s+({_YEAR})", re.IGNORECASE)
_SLASHED: Final = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})[-\s]+({_YEAR})")
_FULL: Final = re.compile(rf"(?<![\d/]){DAY}(?![\d/])", re.IGNORECASE)
_ANY: Final = re.compile(rf"(?<![\d/-]){DATE}(?![\d/])", re.IGNORECASE)
_NUMERIC: Final = re.compile(rf"({_YEAR})(?:[-–./]?(\d{{1,2}})(?:[-–./]?(\d{{1,2}}))?)?")


def parse_date(text: str) -> str:
    """A text that `DATE` matches, to ISO 8601 ("2024-05-15", "2024-05" or "2024"); "" if it is none."""
    text = " ".join(text.split())
    if match := _WORDED.fullmatch(text):
        return _write(int(match[3]), _MONTHS[match[2][:3].lower()], int(match[1] or 0))
    if match := _SLASHED.fullmatch(text):
        return _write(int(match[3]), int(match[2]), int(match[1]))
    if match := _NUMERIC.fullmatch(text):
        return _write(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    return ""


def find_date(text: str) -> str:
    """The first date in a text as ISO 8601: a day if there is one, else a month or a year; "" without any."""
    match = _FULL.search(text) or _ANY.search(text)
    return parse_date(match.group()) if match else ""


def _write(year: int, month: int, day: int) -> str:
    if not 0 <= month <= 12 or not 0 <= day <= 31:
        return ""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])
