from __future__ import annotations

from hypothesis import given

from corpus.search import parse_query
from samverkan.search_output import _LONGEST_QUOTE, _shorten, mark
from tests.strategies import swedish_text

QUERY = parse_query("partnerskap")


def test_hits_are_marked_with_guillemets_off_a_terminal_and_in_bold_on_one() -> None:
    assert mark("Ett partnerskap.", QUERY, shown=False) == "Ett »partnerskap«."
    assert mark("Ett partnerskap.", QUERY, shown=True) == "Ett \x1b[1mpartnerskap\x1b[0m."


def test_a_long_passage_is_cut_at_words_around_its_first_hit() -> None:
    text = "Inledning utan träff. " * 60 + "Här kommer partnerskapet. " + "Avslutning utan träff. " * 60
    short = _shorten(text, QUERY)
    assert "partnerskapet" in short
    assert short.startswith("… ")
    assert short.endswith(" …")
    assert len(short) <= _LONGEST_QUOTE + 4
    assert all(word in text.split() for word in short.strip("… ").split())


@given(text=swedish_text)
def test_marking_adds_marks_and_nothing_else(text: str) -> None:
    plain = text.replace("»", "").replace("«", "")
    marked = mark(plain, QUERY, shown=False)
    assert marked.replace("»", "").replace("«", "") == plain
