import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.bodies import BodyKind, Verdict, document_name, judge_body, page_name
from crawler.errands import Received


def judge(body, content_type="", *, cut_off=False):
    return judge_body(Received(200, "https://k.se/x", body, content_type, cut_off=cut_off))


@pytest.mark.parametrize("content_type", ["application/pdf", "application/octet-stream", "text/html", ""])
def test_a_pdf_is_known_by_its_bytes_whatever_the_header_says(content_type):
    assert judge(b"%PDF-1.7\n...%%EOF", content_type).kind is BodyKind.PDF
    assert judge(b"\r\n" * 100 + b"%PDF-1.4 ...%%EOF", content_type).kind is BodyKind.PDF


@pytest.mark.parametrize("content_type", ["application/pdf", "text/html", ""])
def test_html_is_known_by_its_bytes_whatever_the_header_says(content_type):
    assert judge(b" <!DOCTYPE html><html>", content_type).kind is BodyKind.HTML


def test_the_mark_further_in_is_no_pdf():
    assert judge(b"x" * 2000 + b"%PDF-1.7", "application/pdf").kind is BodyKind.OTHER


def test_a_fragment_sent_as_html_is_html_and_bytes_sent_as_html_are_not():
    assert judge("<p>Åtgärder</p>".encode(), "text/html").kind is BodyKind.HTML
    assert judge(b"\x00\x01\x02", "text/html").kind is BodyKind.OTHER


def test_a_pdf_without_end_is_kept_out_only_when_the_answer_was_cut_off():
    assert judge(b"%PDF-1.7 ...", cut_off=True).broken
    assert not judge(b"%PDF-1.7 ...", cut_off=False).broken
    assert not judge(b"%PDF-1.7 ... %%EOF\n", cut_off=True).broken


@pytest.mark.parametrize("body", [b"", b" \r\n"])
def test_nothing_is_broken(body):
    assert judge(body, "application/pdf").broken


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=UTF-8''Bibliotekspl%C3%A5n.pdf", "Biblioteksplån.pdf"),
        ("attachment; filename=\"x.pdf\"; filename*=iso-8859-1'sv'%E5r.pdf", "år.pdf"),
        ('inline; filename="Plan 2024.pdf"', "Plan 2024.pdf"),
        ("inline; filename=plan.pdf", "plan.pdf"),
        ('inline; filename="Fo\u0308rslag.pdf"', "Fo rslag.pdf"),
        ('inline; filename="' + "Åtgärd.pdf".encode().decode("latin-1") + '"', "Åtgärd.pdf"),
        ('inline; filename="' + "Åtgärd.pdf".encode("cp1252").decode("latin-1") + '"', "Åtgärd.pdf"),
        ('inline; filename="../../etc/passwd.pdf"', "passwd.pdf"),
        ('inline; filename="C:\\\\plan:1.pdf"', "plan 1.pdf"),
        ("inline; filename*=klingon''x; filename=", "Plan å.pdf"),
        ("", "Plan å.pdf"),
    ],
)
def test_the_name_comes_from_the_header_or_the_address(header, name):
    if "o\u0308" in header:
        header, name = header.replace("o\u0308", "ö"), "Förslag.pdf"
    assert document_name(header, "https://k.se/download/18.1/2/Plan%20a%CC%8A.pdf?x=1") == name


def test_a_document_always_has_a_name():
    assert document_name("", "https://k.se/download/18.1/2/") == "dokument.pdf"
    assert len(document_name(f'filename="{"a" * 900}"', "https://k.se/")) == 200


@given(st.text(st.characters(max_codepoint=255), max_size=80))
def test_no_header_gives_a_name_that_a_file_system_refuses(text):
    name = document_name(f'attachment; filename="{text}', "https://k.se/x")
    assert name
    assert not set(name) & set('/\\:*?"<>|\n\r\x00')


def package(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


DOCX = package(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>" * 300))
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
ODT = package(("mimetype", ODT_TYPE), ("content.xml", b"<x/>"))


@pytest.mark.parametrize("content_type", ["application/octet-stream", "text/html", "application/pdf", ""])
def test_office_documents_are_known_by_their_members_whatever_the_header_says(content_type):
    assert judge(DOCX, content_type) == Verdict(BodyKind.DOCX)
    assert judge(ODT, content_type) == Verdict(BodyKind.ODT)
    assert judge(ODT, content_type).media_type == ODT_TYPE.decode()


@pytest.mark.parametrize(
    "members",
    [
        [("[Content_Types].xml", b""), ("xl/workbook.xml", b"")],
        [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")],
        [("plan.pdf", b"%PDF")],
    ],
)
def test_sheets_and_archives_are_no_documents(members):
    verdict = judge(package(*members), "application/zip")
    assert verdict == Verdict(BodyKind.OTHER)
    assert verdict.media_type == ""


def test_an_office_document_without_its_end_is_broken():
    verdict = judge(DOCX[:-40], cut_off=True)
    assert verdict.kind is BodyKind.DOCX
    assert verdict.broken
    assert verdict.media_type == ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://k.se/styrdokument/klimatplan", "klimatplan.html"),
        ("https://k.se/a/Milj%C3%B6plan.aspx?x=1", "Miljöplan.html"),
        ("https://k.se/a/plan.4.18abc.html", "plan.4.18abc.html"),
        ("https://k.se/kultur/plan/", "plan.html"),
        ("https://k.se/", "sida.html"),
    ],
)
def test_a_page_is_named_after_its_address(url, name):
    assert page_name(url) == name
