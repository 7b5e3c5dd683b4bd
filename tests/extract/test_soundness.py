from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import Box, Fact
from extract.reading import Reading
from extract.soundness import find_fault
from tests.extract.pdfs import make_pdf, set_lines
from tests.extract.reads import read_bytes


@pytest.fixture(scope="module")
def sound() -> Reading:
    first = set_lines(["Kommunen samverkar med föreningar", "i hela länet."])
    return read_bytes(make_pdf([first, set_lines(["Nämnden följer upp arbetet varje år."], y=400)]))


def test_a_good_reading_is_sound(sound: Reading) -> None:
    assert find_fault(sound) == ""


def test_half_a_pair_of_letters_is_no_text(sound: Reading) -> None:
    page = replace(sound.pages[0], text=sound.pages[0].text + "\ud800")
    assert "signs" in find_fault(replace(sound, pages=(page, *sound.pages[1:])))
    assert "signs" in find_fault(replace(sound, metadata=replace(sound.metadata, title="\udfff")))
    fact = Fact(sound.extraction.document, "title", "Plan", 1, "\ud800Plan", 0.9)
    assert "signs" in find_fault(replace(sound, facts=(fact,)))


@pytest.mark.parametrize("width", [float("nan"), float("inf"), -1.0])
def test_a_page_has_a_size(sound: Reading, width: float) -> None:
    page = replace(sound.pages[0], width=width)
    assert "size" in find_fault(replace(sound, pages=(page, *sound.pages[1:])))


def test_pages_count_from_one(sound: Reading) -> None:
    assert "count from 1" in find_fault(replace(sound, pages=sound.pages[1:], passages=()))


@pytest.mark.parametrize("changes", [{"start": 1}, {"text": "annat"}, {"text": "", "start": 0, "end": 0}])
def test_a_passage_stands_where_it_says(sound: Reading, changes: dict[str, object]) -> None:
    passage = replace(sound.passages[0], **changes)  # type: ignore[arg-type]
    assert "does not stand" in find_fault(replace(sound, passages=(passage,)))


def test_passages_are_numbered_in_order(sound: Reading) -> None:
    passage = replace(sound.passages[0], ordinal=3)
    assert "number 3" in find_fault(replace(sound, passages=(passage,)))


@pytest.mark.parametrize("box", [Box(7, 0, 0, 1, 1), Box(1, 0, 0, float("nan"), 1)])
def test_a_box_lies_on_a_page(sound: Reading, box: Box) -> None:
    passage = replace(sound.passages[0], boxes=(box,))
    assert "no page" in find_fault(replace(sound, passages=(passage,)))
