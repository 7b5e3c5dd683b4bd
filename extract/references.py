"""Registry numbers (diarienummer) as municipalities write them: "KS 2023/118", "KSN-2023-00118", "23/118"."""

from __future__ import annotations

import re
from typing import Final

_YEAR: Final = r"(?:19|20)\d\d"
_UNIT: Final = r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,8}"
_NO_DATE: Final = rf"(?!{_YEAR}(?:[-–]\d\d?[-–]|/\d\d?/|\.\d\d?\.)\d\d?(?!\d))"
_TAIL: Final = r"(?:[-.:/]\d{1,4}(?:\.\d{1,3}){0,2}|[ ]\d{3}(?!\d))?(?![\d-])"
"""The number of a paper in the case or a code of the archive plan, which stand after it."""
_BY_YEAR: Final = rf"{_NO_DATE}{_YEAR}\s?[/:.-]\s?\d{{1,6}}"
_SHORT_YEAR: Final = r"\d\d\s?[/:-]\s?\d{1,6}"
_REFERENCE: Final = rf"(?:{_UNIT}[ /.:-]{{0,2}}(?:{_BY_YEAR}|{_SHORT_YEAR})|{_BY_YEAR}){_TAIL}"
_ALONE_BEFORE: Final = r"(?<![\d/.:-])"
_IN_FIELD: Final = (
    rf"(?:{_REFERENCE}|{_ALONE_BEFORE}(?:{_UNIT}[ /.-]?)?\d{{1,5}}/(?:{_YEAR}|\d\d)(?!\d)"
    rf"|{_YEAR}/?{_UNIT}[ -]?\d{{2,6}}|{_ALONE_BEFORE}{_NO_DATE}{_SHORT_YEAR}(?![\d-]))"
)
"""What a number may also look like where its label stands before it: "118/2023", "2023KS118", "23/118"."""

_VALUE: Final = re.compile(_IN_FIELD)
LABELLED: Final = re.compile(
    r"(?<![^\W_])(?:d\.?nr|diarienummer|diarie-?nr|diariernr|ärendenummer|ärendenr)\.?\s*:?\s*"
    rf"(?-i:(?P<value>{_IN_FIELD}))",
    re.IGNORECASE,
)
"""A number after its label in running text; the group "value"."""
_ALONE: Final = re.compile(
    r"(?!(?:SFS|SOU|DS|PROP|SOSFS|AFS|MSBFS|BFS|TSFS|RIR|AD|NJA|EU|EG|ISO|ISBN|ISSN)\b)"
    r"[A-ZÅÄÖ]{2,5}[ /-]?(?:(?:19|20)\d\d[/:.-]\d{1,6}|\d\d[-/]\d{2,5}(?:[ .]\d{2,4})?)"
)
"""A number that stands alone on its line, without a label. Numbers of laws and reports look the same."""


def find_reference(value: str) -> str:
    """The registry number in the value of a labelled field; "" if there is none."""
    match = _VALUE.search(value)
    return match.group().strip() if match else ""


def is_reference(text: str) -> bool:
    """Whether a text is a registry number and nothing else."""
    return _ALONE.fullmatch(text) is not None
