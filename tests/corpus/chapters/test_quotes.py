from __future__ import annotations

import random
from dataclasses import replace

from corpus.chapters.quotes import choose_quotes
from corpus.inventory_records import Inventory, InventoryRow
from corpus.truth import Status
from tests.inventories import big_inventory

_SAID = "Kommunen ska tillsammans med föreningarna i kommunen öppna en mötesplats för unga"


def _with(row: InventoryRow, text: str, score: float, status: Status = Status.MACHINE) -> InventoryRow:
    passage = replace(row.statement.passage, text=text)
    truth = replace(row.statement.truth, score=score, status=status)
    return replace(row, statement=replace(row.statement, passage=passage, truth=truth))


def _inventory() -> Inventory:
    return big_inventory(6, 90)


def test_what_a_person_confirmed_is_quoted_before_what_the_model_is_surest_of() -> None:
    row, other = _inventory().rows[:2]
    sure = _with(row, f"{_SAID} 1.", 1.0)
    confirmed = _with(other, f"{_SAID} 2.", 0.6, Status.REVIEWED)
    assert choose_quotes((sure, confirmed), 1) == (confirmed,)


def test_a_row_that_people_dispute_stands_no_better_than_the_models() -> None:
    row = _inventory().rows[0]
    disputed = _with(row, f"{_SAID} 1.", 0.6, Status.DISPUTED)
    sure = _with(row, f"{_SAID} 2.", 1.0)
    assert choose_quotes((disputed, sure), 2) == (sure, disputed)


def test_no_municipality_has_a_second_quote_before_every_other_has_one() -> None:
    rows = _inventory().rows
    places = len({row.municipality.code for row in rows})
    chosen = choose_quotes(rows, places)
    assert len({row.municipality.code for row in chosen}) == places


def test_no_text_is_quoted_twice_though_many_documents_say_it() -> None:
    same = tuple(_with(row, f"{_SAID}.", row.statement.truth.score) for row in _inventory().rows)
    assert len(choose_quotes(same, 5)) == 1


def test_the_order_in_which_rows_come_does_not_matter() -> None:
    rows = list(_inventory().rows)
    chosen = choose_quotes(rows, 8)
    random.Random(2).shuffle(rows)
    assert choose_quotes(rows, 8) == chosen


def test_no_rows_give_no_quotes() -> None:
    assert choose_quotes((), 3) == ()
