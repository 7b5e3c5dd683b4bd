"""An inventory of some municipalities holds nothing of the others."""

from __future__ import annotations

from dataclasses import replace

from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.inventory_records import ChangeKind, Changes, Edition, RowChange
from corpus.narrowing import narrow_inventory
from corpus.records import CodeId
from tests.inventories import big_inventory

WHOLE = big_inventory(8, 60)
CODES = frozenset(one.municipality.code for one in WHOLE.coverage[:3])


def _estimate(domain: Domain) -> Estimate:
    figures = (Basis.MACHINE, 10, 0.5, None, None, None, 0, 0, 0)
    return Estimate(Unit.PASSAGE, CodeId("partner.region"), CodeId(""), domain, *figures)


def test_rows_documents_policies_and_coverage_are_of_the_chosen_only() -> None:
    some = narrow_inventory(WHOLE, CODES)
    assert {row.municipality.code for row in some.rows} == CODES
    assert {one.municipality.code for one in some.documents} <= CODES
    assert {one.municipality for one in some.policies} <= CODES
    assert {one.municipality.code for one in some.coverage} == CODES
    assert list(some.rows) == [row for row in WHOLE.rows if row.municipality.code in CODES]
    assert some.narrowed_from == 8


def test_the_parts_of_the_country_that_are_chosen_add_up_to_the_whole() -> None:
    rest = frozenset(one.municipality.code for one in WHOLE.coverage) - CODES
    parts = [narrow_inventory(WHOLE, codes) for codes in (CODES, rest)]
    assert sum(len(one.rows) for one in parts) == len(WHOLE.rows)
    assert sum(len(one.documents) for one in parts) == len(WHOLE.documents)


def test_a_share_stays_only_where_it_is_of_chosen_municipalities_alone() -> None:
    chosen = WHOLE.coverage[0].municipality
    county = frozenset(
        one.municipality.code for one in WHOLE.coverage if one.municipality.county == chosen.county
    )
    estimates = tuple(
        _estimate(one)
        for one in (
            Domain(),
            Domain("county", chosen.county),
            Domain("county", "Annat län"),
            Domain("kind", "plan"),
        )
    )
    inventory = replace(WHOLE, estimates=estimates)
    kept = narrow_inventory(inventory, county).estimates
    assert [one.domain for one in kept] == [Domain("county", chosen.county)]
    other = replace(chosen, code="9999")
    two = replace(inventory, coverage=(*WHOLE.coverage, replace(WHOLE.coverage[0], municipality=other)))
    assert narrow_inventory(two, county).estimates == ()


def test_what_was_counted_for_the_whole_study_goes_and_changes_stay_with_their_own() -> None:
    edition = Edition(1, "2026-01-01T00:00:00Z", "0" * 64, "m", "c", 2)
    changed = tuple(
        RowChange(ChangeKind.ADDED, row.municipality.code, row.statement.document.sha256,
                  row.statement.passage.id, "t", "q", (), ())
        for row in WHOLE.rows
    )  # fmt: skip
    some = narrow_inventory(replace(WHOLE, changes=Changes(edition, changed)), CODES)
    assert some.method is None
    assert some.changes is not None
    assert len(some.changes.rows) == len(some.rows) > 0
