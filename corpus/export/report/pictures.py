"""The pictures of a report's rows, as many as there is room for. The drawing is passed in."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.inventory_records import InventoryRow

Pictures = Callable[[InventoryRow], bytes | None]
"""Draws the place of a row on its page as a PNG; None when its document has no pages or cannot be drawn."""

MOST_BYTES = 2_600_000
"""Of all pictures together, as they stand in the file. A picture takes about 12,000."""
_MARKUP = 220  # bytes around one
_LARGEST = 90_000  # a page that is one photograph would push out ten others
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page holds it: a data address, with its size in pixels."""

    address: str
    width: int
    height: int


def draw_nothing(_: InventoryRow) -> None:
    """For a report without pictures."""
    return


def draw_rows(
    rows: Sequence[InventoryRow], chosen: Iterable[int], pictures: Pictures, budget: int
) -> Mapping[int, Picture]:
    """Pictures by the row's number (from 1, as on cards), the first chosen first, until `budget` is spent.

    A row whose passage stands where another's does, as in a document of two municipalities, costs again.
    """
    drawn: dict[int, Picture] = {}
    left = min(budget, MOST_BYTES)
    for number in chosen:
        if left < _MARKUP:
            break
        made = pictures(rows[number])
        if made is None or not made.startswith(_SIGNATURE):
            continue
        picture = _hold(made)
        size = len(picture.address) + _MARKUP
        if size <= min(left, _LARGEST):
            left -= size
            drawn[number + 1] = picture
    return drawn


def _hold(made: bytes) -> Picture:
    """A PNG with the size that its header states (W3C PNG, third edition, 11.2.1)."""
    width, height = struct.unpack(">II", made[16:24])
    return Picture("data:image/png;base64," + base64.b64encode(made).decode(), width, height)
