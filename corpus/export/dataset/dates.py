"""Dates as documents state them: a day, a month or only a year (see corpus.records.Metadata)."""

from __future__ import annotations

from datetime import UTC, date, datetime


def year_of(stated: str) -> int | None:
    """The year of an ISO date, month or year; None where none is stated."""
    return int(stated[:4]) if stated[:4].isdecimal() and len(stated) >= 4 else None


def day_of(stated: str) -> date | None:
    """The day, None where only a month or a year is stated, or a day that is in no calendar."""
    try:
        return date.fromisoformat(stated) if len(stated) == len("2024-05-15") else None
    except ValueError:
        return None


def moment_of(stated: str) -> datetime | None:
    """A time in UTC; None where there is none."""
    try:
        return datetime.fromisoformat(stated).astimezone(UTC) if stated else None
    except ValueError:
        return None


def parts_of(stated: str) -> list[int]:
    """Year, month and day as far as they are stated."""
    return [int(part) for part in stated.split("-") if part.isdecimal()]
