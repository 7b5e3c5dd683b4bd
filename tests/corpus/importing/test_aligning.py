"""Where a selection in another program's text stands in the study's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.importing.aligning import Alignment, Compact, fingerprint, share_of_probes
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


def test_of_several_places_the_nearest_is_meant_also_far_from_where_it_should_be() -> None:
    filler = "Kommunen bygger broar och vägar. " * 2_000
    ours = f"Vi samverkar med högskolan. {filler}Vi samverkar med högskolan. {filler}"
    places = [ours.index("Vi sam"), ours.rindex("Vi sam")]
    for theirs, expected in (
        (f"Vi  samverkar med högskolan.  {filler}{filler}", places[0]),
        (f"{filler} Vi  samverkar med högskolan.{filler}", places[1]),
        (f"{filler}{filler}{filler}  Vi samverkar med högskolan.", places[1]),
    ):
        start = theirs.index("samverkar")
        span = Alignment(theirs, ours).find_span(start, start + len("samverkar med högskolan."))
        assert span is not None
        assert span[0] == expected + len("Vi ")


@given(swedish_text)
def test_whole_texts_of_the_same_letters_are_one_whatever_parts_their_lines(text: str) -> None:
    told = f"Sam\u00adverkan i län\ufeffet {text}"
    assert fingerprint(told) == fingerprint(told.replace(" ", "\r\n")) != ""
    assert fingerprint("Samverkan") != fingerprint("Samarbete")
    assert fingerprint(" \n-") == ""


def test_a_text_that_stands_in_another_is_known_by_samples_of_it() -> None:
    ours = " ".join(f"Mening {number} om samverkan i länet." for number in range(200))
    assert share_of_probes(ours.replace(" ", "\n"), ours) == 1.0
    assert share_of_probes(ours[: len(ours) // 2], ours) == 1.0
    assert share_of_probes("Helt andra ord om vägar och broar. " * 50, ours) == 0.0
    assert share_of_probes("Kort.", "Kort.") == 1.0
