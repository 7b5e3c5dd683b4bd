"""Pictures of rows: what is shown of a page, and that nothing is drawn twice."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpus.blobs import Blobs
from corpus.inventory_records import InventoryRow
from corpus.records import Box
from samverkan import row_pictures as module
from samverkan.row_pictures import (
    MARGIN,
    MOST_HEIGHT,
    SCALE,
    RowPictures,
    encode_greys,
    fade_around,
    find_clip,
)
from tests.extract.pdfs import Text, make_pdf
from tests.inventories import big_inventory

LINE = Box(1, 70.0, 80.0, 300.0, 95.0)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def _row(
    blobs: Blobs, *boxes: Box, text: str = "Samverkan", media_type: str = "application/pdf"
) -> InventoryRow:
    stored = blobs.add_bytes(make_pdf([[Text(72, 755, text)], [Text(72, 755, "Andra sidan")]]))
    row = big_inventory(1, 1).rows[0]
    document = replace(row.statement.document, sha256=stored, media_type=media_type)
    passage = replace(row.statement.passage, boxes=boxes)
    return replace(row, statement=replace(row.statement, document=document, passage=passage))


def _open(made: bytes | None) -> Image.Image:
    assert made is not None
    return Image.open(io.BytesIO(made))


def test_a_picture_is_the_passage_with_a_margin_in_few_bytes(blobs: Blobs) -> None:
    pictures = RowPictures(blobs)
    with pictures.drawing() as draw:
        made = draw(_row(blobs, LINE))
    picture = _open(made)
    expected = ((230 + 2 * MARGIN) * SCALE, (15 + 2 * MARGIN) * SCALE)
    assert picture.size == pytest.approx(expected, abs=1.5)
    assert np.asarray(picture.convert("L")).min() < 100  # the words are there
    assert made is not None
    assert len(made) < 8_000


def test_a_place_is_drawn_once_and_no_painter_starts_for_what_is_known(blobs: Blobs) -> None:
    row, pictures = _row(blobs, LINE), RowPictures(blobs)
    with pictures.drawing() as draw:
        first = draw(row)
    assert pictures._studio._process is None
    path = blobs.find_path(row.statement.document.sha256)
    assert path is not None
    path.unlink()
    with pictures.drawing() as draw:
        assert draw(replace(row, municipality=replace(row.municipality, code="0001"))) is first
        assert pictures._studio._process is None


def test_one_painter_draws_for_all_that_stand_within_the_outermost_block(blobs: Blobs) -> None:
    pictures = RowPictures(blobs)
    with pictures.drawing():
        seen = []
        for text in ("Ett", "Två"):
            with pictures.drawing() as draw:
                assert draw(_row(blobs, LINE, text=text)) is not None
            seen.append(pictures._studio._process)
        assert seen[0] is not None
        assert seen[0] is seen[1]
    assert pictures._studio._process is None


def test_the_same_passage_read_anew_at_another_place_is_drawn_there(blobs: Blobs) -> None:
    pictures = RowPictures(blobs)
    with pictures.drawing() as draw:
        made = [draw(_row(blobs, replace(LINE, page=page))) for page in (1, 2)]
    assert None not in made
    assert made[0] != made[1]


def test_only_the_last_are_kept(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    pictures = RowPictures(blobs)
    rows = [_row(blobs, replace(LINE, x1=200.0 + number)) for number in range(3)]
    with pictures.drawing() as draw:
        first, second = draw(rows[0]), draw(rows[1])
        assert draw(rows[0]) is first
        draw(rows[2])
        assert draw(rows[0]) is first
        assert draw(rows[1]) is not second


def test_what_has_no_page_or_cannot_be_drawn_has_no_picture(blobs: Blobs) -> None:
    broken = _row(blobs, LINE)
    gone = replace(broken.statement.document, sha256=blobs.add_bytes(b"no pdf"))
    with RowPictures(blobs).drawing() as draw:
        assert draw(_row(blobs)) is None
        assert draw(_row(blobs, LINE, media_type="text/html")) is None
        assert draw(replace(broken, statement=replace(broken.statement, document=gone))) is None


def test_what_is_shown_stays_on_the_paper_and_of_a_long_passage_it_is_the_beginning() -> None:
    x0, top, x1, bottom = find_clip([replace(LINE, x0=4.0, top=3.0), replace(LINE, bottom=900.0)])
    assert (x0, top) == (0.0, 0.0)
    assert x1 == LINE.x1 + MARGIN
    assert bottom == MOST_HEIGHT


def test_what_stands_around_is_paler_and_the_passage_is_as_it_was() -> None:
    clip = find_clip([LINE])
    size = (round((clip[3] - clip[1]) * SCALE), round((clip[2] - clip[0]) * SCALE))
    faded = fade_around(np.zeros(size, np.uint8), [LINE], clip)
    assert faded[0, 0] == int(255 - 255 * 0.38)
    inside = (round((85 - clip[1]) * SCALE), round((100 - clip[0]) * SCALE))
    assert faded[inside] == 0


@pytest.mark.parametrize("width", [4, 5])
def test_grey_pixels_read_back_as_sixteen_greys(width: int) -> None:
    pixels = np.linspace(0, 255, 3 * width).astype(np.uint8).reshape(3, width)
    back = np.asarray(Image.open(io.BytesIO(encode_greys(pixels))).convert("L"))
    assert back.shape == pixels.shape
    assert np.abs(back.astype(int) - pixels).max() <= 8
