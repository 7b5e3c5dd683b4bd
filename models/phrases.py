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


_new_tuple: Final = tuple.__new__


def split_words(text: str) -> list[Token]:
    """The words of a text in order."""
    tokens = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = text[start:end]
        lower = word.lower()
        # as Token(…), without the call of its constructor: a fifth of the time of taking a text apart
        tokens.append(_new_tuple(Token, (start, end, lower, word[0] != lower[0])))
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
    _pairs: dict[tuple[str, str], tuple[_Entry[Label], ...]] = field(default_factory=dict)
    _longest: int = 0
    _inside: re.Pattern[str] | None = None

    @classmethod
    def build(cls, patterns: Iterable[tuple[str, Label]]) -> PhraseIndex[Label]:
        """An index of (pattern, label) pairs. Raises ValueError for a pattern that cannot be read."""
        index = cls()
        for text, label in patterns:
            words = tuple(WordPattern.parse(word) for word in re.split(r"[ -]+", text))
            index._place(_Entry(words, label))
        index._longest = max(map(len, index._prefixes), default=0)
        stems = sorted({re.escape(entry.words[0].stem) for entry in index._loose})
        index._inside = re.compile("|".join(stems)) if stems else None
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
        find = self._cache.get
        found = [find(token.lower) for token in tokens]
        if None in found:
            known = zip(tokens, found, strict=True)
            found = [self._entries(token.lower) if one is None else one for token, one in known]
        # most words begin no pattern (an empty tuple), and most patterns that begin end with the next word
        for position in [position for position, entries in enumerate(found) if entries]:
            token = tokens[position]
            following = tokens[position + 1].lower if position + 1 < len(tokens) else ""
            entries = self._pairs.get((token.lower, following))
            if entries is None:
                entries = self._pair(token.lower, following)
            for entry in entries:
                if (token.capital or not entry.words[0].capital) and (
                    len(entry.words) == 1 or _stands(entry.words, text, tokens, position)
                ):
                    yield Match(position, position + len(entry.words), entry.label)

    def _pair(self, word: str, following: str) -> tuple[_Entry[Label], ...]:
        """What begins with a word and can go on with the one after it ("": none); remembered likewise."""
        fitting = tuple(
            entry
            for entry in self._cache.get(word) or self._look_up(word)
            if len(entry.words) == 1 or (following and entry.words[1].fits_word(following))
        )
        if len(self._pairs) < _CACHE_LIMIT:
            self._pairs[word, following] = fitting
        return fitting

    def _entries(self, word: str) -> tuple[_Entry[Label], ...]:
        """Look a word up that the cache lacks, and remember it while there is room."""
        found = self._look_up(word)
        if len(self._cache) < _CACHE_LIMIT:
            self._cache[word] = found
        return found

    def _look_up(self, word: str) -> tuple[_Entry[Label], ...]:
        found = list(self._whole.get(word, ()))
        # the longest first: it wins where two matches are equally long
        for end in range(min(len(word), self._longest), 0, -1):
            if begun := self._prefixes.get(word[:end]):
                found.extend(begun)
        if self._inside is not None and self._inside.search(word):
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
