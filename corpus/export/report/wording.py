"""Sentences of the report whose numbers know their rows. Pure."""

from __future__ import annotations

import re

from corpus.export.chapters.chapter import Paragraph
from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.inventory_records import InventoryRow

_PLACE = re.compile(r"\{(\w+)\}")


def fill_pieces(texts: Texts, key: str, **pieces: Count | tuple[Count, ...]) -> Paragraph:
    """The text `key` with its {places} filled by numbers that know their rows. Raises KeyError."""
    made: list[Count] = []
    for place, part in enumerate(_PLACE.split(texts[key])):
        if place % 2 == 0:
            made.append(Count(part))
        else:
            piece = pieces[part]
            made.extend(piece if isinstance(piece, tuple) else (piece,))
    return Paragraph(tuple(piece for piece in made if piece.text))


def count_rows(rows: tuple[InventoryRow, ...], texts: Texts) -> Count:
    """The number of rows, with its noun: "1 ställe", "12 ställen"."""
    return Count(say_number(len(rows), "rows", texts), rows, len(rows))


def say_number(number: int, noun: str, texts: Texts) -> str:
    """A number with its noun, from the texts ``one.NOUN`` and ``many.NOUN``."""
    many = "one" if number == 1 else "many"
    return f"{texts.number(number)}\N{NO-BREAK SPACE}{texts[f'{many}.{noun}']}"


def say_share(part: int, whole: int, texts: Texts) -> str:
    """A share as a whole percentage; "–" of nothing, and never 0 or 100 where it is not exactly that."""
    if whole == 0:
        return "–"
    share = 100 * part / whole
    whole_share = round(share)
    if whole_share == 0 and part:
        text = "<1"
    elif whole_share == 100 and part < whole:
        text = ">99"
    else:
        text = str(whole_share)
    return f"{text}\N{NO-BREAK SPACE}%" if texts.language == "sv" else f"{text}%"


def shorten(text: str, longest: int) -> str:
    """The text on one line, cut after a word where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + " …"


def join_counts(counts: tuple[Count, ...], texts: Texts) -> tuple[Count, ...]:
    """Counts as an enumeration: a, b and c."""
    joined: list[Count] = []
    for place, count in enumerate(counts):
        if place:
            last = place == len(counts) - 1
            joined.append(Count(f" {texts['report.and']} " if last else ", "))
        joined.append(count)
    return tuple(joined)
