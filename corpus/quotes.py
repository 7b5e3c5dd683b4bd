"""Short forms of what documents and people wrote."""

from __future__ import annotations


def begin_quote(text: str, longest: int) -> str:
    """The text on one line in at most `longest` characters, to recognise it by.

    It is cut after a word ("samverka med …"), within one only where that would leave less than half.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    words, _, _ = line[: longest - 1].rpartition(" ")
    return f"{words} …" if 2 * len(words) >= longest else f"{line[: longest - 1]}…"
