"""What part of the study a product is of, as products say it: nothing where it is the whole. Pure."""

from __future__ import annotations

import hashlib

from corpus.export.dataset.variables import Words, fill_both
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory

_MOST_NAMED = 3  # in a title


def say_extent(inventory: Inventory) -> Words | None:
    """The sentence that names the municipalities; None for a whole inventory."""
    if inventory.narrowed_from is None:
        return None
    names = ", ".join(one.municipality.name for one in inventory.coverage)
    return fill_both("extent", number=len(inventory.coverage), whole=inventory.narrowed_from, names=names)


def add_extent(words: Words, inventory: Inventory) -> Words:
    """A text followed by what it is of; the text itself for a whole inventory."""
    said = say_extent(inventory)
    return words if said is None else Words(f"{words.sv} {said.sv}", f"{words.en} {said.en}")


def mark_title(title: Words, inventory: Inventory) -> Words:
    """A title that tells an extract from the whole and from other extracts, by name where there are few."""
    if inventory.narrowed_from is None:
        return title
    chosen = [one.municipality.name for one in inventory.coverage]
    few = len(chosen) <= _MOST_NAMED
    sv, en = (
        ", ".join(chosen) if few else Texts(language).count(len(chosen), "municipalities")
        for language in ("sv", "en")
    )
    return Words(
        Texts("sv").fill("extent_title", title=title.sv, names=sv),
        Texts("en").fill("extent_title", title=title.en, names=en),
    )


def identify(inventory: Inventory) -> str:
    """A hash that is the study's own for the whole, and another for every extract of it."""
    content = inventory.provenance.content_hash
    if inventory.narrowed_from is None:
        return content
    return hashlib.sha256("\n".join((content, *list_extent(inventory))).encode()).hexdigest()


def list_extent(inventory: Inventory) -> tuple[str, ...]:
    """The codes of the municipalities of an extract; () for the whole."""
    if inventory.narrowed_from is None:
        return ()
    return tuple(one.municipality.code for one in inventory.coverage)
