"""Where a selection in another program's text stands in the study's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.importing.aligning import Alignment, Compact
from tests.strategies import swedish_text


@given(swedish_text, st.integers(0, 200), st.integers(1, 60))
def test_the_same_text_keeps_its_offsets_also_with_emoji(text: str, start: int, length: int) -> None:
    whole = f"🎓 {text} 👩‍🏫 slut"
    start = min(start, len(whole) - 1)
    end = min(len(whole), start + length)
    assert Alignment(whole, whole).find_span(start, end) == (start, end)


@given(swedish_text)
def test_other_line_ends_lead_to_the_same_words(text: str) -> None:
    ours = f"Inledning.\nKommunen 🎓 samverkar med högskolan i länet.\n{text}"
    theirs = ours.replace("\n", "\r\n")
    quote = "Kommunen 🎓 samverkar med högskolan i länet."
    start = theirs.index(quote)
    span = Alignment(theirs, ours).find_span(start, start + len(quote))
    assert span is not None
    assert Compact.of(ours[slice(*span)]).letters == Compact.of(quote).letters


def test_words_that_are_not_there_are_not_found() -> None:
    assert Alignment("Något helt annat.", "Kommunen samverkar.").find_span(0, 17) is None
