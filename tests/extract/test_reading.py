from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import DocumentKind, ExtractionFailure, PassageKind, document_text, passage_id
from extract.reading import EXTRACTOR, read_document
from tests.extract.pdfs import A4, Text, make_many_pages, make_pdf, set_lines, write_pdf
from tests.extract.reads import get_texts, make_job, read_bytes, read_typst

NO_PAGES = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
LOREM = (
    "Kommunen ska samverka med föreningslivet. Arbetet sker tillsammans med region och näringsliv. "
    "Samverkan prövas vid behov och följs upp i årsredovisningen. "
)


def test_a_plain_page_gives_its_paragraphs_with_offsets_and_boxes() -> None:
    reading = read_typst(f"= Syfte\n{LOREM}\n\n{LOREM * 2}\n\n- Första punkten\n- Andra punkten")
    text = document_text(reading.pages)
    assert reading.extraction.failure is None
    assert reading.extraction.extractor == EXTRACTOR
    assert [passage.kind for passage in reading.passages] == [
        PassageKind.PARAGRAPH, PassageKind.PARAGRAPH, PassageKind.LIST_ITEM, PassageKind.LIST_ITEM,
    ]  # fmt: skip
    assert get_texts(reading)[1:] == [(LOREM * 2).strip(), "Första punkten", "Andra punkten"]
    for ordinal, passage in enumerate(reading.passages):
        assert text[passage.start : passage.end] == passage.text
        assert passage.headings == ("Syfte",)
        assert passage.ordinal == ordinal
        assert passage.id == passage_id(passage.document, passage.start, passage.end, passage.text)
        assert all(
            0 <= box.x0 < box.x1 <= A4[0] and 0 <= box.top < box.bottom <= A4[1] for box in passage.boxes
        )


def test_reading_twice_gives_equal_pages_and_passages() -> None:
    content = make_pdf([set_lines(["Kommunen samverkar med", "föreningar i hela länet."])])
    first, second = read_bytes(content), read_bytes(content)
    assert (first.pages, first.passages, first.metadata) == (second.pages, second.passages, second.metadata)


def test_a_paragraph_over_a_page_break_belongs_whole_to_the_page_it_begins_on() -> None:
    reading = read_typst(f"#set page(height: 10cm)\n#set par(justify: true)\n{LOREM * 12}")
    passage = reading.passages[0]
    assert len(reading.passages) == 1
    assert passage.text == (LOREM * 12).strip()
    assert (passage.first_page, passage.last_page) == (1, len(reading.pages))
    assert {box.page for box in passage.boxes} == set(range(1, len(reading.pages) + 1))
    assert reading.pages[0].text == passage.text
    assert document_text(reading.pages)[passage.start : passage.end] == passage.text


def test_two_columns_are_read_one_after_the_other() -> None:
    reading = read_typst(f"#set page(columns: 2)\n{'#par[' + LOREM + ']' * 1}" + f"\n\n{LOREM * 2}" * 12)
    assert get_texts(reading) == [LOREM.strip(), *[(LOREM * 2).strip()] * 12]


def test_columns_are_found_when_the_file_has_its_lines_in_another_order() -> None:
    left = [f"Vänster spalt rad {number} med fler ord" for number in range(8)]
    right = [f"Höger spalt rad {number} med fler ord i" for number in range(8)]
    texts = [*set_lines(left, x=60), *set_lines(right, x=320)]
    shuffled = sorted(texts, key=lambda text: hash((text.y * 7919) % 101 + text.x))
    assert get_texts(read_bytes(make_pdf([shuffled]))) == [" ".join([*left, *right])]


def test_a_rotated_page_has_its_boxes_where_it_shows_them() -> None:
    upright = read_bytes(make_pdf([[Text(100, 700, "En mening som står högst upp.")]]))
    turned = read_bytes(make_pdf([[Text(100, 700, "En mening som står högst upp.")]], b"/Rotate 90"))
    assert (turned.pages[0].width, turned.pages[0].height) == (842, 595)
    (box,), (before,) = turned.passages[0].boxes, upright.passages[0].boxes
    assert box.x0 == pytest.approx(842 - before.bottom, abs=2)
    assert box.top == pytest.approx(before.x0, abs=2)
    assert box.bottom - box.top == pytest.approx(before.x1 - before.x0, abs=2)


def test_a_crop_box_moves_the_origin_and_hides_what_is_outside() -> None:
    texts = [Text(150, 700, "Detta är vad som syns på sidan."), Text(20, 20, "Detta är bortskuret.")]
    reading = read_bytes(make_pdf([texts], b"/CropBox[100 300 500 800]"))
    assert get_texts(reading) == ["Detta är vad som syns på sidan."]
    assert (reading.pages[0].width, reading.pages[0].height) == (400, 500)
    assert reading.passages[0].boxes[0].x0 == pytest.approx(50, abs=1)
    assert reading.passages[0].boxes[0].bottom == pytest.approx(102, abs=3)


def test_a_page_of_text_on_its_side_is_read_and_boxed() -> None:
    lines = ["Texten på denna sida löper nedifrån", "och upp, som i breda tabeller på", "stående papper."]
    texts = [Text(100 + 12 * number, 100, line, upwards=True) for number, line in enumerate(lines)]
    reading = read_bytes(make_pdf([texts]))
    assert get_texts(reading) == [" ".join(lines)]
    (box,) = reading.passages[0].boxes
    assert box.x0 == pytest.approx(90, abs=4)
    assert box.x1 == pytest.approx(127, abs=4)
    assert box.bottom == pytest.approx(742, abs=3)


def test_a_table_of_contents_gives_no_passages() -> None:
    body = "\n".join(f"= Kapitel {name}\n{LOREM}\n" for name in ("ett", "två", "tre", "fyra"))
    reading = read_typst(f'#outline(title: "Innehåll")\n#pagebreak()\n{body}')
    assert get_texts(reading) == [LOREM.strip()] * 4
    assert reading.pages[0].text == ""


def test_footnotes_are_notes_and_do_not_break_the_text_over_them() -> None:
    reading = read_typst(
        f"#set page(height: 12cm)\n#set par(justify: true)\n{LOREM * 5}"
        f"En sats#footnote[Se lagen om kommuner.] i texten. {LOREM * 9}"
    )
    kinds = [passage.kind for passage in reading.passages]
    assert kinds == [PassageKind.PARAGRAPH, PassageKind.NOTE]
    assert reading.passages[0].last_page == 2
    assert reading.passages[1].text.endswith("Se lagen om kommuner.")


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b"", ExtractionFailure.EMPTY),
        (b"<!doctype html><title>Sidan finns inte</title>", ExtractionFailure.NOT_A_PDF),
        (b"%PDF-1.7\n1 0 obj\n<</Type", ExtractionFailure.BROKEN),
        (
            write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
            ExtractionFailure.EMPTY,
        ),
        (make_pdf([[]]), ExtractionFailure.NO_TEXT),
    ],
)
def test_what_cannot_be_read_is_a_value_with_a_reason(content: bytes, failure: ExtractionFailure) -> None:
    reading = read_bytes(content)
    assert reading.extraction.failure is failure
    assert reading.extraction.detail
    assert reading.passages == ()
    assert reading.metadata.title == "Dokument"


def test_a_missing_file_is_a_value(tmp_path: Path) -> None:
    reading = read_document(make_job(tmp_path / "borta.pdf"))
    assert reading.extraction.failure is ExtractionFailure.MISSING


def test_a_password_is_a_value() -> None:
    entries = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%b)/U(%b)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    assert read_bytes(write_pdf(NO_PAGES, entries)).extraction.failure is ExtractionFailure.PASSWORD


def test_a_file_with_far_too_many_pages_is_read_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.pdfium.MAX_PAGES", 50)
    reading = read_bytes(make_many_pages(20_000))
    assert reading.extraction.pages == 20_000
    assert len(reading.pages) == 50


def test_a_page_of_a_picture_says_that_it_needs_ocr() -> None:
    picture = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    reading = read_bytes(make_pdf([set_lines([LOREM[:80], LOREM[80:150]]), picture]))
    assert reading.extraction.failure is None
    assert "OCR" in reading.pages[1].health
    assert reading.pages[0].health == ""


@pytest.mark.parametrize("box", [b"[0 0 1e30 1e30]", b"[0 0 0 0]", b"[0 0 -5 nan]", b"[5 5 5 5]"])
def test_an_absurd_page_box_is_survived(box: bytes) -> None:
    reading = read_bytes(
        make_pdf([[Text(100, 700, "Text på en orimlig sida som ändå läses.")]], b"/MediaBox" + box)
    )
    assert 1 <= reading.pages[0].width <= 20_000
    assert 1 <= reading.pages[0].height <= 20_000


def test_the_title_page_gives_metadata() -> None:
    reading = read_typst(
        "#text(size: 24pt)[Biblioteksplan 2025–2028]\n\nAntagen av kommunfullmäktige 2024-12-09, § 118\n\n"
        f"Dnr: BUK 2024/61\n\nDokumentansvarig: Bibliotekschef\n\n{LOREM * 4}"
    )
    metadata = reading.metadata
    assert metadata.title == "Biblioteksplan 2025–2028"
    assert metadata.kind is DocumentKind.PLAN
    assert (metadata.adopted, metadata.adopted_by, metadata.paragraph) == (
        "2024-12-09",
        "Kommunfullmäktige",
        "§ 118",
    )
    assert (metadata.reference, metadata.responsible) == ("BUK 2024/61", "Bibliotekschef")
    assert (metadata.valid_from, metadata.valid_to, metadata.language) == ("2025", "2028", "sv")


_places = st.builds(
    Text,
    x=st.floats(-50, 600),
    y=st.floats(-50, 900),
    words=st.text(st.characters(codec="cp1252", exclude_characters="\r\n"), min_size=1, max_size=30),
    size=st.floats(1, 60),
    bold=st.booleans(),
    upwards=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_places, max_size=25), min_size=1, max_size=3))
def test_whatever_stands_on_the_pages_offsets_and_boxes_hold(pages: list[list[Text]]) -> None:
    reading = read_bytes(make_pdf(pages))
    text = document_text(reading.pages)
    ends = [0]
    for passage in reading.passages:
        assert text[passage.start : passage.end] == passage.text
        assert passage.start >= ends[-1]
        ends.append(passage.end)
        assert {passage.first_page, passage.last_page} <= {box.page for box in passage.boxes}
        assert "\f" not in passage.text
        assert "\n" not in passage.text


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_damaged_bytes_never_raise(place: int, junk: bytes) -> None:
    content = bytearray(make_pdf([set_lines(["Kommunen samverkar med föreningar i länet."])]))
    content[place : place + len(junk)] = junk
    assert read_bytes(bytes(content)).extraction.extractor == EXTRACTOR
