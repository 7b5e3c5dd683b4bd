from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import ExtractionFailure, Sha256
from extract import packages
from extract.formats import Format
from extract.packages import open_package, parse_xml
from extract.sheets import UnreadableError
from extract.unpaged import read_unpaged
from tests.extract.office import W, make_docx, make_odt, p, pack

ENTITY = (
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    f"<w:document {W}><w:body>&x;</w:body></w:document>"
)
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a" * 10};">' for n in range(9))
    + f"]><w:document {W}><w:body>&a8;</w:body></w:document>"
)
DEEP = f"<w:document {W}><w:body>" + "<w:tbl><w:tr><w:tc>" * 5_000


def find_failure(content: bytes, found: Format = Format.DOCX) -> ExtractionFailure:
    with pytest.raises(UnreadableError) as caught:
        read_unpaged(Sha256("0" * 64), content, found, "plan.docx")[0]
    assert caught.value.detail
    return caught.value.failure


def replace_main(content: str | bytes) -> bytes:
    return pack({"[Content_Types].xml": "", "word/document.xml": content})


@pytest.mark.parametrize("document", [ENTITY, LAUGHS, DEEP, "no XML", ""])
def test_a_part_with_entities_or_endless_depth_is_broken(document: str) -> None:
    assert find_failure(replace_main(document)) is ExtractionFailure.BROKEN


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "no-such"])
def test_a_document_type_is_found_in_any_encoding(encoding: str) -> None:
    known = encoding == "utf-16"
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + ENTITY
    with pytest.raises(UnreadableError):
        parse_xml(text.encode("utf-16" if known else "ascii"), "word/document.xml")


def test_a_part_that_unpacks_to_a_thousand_times_its_size_is_refused() -> None:
    bomb = f"<w:document {W}><w:body>" + " " * 30_000_000 + "</w:body></w:document>"
    assert find_failure(replace_main(bomb)) is ExtractionFailure.MEMORY


def test_a_size_that_the_directory_lies_about_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_PART", 50_000)
    content = bytearray(replace_main("x" * 100_000))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert find_failure(bytes(content)) in (ExtractionFailure.MEMORY, ExtractionFailure.BROKEN)


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_TOTAL", 3_000)
    content = make_docx(p("Text " * 300), styles="<w:style/>" * 200)
    assert find_failure(content) is ExtractionFailure.MEMORY


def test_a_package_of_very_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_MEMBERS", 50)
    with pytest.raises(UnreadableError, match="members"):
        open_package(pack({f"bild{number}.png": "" for number in range(60)}, zipfile.ZIP_STORED))


def test_an_encrypted_member_needs_a_password() -> None:
    content = bytearray(replace_main(f"<w:document {W}/>"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.rindex(mark)
        content[place + offset] |= 1
    assert find_failure(bytes(content)) is ExtractionFailure.PASSWORD


@pytest.mark.parametrize("cut", [30, 200, -60, -30])
def test_a_package_cut_short_is_broken(cut: int) -> None:
    assert find_failure(make_docx(p("Text"))[:cut]) is ExtractionFailure.BROKEN


def test_relations_to_outside_and_in_circles_are_not_followed() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{kinds}/header" Target="document.xml"/>'
        f'<Relationship Id="b" Type="{kinds}/styles" Target="../../../etc/hostname"/>'
        f'<Relationship Id="c" Type="{kinds}/numbering" Target="http://a.invalid/n" TargetMode="External"/>'
        "</Relationships>"
    )
    body = f"<w:document {W}><w:body>{p('En text som är lång nog att läsas.')}</w:body></w:document>"
    content = pack(
        {"[Content_Types].xml": "", "word/document.xml": body, "word/_rels/document.xml.rels": relations}
    )
    read = read_unpaged(Sha256("0" * 64), content, Format.DOCX, "plan.docx")[0]
    assert [passage.text for passage in read.passages] == ["En text som är lång nog att läsas."]


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda: make_docx(p("Kommunen samverkar med föreningar i länet.")), Format.DOCX),
        (lambda: make_odt("<text:p>Kommunen samverkar med föreningar i länet.</text:p>"), Format.ODT),
    ],
)
@settings(max_examples=80, deadline=None)
@given(place=st.integers(0, 1500), junk=st.binary(min_size=1, max_size=8))
def test_damaged_packages_are_read_or_fail_with_a_reason(
    make: Callable[[], bytes], found: Format, place: int, junk: bytes
) -> None:
    content = bytearray(make())
    content[place : place + len(junk)] = junk
    try:
        outcome = str(read_unpaged(Sha256("0" * 64), bytes(content), found, "plan")[0].passages[0].text)
    except UnreadableError as error:
        outcome = error.detail
    assert outcome
