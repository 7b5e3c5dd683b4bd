"""A passage taken apart once, for everything that looks at it: words, sentences, cues, actors."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from corpus.records import PassageKind
from models.actors import ActorSpan, find_mentions_in, name_words
from models.phrases import Match, PhraseIndex, Token, split_words

_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)|[;|•\n]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
OWN, NAME, YEAR, NUMBER = "‹egen›", "‹namn›", "‹år›", "‹tal›"


@dataclass(frozen=True, slots=True)
class Analysed:
    """One text taken apart. `sentences[i]` is the number of the sentence that token i stands in."""

    text: str
    tokens: Sequence[Token]
    sentences: Sequence[int]
    actors: Sequence[ActorSpan]
    actor_tokens: Sequence[tuple[int, int]]
    cues: Sequence[Match[str]]
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class AnalysedContext:
    """A context taken apart: the text, all headings as one text, and the passage it leans on."""

    text: Analysed
    headings: Analysed
    previous: Analysed
    kind: PassageKind


@functools.cache
def load_lexicon() -> dict[str, tuple[str, ...]]:
    """The patterns of `lexicon.yaml` by category."""
    text = Path(__file__).with_name("lexicon.yaml").read_text(encoding="utf-8")
    return {category: tuple(patterns) for category, patterns in yaml.safe_load(text).items()}


@functools.cache
def _lexicon_index() -> PhraseIndex[str]:
    lexicon = load_lexicon()
    return PhraseIndex.build((pattern, category) for category in lexicon for pattern in lexicon[category])


def analyse(text: str, own_name: str) -> Analysed:
    """Take one text apart."""
    tokens = split_words(text)
    actors = find_mentions_in(text, tokens, own_name) if tokens else ()
    places = _token_ranges(tokens, actors)
    sentences = _number_sentences(text, tokens)
    terms = _mask(tokens, sentences, actors, places, own_name)
    cues = tuple(_lexicon_index().iter_matches(text, tokens))
    return Analysed(text, tokens, sentences, actors, places, cues, terms)


def _number_sentences(text: str, tokens: Sequence[Token]) -> list[int]:
    numbers = []
    number = 0
    end = 0
    for token in tokens:
        gap = text[end : token.start]
        if gap != " " and _SENTENCE_END.search(gap):
            number += 1
        numbers.append(number)
        end = token.end
    return numbers


def _token_ranges(tokens: Sequence[Token], actors: Sequence[ActorSpan]) -> list[tuple[int, int]]:
    """The half-open token positions of each actor."""
    ranges = []
    position = 0
    for actor in actors:
        while tokens[position].start < actor.start:
            position += 1
        first = position
        while position < len(tokens) and tokens[position].end <= actor.end:
            position += 1
        ranges.append((first, position))
    return ranges


def _mask(
    tokens: Sequence[Token],
    sentences: Sequence[int],
    actors: Sequence[ActorSpan],
    places: Sequence[tuple[int, int]],
    own_name: str,
) -> list[str]:
    """The words as a model may learn them: names, the own municipality, years and numbers masked.

    A name that a model has seen says nothing about the next municipality's documents; that there is
    a name, and of what kind of actor, does.
    """
    own = {form for word in name_words(own_name) for form in (word.lower(), word.lower() + "s")}
    terms = []
    for position, token in enumerate(tokens):
        inside = position > 0 and sentences[position - 1] == sentences[position]
        if token.capital and token.lower in own:
            terms.append(OWN)
        elif token.lower[0].isdigit():
            terms.append(YEAR if _YEAR.fullmatch(token.lower) else NUMBER)
        else:
            terms.append(NAME if token.capital and inside else token.lower)
    for actor, (first, last) in zip(actors, places, strict=True):
        if actor.actor is not None or NAME in terms[first:last]:
            for position in range(first, last):
                if tokens[position].capital and terms[position] != OWN:
                    terms[position] = f"‹{actor.partner}›"
    return terms
