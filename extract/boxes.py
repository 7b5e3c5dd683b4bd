"""Where words stand on a page: the loose boxes of their first and last characters, as shown."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from typing import Final

from extract.calls import get_loose_box, get_origin
from extract.views import Rectangle, View

_SIDES: Final = struct.Struct("8f")
_unpack = _SIDES.unpack  # a quarter of the time of reading a ctypes array one by one


_ASCENT, _DESCENT = 0.8, 0.21
"""Font sizes from the baseline: what is taken for a face that does not state how low its letters reach."""


class Boxes:
    """Boxes the words of one page. The buffers that PDFium writes to are made once.

    `find` takes the first character of a word and the one after its last, and gives its box, or None where
    it is not shown.
    """

    def __init__(self, text_page: ctypes.c_void_p, view: View) -> None:
        self.text_page = text_page
        self.find = _make_finder(text_page, view)
        self._view = view
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._origin = ctypes.byref(self._x), ctypes.byref(self._y)

    def level(self, box: Rectangle, index: int, size: float) -> Rectangle:
        """The box of a word by its baseline: letters of faces without a descent are boxed each by its ink,
        and words of one line would seem to stand at different heights.
        """
        if self._view.quarter_turns or not get_origin(self.text_page, index, *self._origin):
            return box
        baseline = self._view.top - self._y.value
        return box[0], baseline - _ASCENT * size, box[2], baseline + _DESCENT * size


def _make_finder(text_page: ctypes.c_void_p, view: View) -> Callable[[int, int], Rectangle | None]:
    """What boxes words: a closure, since names of a function are found faster than those of an object."""
    sides = (ctypes.c_float * 8)()  # left, top, right, bottom of first and last: y upwards
    first_ref, last_ref = ctypes.byref(sides), ctypes.byref(sides, _SIDES.size // 2)
    edge, upper, is_turned = view.left, view.top, view.quarter_turns != 0
    width, height = 2 * view.width, 2 * view.height

    def find(start: int, end: int) -> Rectangle | None:
        get_loose_box(text_page, start, first_ref)
        get_loose_box(text_page, end - 1, last_ref)
        left, top, right, bottom, last_left, last_top, last_right, last_bottom = _unpack(sides)
        if last_bottom < top and last_top > bottom:
            right = last_right
        else:  # the ends are not on one line: turned or bent text
            left, top = min(left, last_left), max(top, last_top)
            right, bottom = max(right, last_right), min(bottom, last_bottom)
        if is_turned:
            box = view.place(left, top, right, bottom)
            return box if view.is_inside(box) else None
        # What `View.place` does on an upright page, without the calls.
        x0, y0, x1, y1 = left - edge, upper - top, right - edge, upper - bottom
        return (x0, y0, x1, y1) if 0 <= x0 + x1 <= width and 0 <= y0 + y1 <= height else None

    return find
