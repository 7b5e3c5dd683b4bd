"""When the documents were adopted: rows by year and kind of document. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corpus.export.dataset.dates import year_of
from corpus.export.figures.counting import Rows, count_documents, current_rows, describe, number_of
from corpus.export.figures.drawing import address, frame, legend, line, link, rect, scroll, text
from corpus.export.tables import Count, Figure, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import DocumentKind

MOST_YEARS = 25
"""Years with a column of their own; what is older stands in the first one."""
MOST_KINDS = 5
"""Kinds of document that are told apart, the most frequent ones; figures.css has a tone for each and one for
the rest."""
_COLUMN = 44.0
_HIGHEST = 220.0
_TOP = 20.0


@dataclass(frozen=True, slots=True)
class Period:
    """A column of the time line: its name and rows by place among the kinds that are told apart."""

    name: str
    parts: tuple[Rows, ...]

    @property
    def rows(self) -> Rows:
        """All its rows."""
        return tuple(row for part in self.parts for row in part)


def build_years(inventory: Inventory, texts: Texts) -> Figure:
    """The time line, with the rows of undated documents in a column apart."""
    rows = current_rows(inventory)
    kinds = _frequent_kinds(rows)
    groups, undated = group_by_year(rows, year_of(inventory.provenance.made) or 0)
    periods = tuple(Period(name, _part(held, kinds)) for name, held in groups)
    apart = Period(texts["figure.undated"], _part(undated, kinds))
    names = [texts[f"kind.{kind.name.lower()}"] for kind in kinds] + [texts["figure.other_kinds"]]
    table = _table((*periods, apart), names, texts)
    lead = texts.fill(
        "figure.years_lead",
        dated=len(rows) - len(undated),
        undated=texts.number(len(undated)),
        documents=texts.number(count_documents(undated)),
    )
    drawn = _draw(periods, apart, table, texts) + _legend(names)
    return Figure("years", texts["figure.years"], lead, drawn, table)


def group_by_year(rows: Rows, made: int) -> tuple[tuple[tuple[str, Rows], ...], Rows]:
    """Rows by adoption year, without a gap between years, and those without one.

    The first group holds what is older than `MOST_YEARS` before the last, the last what is dated after the
    inventory's year `made`; their names say so.
    """
    found: dict[int, list[InventoryRow]] = defaultdict(list)
    undated = []
    for row in rows:
        year = year_of(row.statement.document.metadata.adopted)
        found[year].append(row) if year else undated.append(row)
    if not found:
        return (), tuple(undated)
    last = min(max(found), made) if made else max(found)
    first = max(min(found), last - MOST_YEARS + 1)
    last = max(first, last)
    groups: dict[int, list[InventoryRow]] = {year: [] for year in range(first, last + 1)}
    for year in sorted(found):
        groups[min(max(year, first), last)].extend(found[year])
    names = {year: str(year) for year in groups}
    names[first] = f"–{first}" if min(found) < first else names[first]
    names[last] = f"{names[last]}–" if max(found) > last else names[last]
    return tuple((names[year], tuple(held)) for year, held in groups.items()), tuple(undated)


def _frequent_kinds(rows: Rows) -> list[DocumentKind]:
    counts: dict[DocumentKind, int] = defaultdict(int)
    for row in rows:
        counts[row.statement.document.metadata.kind] += 1
    order = list(DocumentKind)
    return sorted(counts, key=lambda kind: (-counts[kind], order.index(kind)))[:MOST_KINDS]


def _part(rows: Rows, kinds: list[DocumentKind]) -> tuple[Rows, ...]:
    parts: list[list[InventoryRow]] = [[] for _ in range(len(kinds) + 1)]
    places = {kind: place for place, kind in enumerate(kinds)}
    for row in rows:
        parts[places.get(row.statement.document.metadata.kind, len(kinds))].append(row)
    return tuple(tuple(part) for part in parts)


def _table(periods: tuple[Period, ...], names: list[str], texts: Texts) -> Table:
    head = (texts["figure.year"], *names, texts["figure.total"], texts["documents"])
    lines = tuple(
        (
            Count(period.name),
            *(number_of(part, texts) for part in period.parts),
            number_of(period.rows, texts),
            _documents(period.rows, texts),
        )
        for period in periods
    )
    return Table("years", texts["figure.years"], head, lines)


def _documents(rows: Rows, texts: Texts) -> Count:
    return Count(texts.number(count_documents(rows)), rows, count_documents(rows))


def _draw(periods: tuple[Period, ...], apart: Period, table: Table, texts: Texts) -> str:
    most = max((len(period.rows) for period in (*periods, apart)), default=1) or 1
    drawn = []
    for place, period in enumerate((*periods, apart)):
        left = _COLUMN * place + (_COLUMN / 2 if period is apart and periods else 0)
        drawn.append(_stack(period, (place, left), most, table, texts))
    width = _COLUMN * (len(periods) + 1) + 60
    base = _TOP + _HIGHEST
    drawn.append(line((0, base), (width, base), "fig-rule"))
    return scroll(frame((width, base + 24), "".join(drawn), table.caption), table.caption)


def _stack(period: Period, at: tuple[int, float], most: int, table: Table, texts: Texts) -> str:
    place, left = at
    middle, base = left + _COLUMN / 2, _TOP + _HIGHEST
    drawn = [text(middle, base + 16, period.name, "fig-label fig-middle")]
    bottom = base
    for column, cell in enumerate(table.rows[place][1:-2], 1):
        if not cell.rows:
            continue
        height = _HIGHEST * len(cell.rows) / most
        bottom -= height
        tone = "fig-part-rest" if column == len(period.parts) else f"fig-part-{column}"
        title = f"{period.name}, {table.head[column]}: {describe(cell.rows, texts)}"
        bar = rect(left + 5, bottom, (_COLUMN - 10, height), f"fig-part {tone}")
        drawn.append(link(address(table.id, place, column), bar, title))
    total = len(period.parts) + 1
    cell = table.rows[place][total]
    if cell.rows:
        title = f"{period.name}: {describe(cell.rows, texts)}"
        number = text(middle, bottom - 5, cell.text, "fig-number")
        drawn.append(link(address(table.id, place, total), number, title))
    return "".join(drawn)


def _legend(names: list[str]) -> str:
    tones = [f"fig-part fig-part-{place}" for place in range(1, len(names))] + ["fig-part fig-part-rest"]
    return legend(tuple((rect(2, 2, (14, 14), tone), name) for tone, name in zip(tones, names, strict=True)))
