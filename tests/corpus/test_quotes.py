from __future__ import annotations

from corpus.quotes import begin_quote


def test_a_text_that_is_short_enough_stands_whole_on_one_line() -> None:
    assert begin_quote("Vi ska\nsamverka  mer.", 20) == "Vi ska samverka mer."


def test_a_longer_one_is_cut_after_a_word() -> None:
    assert begin_quote("Vi ska\nsamverka  mer.", 18) == "Vi ska samverka …"
    assert begin_quote("Vi ska samverka mer.", 17) == "Vi ska samverka …"


def test_one_without_a_word_to_cut_after_fills_the_length_with_its_sign() -> None:
    cut = begin_quote("å" * 50, 10)
    assert (len(cut), cut[-1]) == (10, "…")
