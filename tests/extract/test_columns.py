from __future__ import annotations

import random

from extract.columns import split_strips
from extract.lines import Line
from tests.extract.placed import place_line, place_lines

LEFT = [f"vänster spalt rad nummer {number} i texten" for number in range(8)]
RIGHT = [f"höger spalt rad nummer {number} i texten" for number in range(8)]


def get_texts(runs: list[Line]) -> list[list[str]]:
    return [[line.text for line in strip] for strip in split_strips(runs)]


def test_two_columns_are_two_strips_whatever_the_order() -> None:
    runs = [*place_lines(LEFT, x=60), *place_lines(RIGHT, x=320)]
    random.Random(3).shuffle(runs)
    assert get_texts(runs) == [LEFT, RIGHT]


def test_a_title_across_the_page_comes_before_both_columns() -> None:
    title = place_line(
        "En rubrik som går tvärs över båda spalterna på hela sidan i dokumentet", x=60, y=70, size=14
    )
    runs = [*place_lines(LEFT, x=60), title, *place_lines(RIGHT, x=320)]
    assert get_texts(runs) == [[title.text], LEFT, RIGHT]


def test_text_across_the_page_ends_the_columns() -> None:
    across = [
        place_line("En avslutande mening som går tvärs över båda spalterna på hela sidan här", x=60, y=240)
    ]
    more = [
        place_line("och som fortsätter på ännu en lika lång rad innan texten tar slut på sidan", x=60, y=252)
    ]
    runs = [*across, *more, *place_lines(RIGHT, x=320), *place_lines(LEFT, x=60)]
    assert get_texts(runs) == [LEFT, RIGHT, [across[0].text, more[0].text]]


def test_three_columns_are_three_strips() -> None:
    columns = [[f"spalt {name} rad {number} ord" for number in range(6)] for name in "abc"]
    runs = [run for number, lines in enumerate(columns) for run in place_lines(lines, x=50 + 180 * number)]
    random.Random(5).shuffle(runs)
    assert get_texts(runs) == columns


def test_rows_of_a_table_are_no_columns() -> None:
    names = place_lines(["Teknisk chef", "Fastighetschef", "Miljöchef", "VD"], x=60, pitch=2.2)
    dates = place_lines(["31 maj 2026", "31 dec 2024", "2025", "juni 2026"], x=250, pitch=2.2)
    assert len(split_strips([*names, *dates])) == 1


def test_one_line_at_the_top_of_the_second_column_is_read_last() -> None:
    runs = [place_line("sista raden av texten", x=320), *place_lines(LEFT, x=60)]
    assert get_texts(runs) == [LEFT, ["sista raden av texten"]]
