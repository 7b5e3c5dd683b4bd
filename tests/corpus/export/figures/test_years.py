from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.export.figures.years import MOST_YEARS, build_years, group_by_year
from corpus.export.texts import Texts
from tests.corpus.export.figures.small import Said, check_drawing, find_row, small_inventory, values
from tests.inventories import big_inventory


def test_years_and_kinds_are_counted_and_undated_rows_apart() -> None:
    figure = build_years(small_inventory(), Texts("en"))
    assert figure.table.head == (
        "Year", "plan", "strategy", "agreement", "other kinds of document", "All", "Documents"
    )  # fmt: skip
    assert values(find_row(figure, "2020")) == [2, 0, 1, 0, 3, 2]
    assert values(find_row(figure, "2021")) == [0, 0, 0, 0, 0, 0]
    assert values(find_row(figure, "2022")) == [0, 1, 0, 0, 1, 1]
    assert values(find_row(figure, "No year")) == [1, 0, 0, 0, 1, 1]
    assert "stand apart: 1 (documents: 1)" in figure.lead
    # four parts and three columns' totals
    assert check_drawing(figure) == 7


def test_old_years_share_a_column_and_future_ones_too() -> None:
    said = tuple(
        Said(0, f"plan-{year}", 0, "partner.region") for year in ("1932", "1971", "2003", "2026", "2062")
    )
    groups, undated = group_by_year(small_inventory(said).rows, 2026)
    assert len(groups) == MOST_YEARS
    assert [(name, len(rows)) for name, rows in groups if rows] == [("–2002", 2), ("2003", 1), ("2026–", 2)]
    assert undated == ()


@pytest.mark.parametrize("years", [(), ("",), ("1850",), ("2300",)])
def test_few_or_odd_years_have_a_picture_too(years: tuple[str, ...]) -> None:
    said = tuple(Said(0, f"plan-{year}", 0, "partner.region") for year in years)
    check_drawing(build_years(small_inventory(said), Texts("sv")))


def test_a_seldom_kind_stands_among_the_others() -> None:
    kinds = ("plan", "policy", "avtal", "strategi", "program", "budget")
    said = tuple(Said(0, f"{kind}-2020", 0, "") for kind in kinds[:-1] for _ in range(2))
    figure = build_years(small_inventory((*said, Said(0, "budget-2020", 0, ""))), Texts("sv"))
    assert values(find_row(figure, "2020")) == [2, 2, 2, 2, 2, 1, 11, 6]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_picture_of_a_large_inventory_shows_what_its_table_says(language: str) -> None:
    inventory, texts = big_inventory(40, 800), Texts(language)
    figure = build_years(inventory, texts)
    assert check_drawing(figure) == sum(1 for row in figure.table.rows for cell in row[:-1] if cell.rows)
    assert figure == build_years(replace(inventory), texts)
