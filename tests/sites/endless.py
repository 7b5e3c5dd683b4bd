"""Addresses that never end: calendars and archives by the day, tags that lead to tags."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(r"/arkiv/(\d{4})/(\d\d)/")
_TAG = re.compile(r"/etikett/(\d+)/")


def answer_trap(path: str, query: dict[str, str]) -> tuple[str, list[tuple[str, str]]] | None:
    """(title, links) of a page of a trap, or None when the address is none."""
    if path == "/kalendarium":
        return _answer_calendar(query.get("datum", ""))
    if found := _DAY.fullmatch(path):
        year, month = int(found[1]), int(found[2])
        ahead = (year + month // 12, month % 12 + 1)
        back = (year - (month == 1), (month - 2) % 12 + 1)
        return f"Arkiv {year}-{month:02}", [(f"/arkiv/{y}/{m:02}/", f"{y}-{m:02}") for y, m in (ahead, back)]
    if found := _TAG.fullmatch(path):
        number = int(found[1])
        return f"Etikett {number}", [
            (f"/etikett/{(number * 31 + step) % 100_003}/", f"Ämne {step}") for step in range(1, 8)
        ]
    return None


def _answer_calendar(text: str) -> tuple[str, list[tuple[str, str]]]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date(2026, 3, 1)
    days = [day + timedelta(days=step) for step in (-30, -1, 1, 7, 30)]
    return f"Kalendarium {day}", [(f"/kalendarium?datum={one}", f"Program {one}") for one in days]
