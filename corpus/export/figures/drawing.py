"""The marks that figures are drawn with: safe SVG without style or script. Lengths are CSS pixels. Pure."""

from __future__ import annotations

import textwrap
from html import escape

LINE = 13
"""From one line of a label to the next."""


def address(table: str, row: int, column: int) -> str:
    """Where a number leads: see `corpus.export.tables.Figure`."""
    return f"#rows:{table}:{row}:{column}"


def text(x: float, y: float, words: str, kind: str = "fig-label") -> str:
    """One line of text. `kind` is a class of figures.css."""
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}">{escape(words)}</text>'


def link(to: str, drawn: str, title: str) -> str:
    """Marks that lead somewhere, with what they say to those who point at them or do not see them."""
    return f'<a href="{escape(to)}">{drawn}<title>{escape(title)}</title></a>'


def second_link(to: str, drawn: str, title: str) -> str:
    """A link for the pointer alone: the keyboard reaches its equal in the table below."""
    return f'<a href="{escape(to)}" tabindex="-1">{drawn}<title>{escape(title)}</title></a>'


def circle(x: float, y: float, radius: float, kind: str) -> str:
    """A disc or ring."""
    return f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>'


def rect(x: float, y: float, size: tuple[float, float], kind: str) -> str:
    """A rectangle of (width, height)."""
    width, height = size
    return f'<rect class="{kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{kind}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


def polygon(points: tuple[tuple[float, float], ...], kind: str) -> str:
    """A closed shape through these corners."""
    corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polygon class="{kind}" points="{corners}"/>'


def wrap(words: str, letters: int, lines: int) -> list[str]:
    """The words in at most `lines` lines of about `letters`; the last ends in … when words are left over."""
    found = textwrap.wrap(words, letters, break_on_hyphens=True) or [""]
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1].rstrip(" ,/") + " …"]
    return found


def label(x: float, middle: float, lines: list[str], kind: str = "fig-label") -> str:
    """Lines of a label, centred on the height `middle`."""
    first = middle - (len(lines) - 1) * LINE / 2 + 4
    return "".join(text(x, first + place * LINE, words, kind) for place, words in enumerate(lines))


def frame(size: tuple[float, float], drawn: str, title: str, kind: str = "fig") -> str:
    """A picture of (width, height). It is a group, not an image: images would hide the links inside."""
    width, height = size
    return (
        f'<svg class="{kind}" role="group" aria-label="{escape(title)}" width="{_n(width)}"'
        f' height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}">{drawn}</svg>'
    )


def scroll(drawn: str, title: str) -> str:
    """A box of its own to scroll in, for pictures wider than the page."""
    return f'<div class="figure-scroll" tabindex="0" role="group" aria-label="{escape(title)}">{drawn}</div>'


def legend(entries: tuple[tuple[str, str], ...]) -> str:
    """What the marks mean: (mark in a square of 18, words) each."""
    items = "".join(
        f'<li><svg class="fig" aria-hidden="true" width="18" height="18" viewBox="0 0 18 18">{mark}</svg> '
        f"{escape(words)}</li>"
        for mark, words in entries
    )
    return f'<ul class="figure-legend">{items}</ul>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
