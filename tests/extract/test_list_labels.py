from __future__ import annotations

import pytest

from extract.list_labels import Counter, Level, write_number


@pytest.mark.parametrize(
    ("number", "form", "wanted"),
    [
        (4, "decimal", "4"), (3, "lower-letter", "c"), (27, "lower-letter", "aa"), (28, "upper-letter", "BB"),
        (4, "lower-roman", "iv"), (1994, "upper-roman", "MCMXCIV"), (0, "lower-roman", "0"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_their_form_says(number: int, form: str, wanted: str) -> None:
    assert write_number(number, form) == wanted


def test_inner_levels_begin_anew_after_an_outer_one() -> None:
    counter = Counter({0: Level("decimal", "%1."), 1: Level("decimal", "%1.%2")})
    assert [counter.count(depth) for depth in (0, 1, 1, 0, 1)] == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_an_inner_level_without_its_outer_one_counts_it_as_begun() -> None:
    counter = Counter({0: Level("decimal", "%1."), 1: Level("lower-letter", "%1%2)")})
    assert counter.count(1) == "1a)"


def test_bullets_have_no_label_and_a_restart_is_kept() -> None:
    counter = Counter({0: Level("bullet", ""), 1: Level("decimal", "%2.", start=5)})
    assert (counter.count(0), counter.count(1)) == ("", "5.")
    counter.restart(1, 9)
    assert counter.count(1) == "9."
