from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.chapters.control import BINDINGS, CONTROLS, Binding, Control, Mix, bindings_of, control_of, mix_of
from corpus.inventory_records import InventoryRow
from corpus.records import CodeId
from tests.inventories import big_inventory, real_codebook


def _row(*codes: str) -> InventoryRow:
    row = big_inventory(1, 1).rows[0]
    truth = replace(row.statement.truth, codes=tuple(CodeId(code) for code in codes))
    return replace(row, statement=replace(row.statement, truth=truth))


def test_every_code_that_is_placed_is_in_the_shipped_codebook() -> None:
    shipped = {code.id for code in real_codebook().codes}
    assert {*CONTROLS, *BINDINGS} <= shipped


def test_every_shipped_code_of_governance_is_hard_or_soft() -> None:
    codes = [code.id for code in real_codebook().codes if code.dimension == "governance"]
    stated = [code for code in codes if not code.endswith(".unspecified")]
    assert stated
    assert all(control_of(code) is not Control.OTHER for code in stated)


@pytest.mark.parametrize(
    ("codes", "mix"),
    [
        (("governance.contract",), Mix.HARD),
        (("governance.trust",), Mix.SOFT),
        (("governance.contract", "governance.trust"), Mix.BOTH),
        (("partner.region", "governance.of-their-own"), Mix.NONE),
        ((), Mix.NONE),
    ],
)
def test_a_passage_speaks_of_hard_control_of_soft_or_of_both(codes: tuple[str, ...], mix: Mix) -> None:
    assert mix_of(_row(*codes)) is mix


def test_a_passage_without_a_stated_form_is_open_and_one_with_two_is_both() -> None:
    assert bindings_of(_row("partner.region")) == {Binding.OPEN}
    assert bindings_of(_row("form.contract", "form.grant")) == {Binding.AGREEMENT, Binding.SUPPORT}
