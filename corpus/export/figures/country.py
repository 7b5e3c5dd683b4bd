"""The map of Sweden's municipalities: how far each is covered, and how much it says. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from html import escape
from importlib.resources import files
from typing import TypedDict

from corpus.coverage import Coverage, CoverageState
from corpus.export.figures.counting import Rows, current_rows, describe, number_of
from corpus.export.figures.drawing import address, frame, legend, link, rect, scroll
from corpus.export.tables import Count, Figure, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow

_HEIGHT = 760.0
_INSET = (10.0, 20.0, 150.0, 232.0)  # left, top, width, height of the picture of Stockholm's county
_STOCKHOLM = "01"
_INSET_FRAME = (1740, 4930, 535, 827)  # the same county in the boundaries' own units
_CLASSES = 5
_KINDS = {
    CoverageState.NOT_VISITED: "not-visited",
    CoverageState.UNREACHABLE: "not-found",
    CoverageState.REFUSED: "not-found",
    CoverageState.NO_DOCUMENTS: "not-found",
    CoverageState.EXCLUDED: "not-found",
    CoverageState.UNREADABLE: "unreadable",
    CoverageState.NOT_CLASSIFIED: "unreadable",
    CoverageState.NOTHING_SAID: "nothing",
    CoverageState.SAID: "older",  # asked only of those without a current row
}


class _Boundaries(TypedDict):
    source: str
    width: int
    height: int
    paths: dict[str, str]


def build_country(inventory: Inventory, texts: Texts) -> Figure:
    """The map; municipalities that are not on it are listed beside it as squares."""
    held: dict[str, list[InventoryRow]] = defaultdict(list)
    for row in current_rows(inventory):
        held[row.municipality.code].append(row)
    by_code = {code: tuple(rows) for code, rows in held.items()}
    table = _table(inventory.coverage, by_code, texts)
    breaks = find_breaks([len(rows) for rows in by_code.values()])
    marks = {
        one.municipality.code: (place, _kind(one, by_code, breaks))
        for place, one in enumerate(inventory.coverage)
    }
    titles = {
        one.municipality.code: f"{one.municipality.name}: {_says(one, by_code, texts)}"
        for one in inventory.coverage
    }
    paths = _boundaries()["paths"]
    title = texts["figure.map"]
    drawn = scroll(_draw_map(marks, titles, title), title) + _outside(
        {code: mark for code, mark in marks.items() if code not in paths}, titles, texts
    )
    return Figure("map", title, texts["figure.map_lead"], drawn + _legend(breaks, texts), table)


def find_breaks(counts: list[int]) -> tuple[int, ...]:
    """The smallest count of each class, from 1: round numbers (1, 2, 5 × 10ⁿ) that part the municipalities
    about equally, at most five.
    """
    if not counts:
        return (1,)
    ordered = sorted(counts)
    round_ones = [step * 10**power for power in range(7) for step in (1, 2, 5)]
    found = {1}
    for part in range(1, _CLASSES):
        wanted = ordered[len(ordered) * part // _CLASSES]
        found.add(max(one for one in round_ones if one <= max(1, wanted)))
    return tuple(sorted(found))


@cache
def _boundaries() -> _Boundaries:
    text = files("corpus.export.figures").joinpath("boundaries.json").read_text("utf-8")
    loaded: _Boundaries = json.loads(text)
    return loaded


def _table(coverage: tuple[Coverage, ...], by_code: dict[str, Rows], texts: Texts) -> Table:
    head = (texts["municipality"], texts["county"], texts["state"], texts["count"])
    rows = tuple(
        (
            Count(one.municipality.name),
            Count(one.municipality.county),
            Count(_name_state(one, by_code, texts)),
            number_of(by_code.get(one.municipality.code, ()), texts),
        )
        for one in coverage
    )
    return Table("map", texts["figure.map"], head, rows, texts["figure.map_source"])


def _kind(one: Coverage, by_code: dict[str, Rows], breaks: tuple[int, ...]) -> str:
    count = len(by_code.get(one.municipality.code, ()))
    if not count:
        return _KINDS[one.state]
    return f"class-{sum(1 for least in breaks if count >= least)}"


def _says(one: Coverage, by_code: dict[str, Rows], texts: Texts) -> str:
    rows = by_code.get(one.municipality.code, ())
    return describe(rows, texts) if rows else _name_state(one, by_code, texts)


def _name_state(one: Coverage, by_code: dict[str, Rows], texts: Texts) -> str:
    if one.state is CoverageState.SAID and one.municipality.code not in by_code:
        return texts["figure.map.older"]
    return texts[f"state.{one.state}"]


def _draw_map(marks: dict[str, tuple[int, str]], titles: dict[str, str], title: str) -> str:
    whole = _boundaries()
    scale = _HEIGHT / whole["height"]
    width = whole["width"] * scale + 160
    shapes = {code: _shape(code, path, marks, titles) for code, path in whole["paths"].items()}
    left, top, inset_width, inset_height = _INSET
    x, y, across, down = _INSET_FRAME
    near = min(inset_width / across, inset_height / down)
    inset = "".join(shape for code, shape in shapes.items() if code.startswith(_STOCKHOLM))
    drawn = (
        _hatches(1 / scale)
        + f'<g transform="translate(160 0) scale({scale:.5f})">{"".join(shapes.values())}</g>'
        f'<svg class="fig-inset" x="{left:.0f}" y="{top:.0f}"'
        f' width="{inset_width:.0f}" height="{inset_height:.0f}">'
        f'<g transform="scale({near:.4f}) translate({-x} {-y})">{inset}</g></svg>'
        + rect(left, top, (inset_width, inset_height), "fig-frame")
    )
    return frame((width, _HEIGHT), drawn, title, "fig fig-map")


def _hatches(unit: float) -> str:
    """The patterns of the states without rows, which figures.css fills with: for the map, whose units are
    `unit` pixels' worth, and ("-small") for squares in pixels.
    """
    lines = {  # across a tile of 6 × 6
        "unreadable": "M0 3h6M3 0v6",
        "not-found": "M-1.5 1.5l3 -3M0 6l6 -6M4.5 7.5l3 -3",
        "older": "M0 3h6",
    }
    made = []
    for kind, drawn in lines.items():
        for ending, size in (("", unit), ("-small", 1.0)):
            made.append(
                f'<pattern id="fig-hatch-{kind}{ending}" width="6" height="6" patternUnits="userSpaceOnUse"'
                f' patternTransform="scale({size:.3f})"><rect class="fig-ground" width="6" height="6"/>'
                f'<path class="fig-hatch" d="{drawn}"/></pattern>'
            )
    return f"<defs>{''.join(made)}</defs>"


def _shape(code: str, path: str, marks: dict[str, tuple[int, str]], titles: dict[str, str]) -> str:
    if code not in marks:
        return f'<path class="fig-m fig-other" d="{path}"/>'
    place, kind = marks[code]
    drawn = f'<path class="fig-m fig-{kind}" d="{path}"/>'
    if kind.startswith("class-"):
        return link(address("map", place, 3), drawn, titles[code])
    return f"<g>{drawn}<title>{escape(titles[code])}</title></g>"


def _outside(marks: dict[str, tuple[int, str]], titles: dict[str, str], texts: Texts) -> str:
    if not marks:
        return ""
    items = []
    for code, (place, kind) in marks.items():
        square = legend(((rect(1, 1, (16, 16), f"fig-m fig-{kind}"), titles[code]),))
        inner = square.removeprefix('<ul class="figure-legend"><li>').removesuffix("</li></ul>")
        to = address("map", place, 3)
        items.append(
            f'<li><a href="{to}">{inner}</a></li>' if kind.startswith("class-") else f"<li>{inner}</li>"
        )
    return (
        f'<p class="figure-note">{texts["figure.outside"]}</p><ul class="figure-legend">{"".join(items)}</ul>'
    )


def _legend(breaks: tuple[int, ...], texts: Texts) -> str:
    def square(kind: str) -> str:
        return rect(1, 1, (16, 16), f"fig-m fig-{kind}")

    ends = [f"–{after - 1}" for after in breaks[1:]] + ["–"]
    classes = [
        (square(f"class-{place}"), texts.fill("figure.map_class", range=f"{least}{end}"))
        for place, (least, end) in enumerate(zip(breaks, ends, strict=True), 1)
    ]
    kinds = ("nothing", "older", "unreadable", "not-found", "not-visited")
    return legend((*classes, *((square(kind), texts[f"figure.map.{kind}"]) for kind in kinds)))
