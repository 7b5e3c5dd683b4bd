from __future__ import annotations

import pytest

from corpus.records import ExtractionFailure
from extract.pdfium import read_pdf
from extract.second_opinion import UNREADABLE, read_scan
from extract.sheets import UnreadableError
from tests.extract.pdfs import make_pdf, set_lines
from tests.extract.reads import get_texts, read_bytes
from tests.golden.pdf.scoring import HERE

LINES = ["Kommunen samverkar med föreningar", "i hela länet och med regionen."]
GOOD = make_pdf([set_lines(LINES)], b"/MediaBox[0 0 595 842]")
NO_TREE = GOOD.replace(b"/Catalog/Pages 2 0 R>>", b"/Catalog            >>")
"""A file that has lost the way from its catalog to its pages."""


def test_a_file_that_pdfium_refuses_is_read_by_pdfplumber_and_says_so() -> None:
    with pytest.raises(UnreadableError):
        read_pdf(NO_TREE)
    reading = read_bytes(NO_TREE)
    assert reading.extraction.failure is None
    assert get_texts(reading) == [" ".join(LINES)]
    assert "pdfplumber" in reading.extraction.detail
    assert "pdfplumber" in reading.pages[0].health
    assert reading.pages[0].source == "embedded"


def test_both_engines_place_words_alike() -> None:
    (ours,), (theirs,) = read_pdf(GOOD).sheets, read_scan(NO_TREE).sheets
    assert [word.text for word in ours.words] == [word.text for word in theirs.words]
    for a, b in zip(ours.words, theirs.words, strict=True):
        assert (a.x0, a.x1, a.size, a.bold) == (
            pytest.approx(b.x0, abs=1),
            pytest.approx(b.x1, abs=1),
            b.size,
            b.bold,
        )


def test_a_page_whose_letters_nobody_knows_says_that_it_needs_ocr() -> None:
    scan = read_scan((HERE / "no-unicode.pdf").read_bytes())
    assert {sheet.health for sheet in scan.sheets} == {UNREADABLE}
    assert all(sheet.words == () for sheet in scan.sheets)


def test_what_nobody_can_read_keeps_its_failure() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_scan(b"%PDF-1.7\n1 0 obj\n<</Type")
    assert caught.value.failure is ExtractionFailure.BROKEN


def test_a_good_file_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.second_opinion._read_second", None)
    assert read_scan(GOOD) == read_pdf(GOOD)
