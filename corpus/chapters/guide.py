"""What to bring to a focus group: by theme what documents say most, what they leave out, quotes."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.chapters.material import Material
from corpus.chapters.quotes import choose_quotes
from corpus.chapters.tallies import CodeTally, Rows, rank, split_rows, tally_codes, with_codes
from corpus.chapters.universities import UNIVERSITY
from corpus.chapters.voluntary import CIVIL_SOCIETY
from corpus.inventory_records import InventoryRow
from corpus.records import Code

THEMES = {
    "partners": ("partner", "purpose"),
    "governance": ("governance", "form"),
    "challenges": ("challenge",),
    "difficulties": ("difficulty", "handling"),
}
"""The themes by the dimensions that they ask about, in the order of the conversation."""
PARTNERS = {"voluntary": CIVIL_SOCIETY, "universities": UNIVERSITY}
"""Themes about one type of partner."""
_OF_PARTNER = ("purpose", "governance")
_MOST_CODES, _MOST_QUOTES = 3, 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What the documents say in one dimension: the most common codes, and those that they never name.

    `unsaid` holds no code that the model never assigns by itself.
    """

    dimension: str
    common: tuple[CodeTally, ...]
    unsaid: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the conversation, with quotes to show."""

    id: str
    rows: Rows
    asked: tuple[Asked, ...]
    quotes: Rows


def tabulate_guide(material: Material) -> tuple[Theme, ...]:
    """The themes that the documents give something to talk about; none when they say nothing.

    The narrowest theme chooses its quotes first, so that none is shown twice.
    """
    told = [(name, held, _telling(held, material.rows, material)) for name, held in THEMES.items()]
    for name, partner in PARTNERS.items():
        own = with_codes(material.rows, frozenset({partner}))
        told.append((name, _OF_PARTNER, _telling(_OF_PARTNER, own, material)))
    quotes: dict[str, Rows] = {}
    shown: list[InventoryRow] = []
    for name, _, rows in sorted(told, key=lambda one: len(one[2])):
        quotes[name] = choose_quotes(split_rows(rows, shown)[1], _MOST_QUOTES)
        shown.extend(quotes[name])
    return tuple(
        Theme(name, rows, tuple(_ask(one, rows, material) for one in dimensions), quotes[name])
        for name, dimensions, rows in told
        if rows
    )


def _telling(dimensions: tuple[str, ...], rows: Rows, material: Material) -> Rows:
    """The rows that hold a code of these dimensions which states something."""
    codes = [code.id for one in dimensions for code in material.codes_of(one)]
    return with_codes(rows, frozenset(code for code in codes if not code.endswith(".unspecified")))


def _ask(dimension: str, rows: Rows, material: Material) -> Asked:
    tallies = tally_codes(rows, material.codes_of(dimension))
    stated = [one for one in tallies if not one.code.id.endswith(".unspecified")]
    unsaid = tuple(one.code for one in stated if not one.rows and one.code.id not in material.silent)
    return Asked(dimension, rank(stated)[:_MOST_CODES], unsaid[:_MOST_CODES])
