"""Where words stand on a page: the loose boxes of their first and last characters, as shown."""

from __future__ import annotations

import ctypes
import struct
from typing import Any, Final

from extract.calls import get_loose_box
from extract.views import Rectangle, View

_SIDES: Final = struct.Struct("8f")
_unpack = _SIDES.unpack  # a quarter of the time of reading a ctypes array one by one


class Boxes:
    """Boxes the words of one page. The buffers that PDFium writes to are made once."""

    def __init__(self, text_page: Any, view: View) -> None:
        self.text_page = text_page
        self._view = view
        self._sides = (ctypes.c_float * 8)()  # left, top, right, bottom of first and last: y upwards
        self._refs = ctypes.byref(self._sides), ctypes.byref(self._sides, _SIDES.size // 2)
        self._limits = None if view.quarter_turns else (view.left, view.top, 2 * view.width, 2 * view.height)

    def find(self, start: int, end: int) -> Rectangle | None:
        """The box of the characters from `start` to `end` (half-open), None where it is not shown."""
        first_ref, last_ref = self._refs
        get_loose_box(self.text_page, start, first_ref)
        get_loose_box(self.text_page, end - 1, last_ref)
        left, top, right, bottom, last_left, last_top, last_right, last_bottom = _unpack(self._sides)
        if last_bottom < top and last_top > bottom:
            right = last_right
        else:  # the ends are not on one line: turned or bent text
            left, top = min(left, last_left), max(top, last_top)
            right, bottom = max(right, last_right), min(bottom, last_bottom)
        if self._limits is None:
            box = self._view.place(left, top, right, bottom)
            return box if self._view.is_inside(box) else None
        edge, upper, width, height = (
            self._limits
        )  # what `View.place` does on an upright page, without the calls
        x0, y0, x1, y1 = left - edge, upper - top, right - edge, upper - bottom
        return (x0, y0, x1, y1) if 0 <= x0 + x1 <= width and 0 <= y0 + y1 <= height else None
