"""A painter process, from inside: draw pages and find the words on them, one request after the other.

Started as ``python -m review.pictures.painting MEGABYTES``. Documents come from anywhere, so they are opened
only here, where a crash, a hang or a bomb ends this process and not the server. Requests come in by standard
input as JSON and answers leave by standard output, as the frames of `extract.confinement`; the first byte of
an answer is "+" before what was asked for, or "-" before the reason why not.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import struct
import sys
import zlib
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.boxes import Boxes
from extract.confinement import read_frame, write_frame
from extract.views import get_view

MOST_PIXELS: Final = 25_000_000
"""Of one picture: a page of A0 at four pixels a point has 128 million, which no screen shows."""
MOST_CHARACTERS: Final = 200_000

_WORD: Final = re.compile("[^\\s\ufffe\x00-\x1f]+")
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_SPEED: Final = 3  # of zlib: a third larger than the best and four times as fast


class Painter:
    """Keeps the document that was asked for last open: people stay on one for many pages."""

    def __init__(self) -> None:
        self._path = ""
        self._document: Any = None

    def answer(self, request: dict[str, Any]) -> bytes:
        """The answer to a request. Raises what PDFium does."""
        document = self._open(request["path"])
        if not 1 <= request["page"] <= len(document):
            return b"-no_page"
        page = document[request["page"] - 1]
        try:
            if request["what"] == "words":
                return b"+" + json.dumps(list_words(page)).encode()
            if request["what"] == "clip":
                return b"+" + draw_clip(page, request["scale"], request["clip"])
            return b"+" + draw_page(page, request["scale"])
        finally:
            page.close()

    def _open(self, path: str) -> Any:
        if path != self._path:
            if self._document is not None:
                self._document.close()
            self._path, self._document = "", None
            self._document = pdfium.PdfDocument(Path(path).read_bytes())
            self._document.init_forms()
            self._path = path
        return self._document


def draw_page(page: Any, scale: float) -> bytes:
    """A page as a grey PNG of `scale` pixels a point, less where that would be too many pixels."""
    width, height = page.get_size()
    scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
    try:
        rows = memoryview(bitmap.buffer).cast("B")
        return encode_png(rows, bitmap.width, bitmap.height, bitmap.stride)
    finally:
        bitmap.close()


def draw_clip(page: Any, scale: float, clip: tuple[float, float, float, float]) -> bytes:
    """The part of a page inside `clip` (points as shown) as bare grey pixels: see `studio.Request`."""
    width, height = page.get_size()
    x0, top, x1, bottom = clip
    x0, top = min(max(x0, 0.0), width - 1), min(max(top, 0.0), height - 1)
    x1, bottom = min(max(x1, x0 + 1), width), min(max(bottom, top + 1), height)
    scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    cut = (x0, height - bottom, width - x1, top)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True, crop=cut)
    try:
        rows = memoryview(bitmap.buffer).cast("B")
        lines = (rows[row * bitmap.stride :][: bitmap.width] for row in range(bitmap.height))
        return struct.pack(">II", bitmap.width, bitmap.height) + b"".join(lines)
    finally:
        bitmap.close()


def encode_png(pixels: memoryview, width: int, height: int, stride: int) -> bytes:
    """Grey pixels of one byte as a PNG (W3C PNG, third edition). `stride` is the bytes of a row in memory."""
    lines = bytearray()
    for row in range(height):
        lines.append(0)  # no filter: pages are mostly white, which packs well as it is
        lines += pixels[row * stride : row * stride + width]
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, _SPEED)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_pack_chunk(name, content) for name, content in chunks)


def _pack_chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def list_words(page: Any) -> list[tuple[str, float, float, float, float]]:
    """The words of a page with x0, top, x1, bottom in points as shown, in the order of the file."""
    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        return []
    try:
        count = min(raw.FPDFText_CountChars(text_page), MOST_CHARACTERS)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(text_page, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        boxes = Boxes(ctypes.cast(text_page, ctypes.c_void_p), get_view(page.raw))
        placed = ((match.group(), boxes.find(*match.span())) for match in _WORD.finditer(text))
        return [(word, *box) for word, box in placed if box is not None]
    finally:
        raw.FPDFText_ClosePage(text_page)


def main() -> None:
    """Answer until the other side is gone."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):  # a library that prints must not garble the frames
        os.dup2(nothing, number)
    _limit_memory(int(sys.argv[1]))
    painter = Painter()
    while True:
        try:
            request = json.loads(read_frame(source, 2**20))
        except EOFError:
            return
        write_frame(sink, _answer_safely(painter, request))


def _answer_safely(painter: Painter, request: dict[str, Any]) -> bytes:
    try:
        return painter.answer(request)
    except pdfium.PdfiumError:
        return b"-broken"
    except OSError:
        return b"-missing"
    except MemoryError:
        return b"-too_large"


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "linux":  # elsewhere only the time is limited
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
