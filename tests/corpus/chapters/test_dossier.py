from __future__ import annotations

from corpus.chapters.dossier import gather_background, tabulate_dossier
from tests.inventories import SILENT, big_inventory


def test_the_others_of_group_and_county_are_counted_as_a_plain_look_through_the_rows_counts_them() -> None:
    inventory = big_inventory(60, 1500)
    background = gather_background(inventory)
    read = background.material.read
    for own in read[::9]:
        lines = tabulate_dossier(background, own.code).lines["partner"]
        group = [one for one in read if one.group == own.group and one is not own]
        county = [one for one in read if one.county_code == own.county_code and one is not own]
        for line in lines:
            rows = background.material.rows
            having = {row.municipality.code for row in rows if line.code.id in row.statement.truth.codes}
            assert list(line.group) == [one for one in group if one.code in having]
            assert list(line.county) == [one for one in county if one.code in having]
            assert (line.group_of, line.county_of) == (len(group), len(county))


def test_what_is_missing_is_had_by_at_least_half_of_the_others_and_can_be_assigned() -> None:
    background = gather_background(big_inventory(60, 1500))
    missing = [
        line for one in background.material.read for line in tabulate_dossier(background, one.code).missing
    ]
    assert missing
    assert all(not line.rows and 2 * len(line.group) >= line.group_of >= 3 for line in missing)
    assert SILENT.isdisjoint(line.code.id for line in missing)


def test_a_municipality_that_was_not_read_misses_nothing() -> None:
    background = gather_background(big_inventory(60, 1500))
    assert background.material.unread
    for one in background.material.unread:
        found = tabulate_dossier(background, one.code)
        assert not found.is_read
        assert found.missing == ()
