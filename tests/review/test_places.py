from __future__ import annotations

from corpus.records import Box, Page, Sha256
from corpus.reshaping import DocumentText
from review.places import find_span, join_boxes, make_placer, place_words

_SHA256 = Sha256("0" * 64)


def _set(words: str, top: float = 100.0, page: int = 1) -> list[tuple[str, Box]]:
    """Words in a line, ten points each."""
    return [(word, Box(page, 10.0 * i, top, 10.0 * i + 9, top + 8)) for i, word in enumerate(words.split())]


def _whole(*texts: str) -> DocumentText:
    pages = [Page(_SHA256, number, 595, 842, text) for number, text in enumerate(texts, 1)]
    return DocumentText.of_pages(_SHA256, pages)


def test_a_running_head_is_in_no_text_and_all_else_is_found() -> None:
    whole = _whole("Vi ska samverka.\nMed regionen.")
    words = [*_set("Plan 2024 3 (7)", 20), *_set("Vi ska sam- verka.", 100), *_set("Med regionen.", 120)]
    places = place_words(words, whole, 1)
    assert [whole.text[one.start : one.end] for one in places] == [
        "Vi",
        "ska",
        "sam",
        "verka",
        "Med",
        "regionen",
    ]


def test_text_that_began_on_the_page_before_is_found_there() -> None:
    whole = _whole("Vi ska samverka med regionen om vård.", "Nästa stycke.")
    words = [*_set("regionen om vård.", 60, 2), *_set("Nästa stycke.", 90, 2)]
    spans = [whole.text[one.start : one.end] for one in place_words(words, whole, 2)]
    assert spans == ["regionen", "om", "vård", "Nästa", "stycke"]


def test_a_rectangle_holds_the_text_from_its_first_to_its_last_word() -> None:
    whole = _whole("ett två tre fyra")
    places = place_words(_set("ett två tre fyra"), whole, 1)
    assert find_span(places, Box(1, 9, 90, 29, 120)) == (4, 11)
    assert find_span(places, Box(1, 300, 90, 320, 120)) is None


def test_a_stretch_gets_a_box_for_each_column() -> None:
    left, right = _set("a b", 700), [("c", Box(1, 300, 80, 309, 88))]
    assert join_boxes([box for _, box in [*left, *right]]) == [
        Box(1, 0, 700, 19, 708),
        Box(1, 300, 80, 309, 88),
    ]


def test_without_words_the_fallback_places() -> None:
    whole = _whole("Vi ska samverka.")
    fallback = (Box(1, 1, 2, 3, 4),)
    assert make_placer(whole, lambda page: (), lambda start, end: fallback)(0, 5) == fallback
    found = make_placer(whole, lambda page: _set("Vi ska samverka."), lambda start, end: fallback)(3, 16)
    assert found == (Box(1, 10, 100, 29, 108),)
