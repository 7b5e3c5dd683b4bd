"""Swedish, English or another language, by the words that every text is full of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

_SWEDISH: Final = frozenset(
    ("och", "att", "det", "som", "för", "är", "på", "av", "med", "den", "till", "ska", "inte", "om", "ett",
     "har", "kan", "vid", "från", "eller", "ej", "samt")
)  # fmt: skip
_ENGLISH: Final = frozenset(
    ("the", "of", "and", "to", "is", "that", "for", "with", "are", "this", "which", "by", "be", "as", "it",
     "from", "not", "have", "will")
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 2000  # words
_SHARE: Final = 0.08  # of all words; running text has 0.25–0.35, lists of names none
_FEW: Final = 3
_MANY: Final = 100  # words: with so many, neither language means another one


def find_language(texts: Iterable[str]) -> str:
    """Either "sv", "en" or "other"; "" where there is too little text to tell."""
    words = list(islice((word.lower() for text in texts for word in _WORD.findall(text)), _SAMPLE))
    swedish = sum(map(_SWEDISH.__contains__, words))
    english = sum(map(_ENGLISH.__contains__, words))
    most = max(swedish, english)
    if most >= _FEW and most >= _SHARE * len(words):
        return "sv" if swedish >= english else "en"
    return "other" if len(words) >= _MANY else ""
