from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import ExtractionFailure
from extract.encodings import decode_text
from extract.formats import Format, find_format
from extract.sheets import UnreadableError
from tests.extract.office import make_docx, make_odt, p, pack

SWEDISH = "Överenskommelse om samverkan på lika villkor, även för små föreningar."


@pytest.mark.parametrize(
    ("content", "media_type", "name", "wanted"),
    [
        (b"%PDF-1.7\n...", "text/html", "sida.html", Format.PDF),
        (b"\n\njunk%PDF-1.4", "", "", Format.PDF),
        (make_docx(p("Text")), "application/pdf", "plan.pdf", Format.DOCX),
        (make_odt(""), "", "plan.docx", Format.ODT),
        (pack({"xl/workbook.xml": "", "[Content_Types].xml": ""}), "", "tabell.docx", Format.OTHER),
        (pack({"bild.png": "x"}), "", "", Format.OTHER),
        (b"<!DOCTYPE html><title>x</title>", "", "", Format.HTML),
        (b"\xef\xbb\xbf<!-- cms --> <HTML lang=sv>", "", "", Format.HTML),
        (b'<?xml version="1.0"?><html xmlns="x">', "", "", Format.HTML),
        (b"<div><p>Text utan huvud</p></div>", "text/html; charset=utf-8", "", Format.HTML),
        (b"<div><p>Text</p><p>Mer</p></div>", "", "", Format.HTML),
        (b"<!doctype html><title>404</title>", "application/pdf", "plan.pdf", Format.OTHER),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHej", "text/plain", "tal.txt", Format.VTT),
        ("\ufeffWEBVTT Kind: captions\n\n".encode(), "", "", Format.VTT),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHej", "", "", Format.SRT),
        (SWEDISH.encode("cp1252"), "text/plain", "", Format.TEXT),
        (SWEDISH.encode("utf-16"), "", "samtal.TXT", Format.TEXT),
        (b"R1: Vi <p> samverkar", "", "samtal.txt", Format.TEXT),
        (SWEDISH.encode(), "application/octet-stream", "okand", Format.OTHER),
        (b"\x89PNG\r\n\x1a\n", "text/plain", "a.txt", Format.OTHER),
        (b"{\\rtf1\\ansi Hej}", "text/plain", "a.txt", Format.RTF),
        (b"\x00\x01\x02\x03" * 20, "text/plain", "a.txt", Format.OTHER),
        (b"", "text/html", "a.html", Format.OTHER),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "", "gammal.doc", Format.OTHER),
    ],
)
def test_content_decides_before_media_type_and_name(
    content: bytes, media_type: str, name: str, wanted: Format
) -> None:
    assert find_format(content, media_type, name) is wanted


def test_an_office_file_with_a_password_says_so() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableError) as caught:
        find_format(content, "", "plan.docx")
    assert caught.value.failure is ExtractionFailure.PASSWORD


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_swedish_text_is_decoded_without_a_declaration(encoding: str) -> None:
    assert decode_text(SWEDISH.encode(encoding)) == SWEDISH


@pytest.mark.parametrize(
    ("content", "declared", "wanted"),
    [
        ("Östra – ”västra”".encode("cp1252"), "iso-8859-1", "Östra – ”västra”"),
        ("Östra".encode(), "iso-8859-1", "Östra"),
        ("Östra".encode("cp1252"), "utf-8", "Östra"),
        ("Östra".encode("mac-roman"), "macintosh", "Östra"),
        ("Östra".encode("cp1252"), "no-such", "Östra"),
        ("Östra".encode("cp1252"), "base64", "Östra"),
    ],
)
def test_a_declaration_holds_unless_the_bytes_contradict_it(
    content: bytes, declared: str, wanted: str
) -> None:
    assert decode_text(content, declared) == wanted


@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_are_decoded_and_have_a_format(content: bytes, declared: str) -> None:
    assert isinstance(decode_text(content, declared), str)
    assert find_format(content) in Format
