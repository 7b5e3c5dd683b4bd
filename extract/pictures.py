"""Pages of a PDF as pictures for recognition: grey, as shown, never larger than a page can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium

from corpus.records import ExtractionFailure
from extract.sheets import UnreadableError

DPI: Final = 300.0
"""What Tesseract is trained for: letters of 20 to 40 pixels."""
MAX_PIXELS: Final = 40_000_000
"""Of one picture: A3 at 300 dpi has 17 million. Larger pages are drawn smaller."""
_POINTS: Final = 72.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture: one byte a pixel, row by row. `scale` is pixels per point."""

    width: int
    height: int
    scale: float
    pixels: bytes

    def get_pgm(self) -> bytes:
        """The picture as a portable graymap (netpbm P5), which any program reads and nothing packs."""
        return b"P5\n%d %d\n255\n" % (self.width, self.height) + self.pixels


def draw_page(content: bytes, number: int) -> Picture:
    """Draw one page of a PDF, counted from 1. Raises `UnreadableError` where that is not possible."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise UnreadableError(
            ExtractionFailure.BROKEN, "The file cannot be opened to draw its pages."
        ) from error
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = DPI / _POINTS
        if width * height * scale * scale > MAX_PIXELS:
            scale = (MAX_PIXELS / (width * height)) ** 0.5
        bitmap = page.render(scale=scale, grayscale=True)
        rows = bitmap.to_numpy()
        return Picture(rows.shape[1], rows.shape[0], scale, rows.tobytes())
    except (pdfium.PdfiumError, IndexError, ValueError, OverflowError) as error:
        raise UnreadableError(ExtractionFailure.BROKEN, f"Page {number} cannot be drawn.") from error
    finally:
        document.close()
