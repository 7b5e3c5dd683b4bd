"""Where a passage can be divided or a border be put: the beginnings of sentences and list lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BORDER: Final = re.compile(r"(?<=[.!?:;…”])\s+(?=[^\W\d_a-zåäö]|[•–—-]\s)|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a text, half-open, counted from where the text was said to begin."""

    start: int
    end: int
    text: str


def split_sentences(text: str, offset: int) -> tuple[Sentence, ...]:
    """The sentences of a text that begins at `offset`; abbreviations may divide too often."""
    found: list[Sentence] = []
    start = 0
    for border in [*_BORDER.finditer(text), None]:
        end = len(text) if border is None else border.start()
        if text[start:end].strip():
            found.append(Sentence(offset + start, offset + end, text[start:end]))
        start = len(text) if border is None else border.end()
    return tuple(found)
