"""One step of the shape of the study's database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its name and its SQL statements. A step is never edited once released."""

    name: str
    statements: tuple[str, ...]
