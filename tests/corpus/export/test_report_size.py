"""What a report shows when there is no room for all: size, the choice of rows, tables and lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from corpus.export.columns import inventory_columns
from corpus.export.report import fitting, rendering
from corpus.export.report.choosing import choose_rows, rank_rows
from corpus.export.report.drawers import build_drawers
from corpus.export.report.filters import gather_filters
from corpus.export.report.lengths import find_length, shorten_table
from corpus.export.report.pictures import draw_rows
from corpus.export.report.row_lists import RowLists, Use
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.truth import Status
from tests.inventories import big_inventory

SWEDISH = Texts("sv")
USE = Use("Alla", "t-states", "Läget")


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return big_inventory(8, 300)


def test_a_report_keeps_its_limit_and_every_number_still_leads_to_a_row(
    inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rendering.render_report(inventory, SWEDISH)
    limit = len(whole.encode()) - 900_000
    monkeypatch.setattr(fitting, "LIMIT", limit)
    text = rendering.render_report(inventory, SWEDISH)
    page = html.fromstring(text)
    anchors = set(page.xpath("//@id"))
    assert limit * 0.8 < len(text.encode()) <= limit
    assert 0 < len(page.xpath("//article")) < 300
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= anchors


def test_municipalities_take_turns_and_each_begins_with_a_reviewed_row_of_a_current_version(
    inventory: Inventory,
) -> None:
    ranked = [inventory.rows[number] for number in rank_rows(inventory.rows)]
    speaking = len({row.municipality.code for row in ranked})
    first = ranked[:speaking]
    assert len({row.municipality.code for row in first}) == speaking
    best = {
        row.municipality.code
        for row in inventory.rows
        if row.is_current and row.statement.truth.status is Status.REVIEWED
    }
    assert len(best) > 1
    begun = {
        row.municipality.code
        for row in first
        if row.is_current and row.statement.truth.status is Status.REVIEWED
    }
    assert begun == best


def test_what_must_be_there_is_chosen_then_a_row_of_each_list_then_the_best() -> None:
    chosen = choose_rows([(0, 1), (1, 2), (3,)], (4, 3, 2, 1, 0), (0,), lambda _: 1, 4)
    assert chosen == (0, 3, 2, 4)


def test_no_more_rows_are_chosen_than_there_is_room_for() -> None:
    assert choose_rows([], (2, 1, 0), (), lambda _: 10, 25) == (2, 1)


def test_a_list_is_found_in_the_workbook_by_filters_that_give_exactly_its_rows(inventory: Inventory) -> None:
    county = inventory.rows[0].municipality.county
    wanted = tuple(
        row
        for row in inventory.rows
        if row.municipality.county == county
        and row.statement.truth.gate == inventory.rows[0].statement.truth.gate
    )
    found = gather_filters(inventory, SWEDISH).find(RowLists(inventory.rows).add(wanted, USE))
    assert found
    assert _filter(inventory, found) == wanted


def test_rows_that_no_filter_tells_from_others_have_none(inventory: Inventory) -> None:
    odd = inventory.rows[0], inventory.rows[-1]
    assert gather_filters(inventory, SWEDISH).find(RowLists(inventory.rows).add(odd, USE)) is None


def _filter(inventory: Inventory, facets: tuple[tuple[str, str], ...]) -> tuple[InventoryRow, ...]:
    """The rows whose cells, in the workbook's own columns, hold all of these."""
    columns = {one.label: one for one in inventory_columns(inventory, SWEDISH)}
    return tuple(
        row
        for row in inventory.rows
        if all(str(columns[label].value(row)).find(value) >= 0 for label, value in facets)
    )


def test_every_filter_names_a_column_of_the_workbook(inventory: Inventory) -> None:
    columns = {one.label for one in inventory_columns(inventory, SWEDISH)}
    filters = gather_filters(inventory, SWEDISH)
    lists = RowLists(inventory.rows)
    named = set()
    for row in inventory.rows:
        alone = lists.add((row,), USE)
        named.update(label for label, _ in filters.find(alone) or ())
    assert named
    assert named <= columns


def test_tables_are_shortened_until_their_links_fit_and_say_so() -> None:
    row = big_inventory(1, 1).rows[0]
    line = (Count("a"), *(Count("1", (row,)) for _ in range(100)))
    table = Table("t", "Tabell", ("",) * 101, (line,) * 200)
    most = find_length([table])
    short = shorten_table(table, most, SWEDISH)
    assert most == len(short.rows) == 40
    assert "200" in short.note
    assert find_length([replace(table, rows=table.rows[:40])]) > 200


def test_a_drawer_lists_fewer_rows_when_room_is_short_and_the_first_chosen(inventory: Inventory) -> None:
    lists = RowLists(inventory.rows)
    lists.add(inventory.rows, USE)
    filters = gather_filters(inventory, SWEDISH)
    chosen = tuple(reversed(range(300)))
    (rich,) = build_drawers(lists, inventory.rows, chosen, filters, 10**9)
    (poor,) = build_drawers(lists, inventory.rows, chosen, filters, 900)
    assert (len(rich.lines), rich.total, rich.filters) == (300, 300, ())
    assert [line.anchor for line in poor.lines] == [f"p{number}" for number in range(293, 301)]
    assert rich.lines[0].teaser
    assert not poor.lines[0].teaser


def test_pictures_are_drawn_for_the_first_chosen_until_there_is_no_room(inventory: Inventory) -> None:
    png = (
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (7).to_bytes(4, "big") + (5).to_bytes(4, "big") + b"\0" * 76
    )
    drawn = draw_rows(inventory.rows, (5, 3, 1), lambda _: png, 800)
    assert list(drawn) == [6, 4]
    assert (drawn[6].width, drawn[6].height) == (7, 5)
