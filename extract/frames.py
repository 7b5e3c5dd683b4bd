"""The frame that a line is set in: left and right edge of the text around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extract.lines import Line

_LOOSE: Final = 1.6  # of the usual pitch: from here lines are not of one piece
_PITCHES: Final = (0.9, 2.2)  # font sizes: what distances of lines count
_ENOUGH: Final = 7
_FEW: Final = 4  # lines: a smaller piece does not show its right edge


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: size of the text in points, and the usual pitch in font sizes."""

    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Edges in points; `pitch` in font sizes. `indents` tells that paragraphs begin with an indent."""

    left: float
    right: float
    pitch: float
    justified: bool
    indents: bool

    @property
    def width(self) -> float:
        """Points between the edges."""
        return max(self.right - self.left, 1.0)


def get_frames(strip: Sequence[Line], pitch: float) -> list[Frame]:
    """The frame of each line of a column: that of its piece, or of the column where the piece is small."""
    if not strip:
        return []
    whole = _measure(strip, pitch)
    frames: list[Frame] = []
    piece: list[Line] = []
    for line in strip:
        if piece and line.bottom - piece[-1].bottom > _LOOSE * pitch * line.size:
            frames.extend([_get_frame(piece, whole, pitch)] * len(piece))
            piece = []
        piece.append(line)
    frames.extend([_get_frame(piece, whole, pitch)] * len(piece))
    return frames


def _get_frame(piece: Sequence[Line], whole: Frame, pitch: float) -> Frame:
    if len(piece) >= _FEW:
        return _measure(piece, pitch)
    if len(piece) > 1 and all(abs(line.x0 - piece[0].x0) < 1.0 for line in piece):
        return replace(whole, left=piece[0].x0)  # a box inside a column has an edge of its own
    return whole


def _measure(lines: Sequence[Line], pitch: float) -> Frame:
    lines = [line for line in lines if line.table is None] or lines  # a table may stand out of its column
    lefts = Counter(round(line.x0) for line in lines)
    left = float(lefts.most_common(1)[0][0])
    right = max(line.x1 for line in lines)
    flush = sum(1 for line in lines if right - line.x1 < 1.0)
    inset = sum(1 for line in lines if line.x0 - left > 0.6 * line.size)
    return Frame(
        left=left,
        right=right,
        pitch=pitch,
        justified=len(lines) >= _FEW and flush >= 0.5 * len(lines),
        indents=0 < inset <= 0.5 * len(lines),
    )


def get_pitch(strips: Iterable[Sequence[Line]]) -> float:
    """The usual distance between baselines of running text in a document, in font sizes.

    The smallest distance that at least a seventh of all pairs of lines have: in documents that are mostly
    lists and headings the most frequent distance is the one between paragraphs.
    """
    pitches: Counter[float] = Counter()
    for strip in strips:
        for a, b in pairwise(strip):
            step = (b.bottom - a.bottom) / b.size if b.size else 0.0
            if a.size == b.size and _PITCHES[0] <= step <= _PITCHES[1]:
                pitches[round(step / 0.05) * 0.05] += 1
    enough = sum(pitches.values()) / _ENOUGH
    return min((pitch for pitch, count in pitches.items() if count >= enough), default=1.2)
