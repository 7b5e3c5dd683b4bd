"""What the painter draws, without its process."""

from __future__ import annotations

import struct

import numpy as np
import pypdfium2 as pdfium
import pytest

from review.pictures.painting import draw_clip
from tests.extract.pdfs import Text, make_pdf

Clip = tuple[float, float, float, float]


@pytest.fixture
def page():
    document = pdfium.PdfDocument(make_pdf([[Text(72, 755, "Samverkan med regionen")]]))
    yield document[0]
    document.close()


def _draw(page, clip: Clip, scale: float = 2.0) -> np.ndarray:
    made = draw_clip(page, scale, clip)
    width, height = struct.unpack(">II", made[:8])
    return np.frombuffer(made, np.uint8, offset=8).reshape(height, width)


def _ink(drawn: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first and last row and column with anything dark."""
    places = np.argwhere(drawn < 128)
    return places.min(axis=0), places.max(axis=0)


def test_a_clip_is_that_part_of_the_page_at_its_scale(page) -> None:
    height = page.get_size()[1]
    whole = _draw(page, (0.0, 0.0, page.get_size()[0], height))
    part = _draw(page, (60.0, 70.0, 260.0, 100.0))
    assert part.shape == (60, 400)
    (at, to), (own_at, own_to) = _ink(whole), _ink(part)
    assert np.abs(at - own_at - (140, 120)).max() <= 1
    assert np.abs(to - own_to - (140, 120)).max() <= 1


def test_a_clip_beyond_the_paper_ends_at_its_edge(page) -> None:
    width, height = page.get_size()
    corner = _draw(page, (width - 50, height - 20, width + 100, height + 100))
    assert corner.shape == (40, 100)
    nothing = _draw(page, (width + 10, height + 10, width + 20, height + 20))
    assert nothing.size > 0


def test_a_huge_scale_gives_no_more_pixels_than_a_page_may_have(page) -> None:
    drawn = _draw(page, (60.0, 70.0, 260.0, 100.0), scale=1_000.0)
    width, height = page.get_size()
    assert drawn.size < 25_000_000 * (200 * 30) / (width * height) * 1.05
