"""Numbers to the points of a line in a small drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 600
HEIGHT: Final = 200
MOST_POINTS: Final = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line in a drawing of `WIDTH` × `HEIGHT`: its points as SVG wants them, and what its axes end at."""

    points: str
    right: float
    top: float


def draw_line(values: Sequence[tuple[float, float]], top: float = 0.0) -> Line:
    """The line through (x, y) values from the lower left corner; y ends at `top`, or at the largest y."""
    right = max((x for x, _ in values), default=0) or 1
    top = top or max((y for _, y in values), default=0) or 1
    step = max(1, len(values) // MOST_POINTS)
    kept = [*values[:-1:step], *values[-1:]]
    points = " ".join(f"{x / right * WIDTH:.1f},{HEIGHT - y / top * HEIGHT:.1f}" for x, y in kept)
    return Line(points, right, top)
