"""Pictures of where a row stands on its page, for the report: the passage as the document shows it.

Drawn by the review's painter process, since documents come from anywhere. What stands around the passage is
drawn faint, and sixteen greys are enough for text, so a picture takes about 8 kB.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.blobs import Blobs
from corpus.export.report import Pictures, export_report
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import Box, Sha256
from review.pictures.studio import NoPicture, Request, Studio

SCALE: Final = 1.4
"""Pixels a point: ten-point text is then twelve to fourteen pixels high, as on a screen."""
MARGIN: Final = 16.0  # points around the passage: a line or two of what stands about it
MOST_HEIGHT: Final = 300.0  # points; of a longer passage its beginning is shown
MOST_KEPT: Final = 2_000
"""Pictures in memory: 16 MB, and more than the few hundred that a report has room for."""
_AROUND: Final = 0.38  # how much of its darkness the surrounding keeps
_PAD: Final = 2.0  # points by which letters reach out of their boxes
_PDF: Final = "application/pdf"
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

Greys = NDArray[np.uint8]
_Place = tuple[Sha256, tuple[Box, ...]]


class RowPictures:
    """Draws rows from the stored documents, each place on a page once, however many rows, products and
    languages show it. The last `MOST_KEPT` are kept.
    """

    def __init__(self, blobs: Blobs) -> None:
        self._blobs, self._studio = blobs, Studio()
        self._drawn: dict[_Place, bytes | None] = {}
        self._open = 0

    @contextmanager
    def drawing(self) -> Iterator[Pictures]:
        """What draws rows. Its process begins with the first that is not known, and ends with the block: with
        the outermost of several.
        """
        self._open += 1
        try:
            yield self._draw
        finally:
            self._open -= 1
            if self._open == 0:
                self._studio.stop()

    def _draw(self, row: InventoryRow) -> bytes | None:
        place = (row.statement.document.sha256, row.statement.passage.boxes)
        known = place in self._drawn
        made = self._drawn.pop(place) if known else draw_row(row, self._blobs, self._studio)
        self._drawn[place] = made  # last again: the first are forgotten first
        if len(self._drawn) > MOST_KEPT:
            del self._drawn[next(iter(self._drawn))]
        return made


def export_pictured_report(pictures: RowPictures, inventory: Inventory, texts: Texts, path: Path) -> None:
    """Write the report with pictures. Raises ExportBlocked, DiskFull."""
    with pictures.drawing() as draw:
        export_report(inventory, texts, path, draw)


def draw_row(row: InventoryRow, blobs: Blobs, studio: Studio) -> bytes | None:
    """The passage of a row on its first page as PNG; None where there is no page or it cannot be drawn."""
    passage = row.statement.passage
    boxes = [box for box in passage.boxes if box.page == passage.boxes[0].page]
    path = blobs.find_path(row.statement.document.sha256)
    if not boxes or path is None or row.statement.document.media_type != _PDF:
        return None
    clip = find_clip(boxes)
    made = studio.ask(Request(path.resolve(), boxes[0].page, SCALE, clip))
    if isinstance(made, NoPicture):
        return None
    width, height = struct.unpack(">II", made[:8])
    pixels = np.frombuffer(made, np.uint8, offset=8).reshape(height, width)
    return encode_greys(fade_around(pixels, boxes, clip))


def find_clip(boxes: list[Box]) -> tuple[float, float, float, float]:
    """The part of the page to show (x0, top, x1, bottom in points): all boxes, with a margin."""
    top = max(min(box.top for box in boxes) - MARGIN, 0.0)
    bottom = min(max(box.bottom for box in boxes) + MARGIN, top + MOST_HEIGHT)
    x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    return (max(x0 - MARGIN, 0.0), top, x1 + MARGIN, bottom)


def fade_around(pixels: Greys, boxes: list[Box], clip: tuple[float, float, float, float]) -> Greys:
    """The pixels (height × width, 0 is black) with all outside the boxes nearer to white."""
    faded = (255 - (255 - pixels.astype(np.float32)) * _AROUND).astype(np.uint8)
    for box in boxes:
        left, right = (_pixel(x - clip[0]) for x in (box.x0 - _PAD, box.x1 + _PAD))
        top, bottom = (_pixel(y - clip[1]) for y in (box.top - _PAD, box.bottom + _PAD))
        faded[top:bottom, left:right] = pixels[top:bottom, left:right]
    return faded


def _pixel(points: float) -> int:
    return max(round(points * SCALE), 0)


def encode_greys(pixels: Greys) -> bytes:
    """Grey pixels as a PNG of sixteen greys, two pixels a byte (W3C PNG, third edition, 7.2 and 11.2.1)."""
    height, width = pixels.shape
    levels = ((pixels.astype(np.uint16) + 8) // 17).astype(np.uint8)
    levels = np.pad(levels, ((0, 0), (0, width % 2)))
    lines = np.zeros((height, 1 + levels.shape[1] // 2), np.uint8)  # each line begins with "no filter"
    lines[:, 1:] = levels[:, 0::2] << 4 | levels[:, 1::2]
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_pack_chunk(name, content) for name, content in chunks)


def _pack_chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
