from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.cell_records import CellLayer, Finding
from corpus.correction import Material, compute_estimates
from corpus.estimate_records import Basis, Domain, Unit
from corpus.export.estimate_tables import estimate_tables
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from tests import factories
from tests.audits import draw_sample, make_world
from tests.cells import make_sample, mixed
from tests.corpus.export.materials import empty_inventory

SV, EN = Texts("sv"), Texts("en")


def inventory_with(material: Material) -> Inventory:
    made = replace(empty_inventory(), codebook=factories.codebook())
    return replace(made, estimates=compute_estimates(material))


def texts_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in line] for line in table.rows]


def test_each_dimension_has_a_table_of_its_codes_but_those_that_mean_not_about_this() -> None:
    tables = estimate_tables(inventory_with(draw_sample(make_world(1), 1)), SV)
    assert [table.id for table in tables] == ["estimates-gate", "estimates-partner", "estimates-purpose"]
    assert [line[0] for line in texts_of(tables[0])] == ["Strategi", "Beskrivning"]
    assert all(len(line) == len(table.head) for table in tables for line in table.rows)


@pytest.mark.parametrize(("texts", "point"), [(SV, "."), (EN, ",")])
def test_a_corrected_share_comes_with_its_interval_in_the_languages_form(texts: Texts, point: str) -> None:
    inventory = inventory_with(draw_sample(make_world(1), 1))
    (one,) = (
        one
        for one in inventory.estimates
        if (one.unit, one.code, one.domain) == (Unit.PASSAGE, "gate.strategy", Domain())
    )
    line = estimate_tables(inventory, texts)[0].rows[0]
    assert one.basis is Basis.DIFFERENCE
    assert line[1].value == one.machine
    assert line[3].text == f"{one.positives} {'av' if texts is SV else 'of'} {one.audited}"
    numbers = [f"{100 * value:.1f}" for value in (one.point, one.low, one.high) if value is not None]
    shown = line[2].text.replace(",", ".").replace("\N{NO-BREAK SPACE}", "")
    assert shown == f"{numbers[0]}% ({numbers[1]}–{numbers[2]}%)"
    assert point not in line[2].text


def test_few_audited_positives_give_limits_in_words_and_no_number() -> None:
    inventory = inventory_with(draw_sample(make_world(2), 2, size=20))
    line = estimate_tables(inventory, EN)[2].rows[0]
    assert line[2].text.startswith("between ")
    assert line[2].value is None


def test_without_an_audit_every_line_says_that_it_is_not_corrected() -> None:
    inventory = inventory_with(replace(draw_sample(make_world(3), 3), sample=None, words=()))
    for table in estimate_tables(inventory, SV):
        assert {line[2].text for line in table.rows} == {"inte rättad: kör samverkan audit"}
        assert {cell.text for line in table.rows for cell in line[4:]} == {"ingen bekräftad"}
        assert "Inget stickprov" in table.note


def test_municipalities_count_where_a_person_confirmed_the_code() -> None:
    inventory = inventory_with(draw_sample(make_world(4), 4))
    confirmed = next(
        one.verified
        for one in inventory.estimates
        if (one.unit, one.code, one.domain) == (Unit.MUNICIPALITY, "gate.strategy", Domain())
    )
    line = estimate_tables(inventory, EN)[0].rows[0]
    assert line[4].text == f"at least {confirmed} of 24 ({100 * confirmed / 24:.1f}%)"


def test_a_drawn_code_has_at_least_and_an_estimate_with_its_interval() -> None:
    world = make_world(1)
    cells = (make_sample(world.ground, mixed(world.ground)),)
    inventory = inventory_with(Material(world.ground, world.codings, (), cells=cells))
    tables = estimate_tables(inventory, EN)
    line = next(line for table in tables for line in table.rows if line[0].text == "Region")
    low, high = interval_of(inventory)
    assert line[4].text == f"at least 10 of 24 (41.7%); estimated 58.3% ({low}–{high}%)"
    assert line[5].text == "none confirmed"
    assert "up to 10 passages" in tables[0].note
    assert "up to 10 passages" not in tables[1].note  # said once


def interval_of(inventory: Inventory) -> tuple[str, ...]:
    (one,) = (one for one in inventory.estimates if one.basis is Basis.VERIFIED and one.domain == Domain())
    return tuple(f"{100 * end:.1f}" for end in (one.low, one.high) if end is not None)


def test_where_a_draw_is_unread_there_are_limits_and_where_all_is_confirmed_no_interval() -> None:
    world = make_world(1)
    codes = [one.code for one in world.ground.municipalities]
    unread = dict.fromkeys(codes[:6], (CellLayer.VERIFIED, Finding.YES))
    unread |= dict.fromkeys(codes[6:], (CellLayer.LIKELY, Finding.UNREAD))
    everywhere = dict.fromkeys(codes, (CellLayer.VERIFIED, Finding.YES))
    said = []
    for found in (unread, everywhere):
        material = Material(world.ground, world.codings, (), cells=(make_sample(world.ground, found),))
        (line,) = (
            line
            for table in estimate_tables(inventory_with(material), SV)
            for line in table.rows
            if line[0].text == "Region"
        )
        said.append(line[4].text.replace("\N{NO-BREAK SPACE}", " "))
    assert said == ["minst 6 av 24 (25,0 %); mellan 25,0 % och 100,0 %", "alla 24"]


def test_an_inventory_without_shares_has_no_table() -> None:
    assert estimate_tables(empty_inventory(), SV) == ()
