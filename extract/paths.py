"""The paths and pictures of a page, also those inside forms, as boxes placed as shown."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from itertools import islice, repeat
from typing import Any, Final

import pypdfium2.raw as raw

from extract.bullets import MOST as BULLET_SIDE
from extract.calls import (
    count_segments,
    get_bounds,
    get_form_object,
    get_object_matrix,
    get_object_type,
    get_page_object,
)
from extract.sheets import Rule
from extract.views import View

MAX_OBJECTS: Final = 4000
"""Objects looked at. Pages of tables have up to 2,500; maps and charts have tens of thousands."""
_MAX_DEPTH: Final = 4  # forms inside forms
_RECTANGLE: Final = 5  # segments: a line has two, a rectangle four or five
_MAX_SEGMENTS: Final = 64  # a grid drawn as one path has 4 a line; more is a drawing
_MATRIX: Final = struct.Struct("6f")
_unpack_sides = struct.Struct("4f").unpack
_new = tuple.__new__  # half the time of the class's own constructor
_TEXT, _PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Sides = tuple[float, float, float, float]
"""(left, top, right, bottom) in PDF coordinates, y upwards."""


class Objects:
    """What is drawn on one page: boxes of paths as shown, and how many pictures."""

    def __init__(self, view: View) -> None:
        self.shapes: list[Rule] = []
        self.pictures = 0
        self._view = view
        self._left = MAX_OBJECTS
        self._sides = (ctypes.c_float * 4)()  # left, bottom, right, top
        self._refs = tuple(
            ctypes.byref(self._sides, number * ctypes.sizeof(ctypes.c_float)) for number in range(4)
        )

    def add_page(self, page: int, count: int) -> None:
        """Read the objects of a page."""
        items = list(map(get_page_object, repeat(ctypes.c_void_p(page)), range(count)))
        for item, kind in zip(items, map(get_object_type, items), strict=True):
            if kind != _TEXT:  # nine of ten are
                self._add(item, kind, _IDENTITY, 0)

    def _add(self, item: int, kind: int, matrix: Matrix, depth: int) -> None:
        self._left -= 1
        if kind == _PATH:
            self._add_path(item, matrix)
        elif kind == _IMAGE:
            self.pictures += 1
        elif kind == _FORM and depth < _MAX_DEPTH:
            form = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
            inner = _multiply(_get_matrix(item), matrix)
            for index in range(min(max(raw.FPDFFormObj_CountObjects(form), 0), max(self._left, 0))):
                inside = get_form_object(item, index)
                self._add(inside, get_object_type(inside), inner, depth + 1)

    def _add_path(self, path: int, matrix: Matrix) -> None:
        """Add the boxes of what a path draws: of each line of it, or of its whole rectangle."""
        segments = count_segments(path)
        if segments > _MAX_SEGMENTS or not get_bounds(path, *self._refs):
            return
        left, bottom, right, top = _unpack_sides(self._sides)
        if segments <= _RECTANGLE or max(right - left, top - bottom) <= BULLET_SIDE:
            self._add_box((left, top, right, bottom), matrix)
        else:
            for box in _iter_strokes(path, segments):
                self._add_box(box, matrix)

    def _add_box(self, box: Sides, matrix: Matrix) -> None:
        placed = box if matrix is _IDENTITY else _move_box(box, matrix)
        self.shapes.append(_new(Rule, self._view.place(*placed)))


def count_texts(page: Any, most: int) -> int:
    """How many text objects a page has outside forms, at most `most`; all objects where they are fewer."""
    count: int = raw.FPDFPage_CountObjects(page)
    if count < most:
        return max(count, 0)
    address = ctypes.cast(page, ctypes.c_void_p)
    kinds = (get_object_type(item) for item in map(get_page_object, repeat(address), range(count)))
    return sum(1 for _ in islice((kind for kind in kinds if kind == _TEXT), most))


def read_objects(page: Any, view: View) -> Objects | None:
    """What is drawn on an open page; None where there is too much to be a page of text."""
    count = raw.FPDFPage_CountObjects(page)
    address = ctypes.cast(page, ctypes.c_void_p).value
    if count > MAX_OBJECTS or address is None:
        return None
    objects = Objects(view)
    objects.add_page(address, count)
    return objects


def _get_matrix(item: int) -> Matrix:
    buffer = (ctypes.c_float * 6)()
    return _MATRIX.unpack(buffer) if get_object_matrix(item, ctypes.byref(buffer)) else _IDENTITY


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _move(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _move_box(box: Sides, matrix: Matrix) -> Sides:
    (x0, y0), (x1, y1) = _move(box[0], box[3], matrix), _move(box[2], box[1], matrix)
    return (min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1))


def _iter_strokes(path: int, segments: int) -> Iterator[Sides]:
    matrix = _get_matrix(path)
    item = ctypes.cast(path, raw.FPDF_PAGEOBJECT)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for number in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = _move(x.value, y.value, matrix)
        if before is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield (
                min(before[0], here[0]),
                max(before[1], here[1]),
                max(before[0], here[0]),
                min(before[1], here[1]),
            )
        before = here
