"""Sentences of a passage: spans that abbreviations, dates, numbers and initials do not cut.

A sentence ends after a full stop, an exclamation or question mark, with the quotation marks and brackets that
close there, where white space and what may begin a sentence follow. Swedish writes "bl.a." and "den 3. maj"
with full stops that end nothing: the usual ones are known, and before a small letter none ends a sentence.
"""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]
"""Half-open range of code points in the text."""

_ABBREVIATIONS: Final = frozenset(
    {"adr", "alt", "anm", "ang", "anv", "art", "aug", "avd", "avs", "bil", "bitr", "ca", "cit"}
    | {"dec", "dir", "dnr", "ekv", "enl", "ex", "exkl", "feb", "fig", "fl", "forts", "fr", "fsk"}
    | {"förf", "förv", "ibl", "inkl", "jan", "jfr", "jul", "jun", "kap", "kl", "kvm", "lfd", "lic"}
    | {"max", "milj", "min", "mdr", "näml", "nov", "nr", "nuv", "okt", "omr", "ordf", "par", "prof"}
    | {"prop", "proc", "red", "ref", "reg", "resp", "rev", "sek", "sekr", "sep", "sept", "skr", "spec"}
    | {"stk", "st", "str", "särsk", "tab", "tel", "tex", "tfn", "tom", "trp", "uppl", "utg", "utv"}
    | {"vd", "vol", "vs", "årg", "övers", "övr"}
)
"""Words with a full stop of their own, in small letters; those of single letters ("t.ex.") need no list."""
_MAY_END: Final = frozenset(("m.m", "m.fl", "o.s.v", "osv", "etc", "mm", "mfl", "o.d", "o.dyl", "dyl", "e.d"))
"""Those that close a list of things, and so also a sentence, where a capital follows."""
_STOP: Final = re.compile(r"(?P<mark>[.!?…]+)[\"'”’»)\]]*(?=\s)")
_BEFORE: Final = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+$|\d+$")
_FIRST: Final = re.compile(r"\s+[\"'”’«»(\[–—-]*\s*(?P<first>\S)(?P<rest>[^\W\d_]*)")
_MONTH: Final = re.compile(
    r"(?:jan|feb|mars?|apr|maj|juni?|juli?|aug|sept?|okt|nov|dec)(?:uari|ruari|il|usti|ember|ober)?",
    re.IGNORECASE,
)
_REACH: Final = 40  # code points before a full stop that are looked at


def split_sentences(text: str) -> list[Span]:
    """The spans of the sentences of a text, in order, without the white space between them.

    Together they hold every code point that is no white space, once.
    """
    spans: list[Span] = []
    start = 0
    for match in _STOP.finditer(text):
        if _ends_sentence(text, match):
            spans.append(_strip(text, start, match.end()))
            start = match.end()
    spans.append(_strip(text, start, len(text)))
    return [span for span in spans if span[0] < span[1]]


def _strip(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    return start + lead, max(start + len(inner.rstrip()), start + lead)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    after = _FIRST.match(text, stop.end())
    if after is None:
        return False  # nothing follows: the rest of the text is the sentence
    first, word = after["first"], after["first"] + after["rest"]
    if first.islower():
        return False
    if stop["mark"] != ".":
        return True
    before = _BEFORE.search(text, max(stop.start() - _REACH, 0), stop.start())
    return before is None or _may_end(before.group(), first, word)


def _may_end(before: str, first: str, word: str) -> bool:
    """Whether a full stop after `before` ends a sentence, where one could begin with `word`."""
    plain = before.casefold()
    if before.isdigit():
        # "den 3. Maj" is a date, "1. Syfte" the number of a heading; "år 2024. Kommunen" ends.
        return len(before) > 2 and not _MONTH.fullmatch(word)
    if plain in _MAY_END:
        return first.isalpha()
    last = plain.rpartition(".")[2]
    if len(last) == 1 or "." in plain:  # initials ("A. Ek") and "t.ex.", "d.v.s.", "bl.a."
        return False
    return last not in _ABBREVIATIONS
