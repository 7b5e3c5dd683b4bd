from __future__ import annotations

import random
from collections.abc import Collection

import pytest

from corpus.audit_records import Word
from corpus.cell_findings import Reading, find_findings, is_open
from corpus.cell_records import Cell, CellAudit, CellLayer, Finding
from corpus.cell_shares import CellStratum, estimate_cells
from corpus.estimate_records import Unit
from corpus.machine_shares import ALONE
from corpus.records import CodeId, PassageId
from tests import factories

CODE = CodeId("partner.region")
AUDIT = CellAudit(1, 1, factories.AT, "model", CODE, ALONE, Unit.DOCUMENT, 10, 1_000, 0, frozenset[str]())
Held = dict[str, bool]


def cell(number: int, passages: int = 3, layer: CellLayer = CellLayer.LIKELY, reader: str = "anna") -> Cell:
    read = tuple(PassageId(f"{number}-{place}") for place in range(passages))
    place = None if layer is CellLayer.VERIFIED else number
    return Cell(f"{number}", layer, 20, 3, 0.5, place, reader, read)


def word(passage: str, *yes: str, known: Collection[str] = (CODE,), **facts: object) -> Word:
    owner = passage.split("-", 1)[0]
    values = {"row": 5, "retired": False} | facts
    return Word(PassageId(passage), values["row"], owner, frozenset(yes), frozenset(known), values["retired"])  # type: ignore[arg-type]


def reading(cells: Collection[Cell], *words: Word, begun: Collection[str] = ()) -> Reading:
    """What people said, of cells whose passages all stand as they were drawn."""
    current = frozenset(passage for one in cells for passage in one.read)
    holders = {one.owner: (one.owner,) for one in cells}
    said = {one.passage: one for one in words}
    return Reading(said, current, frozenset(map(PassageId, begun)) | frozenset(said), holders)


def test_a_find_ends_a_cell_and_reading_all_of_it_without_one_does() -> None:
    cells = [cell(0), cell(1)]
    said = reading(cells, word("0-0", CODE), *(word(f"1-{place}") for place in range(3)))
    assert find_findings(AUDIT, cells, said) == (Finding.YES, Finding.NO)


def test_a_cell_that_is_begun_is_unclear_and_those_after_it_are_unread() -> None:
    cells = [cell(0), cell(1), cell(2)]
    said = reading(cells, word("0-0", CODE), word("1-0"))
    assert find_findings(AUDIT, cells, said) == (Finding.YES, Finding.UNCLEAR, Finding.UNREAD)
    assert is_open(cells[1], {"0"}, said)
    assert not is_open(cells[0], {"0"}, said)


def test_a_cell_that_was_passed_over_is_unclear() -> None:
    cells = [cell(0), cell(1)]
    said = reading(cells, word("1-0", CODE))
    assert find_findings(AUDIT, cells, said) == (Finding.UNCLEAR, Finding.YES)


def test_a_find_out_of_turn_is_true_of_its_cell_alone() -> None:
    cells = [cell(0), cell(1), cell(2)]
    found = Word(PassageId("2-9"), 5, "2", frozenset({CODE}), frozenset({CODE}))
    said = reading(cells, word("0-0", CODE), found)
    assert find_findings(AUDIT, cells, said) == (Finding.YES, Finding.UNREAD, Finding.FOUND)


def test_each_reader_has_a_turn_of_their_own() -> None:
    cells = [cell(0), cell(1, reader="bo"), cell(2), cell(3, reader="bo")]
    said = reading(cells, word("1-0", CODE), word("3-0", CODE))
    assert find_findings(AUDIT, cells, said) == (Finding.UNREAD, Finding.YES, Finding.UNREAD, Finding.YES)


def test_a_code_that_readers_do_not_know_of_makes_its_cell_unclear() -> None:
    cells = [cell(0, passages=1)]
    assert find_findings(AUDIT, cells, reading(cells, word("0-0", known=()))) == (Finding.UNCLEAR,)


def test_a_cell_all_of_which_changed_unread_counts_as_not_drawn() -> None:
    cells = [cell(0), cell(1, passages=1)]
    said = reading(cells, word("1-0", CODE))
    gone = Reading(said.words, frozenset(cells[1].read), said.begun, said.holders)
    assert find_findings(AUDIT, cells, gone) == (Finding.UNREAD, Finding.YES)


def test_passages_that_came_after_the_draw_are_in_no_cell() -> None:
    cells = [cell(0, passages=1)]
    later = Word(PassageId("0-9"), 1_001, "0", frozenset({CODE}), frozenset({CODE}))
    assert find_findings(AUDIT, cells, reading(cells, word("0-0"), later)) == (Finding.NO,)


def test_a_verified_cell_whose_find_was_taken_back_is_unclear() -> None:
    cells = [cell(0, layer=CellLayer.VERIFIED, passages=0)]
    assert find_findings(AUDIT, cells, reading(cells)) == (Finding.UNCLEAR,)
    retired = word("0-9", CODE, retired=True)
    assert find_findings(AUDIT, cells, reading(cells, retired)) == (Finding.YES,)


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_a_draw_that_is_read_half_way_shows_the_share_that_is_there(share: float) -> None:
    numbers = random.Random(f"half {share}")
    told: list[float] = []
    for _ in range(300):
        cells, held = make_cells(numbers, share)
        said = reading(cells, *read_until(cells, held, numbers.randrange(40, 120)))
        found = find_findings(AUDIT, cells, said)
        yes, no = found.count(Finding.YES), found.count(Finding.NO)
        told.append(yes / (yes + no))
    assert sum(told) / len(told) == pytest.approx(share, abs=0.035)


def test_who_begins_all_cells_at_once_gets_no_false_share() -> None:
    """Those with the code end first, so that of the ended ones nearly all hold it; the open ones are unclear,
    and the limits take them as a no and as a yes.
    """
    numbers = random.Random("at once")
    for _ in range(50):
        cells, held = make_cells(numbers, 0.3)
        said = reading(cells, *(word(one.read[0], *((CODE,) if held[one.owner] else ())) for one in cells))
        found = find_findings(AUDIT, cells, said)
        yes, unclear = found.count(Finding.YES), found.count(Finding.UNCLEAR)
        assert (yes, unclear) == (sum(held.values()), 30 - sum(held.values()))
        total = estimate_cells([CellStratum(30, 30, yes, unclear)])
        assert total.value is None
        assert total.low <= sum(held.values()) <= total.high == 30


def make_cells(numbers: random.Random, share: float) -> tuple[list[Cell], Held]:
    """Thirty cells of ten passages, of which about this share holds the code, in each passage."""
    cells = [cell(number, passages=10) for number in range(30)]
    return cells, {one.owner: numbers.random() < share for one in cells}


def read_until(cells: Collection[Cell], held: Held, passages: int) -> list[Word]:
    """One person reads cell after cell, in each until the first find, as far as so many passages."""
    said: list[Word] = []
    for one in cells:
        for passage in one.read:
            if len(said) == passages:
                return said
            said.append(word(passage, *((CODE,) if held[one.owner] else ())))
            if held[one.owner]:
                break
    return said
