from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest

from corpus.export.figures.partners import MOST_PARTNERS, MOST_TIES, build_partners
from corpus.export.texts import Texts
from corpus.inventory_records import NamedPartner
from corpus.records import CodeId
from tests.corpus.export.figures.small import (
    HOSTILE,
    check_drawing,
    find_row,
    outdated,
    small_inventory,
    values,
)
from tests.inventories import big_inventory


def test_partners_hold_their_municipalities_and_rows_and_places_theirs() -> None:
    figure = build_partners(small_inventory(), Texts("en"))
    named = {row[0].text: values(row)[1:] for row in figure.table.rows}
    assert named == {
        "Mälardalens universitet": [3, 4],
        "Region <Öst> & Co": [1, 2],
        "Öbackagymnasiet": [1, 1],
    }
    places, ties = figure.more
    assert {row[0].text: row[1].value for row in places.rows} == {"Alby": 3, HOSTILE: 1, "Cedby": 1}
    assert ("Alby", "Mälardalens universitet", 2) in {
        (row[0].text, row[1].text, row[2].value) for row in ties.rows
    }
    assert check_drawing(figure) == 6 + len(ties.rows)
    assert figure.svg.count("fig-tie") == 5
    assert "Alby – Mälardalens universitet, passages: 2" in figure.svg


def test_types_have_a_letter_each_and_names_are_text() -> None:
    drawn = build_partners(small_inventory(), Texts("en")).svg
    assert [drawn.count(f">{letter}</text>") for letter in "ABCD"] == [2, 2, 2, 0]  # partner and legend
    assert escape("Region <Öst> & Co") in drawn
    assert "<b>" not in drawn


def test_older_versions_do_not_count() -> None:
    figure = build_partners(outdated(small_inventory(), 4), Texts("en"))
    assert values(find_row(figure, "Mälardalens universitet"))[1:] == [2, 3]
    assert "Öbackagymnasiet" not in figure.svg


def test_many_municipalities_stand_by_county_and_rows_that_name_two_count_once() -> None:
    inventory = big_inventory(60, 3_000)
    figure = build_partners(inventory, Texts("sv"))
    places, ties = figure.more
    counties = {one.municipality.county for one in inventory.coverage}
    assert {row[0].text for row in places.rows} <= counties
    assert len(figure.table.rows) == MOST_PARTNERS
    shown = {id(row) for line in figure.table.rows for row in line[3].rows}
    assert sum(row[1].value or 0 for row in places.rows) == len(shown)
    assert len(ties.rows) == MOST_TIES < figure.svg.count("fig-tie")
    assert f"{figure.svg.count('fig-tie') - MOST_TIES}" in ties.note
    numbers = [row[2].value or 0 for row in ties.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert check_drawing(figure) == MOST_PARTNERS + len(places.rows) + MOST_TIES
    assert figure == build_partners(inventory, Texts("sv"))
    assert "som inte visas" in figure.table.note


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_named_partners_it_says_so(language: str) -> None:
    whole = small_inventory()
    bare = tuple(replace(row, statement=replace(row.statement, named=())) for row in whole.rows)
    figure = build_partners(replace(whole, rows=bare), Texts(language))
    assert figure.table.rows == ()
    assert Texts(language)["figure.partners_none"] in figure.svg
    assert check_drawing(figure) == 0


def test_a_partner_of_a_type_that_the_codebook_lacks_is_shown_by_its_id() -> None:
    whole = small_inventory()
    strange = NamedPartner("X" * 300, "", CodeId("partner.gone"))
    first = replace(whole.rows[0], statement=replace(whole.rows[0].statement, named=(strange,)))
    figure = build_partners(replace(whole, rows=(first,)), Texts("sv"))
    assert figure.table.rows[0][1].text == "partner.gone"
    assert check_drawing(figure) == 3
