from __future__ import annotations

import pytest

from extract.pdfium import read_pdf
from extract.tags import Role
from tests.extract.pdfs import write_pdf, write_stream
from tests.extract.reads import get_texts, read_bytes


def make_tagged(depth: int) -> bytes:
    """A page of one marked text, with so many elements inside each other in its structure tree."""
    content = b"/P <</MCID 0>> BDC BT /R 12 Tf 70 700 Td (Kommunen samverkar med regionen.) Tj ET EMC"
    elements = [
        b"<</Type/StructElem/S/Sect/P %d 0 R/K %d 0 R>>" % (6 + level, 8 + level)
        for level in range(depth - 1)
    ]
    last = 6 + depth
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
            b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/StructParents 0/Resources<</Font<</R 4 0 R>>>>>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            write_stream(content),
            b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[%d 0 R]]>>>>" % last,
            *elements,
            b"<</Type/StructElem/S/P/P %d 0 R/Pg 3 0 R/K 0>>" % (last - 1),
        ]
    )


def test_tags_of_a_page_are_read_with_the_ids_that_its_words_carry() -> None:
    (sheet,) = read_pdf(make_tagged(2)).sheets
    (tag,) = sheet.tags
    assert (tag.role, tag.cells) == (Role.PARAGRAPH, ((0,),))
    assert {word.content for word in sheet.words} == {0}
    assert read_bytes(make_tagged(2)).pages[0].source == "tagged"


@pytest.mark.parametrize("depth", [30, 60, 400])
def test_a_tree_of_any_depth_is_survived_and_the_words_are_kept(depth: int) -> None:
    assert get_texts(read_bytes(make_tagged(depth))) == ["Kommunen samverkar med regionen."]


def test_a_tree_that_bites_its_own_tail_is_survived() -> None:
    content = make_tagged(3).replace(b"/P 6 0 R/K 8 0 R", b"/P 8 0 R/K 7 0 R")
    assert get_texts(read_bytes(content)) == ["Kommunen samverkar med regionen."]
