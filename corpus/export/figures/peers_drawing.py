"""Strips of municipalities by group: where each stands, and its group's median. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape

from corpus.export.figures.drawing import (
    address,
    circle,
    frame,
    label,
    legend,
    line,
    link,
    scroll,
    text,
    wrap,
)
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.records import Municipality

_STEP = 30.0
_LINE = 32.0
_SIDE = 210.0
_LARGEST = 12.0
_NAMED = 8
"""Municipalities that a disc names; it then says how many more there are."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One dimension: its label, its column in the table, how many codes it has, the municipalities of each
    group, each one's number of codes by municipality code, and each group's median.
    """

    name: str
    column: int
    most: int
    groups: dict[str, tuple[Municipality, ...]]
    values: dict[str, int]
    medians: dict[str, float]


def draw_strip(strip: Strip, places: dict[str, int], table: Table, texts: Texts) -> str:
    """A line for each group, with a disc for the municipalities at each number of codes.

    `places` are the municipalities' rows in the table: a disc of only one leads there.
    """
    crowds = {group: _crowd(members, strip.values) for group, members in strip.groups.items()}
    most = max(len(found) for crowd in crowds.values() for found in crowd.values())
    height = _LINE * len(crowds) + 22
    side, body = [], []
    for place, (group, crowd) in enumerate(crowds.items()):
        y = _LINE * (place + 0.5)
        side.append(label(0, y, wrap(f"{group} ({len(strip.groups[group])})", 29, 2)))
        body.append(line((_x(0), y), (_x(strip.most), y), "fig-rule"))
        for value, members in sorted(crowd.items()):
            disc = circle(_x(value), y, max(3.0, _LARGEST * (len(members) / most) ** 0.5), "fig-crowd")
            title = texts.fill("figure.peers_disc", group=group, codes=value, names=_name(members, texts))
            cell = table.rows[places[members[0].code]][strip.column]
            if len(members) == 1 and cell.rows:
                body.append(link(address(table.id, places[members[0].code], strip.column), disc, title))
            else:
                body.append(f"<g>{disc}<title>{escape(title)}</title></g>")
        middle = _x(strip.medians[group])
        body.append(line((middle, y - 13), (middle, y + 13), "fig-median"))
    bottom = height - 6
    body += [text(_x(value), bottom, str(value), "fig-label fig-middle") for value in range(strip.most + 1)]
    width = _x(strip.most) + _STEP
    picture = frame((_SIDE, height), "".join(side), strip.name, "fig fig-side") + frame(
        (width, height), "".join(body), strip.name
    )
    return scroll(picture, strip.name)


def strip_legend(texts: Texts) -> str:
    """What discs and ticks mean."""
    return legend(
        (
            (circle(9, 9, 6, "fig-crowd"), texts["figure.peers_crowd"]),
            (line((9, 1), (9, 17), "fig-median"), texts["figure.peers_median"]),
        )
    )


def _x(value: float) -> float:
    return 14 + _STEP * value


def _crowd(members: tuple[Municipality, ...], values: dict[str, int]) -> dict[int, list[Municipality]]:
    found: dict[int, list[Municipality]] = defaultdict(list)
    for one in members:
        found[values[one.code]].append(one)
    return found


def _name(members: list[Municipality], texts: Texts) -> str:
    names = [one.name for one in members[:_NAMED]]
    if len(members) > _NAMED:
        names.append(texts.fill("figure.peers_more", number=len(members) - _NAMED))
    return ", ".join(names)
