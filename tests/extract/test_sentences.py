from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Kommunen samverkar bl.a. med Region Skåne.", "Det sker t.ex. i Norrby."],
        ["Planen gäller d.v.s. alla bolag, m.fl. parter.", "Den följs upp."],
        ["Se kap. 3 och § 4 i avtalet.", "Beslutet fattades den 3. Maj är månaden."],
        ["Ordförande är A. Ek och K.G. Berg.", "De möts varje år."],
        ["Kostnaden är 3.5 mnkr enl. Kommunstyrelsen.", "Den ökar till 4,2."],
        ["Möten, nätverk m.m. Kommunen ska delta."],
        ["Är det klart? Ja!", "Nu börjar vi."],
        ["Beslutet togs 2024.", "Kommunen följer det."],
        ["”Vi vill mer.” Så sade de.", "Sedan kom fler."],
        ["(Se bilaga.) Detta gäller."],
        ["Kl. 10.30 i Stadshuset, tel. 0123-456 78."],
        ["Arbetet pågår… Det tar tid."],
        ["En rad utan punkt"],
    ],
)
def test_sentences_end_where_a_reader_would_say(sentences: list[str]) -> None:
    text = " ".join(sentences)
    known = {
        "Möten, nätverk m.m. Kommunen ska delta.": ["Möten, nätverk m.m.", "Kommunen ska delta."],
        "Är det klart? Ja! Nu börjar vi.": ["Är det klart?", "Ja!", "Nu börjar vi."],
        "”Vi vill mer.” Så sade de. Sedan kom fler.": ["”Vi vill mer.”", "Så sade de.", "Sedan kom fler."],
        "(Se bilaga.) Detta gäller.": ["(Se bilaga.)", "Detta gäller."],
        "Arbetet pågår… Det tar tid.": ["Arbetet pågår…", "Det tar tid."],
    }
    assert split(text) == known.get(text, sentences)


TEXTS = st.text(st.sampled_from('aåBÖ1. !?…”")\n\xa0mfl§'), max_size=80)


@given(TEXTS)
def test_sentences_hold_every_letter_once_and_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert "".join(split(text)).split() == "".join(text[a:b] for a, b in spans).split()
    assert [c for a, b in spans for c in text[a:b] if not c.isspace()] == [c for c in text if not c.isspace()]
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


@given(TEXTS)
def test_no_sentence_begins_with_a_small_letter_but_the_first(text: str) -> None:
    assert not any(text[start].islower() for start, _ in split_sentences(text)[1:])


@given(
    st.lists(
        st.sampled_from(["Kommunen ska samverka.", "Vem ansvarar?", "Det sker t.ex. i Norrby."]), min_size=1
    )
)
def test_sentences_that_are_joined_come_apart_again(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences
