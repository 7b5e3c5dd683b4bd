from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files

import pytest

from corpus.export.figures import build_figures
from corpus.export.texts import Texts
from tests.corpus.export.figures.small import check_drawing, small_inventory
from tests.corpus.export.materials import hostile_inventory


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_figure_is_built_with_ids_of_its_own(language: str) -> None:
    figures = build_figures(hostile_inventory(), Texts(language))
    assert len(figures) == 8
    tables = [table.id for figure in figures for table in (figure.table, *figure.more)]
    assert len(set(tables)) == len(tables)
    assert all(check_drawing(figure) for figure in figures)
    assert all(figure.lead and figure.title for figure in figures)


def test_every_line_of_a_table_has_a_cell_for_every_head() -> None:
    for figure in build_figures(small_inventory(), Texts("sv")):
        for table in (figure.table, *figure.more):
            assert {len(line) for line in table.rows} == {len(table.head)}, table.id


def test_every_class_of_the_pictures_is_in_the_style_sheet() -> None:
    style = files("corpus.export.figures").joinpath("figures.css").read_text("utf-8")
    known = set(re.findall(r"\.((?:fig|figure)-?[a-z0-9-]*)", style)) | {"fig-label", "fig-map", "fig-inset"}
    drawn = "".join(figure.svg for figure in build_figures(hostile_inventory(), Texts("sv")))
    used = {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}
    assert used - known == set()


def test_nothing_covered_and_nothing_said_is_no_figure() -> None:
    assert build_figures(replace(small_inventory(), rows=(), coverage=()), Texts("sv")) == ()


def test_municipalities_without_a_row_have_every_figure() -> None:
    figures = build_figures(replace(small_inventory(), rows=()), Texts("sv"))
    assert len(figures) == 8
    assert [check_drawing(figure) for figure in figures] == [0] * 8
