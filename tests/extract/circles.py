"""Hostile PDFs whose trees turn in circles, go too deep, or share branches; and the page they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.extract.pdfs import write_pdf, write_stream

TEXT: Final = b"BT /R 12 Tf 70 700 Td (Kommunen samverkar med foreningslivet i hela lanet.) Tj ET"
FONT: Final = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def make_page(
    content: bytes = TEXT, page: bytes = b"", catalog: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A file of one page (object 3) with content (4), a font (5) and further objects, from 6 on."""
    box = b"" if b"/MediaBox" in page else b"/MediaBox[0 0 595 842]"
    resources = b"" if b"/Resources" in page else b"/Resources<</Font<</R 5 0 R>>>>"
    stream = content if content.startswith(b"<<") else write_stream(content)
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R%b%b%b>>" % (box, resources, page),
            stream,
            FONT,
            *more,
        ]
    )


def make_deep_page_tree(depth: int) -> bytes:
    """One page under so many nodes, each with one child."""
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(2, depth + 2)]
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % (depth + 1)
    return write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, page])


def make_cyclic_page_tree() -> bytes:
    """A node that is its own child and its own parent, and says that it has many pages."""
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 1000/Parent 3 0 R>>",
            b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1000/Parent 2 0 R>>",
        ]
    )


def make_inherited_circle() -> bytes:
    """A page whose size and fonts are to be had from parents that are each other's."""
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 4 0 R>>",
            b"<</Type/Page/Parent 2 0 R/Contents 5 0 R>>",
            b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
            write_stream(TEXT),
        ]
    )


def make_wide_page_tree(levels: int, width: int) -> bytes:
    """Nodes that share their children, so that few objects make width to the power of levels pages."""
    nodes = []
    for level in range(levels):
        kids = b"%d 0 R " % (level + 3) * width
        nodes.append(b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, width ** (levels - level)))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, page])


def make_cyclic_outlines() -> bytes:
    """Outlines whose items follow each other in a circle and hold themselves."""
    return make_page(
        catalog=b"/Outlines 6 0 R",
        more=[
            b"<</Type/Outlines/First 7 0 R/Last 8 0 R/Count 2000000000>>",
            b"<</Title(A)/Parent 6 0 R/Next 8 0 R/Prev 8 0 R/First 7 0 R/Last 8 0 R/Count -5>>",
            b"<</Title(B)/Parent 7 0 R/Next 7 0 R/Prev 7 0 R/First 6 0 R/Last 7 0 R/Dest[3 0 R/Fit]>>",
        ],
    )


TAGGED: Final = b"/P<</MCID 0>>BDC " + TEXT + b" EMC"


def make_cyclic_structure(kids: bytes) -> bytes:
    """A tagged page whose structure elements hold themselves and their parents."""
    return make_page(
        TAGGED,
        page=b"/StructParents 0",
        catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
        more=[
            b"<</Type/StructTreeRoot/K[7 0 R 8 0 R]/ParentTree 9 0 R/RoleMap<</A/B/B/C/C/A/P/P>>>>",
            b"<</Type/StructElem/S/A/P 8 0 R/K[%b]/Pg 3 0 R>>" % kids,
            b"<</Type/StructElem/S/B/P 7 0 R/K[7 0 R 7 0 R 6 0 R 0]/Pg 3 0 R>>",
            b"<</Nums[0[7 0 R]]/Kids[9 0 R]/Limits[0 0]>>",
        ],
    )


def make_cyclic_parent_tree() -> bytes:
    """A tagged page whose tree of parents is its own child: PDFium 159 goes down until its stack is full."""
    return make_page(
        TAGGED,
        page=b"/StructParents 0",
        catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
        more=[
            b"<</Type/StructTreeRoot/K 7 0 R/ParentTree 8 0 R>>",
            b"<</Type/StructElem/S/P/P 6 0 R/K 0/Pg 3 0 R>>",
            b"<</Kids[8 0 R]/Limits[0 0]>>",
        ],
    )


def make_deep_structure(depth: int) -> bytes:
    """A tagged page whose one paragraph stands so many elements deep."""
    first = 8
    elements = [
        b"<</Type/StructElem/S/Sect/P %d 0 R/K[%d 0 R]/Pg 3 0 R>>" % (first + n - 1, first + n + 1)
        for n in range(depth)
    ]
    last = b"<</Type/StructElem/S/P/P %d 0 R/K 0/Pg 3 0 R>>" % (first + depth - 1)
    return make_page(
        TAGGED,
        page=b"/StructParents 0",
        catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
        more=[
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree 7 0 R>>" % first,
            b"<</Nums[0[%d 0 R]]>>" % (first + depth),
            *elements,
            last,
        ],
    )


def make_shared_structure(levels: int, width: int) -> bytes:
    """Structure elements that share their children: width to the power of levels paragraphs."""
    elements = [
        b"<</Type/StructElem/S/Sect/P 6 0 R/K[%b]/Pg 3 0 R>>" % (b"%d 0 R " % (9 + n) * width)
        for n in range(levels)
    ]
    last = b"<</Type/StructElem/S/P/P %d 0 R/K 0/Pg 3 0 R>>" % (7 + levels)
    return make_page(
        TAGGED,
        page=b"/StructParents 0",
        catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
        more=[
            b"<</Type/StructTreeRoot/K[8 0 R]/ParentTree 7 0 R>>",
            b"<</Nums[0[%d 0 R]]>>" % (8 + levels),
            *elements,
            last,
        ],
    )


def make_form_circle() -> bytes:
    """AcroForm fields that are their own children, with values, on the page as widgets."""
    field = (
        b"<</FT/Tx/T(falt)/V(Kommunen)/Kids[%d 0 R]/Parent %d 0 R/Subtype/Widget/Rect[9 9 99 99]/P 3 0 R>>"
    )
    return make_page(
        page=b"/Annots[7 0 R 8 0 R 7 0 R]",
        catalog=b"/AcroForm<</Fields[7 0 R 8 0 R]/DR 6 0 R>>",
        more=[b"<</Font<</R 5 0 R>>>>", field % (8, 8), field % (7, 7)],
    )
