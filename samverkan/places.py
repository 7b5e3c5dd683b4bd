"""Which municipalities a product is about: as they are asked for, found, and named in a file's name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.inventory_records import Inventory
from corpus.records import Municipality
from crawler.registry import Registry
from samverkan.search_words import Wishes, find_municipalities

_LONGEST_NAME = 60  # letters of a file's name: with a folder and an ending, Windows takes 260 in all


class PlaceAbsent(Exception):
    """The study knows nothing of a municipality that was asked for; the text names the mend."""


@dataclass(frozen=True, slots=True)
class Places:
    """Municipalities of a product that is not about all. `named` are those that were asked for one by one;
    `name` tells them in a file's name.
    """

    named: tuple[Municipality, ...]
    codes: frozenset[str]
    name: str


def find_named(registry: Registry, names: Iterable[str]) -> tuple[Municipality, ...]:
    """The municipalities of these names or codes, each once. Raises UnknownMunicipality."""
    return tuple(dict.fromkeys(registry.get(name) for name in names))


def find_places(registry: Registry, wishes: Wishes) -> Places | None:
    """The municipalities that are all of what was asked for; None where nothing was.

    Raises UnknownMunicipality and typer.BadParameter, as a search does.
    """
    found = find_municipalities(registry, wishes)
    if not found:
        return None
    named = find_named(registry, wishes.municipalities)
    places = [one for one in registry.all if one.code in found]
    parts = [one.code for one in sorted(named, key=lambda one: one.code)]
    if wishes.counties:
        parts += sorted({f"lan{one.county_code}" for one in places})
    if wishes.groups:
        parts += sorted({one.group for one in places})
    return Places(named, frozenset(found), join_name(parts))


def join_name(parts: Iterable[str]) -> str:
    """The parts with hyphens between, or what stands for many: their number and a hash of them."""
    told = tuple(parts)
    name = "-".join(told)
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{len(told)}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def refuse_absent(inventory: Inventory, municipalities: Iterable[Municipality]) -> None:
    """Refuse a municipality that the inventory does not cover. Raises PlaceAbsent."""
    covered = {one.municipality.code for one in inventory.coverage}
    for one in municipalities:
        if one.code not in covered:
            raise PlaceAbsent(
                f"{one.name} is not in this study: add it to municipalities in samverkan.toml, or add its "
                "documents with samverkan add."
            )


def refuse_empty(inventory: Inventory, places: Places) -> None:
    """Refuse places of which the inventory covers none. Raises PlaceAbsent."""
    refuse_absent(inventory, places.named)
    if not any(one.municipality.code in places.codes for one in inventory.coverage):
        raise PlaceAbsent(
            "No municipality of this study is all of that: samverkan status tells which it has."
        )
