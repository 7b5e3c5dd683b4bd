"""Sentences that write themselves: a text's places filled with words and with counts that know their rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import Formatter

from corpus.chapters.tallies import CodeTally, NamedTally, reviewed_of
from corpus.export.chapters.chapter import Paragraph
from corpus.export.columns import label_of
from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.inventory_records import InventoryRow
from corpus.records import Code

_BRACKETS = re.compile(r" \([^)]*\)$")
_JOINED = re.compile(r",|/| och | and ")

Filling = str | Count | tuple[Count, ...]
"""What stands in a place of a text: words, a count, or a list of counts made by `list_counts`."""


def write_paragraph(texts: Texts, key: str, **values: Filling) -> Paragraph:
    """The text `key` with its {places} filled. Raises KeyError for a place without a value."""
    pieces: list[Count] = []
    for words, place, _, _ in Formatter().parse(texts[key]):
        if words:
            pieces.append(Count(words))
        if place is not None:
            pieces.extend(_pieces(values[place]))
    return Paragraph(tuple(pieces))


def _pieces(value: Filling) -> tuple[Count, ...]:
    if isinstance(value, str):
        return (Count(value),)
    return (value,) if isinstance(value, Count) else value


def count_noun(texts: Texts, noun: str, number: int, rows: tuple[InventoryRow, ...] = ()) -> Count:
    """A number of things that knows its rows: see `Texts.count`."""
    return Count(texts.count(number, noun), rows, number)


def count_passages(texts: Texts, rows: tuple[InventoryRow, ...]) -> Count:
    """The number of rows as passages, knowing them."""
    return count_noun(texts, "passages", len(rows), rows)


def count_number(texts: Texts, rows: tuple[InventoryRow, ...]) -> Count:
    """The bare number of rows, knowing them."""
    return Count(texts.number(len(rows)), rows, len(rows))


def list_counts(texts: Texts, items: Sequence[Count]) -> tuple[Count, ...]:
    """The items as a list in running text: "a, b och c"; nothing for none."""
    pieces: list[Count] = []
    for place, item in enumerate(items):
        if place:
            pieces.append(Count(f" {texts['and']} " if place == len(items) - 1 else ", "))
        pieces.append(item)
    return tuple(pieces)


def list_names(texts: Texts, names: Sequence[str], most: int = 12) -> tuple[Count, ...]:
    """Names as a list in running text; what is over `most` is counted."""
    shown = [Count(name) for name in names[:most]]
    if len(names) > most:
        shown.append(Count(texts.fill("and_more", number=texts.number(len(names) - most))))
    return list_counts(texts, shown)


def list_codes(texts: Texts, tallies: Iterable[CodeTally], most: int = 3) -> tuple[Count, ...]:
    """Codes with their numbers as a list: "andra kommuner (57) och region (23)"."""
    return list_counts(
        texts,
        [
            Count(f"{inline(one.code, texts)} ({texts.number(len(one.rows))})", one.rows)
            for one in tuple(tallies)[:most]
        ],
    )


def list_named(texts: Texts, tallies: Iterable[NamedTally], most: int = 5) -> tuple[Count, ...]:
    """Named actors with their numbers as a list."""
    return list_counts(
        texts,
        [Count(f"{one.name} ({texts.number(len(one.rows))})", one.rows) for one in tuple(tallies)[:most]],
    )


def inline(code: Code, texts: Texts) -> str:
    """A code's label as it stands inside a sentence: as `lower`, in quotation marks where it has a comma
    or a conjunction of its own.
    """
    label = lower(code, texts)
    if not _JOINED.search(label):
        return label
    return f"”{label}”" if texts.language == "sv" else f"“{label}”"


def lower(code: Code, texts: Texts) -> str:
    """A code's label without its brackets, and without its capital unless that is of an abbreviation."""
    label = _BRACKETS.sub("", label_of(code, texts))
    starts_a_word = label[1:2].islower() or label[1:2] == " "
    return label[:1].lower() + label[1:] if starts_a_word else label


def say_who(texts: Texts, rows: tuple[InventoryRow, ...]) -> str:
    """Who found the rows: the model, the model and reviewers, or reviewers alone."""
    reviewed = len(reviewed_of(rows))
    if not reviewed:
        return texts["who.model"]
    return texts["who.people" if reviewed == len(rows) else "who.both"]
