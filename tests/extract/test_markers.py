from __future__ import annotations

import pytest

from extract.lines import Line
from extract.markers import Marker, find_contents, get_marker, strip_marker
from tests.extract.placed import place_cells, place_line, place_lines


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("• punkt", Marker.BULLET), ("\uf0b7 punkt", Marker.BULLET), ("•punkt", Marker.NONE),
        ("– punkt", Marker.DASH), ("1. punkt", Marker.NUMBER), ("a) punkt", Marker.NUMBER),
        ("(2) punkt", Marker.NUMBER), ("2024 års plan", Marker.NONE), ("Kommunen ska", Marker.NONE),
        ("•punkt med text", Marker.BULLET), ("o vanlig text", Marker.NONE),
    ],
)  # fmt: skip
def test_what_a_line_begins_with(text: str, marker: Marker) -> None:
    assert get_marker(place_line(text)) is marker


def test_the_letter_o_set_off_is_a_bullet() -> None:
    assert get_marker(place_cells([(70, "o"), (90, "en punkt")])) is Marker.BULLET


def test_bullets_are_taken_off_and_numbers_kept() -> None:
    assert strip_marker("• punkt", Marker.BULLET) == "punkt"
    assert strip_marker("– punkt", Marker.DASH) == "punkt"
    assert strip_marker("2. punkt", Marker.NUMBER) == "2. punkt"


def get_contents(*texts: str) -> set[int]:
    lines: list[Line] = place_lines(texts)
    return find_contents(lines)


def test_dot_leaders_are_contents_with_their_heading_and_wrapped_entries() -> None:
    found = get_contents(
        "Innehåll", "Inledning ........ 3", "2 En lång rubrik", "som bryts ...... 4", "Mål .... 5", "Text"
    )
    assert found == {0, 1, 2, 3, 4}


def test_contents_without_leaders_need_their_heading() -> None:
    entries = ("Förord 3", "Mål till 2030 12", "Uppföljning 17")
    assert get_contents("INNEHÅLL", *entries) == {0, 1, 2, 3}
    assert get_contents(*entries) == set()


def test_a_check_box_begins_an_item_and_stays_in_its_text() -> None:
    line = place_line("☒ Ja, föreningen samverkar med skolan")
    assert get_marker(line) is Marker.BOX
    assert strip_marker(line.text, Marker.BOX) == line.text
