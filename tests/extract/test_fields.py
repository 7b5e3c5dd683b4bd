from __future__ import annotations

from extract.pdfium import read_pdf
from tests.extract.pdfs import make_pdf, set_lines, write_pdf
from tests.extract.reads import get_texts, read_bytes
from tests.golden.pdf.scoring import HERE


def make_form(field: bytes) -> bytes:
    """A page with a label and one field in a widget at the right of it."""
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
            b"<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>",
            b"<</Type/Annot/Subtype/Widget/Rect[100 700 500 720]/T(f)%b>>" % field,
        ]
    )


def test_what_is_filled_in_is_read_where_its_field_stands() -> None:
    (sheet,) = read_pdf(make_form(b"/FT/Tx/V(Bygdens v\\344nner)")).sheets
    assert [word.text for word in sheet.words] == ["Bygdens", "vänner"]
    assert 100 <= sheet.words[0].x0 < sheet.words[1].x0 < 500
    assert all(122 <= word.top < word.bottom <= 142 for word in sheet.words)


def test_check_boxes_and_empty_fields_have_no_words() -> None:
    assert read_pdf(make_form(b"/FT/Btn/V/Ja")).sheets[0].words == ()
    assert read_pdf(make_form(b"/FT/Tx")).sheets[0].words == ()


def test_a_file_without_a_form_is_read_as_ever() -> None:
    lines = ["Kommunen samverkar med föreningar", "i hela länet."]
    assert get_texts(read_bytes(make_pdf([set_lines(lines)]))) == [" ".join(lines)]


def test_labels_and_their_fields_become_rows() -> None:
    texts = get_texts(read_bytes((HERE / "form.pdf").read_bytes()))
    assert "Sökt belopp: | 25 000 kronor" in texts


def test_a_number_that_was_stamped_on_the_page_is_read_and_tells_of_the_document() -> None:
    stamp = b"<</Type/Annot/Subtype/FreeText/Rect[100 700 300 720]/Contents(Dnr. KS 2013/375)%b>>"
    page = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>",
    ]
    seen, hidden = (write_pdf([*page, stamp % flags]) for flags in (b"", b"/F 2"))
    (sheet,) = read_pdf(seen).sheets
    assert [word.text for word in sheet.words] == ["Dnr.", "KS", "2013/375"]
    assert all(100 <= word.x0 < word.x1 <= 300 and word.top >= 122 for word in sheet.words)
    assert read_bytes(seen).metadata.reference == "KS 2013/375"
    assert read_pdf(hidden).sheets[0].words == ()
