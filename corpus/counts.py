"""Numbers with their nouns, as commands say them (readers' own languages: corpus/export/texts.py)."""

from __future__ import annotations


def plural(number: int, noun: str, nouns: str = "") -> str:
    """A count with its noun: 1 document, 1,200 passages, 4 municipalities (`nouns` where no -s makes it)."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
