from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.coverage import CoverageState
from corpus.export.figures.peers import build_peers
from corpus.export.texts import Texts
from tests.corpus.export.figures.small import HOSTILE, check_drawing, find_row, outdated, small_inventory
from tests.inventories import big_inventory


def test_own_numbers_stand_beside_the_groups_median() -> None:
    figure = build_peers(small_inventory(), Texts("en"))
    assert figure.table.head[3:] == (
        "Partner", "Purpose", "Form", "Governance", "Societal challenge", "Difficulty", "Handling"
    )  # fmt: skip
    texts = [cell.text for cell in find_row(figure, "Alby")]
    assert texts == [
        "Alby",
        "C8 Landsbygd",
        "3",
        "2 (2)",
        "2 (0)",
        "1 (1)",
        "2 (0)",
        "0 (0)",
        "1 (1)",
        "0 (1)",
    ]
    assert [cell.value for cell in find_row(figure, HOSTILE)[2:]] == [1, 1, 0, 1, 0, 0, 1, 1]
    assert len(find_row(figure, "Alby")[4].rows) == 2


def test_municipalities_that_were_not_read_do_not_count() -> None:
    figure = build_peers(small_inventory(), Texts("en"))
    assert {cell.text for cell in find_row(figure, "Dalby")[2:]} == {"–"}
    assert "Dalby" not in figure.svg
    assert "C8 Landsbygd (3)" in figure.svg


def test_a_municipality_that_says_nothing_counts_as_nought() -> None:
    whole = small_inventory()
    read = replace(whole.coverage[3], state=CoverageState.NOTHING_SAID)
    figure = build_peers(replace(whole, coverage=(*whole.coverage[:3], read)), Texts("sv"))
    assert find_row(figure, "Dalby")[3].text == "0 (1,5)"


def test_discs_of_one_municipality_lead_to_its_rows_and_those_of_more_name_them() -> None:
    figure = build_peers(small_inventory(), Texts("en"))
    # Alby alone at two partners, two purposes, two governances; others alone at one purpose, one handling …
    assert check_drawing(figure) == 4
    assert figure.svg.count('class="fig-crowd"') == 7 * 2 + 1
    assert "C8 Landsbygd, codes: 2. Alby" in figure.svg


def test_older_versions_do_not_count() -> None:
    figure = build_peers(outdated(small_inventory(), 1), Texts("en"))
    assert [cell.value for cell in find_row(figure, "Alby")[2:5]] == [2, 2, 1]


def test_without_a_read_municipality_there_is_no_picture() -> None:
    whole = small_inventory()
    unread = replace(whole, rows=(), coverage=whole.coverage[3:])
    figure = build_peers(unread, Texts("sv"))
    assert figure.svg == ""
    assert [cell.text for cell in figure.table.rows[0]][:3] == ["Dalby", "C8 Landsbygd", "–"]
    assert len(figure.table.rows[0]) == len(figure.table.head)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_picture_of_a_large_inventory_is_well_formed_and_the_same_again(language: str) -> None:
    inventory, texts = big_inventory(120, 800), Texts(language)
    figure = build_peers(inventory, texts)
    assert check_drawing(figure) > 0
    assert figure == build_peers(inventory, texts)
