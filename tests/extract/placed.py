"""Words and lines placed by hand, for tests of the layout without a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lines import Line, join_rows, split_runs
from extract.sheets import Word

WIDTH = 0.5  # of a font size: every letter is as wide


def place_words(
    text: str, x: float = 70.0, y: float = 100.0, size: float = 10.0, *, bold: bool = False
) -> list[Word]:
    """The words of a text on one line from x, with the baseline at y from the top."""
    words = []
    for piece in text.split(" "):
        end = x + WIDTH * size * len(piece)
        if piece:
            words.append(Word(piece, x, y - 0.9 * size, end, y + 0.2 * size, size, bold))
        x = end + 0.25 * size
    return words


def place_line(
    text: str, x: float = 70.0, y: float = 100.0, size: float = 10.0, *, bold: bool = False
) -> Line:
    """One line of text."""
    return Line(place_words(text, x, y, size, bold=bold))


def place_cells(cells: Sequence[tuple[float, str]], y: float = 100.0, size: float = 10.0) -> Line:
    """One line of cells, each from its own x."""
    words = [word for x, text in cells for word in place_words(text, x, y, size)]
    (line,) = join_rows(split_runs(words))
    return line


def place_lines(
    texts: Sequence[str], x: float = 70.0, y: float = 100.0, size: float = 10.0, pitch: float = 1.2
) -> list[Line]:
    """Lines under each other."""
    return [place_line(text, x, y + number * pitch * size, size) for number, text in enumerate(texts)]
