from __future__ import annotations

import pytest

from corpus.export.figures.combinations import MOST_COMBINATIONS, build_combinations, rank_combinations
from corpus.export.texts import Texts
from tests.corpus.export.figures.small import Said, check_drawing, outdated, small_inventory, values
from tests.inventories import big_inventory


def test_a_row_stands_in_exactly_the_combination_that_it_names() -> None:
    figure = build_combinations(small_inventory(), Texts("en"))
    university, region = "Universities, research institutes", "Region (county council)"
    counted = {row[0].text: values(row) for row in figure.table.rows}
    assert counted == {
        university: [1, 2, 2],
        region: [1, 1, 1],
        f"Other education providers + {region}": [2, 1, 1],
        f"{region} + {university}": [2, 1, 1],
    }
    assert "at least two types: 2 of 5" in figure.lead
    assert check_drawing(figure) == 4
    assert figure.svg.count('class="fig-in"') == 6
    assert figure.svg.count('class="fig-out"') == 4 * 3 - 6


def test_older_versions_do_not_count() -> None:
    figure = build_combinations(outdated(small_inventory(), 0), Texts("en"))
    assert sum(row[2].value or 0 for row in figure.table.rows) == 4


def test_rows_without_a_partner_stand_in_no_combination() -> None:
    figure = build_combinations(small_inventory((Said(0, "plan-2020", 0, "form.contract"),)), Texts("sv"))
    assert (figure.svg, figure.table.rows) == ("", ())
    assert "minst två typer: 0 av 0" in figure.lead


def test_a_type_that_the_codebook_lacks_is_shown_by_its_id() -> None:
    figure = build_combinations(small_inventory((Said(0, "plan-2020", 0, "partner.gone"),)), Texts("sv"))
    assert figure.table.rows[0][0].text == "partner.gone"
    assert ">partner.gone</text>" in figure.svg


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_most_frequent_are_shown_and_the_others_are_said_to_be_left_out(language: str) -> None:
    inventory, texts = big_inventory(40, 3_000), Texts(language)
    figure = build_combinations(inventory, texts)
    found = rank_combinations(inventory.current_rows)
    assert sum(len(rows) for _, rows in found) == len(inventory.current_rows)
    assert check_drawing(figure) == len(figure.table.rows) == MOST_COMBINATIONS
    assert str(len(found) - MOST_COMBINATIONS) in figure.table.note
    assert figure == build_combinations(inventory, texts)
