"""An inventory narrowed to some of its municipalities, for those who want no more than these. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from corpus.estimate_records import Domain
from corpus.inventory_records import Changes, Inventory
from corpus.records import Municipality

_PLACES: Mapping[str, Callable[[Municipality], str]] = {
    "county": lambda one: one.county,
    "group": lambda one: one.group,
}
"""The domains of estimates that are parts of the country, with a municipality's value of each."""


def narrow_inventory(inventory: Inventory, codes: frozenset[str]) -> Inventory:
    """The inventory of the municipalities with these codes: their rows, documents, policies and changes.

    It says from how many it was narrowed. Of the estimates those stay that are of a whole county or group of
    the chosen; a share of anything else would be a share of others too. What was counted for the whole study
    (the method) goes. Codes that the inventory does not cover change nothing.
    """
    coverage = tuple(one for one in inventory.coverage if one.municipality.code in codes)
    changes = inventory.changes
    if changes is not None:
        changes = Changes(changes.since, tuple(one for one in changes.rows if one.municipality in codes))
    whole = _find_whole_domains(inventory, codes)
    return replace(
        inventory,
        rows=tuple(row for row in inventory.rows if row.municipality.code in codes),
        documents=tuple(one for one in inventory.documents if one.municipality.code in codes),
        coverage=coverage,
        policies=tuple(one for one in inventory.policies if one.municipality in codes),
        changes=changes,
        estimates=tuple(one for one in inventory.estimates if one.domain in whole),
        method=None,
        narrowed_from=len(inventory.coverage),
    )


def _find_whole_domains(inventory: Inventory, codes: frozenset[str]) -> frozenset[Domain]:
    """The counties and groups of which every municipality that the inventory covers is chosen."""
    inside, outside = set[Domain](), set[Domain]()
    for one in inventory.coverage:
        kept = inside if one.municipality.code in codes else outside
        kept.update(Domain(name, value(one.municipality)) for name, value in _PLACES.items())
    return frozenset(inside - outside)
