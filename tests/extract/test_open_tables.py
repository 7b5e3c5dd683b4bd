from __future__ import annotations

from extract.lines import Line
from extract.open_tables import find_open_tables
from extract.sheets import Rule
from tests.extract.placed import place_cells, place_line


def get_rows(strip: list[Line], rules: list[Rule] | None = None) -> list[list[str]]:
    tables = find_open_tables(strip, 1.2, rules or [])
    return [
        [" ".join(line.text for line in cell) for cell in row.cells if cell]
        for table in tables
        for row in table.rows
    ]


def test_cells_under_each_other_are_rows() -> None:
    strip = [
        place_line("En inledande mening före tabellen som är ganska lång.", y=76),
        place_cells([(70, "Bolag"), (200, "Ansvarig"), (330, "Klart")], 100),
        place_cells([(70, "Räddningstjänsten"), (200, "Chef"), (330, "2026")], 112),
        place_line("Miljöförbundet", y=124),
        place_cells([(70, "Kommunen"), (200, "Teknisk chef")], 136),
    ]
    assert get_rows(strip) == [
        ["Bolag", "Ansvarig", "Klart"], ["Räddningstjänsten", "Chef", "2026"], ["Miljöförbundet"],
        ["Kommunen", "Teknisk chef"],
    ]  # fmt: skip


def test_wrapped_cells_belong_to_the_row_above_where_rows_are_spaced() -> None:
    strip = [
        place_cells([(70, "Andel av"), (200, "18 %"), (300, "70 %")], 100),
        place_line("enkla hinder", y=112),
        place_cells([(70, "Anställda i"), (200, "17"), (300, "50")], 140),
        place_line("kommunen", y=152),
    ]
    assert get_rows(strip) == [
        ["Andel av enkla hinder", "18 %", "70 %"],
        ["Anställda i kommunen", "17", "50"],
    ]


def test_rules_across_the_table_divide_its_rows() -> None:
    strip = [
        place_cells([(70, "Plan"), (200, "Chef")], 100),
        place_cells([(70, "Och mål"), (200, "Och vd")], 112),
        place_cells([(70, "Program"), (200, "Nämnd")], 124),
    ]
    rows = get_rows(strip, [Rule(60, 116, 300, 116)])
    assert rows == [["Plan Och mål", "Chef Och vd"], ["Program", "Nämnd"]]


def test_numbered_headings_are_no_table() -> None:
    strip = [place_cells([(70, "1.1"), (100, "Syfte")], 100), place_cells([(70, "1.2"), (100, "Mål")], 112)]
    assert get_rows(strip) == []


def test_one_line_with_a_gap_is_no_table() -> None:
    assert (
        get_rows([place_cells([(70, "Ort"), (300, "Datum")], 100), place_line("Text därunder", y=112)]) == []
    )


def test_figures_alone_are_the_ticks_of_a_chart_and_no_table() -> None:
    strip = [
        place_cells([(70, f"{number} %"), (200, f"{number * 2} %")], y=100 + 20 * number)
        for number in range(4)
    ]
    assert find_open_tables(strip, 1.2, ()) == []
