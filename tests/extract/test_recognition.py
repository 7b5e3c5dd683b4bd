from __future__ import annotations

import os
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typst

from corpus.records import ExtractionFailure, Sha256
from extract import recognition, scans
from extract.layout import arrange
from extract.passages import build_passages
from extract.pdfium import read_pdf
from extract.pictures import MAX_PIXELS, Picture, draw_page
from extract.recognition import find_tesseract, recognise_page
from extract.scans import needs_recognition, recognise_scan
from extract.sheets import UnreadableError
from extract.turns import turn_upright
from tests.extract.pdfs import make_pdf, set_lines

PARAGRAPHS = (
    (
        "Kommunen ska samverka med det civila samhället, näringslivet och universitetet för att stärka "
        "kompetensförsörjningen i länet. Arbetet leds av en styrgrupp där alla parter är företrädda."
    ),
    (
        "Överenskommelsen följs upp varje år av kommunstyrelsen i dialog med föreningsrådet och redovisas i "
        "årsredovisningen, så att både framgångar och brister blir synliga för invånarna."
    ),
    (
        "Svårigheterna handlar främst om otydliga mandat, skilda tidshorisonter och att små föreningar "
        "saknar resurser att delta på lika villkor."
    ),
)
PICTURE_PAGE = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"

needs_tesseract = pytest.mark.skipif(
    not find_tesseract() and not os.environ.get("CI"), reason="Tesseract with Swedish is not installed"
)


@pytest.fixture(scope="module")
def typeset() -> bytes:
    source = '#set text(lang: "sv", size: 11pt)\n#set par(justify: true)\n= Samverkan för länet\n'
    with TemporaryDirectory() as folder:
        path = Path(folder, "document.typ")
        path.write_text(source + "\n\n".join(PARAGRAPHS * 2), "utf-8")
        content: bytes = typst.compile(str(path), ignore_system_fonts=True)
    return content


@needs_tesseract
def test_a_drawn_page_of_swedish_is_recognised_in_place(typeset: bytes) -> None:
    found = recognise_page(draw_page(typeset, 1), 1)
    truth = read_pdf(typeset).sheets[0]
    wanted, got = (" ".join(word.text for word in sheet.words) for sheet in (truth, found.sheet))
    same = sum(
        block.size for block in SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    )
    assert same / len(wanted) > 0.985
    words = [word.text for word in truth.words]
    assert sum(word.text in words for word in found.sheet.words) / len(words) > 0.95
    assert found.confidence > 0.85
    assert found.sheet.health == ""
    assert found.sheet.width == pytest.approx(truth.width, abs=1)
    by_text = {word.text: word for word in truth.words}
    for word in found.sheet.words:
        if word.text in by_text and word.text in ("Samverkan", "länet", "kommunstyrelsen"):
            assert word.x0 == pytest.approx(by_text[word.text].x0, abs=60)
    first = next(word for word in found.sheet.words if word.text == "Samverkan")
    assert first.x0 == pytest.approx(by_text["Samverkan"].x0, abs=2)
    assert first.bottom == pytest.approx(by_text["Samverkan"].bottom, abs=4)


@needs_tesseract
def test_recognised_words_go_through_the_layout_like_any(typeset: bytes) -> None:
    sheet = recognise_page(draw_page(typeset, 1), 1).sheet
    passages = build_passages(Sha256("0" * 64), (sheet,), arrange([turn_upright(sheet)]))[1]
    wanted = PARAGRAPHS * 2
    assert len(passages) == len(wanted)
    for passage, text in zip(passages, wanted, strict=True):
        assert SequenceMatcher(None, passage.text, text, autojunk=False).ratio() > 0.98
    assert {passage.headings for passage in passages} == {("Samverkan för länet",)}
    assert all(len(passage.boxes) == 1 for passage in passages)


@needs_tesseract
def test_an_empty_picture_has_no_words() -> None:
    found = recognise_page(Picture(400, 400, 300 / 72, b"\xff" * 160_000), 3)
    assert (found.sheet.number, found.sheet.words, found.confidence) == (3, (), 0.0)


@needs_tesseract
def test_only_pages_that_are_pictures_are_recognised() -> None:
    content = make_pdf([set_lines(["Kommunen samverkar med föreningar i länet."]), PICTURE_PAGE])
    scan = read_pdf(content)
    assert [needs_recognition(sheet) for sheet in scan.sheets] == [False, True]
    read, numbers = recognise_scan(content, scan)
    assert read.sheets[0] is scan.sheets[0]
    assert numbers == frozenset()  # the picture is one grey dot
    assert "OCR found no text" in read.sheets[1].health


def test_without_tesseract_the_page_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "find_tesseract", lambda: "")
    monkeypatch.setattr(scans, "find_tesseract", lambda: "")
    content = make_pdf([PICTURE_PAGE])
    read, numbers = recognise_scan(content, read_pdf(content))
    assert numbers == frozenset()
    assert "Tesseract" in read.sheets[0].health
    assert "Tesseract" in recognise_page(draw_page(content, 1), 1).sheet.health


@needs_tesseract
def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "SECONDS", 0.001)
    with pytest.raises(UnreadableError) as caught:
        recognise_page(Picture(400, 400, 300 / 72, b"\xff" * 160_000), 1)
    assert caught.value.failure is ExtractionFailure.TIME


@needs_tesseract
def test_pages_that_there_is_no_time_for_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "SECONDS", -1.0)
    content = make_pdf([PICTURE_PAGE])
    read, _ = recognise_scan(content, read_pdf(content))
    assert "no time" in read.sheets[0].health


def test_a_page_as_large_as_a_hall_is_drawn_small() -> None:
    picture = draw_page(make_pdf([[]], b"/MediaBox[0 0 14400 14400]"), 1)
    assert picture.width * picture.height <= 1.01 * MAX_PIXELS
    assert len(picture.pixels) == picture.width * picture.height


@pytest.mark.parametrize(("content", "number"), [(b"no PDF", 1), (make_pdf([[]]), 9)])
def test_what_cannot_be_drawn_is_a_reason(content: bytes, number: int) -> None:
    with pytest.raises(UnreadableError) as caught:
        draw_page(content, number)
    assert caught.value.failure is ExtractionFailure.BROKEN
