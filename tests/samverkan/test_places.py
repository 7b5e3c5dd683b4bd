"""Municipalities as they are asked for, and how a file's name tells them."""

from __future__ import annotations

import pytest
import typer

from corpus.inventory_records import Inventory
from crawler.errors import UnknownMunicipality
from crawler.registry import SHIPPED, load_registry
from samverkan.places import PlaceAbsent, find_named, find_places, join_name, refuse_absent, refuse_empty
from samverkan.search_words import Wishes
from tests.inventories import big_inventory

REGISTRY = load_registry(SHIPPED)


def test_nothing_asked_for_is_all_of_them() -> None:
    assert find_places(REGISTRY, Wishes()) is None


def test_names_and_codes_are_told_by_their_codes_in_order_and_once() -> None:
    found = find_places(REGISTRY, Wishes(municipalities=("Västerås", "0484", "eskilstuna kommun")))
    assert found is not None
    assert found.name == "0484-1980"
    assert found.codes == {"0484", "1980"}
    assert [one.name for one in found.named] == ["Västerås", "Eskilstuna"]


def test_a_county_and_a_group_are_told_as_such_and_only_what_is_both_is_meant() -> None:
    county = find_places(REGISTRY, Wishes(counties=("Västmanland",)))
    both = find_places(REGISTRY, Wishes(counties=("Västmanlands län",), groups=("b3",)))
    assert county is not None
    assert both is not None
    assert county.name == "lan19"
    assert both.name == "lan19-B3"
    assert both.codes < county.codes


def test_slips_name_the_nearest() -> None:
    with pytest.raises(UnknownMunicipality, match="Did you mean Eskilstuna"):
        find_named(REGISTRY, ("Eskilstun",))
    with pytest.raises(typer.BadParameter, match="Nearest: västmanland"):
        find_places(REGISTRY, Wishes(counties=("Västmanlan",)))


def test_a_name_of_many_parts_is_short_and_belongs_to_them_alone() -> None:
    codes = [one.code for one in REGISTRY.all[:49]]
    assert join_name(codes[:3]) == "-".join(codes[:3])
    assert join_name(codes) != join_name(codes[:-1])
    assert join_name(codes).startswith("49-")
    assert len(join_name(codes)) < 20


def test_what_the_study_does_not_have_is_refused_with_what_to_do() -> None:
    inventory = big_inventory(3, 30)
    absent = REGISTRY.get(next(one.code for one in REGISTRY.all if not _has(inventory, one.code)))
    with pytest.raises(PlaceAbsent, match="samverkan add"):
        refuse_absent(inventory, [absent])
    places = find_places(REGISTRY, Wishes(municipalities=(absent.code,)))
    assert places is not None
    with pytest.raises(PlaceAbsent, match=absent.name):
        refuse_empty(inventory, places)


def _has(inventory: Inventory, code: str) -> bool:
    return any(one.municipality.code == code for one in inventory.coverage)
