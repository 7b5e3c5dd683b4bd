"""Text with stretches marked in it: cut at every border, so that stretches may overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.records import Coding, Mention


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a text, half-open. `kind` is "word", "cue", "actor" or "hit" (of a search);
    `of` is what it speaks for.
    """

    start: int
    end: int
    kind: str
    of: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with everything that marks it; pieces in order make the whole text."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its marks, each once."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that its marks speak for, each once."""
        return tuple(dict.fromkeys(mark.of for mark in self.marks if mark.kind not in ("actor", "hit")))

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors that are named here, each once."""
        return tuple(dict.fromkeys(mark.of for mark in self.marks if mark.kind == "actor"))


def split_marked(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The text in pieces; a mark beyond its ends is cut off there."""
    borders = {0, len(text)}
    for mark in marks:
        borders |= {min(max(mark.start, 0), len(text)), min(max(mark.end, 0), len(text))}
    places = sorted(borders)
    return tuple(
        Piece(text[start:end], tuple(mark for mark in marks if mark.start < end and start < mark.end))
        for start, end in pairwise(places)
    )


def mark_reasons(codings: Sequence[Coding], mentions: Sequence[Mention]) -> tuple[Mark, ...]:
    """What spoke for the accepted codings, and the outside actors."""
    reasons = [
        Mark(reason.start, reason.end, "word" if reason.kind == "actor" else reason.kind, coding.code)
        for coding in codings
        if coding.accepted
        for reason in coding.evidence
    ]
    actors = [
        Mark(mention.start, mention.end, "actor", mention.actor or mention.partner_type)
        for mention in mentions
    ]
    return (*reasons, *actors)
