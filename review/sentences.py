"""Where a passage can be divided or a border be put: the beginnings of sentences and list lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extract import sentences

_LINE: Final = re.compile(r"(?:[^\n:;]|[:;](?!\s+(?:[A-ZÅÄÖ]|[•–—-]\s)))+[:;]?")
"""What stands on one line, up to a colon or semicolon that something new follows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a text, half-open, counted from where the text was said to begin."""

    start: int
    end: int
    text: str


def split_sentences(text: str, offset: int) -> tuple[Sentence, ...]:
    """The sentences of a text that begins at `offset`; abbreviations and dates do not divide."""
    return tuple(
        Sentence(offset + line.start() + start, offset + line.start() + end, line.group()[start:end])
        for line in _LINE.finditer(text)
        for start, end in sentences.split_sentences(line.group())
    )
