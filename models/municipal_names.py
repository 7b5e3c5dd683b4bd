"""Where a capitalised name stands for a municipality and where only for a place.

"Sundsvalls kommun", "Timrå och Ånge kommuner", "kommunerna Flen och Trosa" are municipalities,
whether a list knows the name or not. A known name alone ("med Eskilstuna och Västerås") is one
unless a word of place stands before it ("i Eskilstuna"), it owns something ("Eskilstunas centrum"),
it is part of a longer name ("Uppsala Vatten"), or the name is also a common word (Mark, Berg, Lund).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from models.phrases import Token

_SIGNS: Final = frozenset(["kommun", "kommuns", "kommuner", "kommuners", "kommunerna"])
_TOWN_SIGNS: Final = frozenset(["stad", "stads"])
_LISTS: Final = frozenset(["kommunerna", "grannkommunerna", "kranskommunerna"])
_JOINS: Final = frozenset(["och", "samt"])
_PLACE_WORDS: Final = frozenset(
    [
        "i",
        "på",
        "till",
        "från",
        "vid",
        "utanför",
        "mot",
        "genom",
        "kring",
        "runt",
        "inom",
        "mellan",
        "nära",
        "över",
        "via",
        "hela",
        "centrala",
        "norra",
        "södra",
        "västra",
        "östra",
        "sydöstra",
        "sydvästra",
        "nordöstra",
        "nordvästra",
    ]
)
_NO_NAMES: Final = frozenset(
    [
        "andra",
        "annan",
        "berörda",
        "båda",
        "den",
        "denna",
        "deltagande",
        "dessa",
        "en",
        "enskilda",
        "fler",
        "flera",
        "grannkommunen",
        "inga",
        "ingen",
        "kommunens",
        "medlemmar",
        "många",
        "mindre",
        "nordiska",
        "norska",
        "närliggande",
        "respektive",
        "samtliga",
        "små",
        "större",
        "svensk",
        "svenska",
        "varje",
        "vilken",
        "vår",
        "våra",
        "övriga",
    ]
)
_LONGEST_NAME: Final = 3
"""Words in the longest municipal name."""

Name = tuple[int, int, str]
"""Half-open token positions of a mention and the lower-case name in it."""


def stands_for_place(tokens: Sequence[Token], first: int) -> bool:
    """Whether the word before `first` makes what follows a place: "i regionen", "hela Sala"."""
    return first > 0 and tokens[first - 1].lower in _PLACE_WORDS


def find_named_municipalities(
    text: str, tokens: Sequence[Token], known: Mapping[str, bool]
) -> Iterator[Name]:
    """Names that stand for municipalities. `known` maps lower-case names to "needs a sign".

    A name with "kommun" or "stad" after it covers that word too. May yield a name twice.
    """
    for position, token in enumerate(tokens):
        if token.lower in _SIGNS and _gap(text, tokens, position) == " ":
            yield from _iter_before(text, tokens, position, known)
        elif token.lower in _TOWN_SIGNS and _gap(text, tokens, position) == " ":
            yield from _iter_town(text, tokens, position, known)
        if token.lower in _LISTS:
            yield from _iter_after(text, tokens, position, known)
    yield from _iter_bare(text, tokens, known)


def _iter_before(text: str, tokens: Sequence[Token], sign: int, known: Mapping[str, bool]) -> Iterator[Name]:
    """The names that lead up to "kommun": "A, B och C kommuner"."""
    end, last = sign, sign + 1
    while end > 0 and (name := _name_ending(text, tokens, end, known)):
        yield name[0], last, name[1]
        first = name[0]
        if first > 1 and tokens[first - 1].lower in _JOINS and _gap(text, tokens, first) == " ":
            end = first - 1
        elif first > 0 and _gap(text, tokens, first).strip() == ",":
            end = first
        else:
            return
        last = end


def _iter_town(text: str, tokens: Sequence[Token], sign: int, known: Mapping[str, bool]) -> Iterator[Name]:
    name = _name_ending(text, tokens, sign, known)
    if name and name[1] in known:
        yield name[0], sign + 1, name[1]


def _iter_after(text: str, tokens: Sequence[Token], sign: int, known: Mapping[str, bool]) -> Iterator[Name]:
    """The names that follow "kommunerna": "kommunerna A, B och C"."""
    first = sign + 1
    gap = " "
    while first < len(tokens) and tokens[first].capital and gap in (" ", ", "):
        last = _name_end(text, tokens, first, known)
        yield first, last, _key(tokens, first, last)
        first, gap = last, _gap(text, tokens, last) if last < len(tokens) else ""
        if first < len(tokens) and tokens[first].lower in _JOINS and gap == " ":
            first, gap = first + 1, " "
        elif gap != ", ":
            return


def _iter_bare(text: str, tokens: Sequence[Token], known: Mapping[str, bool]) -> Iterator[Name]:
    """Known names without a sign; one that only continues a list of places is a place as well."""
    placed_until = -1
    for first, token in enumerate(tokens):
        if not token.capital:
            continue
        last = _known_end(text, tokens, first, known)
        if last == first:
            continue
        listed = first - 1 == placed_until and tokens[first - 1].lower in _JOINS
        listed = listed or (first == placed_until and _gap(text, tokens, first).strip() == ",")
        if stands_for_place(tokens, first) or listed:
            placed_until = last
        elif not _is_longer_name(text, tokens, first, last):
            key = _key(tokens, first, last)
            if not known[key] and not _is_genitive(key, known):
                yield first, last, key


def _is_genitive(key: str, known: Mapping[str, bool]) -> bool:
    return key.endswith("s") and key[:-1] in known


def _is_longer_name(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether capitals just before or after make it part of another name, or a hyphen a compound."""
    if last < len(tokens) and (tokens[last].capital or tokens[last].lower in ("län", "läns", "universitet")):
        if _gap(text, tokens, last) in (" ", "-", "–"):
            return True
    elif last < len(tokens) and _gap(text, tokens, last) in ("-", "–"):
        return True
    before_is_name = first > 1 and tokens[first - 1].capital and _gap(text, tokens, first) in (" ", "-")
    return before_is_name and _gap(text, tokens, first - 1) in (" ", ", ")


def _name_ending(
    text: str, tokens: Sequence[Token], end: int, known: Mapping[str, bool]
) -> tuple[int, str] | None:
    """The name whose last word is just before token `end`, with its first position."""
    for length in range(min(_LONGEST_NAME, end), 0, -1):
        key = _key(tokens, end - length, end)
        if key in known and all(token.capital for token in tokens[end - length : end]):
            return end - length, key
    first = end
    while first > 0 and end - first < _LONGEST_NAME and tokens[first - 1].capital:
        if first < end and _gap(text, tokens, first) not in (" ", "-"):
            break
        first -= 1
    if first < end and _begins_sentence(text, tokens, first):
        first += 1 if end - first > 1 else 0
        if _begins_sentence(text, tokens, first):
            return None
    if first == end or tokens[end - 1].lower in _NO_NAMES:
        return None
    return first, _key(tokens, first, end)


def _name_end(text: str, tokens: Sequence[Token], first: int, known: Mapping[str, bool]) -> int:
    end = _known_end(text, tokens, first, known)
    if end > first:
        return end
    end = first + 1
    while end < len(tokens) and tokens[end].capital and _gap(text, tokens, end) in (" ", "-"):
        end += 1
    return end


def _known_end(text: str, tokens: Sequence[Token], first: int, known: Mapping[str, bool]) -> int:
    """Where the longest known name that begins at `first` ends; `first` itself if there is none."""
    for last in range(min(first + _LONGEST_NAME, len(tokens)), first, -1):
        if _key(tokens, first, last) in known and all(token.capital for token in tokens[first:last]):
            return last
    return first


def _key(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.lower for token in tokens[first:last])


def _gap(text: str, tokens: Sequence[Token], position: int) -> str:
    """What stands before token `position`, spaces made one."""
    return " ".join(text[tokens[position - 1].end : tokens[position].start].split(" ")) if position else ""


def _begins_sentence(text: str, tokens: Sequence[Token], position: int) -> bool:
    return position == 0 or bool(set(_gap(text, tokens, position)) & set(".!?:;•\n|"))
