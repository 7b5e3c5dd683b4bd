"""What became of each thing in a file: taken, there already, or lost, and why. Nothing is passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.quotes import begin_quote

_QUOTE = 120


class What(StrEnum):
    """A kind of thing that a file holds."""

    CODING = "coding"
    MEMO = "memo"
    CODE = "code"
    SOURCE = "source"
    USER = "user"
    VARIABLE = "variable"
    CASE = "case"
    VALUE = "value"
    DESCRIPTION = "description"
    SET = "set"
    LINK = "link"
    GRAPH = "graph"


class Fate(StrEnum):
    """What became of a thing, in one word."""

    TAKEN = "taken"
    KNOWN = "known"
    LOST = "lost"


class Reason(StrEnum):
    """What became of a thing, and why."""

    TAKEN = "taken"
    WIDENED = "widened"  # the selection is part of a passage; the whole passage has the code
    REPEATED = "repeated"  # the same code of the same person on the same passage came before
    KNOWN = "known"  # the study has it
    NEW_SOURCE = "new_source"  # its document was only now added: it is read first, then imported again
    MACHINE = "machine"  # a model's: only a model speaks for itself
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_SOURCE = "unknown_source"
    NO_TEXT = "no_text"  # the file does not hold the text that the selection counts in
    OUTSIDE = "outside"  # the selection lies outside its text or page
    TEXT_DIFFERS = "text_differs"  # the selected words are not in the study's text of the document
    BETWEEN = "between"  # headings, page numbers: no passage stands there
    WHOLE_SOURCE = "whole_source"  # a code on a whole document
    MEDIA = "media"  # a picture, sound or film
    ONE_ONLY = "one_only"  # another code of a dimension that allows one was given as well
    NO_USER = "no_user"  # nobody is named
    NO_PLACE = "no_place"  # samverkan has no such thing
    NOTHING_TAKEN = "nothing_taken"  # somebody of whom nothing was taken in
    EMPTY = "empty"  # a note without words

    @property
    def fate(self) -> Fate:
        """The reason in one word."""
        if self in (Reason.TAKEN, Reason.WIDENED, Reason.REPEATED):
            return Fate.TAKEN
        return Fate.KNOWN if self is Reason.KNOWN else Fate.LOST


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with its fate and its place in the file; what does not apply is ""."""

    what: What
    reason: Reason
    name: str = ""
    source: str = ""
    place: str = ""
    user: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class LossReport:
    """Everything that a file holds. `origin` is the program that wrote it."""

    file: str
    origin: str
    items: tuple[Item, ...]

    def count(self) -> dict[tuple[What, Reason], int]:
        """How many things of each kind met each fate, in the order of both enumerations."""
        found = Counter((item.what, item.reason) for item in self.items)
        return {
            (what, reason): found[what, reason] for what in What for reason in Reason if found[what, reason]
        }

    def lost(self) -> tuple[Item, ...]:
        """What is lost."""
        return tuple(item for item in self.items if item.reason.fate is Fate.LOST)


def count_fates(items: Iterable[Item], what: What) -> dict[Fate, int]:
    """How many things of one kind were taken, known and lost."""
    found = Counter(item.reason.fate for item in items if item.what is what)
    return {fate: found[fate] for fate in Fate}


def shorten(text: str) -> str:
    """The beginning of a text, on one line, to recognise a thing by."""
    return begin_quote(text, _QUOTE)
