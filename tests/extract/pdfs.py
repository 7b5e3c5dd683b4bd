"""PDFs written by hand, byte by byte: exact, untagged, and as hostile as need be."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595, 842)


@dataclass(frozen=True, slots=True)
class Text:
    """Words set at (x, y), y counted upwards from the foot of the page, in Helvetica of a size in points."""

    x: float
    y: float
    words: str
    size: float = 10
    bold: bool = False
    upwards: bool = False


def write_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1, the first of which is the catalog."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, trailer, len(out))
    )


def write_stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def set_texts(texts: Sequence[Text]) -> bytes:
    """The content stream that sets texts in the order given."""
    return b"\n".join(_set_text(text) for text in texts)


def _set_text(text: Text) -> bytes:
    words = text.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    turn = b"0 1 -1 0" if text.upwards else b"1 0 0 1"
    face = b"B" if text.bold else b"R"
    return b"BT /%b %g Tf %b %g %g Tm (%b) Tj ET" % (face, text.size, turn, text.x, text.y, words)


def make_pdf(pages: Sequence[Sequence[Text] | bytes], page_entries: bytes = b"", info: bytes = b"") -> bytes:
    """A PDF of pages of texts, or of ready content streams. `page_entries` go into each page's dictionary."""
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d/MediaBox[0 0 595 842]>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        b"<<%b>>" % info,
    ]
    for number, page in enumerate(pages):
        content = page if isinstance(page, bytes) else set_texts(page)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</R 3 0 R/B 4 0 R>>>>%b>>"
            % (7 + 2 * number, page_entries)
        )
        objects.append(write_stream(content))
    return write_pdf(objects, b"/Info 5 0 R")


def set_lines(
    lines: Sequence[str], x: float = 70, y: float = 770, size: float = 10, pitch: float = 12
) -> list[Text]:
    """Lines of one paragraph, from y downwards."""
    return [Text(x, y - pitch * number, line, size) for number, line in enumerate(lines)]


def make_flate_bomb(megabytes: int = 1024) -> bytes:
    """A file of less than a kilobyte whose page unpacks, in three steps, to so many megabytes."""
    packer = zlib.compressobj(9)
    content = b"".join([*(packer.compress(b" " * 2**20) for _ in range(megabytes)), packer.flush()])
    for _ in range(2):
        content = zlib.compress(content, 9)
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            write_stream(content, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"),
        ]
    )


def make_nested_forms(depth: int, uses: int) -> bytes:
    """A page that draws a form `uses` times, which draws a form so many times, and so on `depth` deep."""
    draw = b"/F Do " * uses
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        write_stream(draw),
    ]
    for level in range(depth):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level) if level < depth - 1 else b""
        objects.append(write_stream(draw, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inner))
    return write_pdf(objects)


def make_many_pages(count: int) -> bytes:
    """A file that says that it has so many pages, which are all the same one."""
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * count, count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )
