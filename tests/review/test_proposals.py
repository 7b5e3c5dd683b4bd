from __future__ import annotations

import pytest

from review.proposals import find_quote, list_touched, snap_to_words
from tests import factories

TEXT = "Kommunen ska samverka."


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((2, 11), "Kommunen ska"),
        ((0, 8), "Kommunen"),
        ((8, 9), " "),
        ((13, 21), "samverka"),
        ((15, 22), "samverka."),
        ((-3, 99), TEXT),
    ],
)
def test_a_mark_grows_to_whole_words(span: tuple[int, int], words: str) -> None:
    start, end = snap_to_words(TEXT, span)
    assert TEXT[start:end] == words


def test_a_mark_that_is_none_stays_so() -> None:
    assert snap_to_words(TEXT, (9, 4)) == (9, 4)


def test_what_gives_way_is_listed_with_what_is_left_of_it() -> None:
    first, second = factories.passages_of(factories.document(), ["Ett två tre.", "Fyra."])
    cut = list_touched((first.start + 4, first.start + 7), [second, first])
    assert [(one.passage.id, one.rests) for one in cut] == [(first.id, ("Ett", "tre."))]
    both = list_touched((first.start + 4, second.end), [second, first])
    assert [one.rests for one in both] == [("Ett",), ()]
    assert list_touched((first.start, first.end), [first, second]) == ()


def test_a_quote_is_found_whatever_white_space_is_in_it() -> None:
    assert find_quote(TEXT, "kommunen  SKA") == (0, 12)
    assert find_quote(TEXT, "  ") is None
