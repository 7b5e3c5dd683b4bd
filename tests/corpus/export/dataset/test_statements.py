from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus.export.dataset.statements import statement_table, told_variables
from corpus.export.dataset.tables import build_tables
from corpus.export.dataset.variables import Kind
from corpus.records import Code, CodeId
from corpus.store import Store
from corpus.truth import Status
from tests.corpus.export.materials import empty_inventory, hostile_inventory, opened
from tests.inventories import SILENT, big_inventory


def test_every_variable_has_a_machine_name_of_its_own_and_words_in_both_languages(store: Store) -> None:
    with opened(store, hostile_inventory()) as material:
        tables = build_tables(material)
    for table in tables:
        names = [one.name for one in table.variables]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) and len(name) <= 64 for name in names)
        assert set(table.keys) <= set(names)
        for one in table.variables:
            assert all((one.label.sv, one.label.en, one.about.sv, one.about.en))


def test_categories_hold_only_values_that_are_allowed(store: Store) -> None:
    with opened(store, hostile_inventory()) as material:
        for table in build_tables(material):
            for one in table.variables:
                if one.kind is Kind.CATEGORY:
                    assert {one.value(row) for row in table.rows} <= {value for value, _ in one.values}


def test_a_code_stands_in_its_list_and_as_one_in_its_own_variable() -> None:
    table = statement_table(big_inventory(8, 60))
    columns = {one.name: [one.value(row) for row in table.rows] for one in table.variables}
    listed = ["partner.university" in codes for codes in columns["partner_codes"]]
    assert any(listed)
    assert columns["partner_university"] == [int(one) for one in listed]


def test_a_code_that_the_model_never_sets_is_unknown_where_no_person_has_read() -> None:
    inventory = big_inventory(8, 60)
    table = statement_table(inventory)
    (flag,) = [one for one in table.variables if one.name == sorted(SILENT)[0].replace(".", "_")]
    expected = [None if row.statement.truth.status is Status.MACHINE else 0 for row in inventory.rows]
    assert [flag.value(row) for row in table.rows] == expected
    assert {None, 0} == set(expected)


def test_a_code_named_as_another_variable_gets_a_name_of_its_own() -> None:
    inventory = big_inventory(2, 5)
    dimension = replace(
        inventory.codebook.dimensions[1],
        id="adopted",
        codes=(Code(CodeId("adopted.by"), "Av", "By", "Om."),),
    )
    own = replace(inventory, codebook=replace(inventory.codebook, dimensions=(dimension,)))
    names = [one.name for one in statement_table(own).variables]
    assert names[-1] == "adopted_by_code"
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("adopted", "day", "year"),
    [
        ("2024-05-15", "2024-05-15", 2024),
        ("2024-05", None, 2024),
        ("2024", None, 2024),
        ("", None, None),
        ("2024-02-31", None, 2024),
    ],
)
def test_a_date_is_a_day_only_where_a_day_is_stated(adopted: str, day: str | None, year: int | None) -> None:
    inventory = big_inventory(2, 5)
    row = inventory.rows[0]
    document = row.statement.document
    dated = replace(document, metadata=replace(document.metadata, adopted=adopted))
    row = replace(row, statement=replace(row.statement, document=dated))
    told = {one.name: one.value(row) for one in told_variables(inventory)}
    assert told["adopted"] == adopted
    assert (told["adopted_day"] and str(told["adopted_day"])) == day
    assert told["adopted_year"] == year


def test_an_empty_inventory_has_every_table_without_rows(store: Store) -> None:
    with opened(store, empty_inventory()) as material:
        tables = {table.name: len(table.rows) for table in build_tables(material)}
    assert tables.pop("codes") == 97
    assert set(tables.values()) == {0}
    assert len(tables) == 8
