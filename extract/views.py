"""How a page is shown: its crop box and rotation, and the way from PDF coordinates to points as shown."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as raw

Rectangle = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points from the top-left corner of the page as shown."""

_MAX_SIDE: Final = 20_000.0  # 14,400 points is the largest page that ISO 32000-1 (annex C) allows


@dataclass(frozen=True, slots=True)
class View:
    """The visible rectangle of a page in PDF coordinates (y upwards), and how it is turned.

    `quarter_turns` counts clockwise: 1 means that the page is shown turned by 90 degrees.
    """

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int
    width: float = field(init=False)  # as shown, like `height`
    height: float = field(init=False)

    def __post_init__(self) -> None:
        sides = (self.right - self.left, self.top - self.bottom)
        width, height = reversed(sides) if self.quarter_turns % 2 else sides
        object.__setattr__(self, "width", width)
        object.__setattr__(self, "height", height)

    def place(self, left: float, top: float, right: float, bottom: float) -> Rectangle:
        """A rectangle in PDF coordinates (y upwards) to points as shown."""
        if self.quarter_turns == 0:
            return (left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.quarter_turns == 1:
            return (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.quarter_turns == 2:  # half a turn
            return (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return (self.top - top, self.right - right, self.top - bottom, self.right - left)

    def is_inside(self, box: Rectangle) -> bool:
        """Whether the middle of a placed rectangle can be seen on the page."""
        x0, top, x1, bottom = box
        return 0 <= x0 + x1 <= 2 * self.width and 0 <= top + bottom <= 2 * self.height


def get_view(page: Any) -> View:
    """The view of an open page; A4 where the file gives no usable box."""
    box = raw.FS_RECTF()
    known = raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    if not known or not (1 <= right - left <= _MAX_SIDE and 1 <= top - bottom <= _MAX_SIDE):
        left, bottom, right, top = 0.0, 0.0, 595.0, 842.0
    return View(left, bottom, right, top, raw.FPDFPage_GetRotation(page) % 4)
