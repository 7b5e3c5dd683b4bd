"""The codebook's cue words, found in text in any inflection.

A cue is matched word by word: a word of four letters or more also stands for what begins with it
("grannkommun" finds "grannkommunerna"), a shorter one only for itself. What stands in brackets is a
remark to people and is left out. A cue with a blank to fill ("Region X", "X kommun") gives nothing:
the gazetteer finds those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.records import Codebook
from models.phrases import PhraseIndex, split_words

_REMARK: Final = re.compile(r"\([^)]*\)")
_BLANK: Final = "X"
_SHORTEST_STEM: Final = 4
_TRIMMED: Final = 6
"""From this length a word also gives up its ending: "gemensamma" and "gemensam" are one cue."""


def cue_patterns(cue: str) -> tuple[str, ...]:
    """The patterns of one cue; "trippel/triple helix" gives two."""
    patterns = []
    for variant in _REMARK.sub(" ", cue).split("/"):
        words = [variant[token.start : token.end] for token in split_words(variant)]
        if words and _BLANK not in words:
            patterns.append(" ".join(_word_pattern(word) for word in words))
    return tuple(patterns)


def _word_pattern(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return word + "~"
    if len(word) < _SHORTEST_STEM:
        return word.lower()
    stem = re.sub(r"(ma|mma|a|ar|er|en|et|t)$", "", word.lower()) if len(word) >= _TRIMMED else word.lower()
    return stem + "*"


def iter_cue_patterns(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """(pattern, code id) for every cue of every code."""
    for code in codebook.codes:
        for cue in code.cues:
            for pattern in cue_patterns(cue):
                yield pattern, code.id


def index_cues(codebook: Codebook) -> PhraseIndex[str]:
    """An index that finds the codes' cues."""
    return PhraseIndex.build(iter_cue_patterns(codebook))
