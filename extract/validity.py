"""For which time a document is valid, as it is written: "2024–2028", "från och med 2024-07-01"."""

from __future__ import annotations

import re
from typing import Final

from extract.dates import DATE, parse_date

_PERIOD: Final = re.compile(
    rf"(?P<start>{DATE})\s*(?:[-–—]|till?(?: och med)?|t\.?\s?o\.?\s?m\.?|to)\s*(?P<end>{DATE})",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    rf"(?P<from>(?:från(?: och med)?|fr\.?\s?o\.?\s?m\.?|from)\s+(?:den\s+)?)?(?P<start>{DATE})",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    rf"(?:till(?: och med)?|t\.?\s?o\.?\s?m\.?|längst till|until)\s+(?:den\s+)?(?P<end>{DATE})", re.IGNORECASE
)
VALID_IN_TEXT: Final = re.compile(
    rf"(?:gäller|giltig(?:hetstid)?|löper)\s*:?\s*(?:för\s+)?(?:åren\s+|perioden\s+|tiden\s+)?"
    rf"(?P<value>(?:(?:från|till)(?: och med)?|(?:fr|t)\.?o\.?m\.?)?\s*(?:den\s+)?{DATE}.{{0,40}})",
    re.IGNORECASE,
)
"""A sentence that says it; the group "value"."""
YEARS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)(?!\d)")
"""Two years, as they stand in titles."""


def parse_validity(text: str) -> tuple[str, str]:
    """(from, to) of a period as it is written: "2024–2028", "från och med 2024-07-01", "till 2027".

    A year alone is the whole year; a day alone is the last one, unless the text says otherwise.
    """
    if match := _PERIOD.search(text):
        return parse_date(match["start"]), parse_date(match["end"])
    if match := _UNTIL.search(text):
        return "", parse_date(match["end"])
    match = _FROM.search(text)
    if match is None:
        return "", ""
    date = parse_date(match["start"])
    if match["from"] or "tills vidare" in text.casefold():
        return date, ""
    return (date, date) if len(date) == 4 else ("", date)  # a year
