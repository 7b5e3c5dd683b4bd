"""Coverage as the report shows it: first of all, and with all municipalities in it. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.coverage import Coverage, CoverageState
from corpus.export.report.wording import say_share
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.truth import EXTERNAL

_ALWAYS = (
    CoverageState.SAID,
    CoverageState.NOTHING_SAID,
    CoverageState.UNREADABLE,
    CoverageState.NO_DOCUMENTS,
)
"""States that are shown also when no municipality is in them: zero is an answer here."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One municipality as a dot: its name and state in words, the state as a class, and where it leads."""

    title: str
    state: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The coverage chapter. `said` of `total` municipalities have rows, `read` documents could be read."""

    total: int
    said: int
    read: int
    dots: tuple[Dot, ...]
    legend: tuple[tuple[str, str, int], ...]
    states: Table
    municipalities: Table


def build_coverage(inventory: Inventory, texts: Texts) -> CoverageView:
    """What is known of each municipality, summed and one by one."""
    current: dict[str, list[InventoryRow]] = defaultdict(list)
    for row in inventory.rows:
        if row.is_current:
            current[row.municipality.code].append(row)
    counted = Counter(one.state for one in inventory.coverage)
    shown = [state for state in reversed(CoverageState) if counted[state] or state in _ALWAYS]
    return CoverageView(
        total=len(inventory.coverage),
        said=counted[CoverageState.SAID],
        read=len({one.document.sha256 for one in inventory.documents if one.passages}),
        dots=tuple(_dot(one, texts) for one in inventory.coverage),
        legend=tuple((state.value, texts[f"state.{state}"], counted[state]) for state in shown),
        states=_state_table(shown, counted, current, inventory, texts),
        municipalities=_municipality_table(inventory.coverage, current, texts),
    )


def _dot(one: Coverage, texts: Texts) -> Dot:
    return Dot(
        f"{one.municipality.name}: {texts[f'state.{one.state}']}",
        one.state.value,
        f"k{one.municipality.code}",
    )


def _state_table(
    shown: Sequence[CoverageState],
    counted: Mapping[CoverageState, int],
    current: Mapping[str, list[InventoryRow]],
    inventory: Inventory,
    texts: Texts,
) -> Table:
    total = len(inventory.coverage)
    said = tuple(row for one in inventory.coverage for row in current.get(one.municipality.code, ()))

    def line(state: CoverageState) -> tuple[Count, ...]:
        rows = said if state is CoverageState.SAID else ()
        return (
            Count(texts[f"state.{state}"].capitalize()),
            Count(texts.number(counted[state]), value=counted[state]),
            Count(say_share(counted[state], total, texts)),
            Count(texts.number(len(rows)) if rows else "–", rows, len(rows)),
        )

    keys = ("state", "municipalities", "report.share", "report.statements")
    head = (*(texts[key] for key in keys),)
    caption = texts.fill("report.states", total=total)
    return Table("states", caption, head, tuple(map(line, shown)))


def _municipality_table(
    coverage: Sequence[Coverage], current: Mapping[str, list[InventoryRow]], texts: Texts
) -> Table:
    keys = "municipality county group state documents unreadable excluded passages strategies descriptions"

    def line(one: Coverage) -> tuple[Count, ...]:
        rows, place = current.get(one.municipality.code, []), one.municipality
        plain = (one.documents, one.unreadable, one.excluded, one.passages)
        return (
            Count(place.name, link=f"m{place.code}" if rows else ""),
            Count(place.county),
            Count(f"{place.group} {place.group_name}".strip()),
            Count(texts[f"state.{one.state}"]),
            *(Count(texts.number(number), value=number) for number in plain),
            *(_of_gate(rows, gate, texts) for gate in EXTERNAL),
        )

    lines = tuple(line(one) for one in coverage)
    head = (*(texts[key] for key in keys.split()),)
    return Table("municipalities", texts["report.each_municipality"], head, lines)


def _of_gate(rows: Sequence[InventoryRow], gate: str, texts: Texts) -> Count:
    held = tuple(row for row in rows if row.statement.truth.gate == gate)
    return Count(texts.number(len(held)), held, len(held))
