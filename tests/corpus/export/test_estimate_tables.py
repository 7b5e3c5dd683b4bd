from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.correction import Material, compute_estimates
from corpus.estimate_records import Basis, Domain, Unit
from corpus.export.estimate_tables import estimate_tables
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from tests import factories
from tests.audits import draw_sample, make_world
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
    assert (line[2].value, line[3].value, line[4].value) == (one.point, one.audited, one.positives)
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
        assert {line[5].text for line in table.rows} == {"ingen bekräftad"}
        assert "Inget stickprov" in table.note


def test_municipalities_count_where_a_person_confirmed_the_code() -> None:
    inventory = inventory_with(draw_sample(make_world(4), 4))
    confirmed = next(
        one.verified
        for one in inventory.estimates
        if (one.unit, one.code, one.domain) == (Unit.MUNICIPALITY, "gate.strategy", Domain())
    )
    line = estimate_tables(inventory, EN)[0].rows[0]
    assert line[5].text == f"at least {confirmed} of 24"


def test_an_inventory_without_shares_has_no_table() -> None:
    assert estimate_tables(empty_inventory(), SV) == ()
