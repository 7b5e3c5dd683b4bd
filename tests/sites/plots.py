"""Curves of documents found against requests: as text and as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from statistics import mean
from typing import Final

from tests.sites.replay import Replay

_STEPS: Final = 50  # points of a curve
_COLOURS: Final = ("#b0003a", "#00695c", "#1a237e", "#ef6c00", "#555555", "#8e24aa")
_SHADES: Final = " .:-=+*#%@"


def find_curves(replays: Sequence[Replay]) -> dict[str, list[float]]:
    """By strategy: the mean found share after requests for 0, 1/50 … of a site's pages."""
    names = dict.fromkeys(one.strategy for one in replays)
    return {
        name: [
            mean(one.recall_at(step / _STEPS) for one in replays if one.strategy == name)
            for step in range(_STEPS + 1)
        ]
        for name in names
    }


def draw_text(replays: Sequence[Replay]) -> str:
    """One line a strategy: darker is more found; "|" is a fifth of the pages."""
    lines = [f"{'requests →':15} 0{' ' * 9}| 1/5{' ' * (_STEPS - 15)}1 × the site's pages"]
    for name, curve in find_curves(replays).items():
        shades = "".join(_SHADES[min(len(_SHADES) - 1, int(share * len(_SHADES)))] for share in curve)
        lines.append(f"{name:15} {shades} {curve[_STEPS // 5]:.3f} at 1/5")
    return "\n".join(lines)


def draw_svg(replays: Sequence[Replay]) -> str:
    """A figure of 640 × 400 with a line a strategy and a mark at a fifth of the pages."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-size="12">',
        '<rect width="640" height="400" fill="#fff"/>',
        '<path d="M50 20V350H470" fill="none" stroke="#000"/>',
        '<path d="M134 20V350" stroke="#999" stroke-dasharray="4"/><text x="122" y="365">1/5</text>',
        '<text x="260" y="385">requests / pages of the site</text><text x="8" y="14">documents found</text>',
    ]
    for index, (name, curve) in enumerate(find_curves(replays).items()):
        colour = _COLOURS[index % len(_COLOURS)]
        points = " ".join(f"{50 + 420 * i / _STEPS:.1f},{350 - 330 * y:.1f}" for i, y in enumerate(curve))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="480" y="{40 + 20 * index}" fill="{colour}">{escape(name)}</text>')
    return "".join(parts) + "</svg>\n"
