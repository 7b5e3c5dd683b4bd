from __future__ import annotations

from pathlib import Path

import pytest

from extract.pdfium import read_pdf
from extract.sheets import Word
from tests.extract.pdfs import Text, make_pdf, set_texts, write_pdf, write_stream
from tests.extract.reads import get_texts, read_bytes


def get_words(*texts: Text) -> tuple[Word, ...]:
    return read_pdf(make_pdf([texts])).sheets[0].words


def test_words_have_boxes_size_and_weight() -> None:
    plain, bold = get_words(Text(100, 700, "Samverkan", 12), Text(100, 600, "Mål", 20, bold=True))
    assert (plain.text, plain.size, plain.bold) == ("Samverkan", 12, False)
    assert (bold.text, bold.size, bold.bold) == ("Mål", 20, True)
    assert plain.x0 == pytest.approx(100, abs=1)
    assert plain.top < 842 - 700 < plain.bottom
    assert plain.x1 - plain.x0 == pytest.approx(58, abs=3)


def test_size_is_the_nominal_size_times_the_matrix() -> None:
    content = b"BT /R 1 Tf 14 0 0 14 100 700 Tm (Rubrik) Tj ET"
    (word,) = read_pdf(make_pdf([content])).sheets[0].words
    assert word.size == 14


@pytest.mark.parametrize(("rotation", "quarter"), [(0, 0), (90, 3), (180, 2), (270, 1)])
def test_the_way_words_run_is_that_of_the_page_as_shown(rotation: int, quarter: int) -> None:
    pdf = make_pdf([[Text(100, 700, "Samverkan")]], b"/Rotate %d" % rotation)
    assert read_pdf(pdf).sheets[0].words[0].quarter == quarter


def test_rules_are_found_and_the_frame_of_the_page_is_not() -> None:
    lines = b"100 700 m 300 700 l S 100 600 m 100 700 l S 5 5 585 832 re S "
    sheet = read_pdf(make_pdf([lines + set_texts([Text(110, 650, "I en cell")])])).sheets[0]
    assert len(sheet.rules) == 2
    assert sheet.rules[0].x1 - sheet.rules[0].x0 == pytest.approx(200, abs=2)


def test_drawn_dots_before_lines_are_bullets() -> None:
    dots = b"80 702 3 3 re f 80 682 3 3 re f "
    texts = [Text(95, 700, "Första punkten i listan"), Text(95, 680, "Andra punkten i listan")]
    reading = read_bytes(make_pdf([dots + set_texts(texts)]))
    assert get_texts(reading) == ["Första punkten i listan", "Andra punkten i listan"]
    assert {passage.kind.value for passage in reading.passages} == {"list_item"}


def test_artifacts_are_marked() -> None:
    content = b"/Artifact BMC BT /R 10 Tf 100 800 Td (Sidhuvud) Tj ET EMC BT /R 10 Tf 100 700 Td (Text) Tj ET"
    words = read_pdf(make_pdf([content])).sheets[0].words
    assert [(word.text, word.artifact) for word in words] == [("Sidhuvud", True), ("Text", False)]


def test_the_title_of_the_file_is_read() -> None:
    assert (
        read_pdf(make_pdf([[Text(100, 700, "Text")]], info=b"/Title(Biblioteksplan)")).title
        == "Biblioteksplan"
    )


def test_half_a_character_from_a_damaged_file_is_replaced() -> None:
    mapping = write_stream(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <41> <D999> endbfchar endcmap end"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</R 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        write_stream(b"BT /R 10 Tf 100 700 Td (xAx some more words of text) Tj ET"),
        mapping,
    ]
    reading = read_bytes(write_pdf(objects))
    assert reading.extraction.failure is None
    assert reading.pages[0].text.encode().endswith(b"some more words of text")


def test_words_of_a_face_without_a_descent_stand_on_one_line() -> None:
    content = (Path(__file__).resolve().parents[1] / "golden/pdf/merged-office.pdf").read_bytes()
    title = [word for word in read_pdf(content).sheets[0].words if word.size > 20]
    assert [word.text for word in title] == ["Handlingsplan", "för", "social", "hållbarhet"]
    assert len({word.bottom for word in title}) == 1
