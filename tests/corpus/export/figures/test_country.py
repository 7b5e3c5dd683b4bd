from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from importlib.resources import files

from corpus.coverage import CoverageState
from corpus.export.figures.country import build_country, find_breaks
from corpus.export.texts import Texts
from tests.corpus.export.figures.small import HOSTILE, check_drawing, find_row, small_inventory, values
from tests.inventories import big_inventory


def test_the_table_counts_each_municipality_and_the_map_leads_to_its_rows() -> None:
    figure = build_country(small_inventory(), Texts("sv"))
    assert [values(row)[-1] for row in figure.table.rows] == [3, 1, 1, 0]
    # two on the map, of which one stands in the inset too, and one square beside it
    assert check_drawing(figure) == 4
    assert len(find_row(figure, "Alby")[3].rows) == 3


def test_a_municipality_that_is_not_on_the_map_stands_beside_it() -> None:
    drawn = build_country(small_inventory(), Texts("sv")).svg
    assert drawn.index("Utanför kartan") < drawn.index("Cedby: ")


def test_hostile_names_are_text() -> None:
    drawn = build_country(small_inventory(), Texts("sv")).svg
    assert escape(HOSTILE) in drawn
    assert "<b>" not in drawn


def test_rows_that_only_older_versions_hold_are_said_so() -> None:
    inventory = small_inventory()
    old = replace(inventory, rows=inventory.rows[:3], coverage=inventory.coverage)
    assert old.coverage[1].state is CoverageState.SAID
    figure = build_country(old, Texts("en"))
    assert find_row(figure, HOSTILE)[2].text == "only in older versions"
    assert f"{escape(HOSTILE)}: only in older versions" in figure.svg


def test_classes_begin_at_round_numbers_and_hold_everyone() -> None:
    assert find_breaks([]) == (1,)
    assert find_breaks([3]) == (1, 2)
    assert find_breaks(list(range(1, 101))) == (1, 20, 50)
    assert all(breaks == tuple(sorted(set(breaks))) for breaks in [find_breaks([1, 1, 7, 900, 4000])])


def test_every_municipality_of_the_country_is_drawn() -> None:
    inventory = big_inventory(290, 600)
    figure = build_country(inventory, Texts("sv"))
    assert figure.svg.count("fig-other") == 0
    assert "Utanför kartan" not in figure.svg
    check_drawing(figure)


def test_states_without_rows_are_told_apart_by_hatching_too() -> None:
    drawn = build_country(small_inventory(), Texts("sv")).svg
    style = files("corpus.export.figures").joinpath("figures.css").read_text("utf-8")
    made = re.findall(r'<pattern id="([^"]+)"', drawn)
    wanted = set(re.findall(r"url\(#([^)]+)\)", style))
    assert len(made) == len(set(made)) == 6
    assert set(made) == wanted
    assert 'class="fig-m fig-not-visited"' in drawn
