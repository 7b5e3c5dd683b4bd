"""What somebody may have meant by a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def say_nearest(wanted: str, known: Sequence[str]) -> str:
    """The at most three nearest names as a sentence; "" where none is near."""
    near = difflib.get_close_matches(wanted, known, 3, 0.5)
    return f"Nearest: {', '.join(near)}." if near else ""
