from __future__ import annotations

import pytest

from corpus.export.figures.dimensions import build_dimensions
from corpus.export.texts import Texts
from tests.corpus.export.figures.small import check_drawing, find_row, outdated, small_inventory, values
from tests.inventories import big_inventory


def test_strategies_descriptions_and_municipalities_are_counted_apart() -> None:
    figure = build_dimensions(small_inventory(), Texts("en"))
    assert [table.id for table in (figure.table, *figure.more)] == [
        "bars-form",
        "bars-governance",
        "bars-challenge",
    ]
    assert values(find_row(figure, "Contractual cooperation")) == [2, 0, 2, 2]
    assert values(figure.table.rows[-1]) == [1, 2, 3, 2]  # without any form
    governance, challenge = figure.more
    assert [values(row) for row in governance.rows[:2]] == [[2, 0, 2, 1], [1, 0, 1, 1]]
    assert values(challenge.rows[0]) == [0, 1, 1, 1]
    # strategies or descriptions, and municipalities, of four codes
    assert check_drawing(figure) == 8


def test_older_versions_do_not_count() -> None:
    figure = build_dimensions(outdated(small_inventory(), 0), Texts("en"))
    assert values(find_row(figure, "Contractual cooperation")) == [1, 0, 1, 1]


def test_a_code_that_the_model_never_assigns_is_no_finding() -> None:
    figure = build_dimensions(small_inventory(), Texts("en"))
    assert figure.svg.count("the model never assigns the code: no finding") == 1
    assert "Jointly owned company" in figure.table.note
    assert figure.more[0].note == ""


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_picture_of_a_large_inventory_shows_what_its_tables_say(language: str) -> None:
    inventory, texts = big_inventory(40, 800), Texts(language)
    figure = build_dimensions(inventory, texts)
    drawn = [row[1:3] + row[4:] for table in (figure.table, *figure.more) for row in table.rows[:-1]]
    assert check_drawing(figure) == sum(1 for cells in drawn for cell in cells if cell.rows)
    assert figure == build_dimensions(inventory, texts)
