from __future__ import annotations

from hypothesis import given

from review.sentences import split_sentences
from tests.strategies import swedish_text


def test_sentences_and_lines_are_borders() -> None:
    found = split_sentences("Vi ska samverka. Åre är med:\n• region\nt.ex. här", 100)
    assert [one.text for one in found] == ["Vi ska samverka.", "Åre är med:", "• region", "t.ex. här"]
    assert found[1].start == 117


def test_abbreviations_and_dates_do_not_divide() -> None:
    text = "Arbetet leds av bl.a. Region Norr, m.fl. Antogs den 3. Maj är sen. Nästa steg; Vi följer upp."
    assert [one.text for one in split_sentences(text, 0)] == [
        "Arbetet leds av bl.a. Region Norr, m.fl.",
        "Antogs den 3. Maj är sen.",
        "Nästa steg;",
        "Vi följer upp.",
    ]


@given(text=swedish_text)
def test_each_sentence_stands_where_it_says(text: str) -> None:
    found = split_sentences(text, 7)
    assert all(text[one.start - 7 : one.end - 7] == one.text for one in found)
    assert "".join("".join(one.text for one in found).split()) == "".join(text.split())
