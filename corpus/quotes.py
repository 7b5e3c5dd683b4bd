"""Short forms of what documents and people wrote."""

from __future__ import annotations


def begin_quote(text: str, longest: int) -> str:
    """The text on one line, cut to at most `longest` characters, to recognise it by."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
