"""How the report says shares of a count. Pure."""

from __future__ import annotations

from corpus.export.texts import Texts


def say_share(part: int, whole: int, texts: Texts) -> str:
    """A share as `Texts.share` has it; "–" of nothing."""
    return texts.share(part / whole) if whole else "–"
