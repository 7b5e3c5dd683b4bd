"""Full-text search in Swedish: what is a word, when do two words match, and the query language.

å, ä and ö are letters of their own; other accents are folded (idéburna = ideburna, Müller = Muller).
A plain word finds its inflections and the compounds that begin with it: its Snowball stem is searched as a
prefix (föreningar → föreningslivet). Words in "quotes" are searched as they stand, next to each other.
``-word`` leaves out passages with that word. All words must occur, in the text or the headings above it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from corpus.errors import SearchQueryEmpty

_NORDIC = {"æ": "ä", "Æ": "Ä", "ø": "ö", "Ø": "Ö"}
_FOREIGN = re.compile(r"[^\x00-\x7fåäöÅÄÖ]")
_TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search. Each group is a sequence of folded words; `exact` groups are phrases."""

    text: str
    wanted: tuple[tuple[str, ...], ...]
    exact: tuple[bool, ...]
    unwanted: tuple[tuple[str, ...], ...]


def fold(text: str) -> str:
    """`text` in lower case with all accents but å ä ö removed; as many code points as NFC input has."""
    return _FOREIGN.sub(lambda found: _fold_letter(found[0]), text).lower()


def parse_query(text: str) -> Query:
    """Read what a person typed. Raises SearchQueryEmpty when no word is in it."""
    wanted: list[tuple[str, ...]] = []
    exact: list[bool] = []
    unwanted: list[tuple[str, ...]] = []
    for match in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        phrase = match["phrase"]
        words = tuple(_WORD.findall(fold(match["word"] if phrase is None else phrase)))
        if not words:
            continue
        if match["minus"]:
            unwanted.append(words)
            continue
        wanted.append(words)
        exact.append(phrase is not None or len(words) > 1)
    if not wanted:
        raise SearchQueryEmpty(f"There is no word to search for in {text!r}. Give at least one word to find.")
    return Query(text, tuple(wanted), tuple(exact), tuple(unwanted))


def match_expression(query: Query) -> str:
    """The query in SQLite FTS5's language (https://sqlite.org/fts5.html#full_text_query_syntax)."""
    parts = [
        _phrase(words) if exact else f'"{stem(words[0])}"*'
        for words, exact in zip(query.wanted, query.exact, strict=True)
    ]
    expression = " AND ".join(parts)
    for words in query.unwanted:
        # Not stemmed: leaving out too much is worse than too little.
        left_out = _phrase(words) if len(words) > 1 else f'"{words[0]}"*'
        expression = f"({expression}) NOT {left_out}"
    return expression


def find_hits(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Where the query's words stand in `text`: half-open ranges, sorted, for marking them."""
    folded = fold(text)
    hits: set[tuple[int, int]] = set()
    for words, exact in zip(query.wanted, query.exact, strict=True):
        pattern = (
            r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)" if exact else re.escape(stem(words[0])) + r"\w*"
        )
        hits.update(match.span() for match in re.finditer(r"(?<!\w)" + pattern, folded))
    return tuple(sorted(hits))


def stem(word: str) -> str:
    """The Snowball stem of a folded Swedish word, never shorter than three letters."""
    stemmed = _stemmer().stemWord(word)
    return stemmed if len(stemmed) >= _SHORTEST_STEM and word.startswith(stemmed) else word


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmer() -> _Stemmer:
    import snowballstemmer

    return cast(_Stemmer, snowballstemmer.stemmer("swedish"))


def _phrase(words: tuple[str, ...]) -> str:
    return '"' + " ".join(words) + '"'


@cache
def _fold_letter(letter: str) -> str:
    if letter in _NORDIC:
        return _NORDIC[letter]
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if len(plain.lower()) == 1 else letter
