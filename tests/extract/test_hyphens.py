from __future__ import annotations

import pytest

from extract.hyphens import Vocabulary, join_lines, join_pieces
from tests.extract.placed import place_lines


def join(first: str, second: str, known: str = "") -> str:
    return join_lines(place_lines([first, second]), Vocabulary(place_lines([known] if known else [])))


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("kommunens sam-", "verkan med andra", "kommunens samverkan med andra"),
        ("kommunens sam\xad", "verkan", "kommunens samverkan"),
        ("kommunens sam‐", "verkan", "kommunens samverkan"),
        ("natur-", "och kulturvård", "natur- och kulturvård"),
        ("kommunens IT-", "stöd", "kommunens IT-stöd"),
        ("Mälardalen-", "Bergslagen", "Mälardalen-Bergslagen"),
        ("under covid-", "19", "under covid-19"),
        ("åren 2020-", "talet", "åren 2020-talet"),
        ("en mening -", "och en till", "en mening - och en till"),
        ("ingen delning", "alls", "ingen delning alls"),
    ],
)  # fmt: skip
def test_broken_words_are_made_whole_and_meant_hyphens_kept(first: str, second: str, joined: str) -> None:
    assert join(first, second) == joined


def test_the_documents_own_spelling_decides() -> None:
    assert join("kommunens it-", "avdelning", "vår it-avdelning växer") == "kommunens it-avdelning"
    assert join("kommunens sam-", "verkan", "samverkan är viktig") == "kommunens samverkan"


def test_three_lines_with_two_breaks_are_joined() -> None:
    lines = place_lines(["för-", "enings-", "livet"])
    assert join_lines(lines, Vocabulary([])) == "föreningslivet"


def test_a_span_of_years_cut_at_its_dash_is_whole() -> None:
    assert join_lines(place_lines(["Plan för 2024–", "2028 och framåt"]), Vocabulary(())) == (
        "Plan för 2024–2028 och framåt"
    )
    assert join_lines(place_lines(["Kommunen –", "2 av 3"]), Vocabulary(())) == "Kommunen – 2 av 3"


def test_a_heading_in_pieces_is_made_of_the_words_that_the_document_has() -> None:
    known = Vocabulary(place_lines(["Ett konsumtionsperspektiv på klimatet"]))
    assert join_pieces("k on su m ti on sp er sp e ktiv", known) == "konsumtionsperspektiv"
    assert join_pieces("Vi är i en å på ö", known) == "Vi är i en å på ö"
