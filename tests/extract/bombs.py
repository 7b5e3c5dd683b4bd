"""Hostile PDFs, written by hand: small files that ask for much, or say what is not so. The list of bombs.

`iter_bombs` gives each with the name of its kind.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Final

from tests.extract.circles import (
    FONT,
    TEXT,
    make_cyclic_outlines,
    make_cyclic_page_tree,
    make_cyclic_parent_tree,
    make_cyclic_structure,
    make_deep_page_tree,
    make_deep_structure,
    make_form_circle,
    make_inherited_circle,
    make_page,
    make_shared_structure,
    make_wide_page_tree,
)
from tests.extract.pdfs import make_flate_bomb, make_many_pages, make_nested_forms, write_pdf, write_stream


def iter_bombs() -> Iterator[tuple[str, bytes]]:
    """Every bomb with its kind; all of them together take less than ten megabytes."""
    for name, make in sorted(_BOMBS.items()):
        yield name, make()


# -- numbers that are not so


def make_lying_count(count: int) -> bytes:
    """One page in a tree that says it has another number of them."""
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )


def make_lying_length(length: bytes) -> bytes:
    """A content stream that says it has another length than it has."""
    return make_page(b"<</Length %b>>stream\n%b\nendstream" % (length, TEXT))


def make_lying_xref() -> bytes:
    """A cross-reference table that says it has two thousand million entries, and offsets beyond the file."""
    good = make_page()
    return good.replace(b"xref\n0 6", b"xref\n0 2000000000").replace(b"/Size 6", b"/Size 2147483647")


def make_xref_loop() -> bytes:
    """A trailer that says that the table before it is itself."""
    good = make_page()
    start = good.rindex(b"startxref\n") + 10
    offset = good[start:].split(b"\n")[0]
    return good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %b/XRefStm %b" % (offset, offset))


def make_xref_chain(links: int) -> bytes:
    """As many cross-reference tables, each before the next."""
    out = make_page()
    for _ in range(links):
        start = out.rindex(b"startxref\n") + 10
        previous = int(out[start:].split(b"\n")[0])
        place = len(out) + 1
        out += b"\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 6/Root 1 0 R/Prev %d>>\n" % previous
        out += b"startxref\n%d\n%%%%EOF" % place
    return out


def make_object_stream_circle() -> bytes:
    """Object streams that lie in each other and in themselves, and extend each other."""
    head = b"%PDF-1.7\n"
    parts, offsets = [], {}
    at = len(head)
    for number in (4, 5):
        inner = b"1 0 2 30 3 60 "
        content = (
            inner + b"<</Type/Catalog/Pages 2 0 R>> ".ljust(30) + b"<</Type/Pages/Kids[3 0 R]>>".ljust(30)
        )
        stream = write_stream(
            content + b"<</Type/Page/Parent 2 0 R>>",
            b"/Type/ObjStm/N 3/First %d/Extends %d 0 R" % (len(inner), 9 - number),
        )
        part = b"%d 0 obj\n%b\nendobj\n" % (number, stream)
        offsets[number] = at
        parts.append(part)
        at += len(part)
    # 1, 2, 3 lie in 4; 4 lies in 5; 5 lies in itself
    rows = [(0, 0, 65535), (2, 4, 0), (2, 5, 1), (2, 4, 2), (2, 5, 0), (2, 5, 1), (1, at, 0)]
    table = b"".join(bytes([kind]) + a.to_bytes(4, "big") + b.to_bytes(2, "big") for kind, a, b in rows)
    xref = write_stream(table, b"/Type/XRef/Size 7/W[1 4 2]/Root 1 0 R")
    return head + b"".join(parts) + b"6 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (xref, at)


def make_large_xref_stream(size: int) -> bytes:
    """A cross-reference stream that unpacks to so many entries of nothing."""
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    table = zlib.compress(bytes(7) * size, 9)
    entries = b"/Type/XRef/Filter/FlateDecode/Size %d/W[1 4 2]/Root 1 0 R" % size
    return head + b"3 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (write_stream(table, entries), len(head))


def make_reference_circle() -> bytes:
    """Objects that are references to each other, where a length, a box and a font are asked for."""
    return make_page(
        b"<</Length 6 0 R>>stream\n%b\nendstream" % TEXT,
        page=b"/MediaBox 7 0 R/Rotate 6 0 R/Resources<</Font<</R 6 0 R>>/XObject 7 0 R>>",
        more=[b"7 0 R", b"6 0 R"],
    )


# -- large things in small files


def make_image(width: int, height: int, content: bytes, entries: bytes) -> bytes:
    """A page with words that shows an image which says that it is so large."""
    image = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8%b"
    return make_page(
        TEXT + b" q 500 0 0 500 9 9 cm /I Do Q",
        page=b"/Resources<</Font<</R 5 0 R>>/XObject<</I 6 0 R>>>>",
        more=[write_stream(content, image % (width, height, entries))],
    )


def make_jbig2(width: int, height: int) -> bytes:
    """An image whose JBIG2 page information says that it is so large."""
    page = b"\0\0\0\0\x30\0\x01\0\0\0\x13" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(11)
    region = (
        b"\0\0\0\1\x26\0\x01\0\0\0\x20" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(24)
    )
    entries = b"/ColorSpace/DeviceGray/Filter/JBIG2Decode"
    return make_image(width, height, page + region, entries).replace(
        b"/BitsPerComponent 8", b"/BitsPerComponent 1"
    )


def make_jpx(width: int, height: int) -> bytes:
    """An image whose JPEG 2000 header says that it is so large, in tiles of one point."""
    size = b"".join(n.to_bytes(4, "big") for n in (width, height, 0, 0, 1, 1, 0, 0))
    code = b"\xff\x4f\xff\x51\x00\x2f\x00\x00" + size + b"\x00\x03" + b"\x07\x01\x01" * 3
    code += b"\xff\x52\x00\x0c\x00\x00\x00\x01\x01\x05\x04\x04\x00\x01" + b"\xff\x5c\x00\x13\x40" + bytes(16)
    code += b"\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x00\x00\x01\xff\x93\xff\xd9"
    return make_image(width, height, code, b"/ColorSpace/DeviceRGB/Filter/JPXDecode")


def make_many_objects(count: int) -> bytes:
    """A file of so many empty objects, packed into object streams of a thousand."""
    return make_page(more=[b"null"] * count)


def make_many_words(count: int) -> bytes:
    """A page of so many words in a content stream of a few kilobytes."""
    line = b"BT /R 1 Tf 70 700 Td " + b"(ord ) Tj " * 1000 + b"ET "
    packed = zlib.compress(line * (count // 1000), 9)
    return make_page(write_stream(packed, b"/Filter/FlateDecode"))


def make_backward_line(letters: int) -> bytes:
    """A page with one line of so many letters, set one by one from right to left."""
    line = b"BT /R 12 Tf 70 700 Td " + b"(a) Tj -30 0 Td " * letters + b"ET "
    return make_page(write_stream(zlib.compress(line, 9), b"/Filter/FlateDecode"))


def make_many_rules(count: int) -> bytes:
    """A page of so many ruled lines, as a table would have them, in a few kilobytes."""
    packed = zlib.compress(TEXT + b" 9 9 m 9 800 l 500 800 l S 9 9 500 1 re f" * (count // 2), 9)
    return make_page(write_stream(packed, b"/Filter/FlateDecode"))


def make_grid(side: int) -> bytes:
    """A page with a ruled table of side x side cells."""
    lines = [b"%g 20 m %g 800 l S" % (20 + n * 550 / side, 20 + n * 550 / side) for n in range(side + 1)]
    lines += [b"20 %g m 570 %g l S" % (20 + n * 780 / side, 20 + n * 780 / side) for n in range(side + 1)]
    return make_page(write_stream(zlib.compress(TEXT + b" " + b" ".join(lines)), b"/Filter/FlateDecode"))


def make_many_marks(count: int) -> bytes:
    """Words inside so many open marks."""
    packed = zlib.compress(b"/P<</MCID 0>>BDC " * count + TEXT + b" EMC" * count, 9)
    return make_page(write_stream(packed, b"/Filter/FlateDecode"))


def make_deep_states(count: int) -> bytes:
    """Words after so many saved graphics states, and arrays in arrays as deep."""
    packed = zlib.compress(b"q " * count + b"[" * count + b"]" * count + TEXT, 9)
    return make_page(write_stream(packed, b"/Filter/FlateDecode"))


def make_pages_of_words(pages: int, words: int) -> bytes:
    """So many pages that share one content stream of so many words."""
    packed = zlib.compress(b"BT /R 1 Tf 70 700 Td " + b"(samverkan ) Tj " * words + b"ET", 9)
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * pages, pages),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</R 5 0 R>>>>>>",
            write_stream(packed, b"/Filter/FlateDecode"),
            FONT,
        ]
    )


def make_deep_arrays(depth: int) -> bytes:
    """A catalog with arrays in arrays in arrays."""
    return make_page(catalog=b"/X" + b"[" * depth + b"]" * depth)


def make_tounicode(target: bytes) -> bytes:
    """A font whose letters are said to mean `target`, which is UTF-16 in hexadecimal digits."""
    table = b"1 begincodespacerange<00><ff>endcodespacerange 1 beginbfrange<00><ff><%b>endbfrange" % target
    font = FONT.replace(b"/Encoding", b"/ToUnicode 7 0 R/Encoding")
    return make_page(
        page=b"/Resources<</Font<</R 6 0 R>>>>",
        more=[font, write_stream(b"begincmap " + table + b" endcmap")],
    )


def make_odd_numbers(number: bytes) -> bytes:
    """A page where sizes, places and turns are the same odd number."""
    return make_page(
        b"BT /R %b Tf %b %b Td (Kommunen samverkar) Tj 1 0 0 1 %b %b Tm (med andra) Tj ET " % ((number,) * 5)
        + TEXT,
        page=b"/MediaBox[0 0 %b %b]/CropBox[%b 0 9 9]/UserUnit %b/Rotate %b" % ((number,) * 5),
    )


_BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "arrays, 100,000 deep": lambda: make_deep_arrays(100_000),
    "box, giant": lambda: make_page(page=b"/MediaBox[0 0 1e30 1e30]"),
    "box, huge and real": lambda: make_page(page=b"/MediaBox[-2000000000 -2000000000 2000000000 2000000000]"),
    "box, inside out": lambda: make_page(page=b"/MediaBox[595 842 0 0]/CropBox[900 900 800 800]"),
    "box, no area": lambda: make_page(page=b"/MediaBox[0 0 0 0]"),
    "count, huge": lambda: make_lying_count(2_147_483_647),
    "count, negative": lambda: make_lying_count(-5),
    "count, too large": lambda: make_lying_count(99_999_999_999),
    "fields in a circle": make_form_circle,
    "flate, nested": make_flate_bomb,
    "forms, exponential": lambda: make_nested_forms(40, 3),
    "forms, wide": lambda: make_nested_forms(20, 30),
    "forms, 2,000 deep": lambda: make_nested_forms(2_000, 1),
    "image, huge raw": lambda: make_image(60_000, 60_000, b"", b"/ColorSpace/DeviceRGB"),
    "image, huge flate": lambda: make_image(
        65_535, 65_535, zlib.compress(bytes(10**7), 9), b"/ColorSpace/DeviceCMYK/Filter/FlateDecode"
    ),
    "image, JBIG2": lambda: make_jbig2(0x7FFFFFFF, 0x7FFFFFFF),
    "image, JBIG2 large": lambda: make_jbig2(60_000, 60_000),
    "image, JPX": lambda: make_jpx(0x7FFFFFFF, 0x7FFFFFFF),
    "image, JPX large": lambda: make_jpx(30_000, 30_000),
    "length, huge": lambda: make_lying_length(b"99999999999"),
    "length, its own stream": lambda: make_lying_length(b"4 0 R"),
    "length, negative": lambda: make_lying_length(b"-1"),
    "marks, 200,000": lambda: make_many_marks(200_000),
    "numbers, beyond floats": lambda: make_odd_numbers(b"9" * 60),
    "numbers, none": lambda: make_odd_numbers(b"1e999"),
    "numbers, tiny": lambda: make_odd_numbers(b"0.0000000000000000000000000000000000000000000001"),
    "objects, 100,000": lambda: make_many_objects(100_000),
    "object streams in a circle": make_object_stream_circle,
    "outlines in a circle": make_cyclic_outlines,
    "pages, 100,000": lambda: make_many_pages(100_000),
    "pages, 3,000 of 2,000 words": lambda: make_pages_of_words(3_000, 2_000),
    "page tree in a circle": make_cyclic_page_tree,
    "page tree, exponential": lambda: make_wide_page_tree(12, 10),
    "page tree, parents in a circle": make_inherited_circle,
    "page tree, 10,000 deep": lambda: make_deep_page_tree(10_000),
    "page tree, 500 deep": lambda: make_deep_page_tree(500),
    "references in a circle": make_reference_circle,
    "rules, 400,000": lambda: make_many_rules(400_000),
    "rules, grid of 300": lambda: make_grid(300),
    "states, 1,000,000 deep": lambda: make_deep_states(1_000_000),
    "structure in a circle": lambda: make_cyclic_structure(b"7 0 R 8 0 R 0"),
    "structure, tree of parents in a circle": make_cyclic_parent_tree,
    "structure, exponential": lambda: make_shared_structure(12, 10),
    "structure, its own root": lambda: make_cyclic_structure(b"6 0 R 6 0 R"),
    "structure, 5,000 deep": lambda: make_deep_structure(5_000),
    "unicode, half pairs": lambda: make_tounicode(b"D800"),
    "unicode, nothing": lambda: make_tounicode(b"0000"),
    "unicode, long": lambda: make_tounicode(b"00410042" * 250),
    "words, 100,000 backwards": lambda: make_backward_line(100_000),
    "words, 100,000": lambda: make_many_words(100_000),
    "words, 2,000,000": lambda: make_many_words(2_000_000),
    "xref in a circle": make_xref_loop,
    "xref, chain of 5,000": lambda: make_xref_chain(5_000),
    "xref, lying": make_lying_xref,
    "xref stream, 30,000,000": lambda: make_large_xref_stream(30_000_000),
}
