"""What the report says of itself, in Swedish and English: see corpus/export/texts.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
