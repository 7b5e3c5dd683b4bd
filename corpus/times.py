"""The one clock and the one way of writing a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """The present as ISO 8601 in UTC with seconds ("2026-03-01T08:15:00Z")."""
    return _write(datetime.now(UTC))


def days_before(moment: str, days: float) -> str:
    """The time `days` before `moment`, in the same form."""
    return _write(datetime.fromisoformat(moment) - timedelta(days=days))


def _write(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
