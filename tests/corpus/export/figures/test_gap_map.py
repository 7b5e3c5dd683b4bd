from __future__ import annotations

import pytest

from corpus.export.figures.difficulties import build_difficulties
from corpus.export.figures.gap_map import build_gap_map
from corpus.export.texts import Texts
from tests.corpus.export.figures.small import check_drawing, find_row, outdated, small_inventory, values
from tests.inventories import big_inventory


def _columns(head: tuple[str, ...], row: tuple[object, ...]) -> dict[str, object]:
    return dict(zip(head[1:], row, strict=True))


def test_cells_hold_the_rows_that_name_both_and_totals_count_each_once() -> None:
    figure = build_gap_map(small_inventory(), Texts("en"))
    university = _columns(
        figure.table.head, tuple(values(find_row(figure, "Universities, research institutes")))
    )
    filled = {name: value for name, value in university.items() if value}
    assert filled == {
        "Secure competence/staffing": 2,
        "Growth, attractiveness": 1,
        "No purpose stated": 1,
        "All": 3,
    }
    assert values(find_row(figure, "All"))[-1] == 5
    assert check_drawing(figure) == sum(1 for row in figure.table.rows for cell in row if cell.rows)


def test_rows_of_older_versions_do_not_count() -> None:
    figure = build_gap_map(outdated(small_inventory(), 0), Texts("en"))
    assert values(find_row(figure, "All"))[-1] == 4


def test_an_empty_cell_is_a_gap_unless_the_model_never_assigns_its_code() -> None:
    drawn = build_gap_map(small_inventory(), Texts("en")).svg
    assert (
        drawn.count('class="fig-unknown"') == 11 + 1 + 1
    )  # a column of eleven partners with its total, and the legend
    assert "the model never assigns the code" in drawn


def test_difficulties_meet_the_ways_of_handling_them() -> None:
    figure = build_difficulties(small_inventory(), Texts("sv"))
    total = values(find_row(figure, "Alla"))
    assert total[-1] == 3
    assert [value for value in values(find_row(figure, "Ingen svårighet nämnd")) if value] == [1, 1]
    check_drawing(figure)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pictures_of_a_large_inventory_show_what_their_tables_say(language: str) -> None:
    inventory, texts = big_inventory(40, 800), Texts(language)
    for build in (build_gap_map, build_difficulties):
        figure = build(inventory, texts)
        assert check_drawing(figure) == sum(1 for row in figure.table.rows for cell in row if cell.rows)
        assert figure == build(inventory, texts)
