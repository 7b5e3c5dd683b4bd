"""Each municipality against its own group: how many different codes of each dimension it states. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from statistics import median

from corpus.coverage import Coverage, CoverageState
from corpus.export.columns import label_of
from corpus.export.figures.counting import Rows, codes_of, current_rows, number_of
from corpus.export.figures.peers_drawing import Strip, draw_strip, strip_legend
from corpus.export.tables import Count, Figure, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId, Dimension, Municipality

READ = frozenset({CoverageState.SAID, CoverageState.NOTHING_SAID})
"""Of these municipalities it is known what they say; no others count in medians."""
_FIRST = 3  # column of the first dimension


@dataclass(frozen=True, slots=True)
class Breadth:
    """What one municipality states of one dimension: its different codes, and the rows that hold them."""

    codes: frozenset[CodeId]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Measured:
    """What every read municipality states, by its code, and the medians by group; both by dimension.

    `order` are the codes of all municipalities, as they stand in the table.
    """

    order: tuple[str, ...]
    dimensions: int
    breadths: dict[str, list[Breadth]]
    medians: dict[str, list[float]]


def build_peers(inventory: Inventory, texts: Texts) -> Figure:
    """A table of municipalities with their numbers and their groups' medians, a strip for each dimension."""
    dimensions = [one for one in inventory.codebook.dimensions if not one.single]
    held: dict[str, list[InventoryRow]] = defaultdict(list)
    for row in current_rows(inventory):
        held[row.municipality.code].append(row)
    rows = {code: tuple(own) for code, own in held.items()}
    breadths = {
        one.municipality.code: [_measure(rows.get(one.municipality.code, ()), each) for each in dimensions]
        for one in inventory.coverage
        if one.state in READ
    }
    groups = _group(one.municipality for one in inventory.coverage if one.state in READ)
    medians = {group: _medians(members, breadths) for group, members in groups.items()}
    heads = tuple(label_of(one, texts) for one in dimensions)
    order = tuple(one.municipality.code for one in inventory.coverage)
    measured = Measured(order, len(dimensions), breadths, medians)
    lines = tuple(_line(one, rows, measured, texts) for one in inventory.coverage)
    head = (texts["municipality"], texts["group"], texts["count"], *heads)
    table = Table("peers", texts["figure.peers"], head, lines, texts["figure.peers_note"])
    drawn = _draw(dimensions, groups, measured, table, texts) if groups else ""
    return Figure("peers", texts["figure.peers"], texts["figure.peers_lead"], drawn, table)


def _draw(
    dimensions: list[Dimension],
    groups: dict[str, tuple[Municipality, ...]],
    measured: Measured,
    table: Table,
    texts: Texts,
) -> str:
    places = {code: place for place, code in enumerate(measured.order)}
    drawn = [strip_legend(texts)]
    for place, dimension in enumerate(dimensions):
        values = {code: len(own[place].codes) for code, own in measured.breadths.items()}
        most = max(_most(dimension), *values.values())  # codes of an older codebook count too
        medians = {group: found[place] for group, found in measured.medians.items()}
        name = label_of(dimension, texts)
        strip = Strip(name, _FIRST + place, most, groups, values, medians)
        drawn.append(f'<p class="figure-heading">{escape(name)}</p>')
        drawn.append(draw_strip(strip, places, table, texts))
    return "".join(drawn)


def say_median(value: float, texts: Texts) -> str:
    """A median of whole numbers, in the language's form."""
    return f"{value:g}".replace(".", "," if texts.language == "sv" else ".")


def _is_stated(code: CodeId) -> bool:
    return not code.endswith(".unspecified")


def _most(dimension: Dimension) -> int:
    return sum(1 for code in dimension.codes if _is_stated(code.id))


def _measure(rows: Rows, dimension: Dimension) -> Breadth:
    codes = {row.statement.passage.id: set(filter(_is_stated, codes_of(row, dimension.id))) for row in rows}
    stated = tuple(row for row in rows if codes[row.statement.passage.id])
    return Breadth(frozenset().union(*codes.values()), stated)


def _group(municipalities: Iterable[Municipality]) -> dict[str, tuple[Municipality, ...]]:
    """The municipalities of each group, by the group's name."""
    found: dict[str, list[Municipality]] = defaultdict(list)
    for one in municipalities:
        found[name_group(one)].append(one)
    return {name: tuple(found[name]) for name in sorted(found)}


def name_group(one: Municipality) -> str:
    """The group's code and name."""
    return f"{one.group} {one.group_name}".strip()


def _medians(members: tuple[Municipality, ...], breadths: dict[str, list[Breadth]]) -> list[float]:
    every = zip(*(breadths[one.code] for one in members), strict=True)
    return [float(median(len(own.codes) for own in column)) for column in every]


def _line(
    one: Coverage,
    rows: dict[str, Rows],
    measured: Measured,
    texts: Texts,
) -> tuple[Count, ...]:
    breadths, medians = measured.breadths, measured.medians
    code, group = one.municipality.code, name_group(one.municipality)
    named = (Count(one.municipality.name), Count(group))
    if code not in breadths:
        return (*named, *(Count("–") for _ in range(measured.dimensions + 1)))
    cells = (
        Count(f"{len(own.codes)} ({say_median(middle, texts)})", own.rows, len(own.codes))
        for own, middle in zip(breadths[code], medians[group], strict=True)
    )
    return (*named, number_of(rows.get(code, ()), texts), *cells)
