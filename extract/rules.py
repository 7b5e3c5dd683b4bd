"""The drawn lines of a page: what tables are ruled with."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as raw

from extract.bullets import MOST as BULLET_SIDE
from extract.bullets import is_dot
from extract.sheets import Rule
from extract.views import View

MAX_OBJECTS: Final = 4000
"""Objects looked at. Pages of tables have up to 2,500; maps and charts have tens of thousands."""
_THICK: Final = 2.5  # points: a bar thicker than this is an area, and rules a table by its edges
_SHORT: Final = 6.0  # points: shorter lines are ticks, dots and letters drawn as curves
_FRAME: Final = 0.93  # of the page's width or height: longer lines frame the page
_INSET: Final = (1.0, 12.0)  # points from the edge of a cell to that of a shaded paragraph in it
_RECTANGLE: Final = 5  # segments: a line has two, a rectangle four or five
_MAX_SEGMENTS: Final = 64  # a grid drawn as one path has 4 a line; more is a drawing


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page beside text: its rules, small dots and squares, and how many pictures."""

    rules: tuple[Rule, ...] = ()
    dots: tuple[Rule, ...] = ()
    pictures: int = 0


def read_drawing(page: Any, view: View) -> Drawing:
    """What is drawn on an open page, placed as shown, without frames of the page."""
    count = raw.FPDFPage_CountObjects(page)
    if count > MAX_OBJECTS:
        return Drawing()
    pictures = 0
    shapes: list[Rule] = []
    for index in range(count):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            shapes.extend(Rule(*view.place(*box)) for box in _iter_boxes(item))
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
    lines: list[Rule] = []
    areas: list[Rule] = []
    for shape in shapes:
        width, height = shape.x1 - shape.x0, shape.bottom - shape.top
        if width <= _FRAME * view.width and height <= _FRAME * view.height and max(width, height) >= _SHORT:
            (lines if min(width, height) <= _THICK else areas).append(shape)
    lines.extend(rule for area in _drop_insets(areas) for rule in _split_edges(area))
    return Drawing(tuple(lines), tuple(filter(is_dot, shapes)), pictures)


def _drop_insets(areas: list[Rule]) -> list[Rule]:
    """Without shadings of paragraphs that lie a little inside the shading of their cell."""
    kept: list[Rule] = []
    around: list[Rule] = []  # areas that reach as far down as the sweep has come
    for area in sorted(areas, key=lambda area: (area.top, -area.bottom)):
        around = [other for other in around if other.bottom > area.top]
        if not any(_is_inset(area, other) for other in around):
            kept.append(area)
        around.append(area)
    return kept


def _is_inset(inner: Rule, outer: Rule) -> bool:
    least, most = _INSET
    return (
        least <= inner.x0 - outer.x0 <= most
        and least <= outer.x1 - inner.x1 <= most
        and inner.top >= outer.top - 1
        and inner.bottom <= outer.bottom + 1
    )


def _iter_boxes(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """(left, top, right, bottom) of what a path draws: each line of it, or its whole rectangle."""
    segments = raw.FPDFPath_CountSegments(path)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if segments > _MAX_SEGMENTS or not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    box = (left.value, top.value, right.value, bottom.value)
    if segments <= _RECTANGLE or max(box[2] - box[0], box[1] - box[3]) <= BULLET_SIDE:
        yield box
    else:
        yield from _iter_strokes(path, segments)


def _iter_strokes(path: Any, segments: int) -> Iterator[tuple[float, float, float, float]]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for number in range(segments):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if before is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield (
                min(before[0], here[0]),
                max(before[1], here[1]),
                max(before[0], here[0]),
                min(before[1], here[1]),
            )
        before = here


def _split_edges(area: Rule) -> Iterator[Rule]:
    """A filled or outlined area is the four rules around it, unless it is a mere mark."""
    if area.x1 - area.x0 < _SHORT or area.bottom - area.top < _SHORT:
        return
    yield Rule(area.x0, area.top, area.x1, area.top)
    yield Rule(area.x0, area.bottom, area.x1, area.bottom)
    yield Rule(area.x0, area.top, area.x0, area.bottom)
    yield Rule(area.x1, area.top, area.x1, area.bottom)
