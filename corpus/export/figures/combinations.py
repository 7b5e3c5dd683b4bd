"""Which types of partners stand together in one passage (an UpSet plot, Lex et al. 2014). Pure."""

from __future__ import annotations

from collections import defaultdict

from corpus.export.columns import labels_by_id
from corpus.export.figures.counting import (
    Rows,
    codes_of,
    count_municipalities,
    current_rows,
    describe,
    number_of,
)
from corpus.export.figures.drawing import address, circle, frame, label, line, link, rect, scroll, text, wrap
from corpus.export.tables import Count, Figure, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId

MOST_COMBINATIONS = 20
_COLUMN = 42.0
_LINE = 34.0
_SIDE = 210.0
_HIGHEST = 150.0
_TOP = 20.0

Combination = tuple[CodeId, ...]


def build_combinations(inventory: Inventory, texts: Texts) -> Figure:
    """The most frequent combinations of partner types; a row stands in exactly one of them."""
    rows = current_rows(inventory)
    found = rank_combinations(rows)
    shown = found[:MOST_COMBINATIONS]
    labels = labels_by_id(inventory.codebook, texts)
    table = _table(shown, len(found), labels, texts)
    several = sum(len(held) for codes, held in found if len(codes) > 1)
    lead = texts.fill(
        "figure.combinations_lead",
        several=texts.number(several),
        rows=texts.number(sum(len(held) for _, held in found)),
    )
    used = {code for codes, _ in shown for code in codes}
    known = [code.id for code in inventory.codebook.codes if code.id in used]
    types = {code: labels.get(code, code) for code in [*known, *sorted(used - set(known))]}
    drawn = _draw(shown, types, table, texts) if shown else ""
    return Figure("combinations", texts["figure.combinations"], lead, drawn, table)


def rank_combinations(rows: Rows) -> list[tuple[Combination, Rows]]:
    """Every set of partner types that stands together in a row with its rows, the most frequent first."""
    held: dict[Combination, list[InventoryRow]] = defaultdict(list)
    for row in rows:
        codes = codes_of(row, "partner")
        if codes:
            held[codes].append(row)
    ranked = sorted(held, key=lambda codes: (-len(held[codes]), len(codes), codes))
    return [(codes, tuple(held[codes])) for codes in ranked]


def _table(
    shown: list[tuple[Combination, Rows]], number: int, labels: dict[CodeId, str], texts: Texts
) -> Table:
    lines = tuple(
        (
            Count(" + ".join(labels.get(code, code) for code in codes)),
            Count(str(len(codes)), value=len(codes)),
            number_of(rows, texts),
            Count(texts.number(count_municipalities(rows)), rows, count_municipalities(rows)),
        )
        for codes, rows in shown
    )
    keys = ("figure.combination", "figure.combination_size", "count", "municipalities")
    left = number - len(shown)
    note = texts.fill("figure.combinations_left", left=texts.number(left)) if left else ""
    return Table("combinations", texts["figure.combinations"], tuple(texts[key] for key in keys), lines, note)


def _draw(shown: list[tuple[Combination, Rows]], types: dict[CodeId, str], table: Table, texts: Texts) -> str:
    head = _TOP + _HIGHEST + 10
    heights = {code: head + _LINE * (place + 0.5) for place, code in enumerate(types)}
    height, width = head + _LINE * len(types), _COLUMN * len(shown) + 8
    side = [label(0, heights[code], wrap(name, 26, 2)) for code, name in types.items()]
    body = [line((0, y + _LINE / 2), (width, y + _LINE / 2), "fig-rule") for y in heights.values()]
    most = len(shown[0][1])
    for place, (codes, rows) in enumerate(shown):
        x = _COLUMN * (place + 0.5)
        tall = max(1.5, _HIGHEST * len(rows) / most)
        bar = rect(x - 12, _TOP + _HIGHEST - tall, (24, tall), "fig-strategy")
        number = text(x, _TOP + _HIGHEST - tall - 5, table.rows[place][2].text, "fig-number")
        title = f"{table.rows[place][0].text}: {describe(rows, texts)}"
        body.append(link(address(table.id, place, 2), bar + number, title))
        body.append(_column(x, codes, heights))
    picture = frame((_SIDE, height), "".join(side), table.caption, "fig fig-side") + frame(
        (width, height), "".join(body), table.caption
    )
    return scroll(picture, table.caption)


def _column(x: float, codes: Combination, heights: dict[CodeId, float]) -> str:
    """Filled discs for the types of a combination, tied together, and empty ones for the others."""
    own = [heights[code] for code in codes]
    others = (y for code, y in heights.items() if code not in codes)
    empty = "".join(circle(x, y, 3, "fig-out") for y in others)
    tie = line((x, min(own)), (x, max(own)), "fig-joint")
    return empty + tie + "".join(circle(x, y, 6, "fig-in") for y in own)
