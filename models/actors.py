"""Outside actors named or typed in a passage: whom a municipality may be collaborating with.

Two lists feed it: `actors.csv` (names and aliases, with the partner code of each) and
`actor_phrases.yaml` (phrases that tell the type without a name). A capitalised name before
"kommun" is a municipality even if no list has it.
"""

from __future__ import annotations

import csv
import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from corpus.records import CodeId
from models.municipal_names import find_named_municipalities, stands_for_place
from models.phrases import Match, PhraseIndex, Token, longest, split_words

_FOLDER: Final = Path(__file__).parent
MUNICIPALITY: Final = CodeId("partner.municipality")
REGION: Final = CodeId("partner.region")
_MAY_BE_PLACES: Final = frozenset({"regionen", "regionens", "regionerna", "kommunerna"})


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of `actors.csv`. `id` is ``kind/name``; `needs_sign`: the name is also a common word."""

    id: str
    partner: CodeId
    name: str
    aliases: tuple[str, ...]
    needs_sign: bool


class ActorSpan(NamedTuple):
    """An actor found: half-open code points of the text; `actor` is None for a typed phrase."""

    start: int
    end: int
    actor: str | None
    partner: CodeId


class _Label(NamedTuple):
    actor: Actor | None
    partner: CodeId | None  # None: a phrase that only looks like an actor


@functools.cache
def load_actors() -> tuple[Actor, ...]:
    """Every actor of the gazetteer, in the order of the file."""
    with (_FOLDER / "actors.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Actor(
                id=row["actor"],
                partner=CodeId(row["partner"]),
                name=row["name"],
                aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
                needs_sign=row["needs"] == "sign",
            )
            for row in csv.DictReader(lines)
        )


@functools.cache
def _municipalities() -> dict[str, Actor]:
    """Municipalities by lower-case name, and by its genitive."""
    found = {}
    for actor in load_actors():
        if actor.partner == MUNICIPALITY:
            key = " ".join(token.lower for token in split_words(actor.name))
            found[key] = found[key + "s"] = actor
    return found


@functools.cache
def _index() -> PhraseIndex[_Label]:
    return PhraseIndex.build(_iter_patterns())


def _iter_patterns() -> Iterator[tuple[str, _Label]]:
    for actor in load_actors():
        if actor.partner != MUNICIPALITY:
            for name in (actor.name, *actor.aliases):
                yield _as_pattern(name), _Label(actor, actor.partner)
    text = (_FOLDER / "actor_phrases.yaml").read_text(encoding="utf-8")
    for kind, phrases in yaml.safe_load(text).items():
        for phrase in phrases:
            yield phrase, _Label(None, None if kind == "not" else CodeId(kind))


def _as_pattern(name: str) -> str:
    return " ".join(token for token in name_words(name)) + "~"


@functools.lru_cache(maxsize=1024)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name with their capitals: what the index and the text are compared by."""
    return tuple(name[token.start : token.end] for token in split_words(name))


def find_mentions(text: str, own_name: str) -> tuple[ActorSpan, ...]:
    """The outside actors of a passage, in order, not overlapping.

    `own_name` is the municipality that the document belongs to ("" if none): it is never found.
    """
    return find_mentions_in(text, split_words(text), own_name)


def find_mentions_in(text: str, tokens: Sequence[Token], own_name: str) -> tuple[ActorSpan, ...]:
    """As `find_mentions`, for a text that is already split into words."""
    matches = [m for m in _index().iter_matches(text, tokens) if not _is_place(tokens, m)]
    matches.extend(
        Match(first, last, _Label(_municipalities().get(key), MUNICIPALITY))
        for first, last, key in find_named_municipalities(text, tokens, _known_names())
    )
    matches.extend(
        Match(position, position + 2, _Label(None, REGION))
        for position, (word, name) in enumerate(itertools.pairwise(tokens))
        if word.lower == "region" and word.capital and name.capital
    )
    own = own_name.lower()
    spans = []
    for match in longest(matches):
        partner = match.label.partner
        if partner is not None and not _is_own(text, tokens, match, own):
            actor = match.label.actor
            start, end = tokens[match.first].start, tokens[match.last - 1].end
            spans.append(ActorSpan(start, end, actor.id if actor else None, partner))
    return tuple(spans)


@functools.cache
def _known_names() -> dict[str, bool]:
    return {name: actor.needs_sign for name, actor in _municipalities().items()}


def _is_place(tokens: Sequence[Token], match: Match[_Label]) -> bool:
    """Whether "regionen" or "kommunerna" is a place, or "Kommunerna" those whose document it is."""
    first = tokens[match.first]
    if match.last - match.first > 1 or first.lower not in _MAY_BE_PLACES:
        return False
    return stands_for_place(tokens, match.first) or (first.capital and first.lower == "kommunerna")


def _is_own(text: str, tokens: Sequence[Token], match: Match[_Label], own: str) -> bool:
    if not own or match.label.partner != MUNICIPALITY:
        return False
    if match.label.actor is not None:
        return match.label.actor.name.lower() == own
    said = text[tokens[match.first].start : tokens[match.last - 1].end].lower()
    return said.removesuffix(" kommun").removesuffix(" kommuns") in (own, own + "s")
