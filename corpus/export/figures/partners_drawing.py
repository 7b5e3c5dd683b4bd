"""How the network of partners is drawn: places on the left, partners on the right, ties between. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from corpus.export.figures.counting import Rows
from corpus.export.figures.drawing import (
    address,
    circle,
    frame,
    legend,
    line,
    link,
    polygon,
    rect,
    scroll,
    second_link,
    text,
    wrap,
)
from corpus.export.tables import Table
from corpus.export.texts import Texts

_LINE = 22.0
_LEFT = 210.0
_MIDDLE = 280.0
_RIGHT = 340.0
_WIDEST = 9.0
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPES = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A place or a partner with its rows. `type` is the partner's code, "" for places."""

    key: str
    name: str
    rows: Rows
    type: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Places and partners in the order in which they stand, and the rows of each (place, partner) by key."""

    places: tuple[Node, ...]
    partners: tuple[Node, ...]
    ties: dict[tuple[str, str], Rows]

    def strongest(self, most: int) -> list[tuple[tuple[str, str], Rows]]:
        """At most so many ties, those of most rows first."""
        return sorted(self.ties.items(), key=lambda tie: (-len(tie[1]), tie[0]))[:most]


def draw_network(
    network: Network, tables: tuple[Table, Table, Table], types: Mapping[str, str], texts: Texts
) -> str:
    """The picture with what its marks mean. `types` are the labels of the partners' types, in order.

    `tables` are those of the partners, of the places and of the ties; a tie without a line there has no link.
    """
    partners, places, tied = tables
    height = _LINE * max(len(network.places), len(network.partners))
    left, right = _spread(network.places, height), _spread(network.partners, height)
    drawn = [_ties(network, (left, right), tied, texts)]
    for place, one in enumerate(network.places):
        y = left[one.key]
        count = text(_LEFT - 10, y + 4, places.rows[place][1].text, "fig-number fig-end")
        drawn.append(text(_LEFT - 52, y + 4, _cut(one.name, 24), "fig-label fig-end"))
        drawn.append(link(address(places.id, place, 1), count, one.name))
        drawn.append(circle(_LEFT, y, 3, "fig-strategy"))
    edge = _LEFT + _MIDDLE
    for place, one in enumerate(network.partners):
        y = right[one.key]
        count = text(edge + 58, y + 4, partners.rows[place][3].text, "fig-number fig-end")
        drawn.append(_mark(list(types).index(one.type), edge, y))
        drawn.append(link(address(partners.id, place, 3), count, f"{one.name}, {types[one.type]}"))
        drawn.append(text(edge + 68, y + 4, _cut(one.name, 42)))
    marks = tuple((_mark(place, 9, 9), name) for place, name in enumerate(types.values()))
    picture = frame((edge + _RIGHT, height + 4), "".join(drawn), partners.caption)
    return scroll(picture, partners.caption) + legend(marks)


def _spread(nodes: tuple[Node, ...], height: float) -> dict[str, float]:
    """The height at which each stands, evenly over the picture."""
    return {one.key: height * (place + 0.5) / len(nodes) for place, one in enumerate(nodes)}


def _ties(
    network: Network, heights: tuple[dict[str, float], dict[str, float]], table: Table, texts: Texts
) -> str:
    left, right = heights
    lines = {pair: place for place, (pair, _) in enumerate(network.strongest(len(table.rows)))}
    places = {one.key: one.name for one in network.places}
    partners = {one.key: one.name for one in network.partners}
    most = max((len(rows) for rows in network.ties.values()), default=1)
    drawn = []
    for (place, partner), rows in network.ties.items():
        width = max(0.6, _WIDEST * len(rows) / most)
        tie = line((_LEFT, left[place]), (_LEFT + _MIDDLE, right[partner]), "fig-tie")
        named = {"place": places[place], "partner": partners[partner], "rows": texts.number(len(rows))}
        title = texts.fill("figure.tie", **named)
        at = lines.get((place, partner))
        told = f"{tie}<title>{escape(title)}</title>"
        if at is not None:
            told = second_link(address(table.id, at, 2), tie, title)
        drawn.append(f'<g stroke-width="{width:.1f}">{told}</g>')
    return "".join(drawn)


def _mark(place: int, x: float, y: float) -> str:
    """A shape and a letter: the shapes take turns, the letters do not."""
    match place % _SHAPES:
        case 0:
            shape = circle(x, y, 8, "fig-mark")
        case 1:
            shape = rect(x - 7, y - 7, (14, 14), "fig-mark")
        case 2:
            shape = polygon(((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)), "fig-mark")
        case _:
            shape = polygon(((x, y - 9), (x + 9, y + 7), (x - 9, y + 7)), "fig-mark")
    return shape + text(x, y + 3.5, _LETTERS[place % len(_LETTERS)], "fig-letter")


def _cut(words: str, letters: int) -> str:
    return wrap(words[: 2 * letters], letters, 1)[0][: letters + 3]
