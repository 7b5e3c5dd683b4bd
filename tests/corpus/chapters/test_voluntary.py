from __future__ import annotations

from dataclasses import replace

from corpus.chapters.material import gather_material
from corpus.chapters.voluntary import CIVIL_SOCIETY, COMPACT, IOP, tabulate_voluntary
from corpus.records import DocumentKind
from tests.inventories import big_inventory


def test_every_read_municipality_either_says_something_or_is_silent() -> None:
    material = gather_material(big_inventory(24, 300))
    found = tabulate_voluntary(material)
    saying = {one.municipality.code for one in found.municipalities}
    silent = {one.code for one in found.silent}
    assert saying
    assert saying.isdisjoint(silent)
    assert saying | silent == {one.code for one in material.read}


def test_a_public_partnership_counts_though_no_association_is_coded() -> None:
    found = tabulate_voluntary(gather_material(big_inventory(24, 900)))
    theme = IOP | {CIVIL_SOCIETY}
    assert found.iop_rows
    assert all(theme & set(row.statement.truth.codes) for row in found.study.rows)
    assert set(map(id, found.iop_rows)) <= set(map(id, found.study.rows))


def test_the_others_are_all_other_rows() -> None:
    material = gather_material(big_inventory(24, 900))
    study = tabulate_voluntary(material).study
    assert len(study.rows) + len(study.others) == len(material.rows)


def test_compacts_are_documents_of_that_kind_with_a_row_on_the_theme() -> None:
    found = tabulate_voluntary(gather_material(big_inventory(24, 900)))
    assert found.compacts
    assert {one.document.metadata.kind for one in found.compacts} == {DocumentKind.COMPACT}
    assert all(one.rows for one in found.compacts)
    assert all(COMPACT & set(row.statement.truth.codes) for row in found.compact_rows)


def test_without_rows_every_read_municipality_is_silent() -> None:
    material = gather_material(replace(big_inventory(24, 300), rows=()))
    assert tabulate_voluntary(material).silent == material.read
