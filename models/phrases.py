"""Words and phrases found in running text, fast enough for every passage of a country.

A pattern is words separated by spaces. ``*`` at either end of a word stands for any letters,
``~`` at the end for an optional genitive s. A word that is written with a capital must stand with
a capital in the text; others are found in any case. Hyphens in the text count as spaces, so
"vård- och omsorgscollege" is three words and "Upplands Bro" also finds "Upplands-Bro".

Looking up goes through a cache of distinct words: a passage costs about one dictionary look-up a
word, whatever the number of patterns (3,000 patterns cost the same as 30).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

_WORD: Final = re.compile(r"\w+")
_GAP: Final = re.compile(r"[\s\u00ad]+|[-–/]|-\s")
"""What may stand between the words of one phrase; a full stop or comma may not."""

_CACHE_LIMIT: Final = 200_000
"""Distinct words remembered per index: about 40 MB, the vocabulary of some 5,000 documents."""

Label = TypeVar("Label")


class Token(NamedTuple):
    """One word: half-open code points in the text, its lower-case form, whether it has a capital."""

    start: int
    end: int
    lower: str
    capital: bool


class Match(NamedTuple, Generic[Label]):
    """A phrase found: half-open token positions and the label it was entered with."""

    first: int
    last: int
    label: Label


def split_words(text: str) -> list[Token]:
    """The words of a text in order."""
    tokens = []
    for found in _WORD.finditer(text):
        word = found.group()
        lower = word.lower()
        tokens.append(Token(found.start(), found.end(), lower, word[0] != lower[0]))
    return tokens


@dataclass(frozen=True, slots=True)
class WordPattern:
    """One word of a pattern. `kind` is exact, genitive, prefix, suffix or inside."""

    kind: str
    stem: str
    capital: bool

    @classmethod
    def parse(cls, text: str) -> WordPattern:
        """Read one word of a pattern; see the module's first lines."""
        stem = text.strip("*~").lower()
        if not stem or set(stem) & set("*~"):
            msg = f"'{text}' is no word pattern: put * or ~ only at the ends of a word"
            raise ValueError(msg)
        if text.endswith("~"):
            kind = "genitive"
        else:
            ends = (text.startswith("*"), text.endswith("*"))
            kind = {(True, True): "inside", (True, False): "suffix", (False, True): "prefix"}.get(
                ends, "exact"
            )
        return cls(kind, stem, text.strip("*")[0].isupper())

    def fits(self, token: Token) -> bool:
        """Whether the token is a form of this word."""
        return (token.capital or not self.capital) and self.fits_word(token.lower)

    def fits_word(self, word: str) -> bool:
        """Whether the lower-case word is a form of this word, capitals aside."""
        match self.kind:
            case "exact":
                return word == self.stem
            case "genitive":
                return word == self.stem or (word[-1] == "s" and word[:-1] == self.stem)
            case "prefix":
                return word.startswith(self.stem)
            case "suffix":
                return word.endswith(self.stem)
            case _:
                return self.stem in word


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Label]):
    words: tuple[WordPattern, ...]
    label: Label


@dataclass(slots=True)
class PhraseIndex(Generic[Label]):
    """Patterns with labels, looked up by their first word."""

    _whole: dict[str, list[_Entry[Label]]] = field(default_factory=dict)
    _prefixes: dict[str, list[_Entry[Label]]] = field(default_factory=dict)
    _loose: list[_Entry[Label]] = field(default_factory=list)
    _cache: dict[str, tuple[_Entry[Label], ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, patterns: Iterable[tuple[str, Label]]) -> PhraseIndex[Label]:
        """An index of (pattern, label) pairs. Raises ValueError for a pattern that cannot be read."""
        index = cls()
        for text, label in patterns:
            words = tuple(WordPattern.parse(word) for word in re.split(r"[ -]+", text))
            index._place(_Entry(words, label))
        return index

    def _place(self, entry: _Entry[Label]) -> None:
        first = entry.words[0]
        match first.kind:
            case "exact":
                self._whole.setdefault(first.stem, []).append(entry)
            case "genitive":
                self._whole.setdefault(first.stem, []).append(entry)
                self._whole.setdefault(first.stem + "s", []).append(entry)
            case "prefix":
                self._prefixes.setdefault(first.stem, []).append(entry)
            case _:
                self._loose.append(entry)

    def iter_matches(self, text: str, tokens: Sequence[Token]) -> Iterator[Match[Label]]:
        """Every place where a pattern stands, overlapping ones too, in order of first word."""
        cache = self._cache
        for position, token in enumerate(tokens):
            entries = cache.get(token.lower)
            if entries is None:
                entries = self._entries(token.lower)
            for entry in entries:
                if (token.capital or not entry.words[0].capital) and (
                    len(entry.words) == 1 or _stands(entry.words, text, tokens, position)
                ):
                    yield Match(position, position + len(entry.words), entry.label)

    def _entries(self, word: str) -> tuple[_Entry[Label], ...]:
        """Look a word up that the cache lacks, and remember it while there is room."""
        found = self._look_up(word)
        if len(self._cache) < _CACHE_LIMIT:
            self._cache[word] = found
        return found

    def _look_up(self, word: str) -> tuple[_Entry[Label], ...]:
        found = list(self._whole.get(word, ()))
        for end in range(len(word), 0, -1):  # the longest first: it wins where two matches are equally long
            found.extend(self._prefixes.get(word[:end], ()))
        found.extend(entry for entry in self._loose if entry.words[0].fits_word(word))
        return tuple(found)


def _stands(words: Sequence[WordPattern], text: str, tokens: Sequence[Token], position: int) -> bool:
    if position + len(words) > len(tokens):
        return False
    for offset in range(1, len(words)):
        before, here = tokens[position + offset - 1], tokens[position + offset]
        if not words[offset].fits(here) or not _GAP.fullmatch(text, before.end, here.start):
            return False
    return True


def longest(matches: Iterable[Match[Label]]) -> list[Match[Label]]:
    """Matches that do not overlap: the leftmost first, and of those that begin together the longest."""
    kept: list[Match[Label]] = []
    for match in sorted(matches, key=lambda m: (m.first, -m.last)):
        if not kept or match.first >= kept[-1].last:
            kept.append(match)
    return kept
