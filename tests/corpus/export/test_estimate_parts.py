from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from lxml import html

from corpus.correction import Material, compute_estimates
from corpus.estimate_material import Labels
from corpus.estimate_records import Basis, Domain, Unit
from corpus.export.estimate_parts import estimate_parts
from corpus.export.estimate_sheets import list_all, list_main
from corpus.export.report.rendering import render_report
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.export.workbook import export_workbook
from corpus.inventory_records import Inventory
from tests import factories
from tests.audits import draw_sample, make_world
from tests.cells import CODE, make_sample, mixed
from tests.corpus.export.materials import empty_inventory

SV, EN = Texts("sv"), Texts("en")


def inventory_with(material: Material) -> Inventory:
    made = replace(empty_inventory(), codebook=factories.codebook())
    return replace(made, estimates=compute_estimates(material))


def unaudited(seed: int = 1) -> Inventory:
    return inventory_with(replace(draw_sample(make_world(seed), seed), sample=None, words=()))


def tables_of(inventory: Inventory, texts: Texts = EN) -> dict[str, Table]:
    return {table.id: table for table in estimate_parts(inventory, texts)}


def texts_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in line] for line in table.rows]


def test_without_an_audit_every_table_of_shares_says_machine_counts_uncorrected() -> None:
    for texts, words in ((EN, "machine counts, uncorrected"), (SV, "maskinens räkning, inte rättad")):
        tables = estimate_parts(unaudited(), texts)
        assert {"estimates-pairs", "estimates-county-gate", "estimates-kind-partner"} <= {
            table.id for table in tables
        }
        assert all(words in table.caption for table in tables)
        assert not any("*" in cell for table in tables for line in texts_of(table) for cell in line)


def test_counties_have_a_line_each_and_codes_a_column() -> None:
    inventory = unaudited()
    table = tables_of(inventory)["estimates-county-gate"]
    assert table.head == ("", "Strategy", "Description")
    assert [line[0] for line in texts_of(table)] == ["Län 0", "Län 1", "Län 2"]
    shares = {(one.code, one.domain): one.machine for one in inventory.estimates if one.unit is Unit.PASSAGE}
    assert table.rows[1][1].value == shares[inventory.codebook.codes[0].id, Domain("county", "Län 1")]


def test_kinds_are_said_in_the_language() -> None:
    assert tables_of(unaudited(), EN)["estimates-kind-gate"].rows[0][0].text == "plan"
    world = make_world(1)
    kinds = replace(world.ground.of_documents["kind"], values=("avtal",))
    ground = replace(world.ground, of_documents={**world.ground.of_documents, "kind": kinds})
    made = inventory_with(Material(ground, world.codings, ()))
    assert tables_of(made)["estimates-kind-gate"].rows[0][0].text == "agreement"


def test_partners_stand_against_purposes() -> None:
    inventory = inventory_with(draw_sample(make_world(1), 1))
    table = tables_of(inventory)["estimates-pairs"]
    partners = [code for code in inventory.codebook.codes if code.dimension == "partner"]
    purposes = [code for code in inventory.codebook.codes if code.dimension == "purpose"]
    assert table.head[1:] == tuple(code.en for code in purposes)
    assert [line[0] for line in texts_of(table)] == [code.en for code in partners]
    (one,) = (
        one
        for one in inventory.estimates
        if (one.unit, one.code, one.other) == (Unit.PASSAGE, partners[0].id, purposes[0].id)
    )
    assert one.basis is Basis.DIFFERENCE
    assert one.point is not None
    assert table.rows[0][1].text.startswith(f"{100 * one.point:.1f} (")


def test_in_a_corrected_table_the_machines_own_shares_are_marked() -> None:
    """An audit that reached two counties of three."""
    material = draw_sample(make_world(1), 1)
    place = material.ground.find_places()
    away = material.ground.of_documents["county"]
    kept = tuple(word for word in material.words if away.places[place[word.document]] != 2)
    table = tables_of(inventory_with(replace(material, words=kept)))["estimates-county-gate"]
    told = texts_of(table)
    assert "uncorrected" not in table.caption
    assert [line[1].endswith("*") for line in told] == [False, False, True]
    assert "* The machine's own count" in table.note


def test_confirmed_municipalities_are_counted_by_group_and_pair_where_there_are_any() -> None:
    assert not any(name.startswith("confirmed") for name in tables_of(unaudited()))
    tables = tables_of(inventory_with(draw_sample(make_world(1), 1)))
    assert {"confirmed-group-gate", "confirmed-pairs"} <= set(tables)
    line = texts_of(tables["confirmed-group-gate"])[0]
    assert all(cell.endswith(" of 24") for cell in line[1:])
    assert "At least so many" in tables["confirmed-pairs"].note


def test_a_drawn_code_has_a_table_of_its_parts() -> None:
    world = make_world(1)
    cells = (make_sample(world.ground, mixed(world.ground)),)
    inventory = inventory_with(Material(world.ground, world.codings, (), cells=cells))
    table = tables_of(inventory)[f"cells-municipality-{CODE.replace('.', '-')}"]
    told = texts_of(table)
    assert table.caption == "Region: share of all municipalities"
    assert [line[0] for line in told] == [
        "All",
        *(f"SKR group {one}" for one in group_names(inventory)),
        *(f"County: Län {place}" for place in range(3)),
    ]
    assert told[0][1:4] == ["24", "10", "41.7%"]
    assert told[0][4].startswith("58.3% (")
    assert "between" in told[-1][4]
    assert table.note.endswith("even more passages than were read: 7.")


def group_names(inventory: Inventory) -> list[str]:
    return sorted({one.domain.value for one in inventory.estimates if one.domain.variable == "group"})


def test_of_many_years_a_report_shows_the_last_and_the_workbook_all() -> None:
    world = make_world(1)
    years = tuple(str(1990 + number) for number in range(30))
    labels = Labels(years, np.arange(len(world.ground.documents)) % 30)
    ground = replace(world.ground, of_documents={**world.ground.of_documents, "year": labels})
    inventory = inventory_with(Material(ground, world.codings, ()))
    shown = [line[0] for line in texts_of(tables_of(inventory)["estimates-year-gate"])]
    assert shown == list(years[-15:])
    head, *lines = list_all(inventory, EN)
    column = head.index("Part")
    assert {line[column] for line in lines if line[head.index("Divided by")] == "year"} == set(years)


@pytest.mark.parametrize("texts", [SV, EN])
def test_the_sheet_of_all_has_every_share_of_which_anything_is_known(texts: Texts) -> None:
    inventory = inventory_with(draw_sample(make_world(1), 1))
    head, *lines = list_all(inventory, texts)
    told = [
        one
        for one in inventory.estimates
        if one.basis is not Basis.MACHINE or one.verified or (one.machine and one.unit is Unit.PASSAGE)
    ]
    assert len(lines) == len(told) > 20
    assert {len(line) for line in lines} == {len(head)}
    assert [line[head.index(texts["est.code_id"])] for line in lines] == [one.code for one in told]


def test_a_models_count_of_municipalities_is_in_no_sheet() -> None:
    head, *lines = list_all(inventory_with(draw_sample(make_world(1), 1)), EN)
    machine, unit = head.index("Machine's share"), head.index("Share of")
    assert {line[machine] for line in lines if line[unit] != "passages"} == {""}
    assert all(isinstance(line[machine], float) for line in lines if line[unit] == "passages")


def test_the_main_sheet_has_the_notes_below() -> None:
    cells = list_main(unaudited(), SV)
    assert cells[0][:2] == ["Dimension", "Kod"]
    assert {len(line) for line in cells[:-2]} == {7}
    assert all(isinstance(line[0], str) and len(line) == 1 for line in cells[-2:])


def test_an_inventory_without_shares_has_no_part() -> None:
    assert estimate_parts(empty_inventory(), EN) == ()


def test_the_report_keeps_parts_closed_and_says_of_what_it_knows_the_shares() -> None:
    world = make_world(1)
    cells = (make_sample(world.ground, mixed(world.ground)),)
    told = inventory_with(Material(world.ground, world.codings, (), cells=cells))
    for inventory, lead in ((unaudited(), "no sample has been audited yet"), (told, "what people have read")):
        page = html.fromstring(render_report(inventory, EN))
        (chapter,) = page.xpath("//section[@id='estimates']")
        assert lead in chapter.xpath("string(p[@class='lead'])")
        closed = chapter.xpath("details[@class='more' and not(@open)]")
        assert [one.xpath("string(summary)") for one in closed] == [
            table.caption for table in estimate_parts(inventory, EN)
        ]
    method = page.xpath("string(//section[@id='method'])")
    assert "estimated for Region:" in method


def test_the_workbook_has_both_sheets_with_numbers_as_numbers(tmp_path: Path) -> None:
    inventory = inventory_with(draw_sample(make_world(1), 1))
    export_workbook(inventory, EN, tmp_path / "i.xlsx")
    book = openpyxl.load_workbook(tmp_path / "i.xlsx")
    head, *lines = book["All estimates"].iter_rows(values_only=True)
    told = list_all(inventory, EN)
    assert list(head) == told[0]
    assert len(lines) == len(told) - 1
    point = head.index("Share")
    shares = [line[point] for line in told[1:] if line[point] != ""]
    assert [line[point] for line in lines if line[point] is not None] == pytest.approx(shares)
    assert len(shares) > 5
    assert next(book["Estimates"].values)[1] == "Code"
