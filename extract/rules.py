"""The drawn lines of a page: what tables are ruled with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from extract.bullets import MOST as DOT
from extract.bullets import is_dot
from extract.paths import read_objects
from extract.sheets import Rule
from extract.views import View

_THICK: Final = 2.5  # points: a bar thicker than this is an area, and rules a table by its edges
_SHORT: Final = 6.0  # points: shorter lines are ticks, dots and letters drawn as curves
_FRAME: Final = 0.93  # of the page's width or height: longer lines frame the page
_INSET: Final = (1.0, 12.0)  # points from the edge of a cell to that of a shaded paragraph in it


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page beside text: its rules, small dots and squares, and how many pictures."""

    rules: tuple[Rule, ...] = ()
    dots: tuple[Rule, ...] = ()
    pictures: int = 0


def read_drawing(page: Any, view: View) -> Drawing:
    """What is drawn on an open page, placed as shown, without frames of the page."""
    objects = read_objects(page, view)
    if objects is None:
        return Drawing()
    lines: list[Rule] = []
    areas: list[Rule] = []
    dots: list[Rule] = []
    most_width, most_height = _FRAME * view.width, _FRAME * view.height
    for shape in objects.shapes:
        x0, top, x1, bottom = shape
        width, height = x1 - x0, bottom - top
        if width <= DOT and height <= DOT and is_dot(shape):
            dots.append(shape)
        if width <= most_width and height <= most_height and (width >= _SHORT or height >= _SHORT):
            (lines if width <= _THICK or height <= _THICK else areas).append(shape)
    lines.extend(rule for area in _drop_insets(areas) for rule in _split_edges(area))
    return Drawing(tuple(lines), tuple(dots), objects.pictures)


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


def _split_edges(area: Rule) -> Iterator[Rule]:
    """A filled or outlined area is the four rules around it, unless it is a mere mark."""
    if area.x1 - area.x0 < _SHORT or area.bottom - area.top < _SHORT:
        return
    yield Rule(area.x0, area.top, area.x1, area.top)
    yield Rule(area.x0, area.bottom, area.x1, area.bottom)
    yield Rule(area.x0, area.top, area.x0, area.bottom)
    yield Rule(area.x1, area.top, area.x1, area.bottom)
