"""Cells from draw to figures: drawn, read by people who know the truth, and estimated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.estimate_records import Basis, Domain, Unit
from corpus.records import PassageId
from corpus.review_records import Queue, QueueKind, Reshaping, ReviewerId
from corpus.store import Store
from tests import factories
from tests.cell_studies import (
    ASKED,
    DOCUMENTS,
    OWNERS,
    REGION,
    build_again,
    build_study,
    confirm,
    draw,
    estimate,
    findable,
    read,
    read_cells,
)

ANNA = ReviewerId("anna")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_drawn_and_truly_read_sample_holds_the_truth(store: Store, seed: int) -> None:
    truth = build_study(store, seed)
    confirm(store, truth, 10)
    before = estimate(store)
    assert (before.basis, before.point, before.high) == (Basis.BOUNDS, None, None)
    audit = draw(store, asked=replace(ASKED, seed=seed))
    read(store, truth, audit)
    one = estimate(store)
    assert (one.basis, one.population, one.audited) == (Basis.VERIFIED, 60, 30)
    assert one.low is not None
    assert one.high is not None
    assert before.low is not None
    assert one.low >= before.low
    assert one.low <= findable(store, truth, audit) <= one.high
    assert one.high - one.low < 0.35


def test_an_unread_sample_is_between_what_is_confirmed_and_everything(store: Store) -> None:
    truth = build_study(store, 3)
    confirm(store, truth, 10)
    draw(store)
    one = estimate(store)
    assert (one.basis, one.point, one.audited) == (Basis.BOUNDS, None, 0)
    assert (one.low, one.high) == (one.verified / 60, 1.0)
    assert one.verified > 0


def test_a_cell_ends_with_its_first_find_and_then_the_next_begins(store: Store) -> None:
    truth = build_study(store, 5)
    audit = draw(store)
    number = read(store, truth, audit)
    cells = read_cells(store, audit)
    needed = 0
    for cell in cells:
        held = [REGION in truth[passage] for passage in cell.read]
        needed += held.index(True) + 1 if any(held) else len(held)
    assert number == needed < sum(len(cell.read) for cell in cells) - 60


def test_the_rest_of_a_cell_that_holds_the_code_waits_for_nobody_and_may_be_drawn_again(store: Store) -> None:
    truth = build_study(store, 6)
    audit = draw(store)
    with store.reviewing() as reader:
        asked = reader.read_asked()
    assert asked == {one for cell in read_cells(store, audit) for one in cell.read}
    read(store, truth, audit, 60)
    queue = Queue(QueueKind.BATCH, str(audit.batch))
    with store.reviewing() as reader:
        progress = reader.measure_progress(queue, ANNA)
        assert len(asked) - 60 > progress.total - progress.done == len(reader.read_asked())
        assert reader.read_waiting(ANNA) == reader.read_asked()
    read(store, truth, audit)
    with store.reviewing() as reader:
        assert reader.read_asked() == reader.read_waiting(ANNA) == frozenset()


def test_while_some_are_open_only_cells_whose_turn_has_come_count(store: Store) -> None:
    """Cells with the code end sooner: if all that have ended counted, too many would seem to hold it."""
    truth = build_study(store, 7)
    audit = draw(store)
    cells = read_cells(store, audit)
    with store.deciding() as writer:  # somebody else finds it in the last cell that holds it
        late = [cell for cell in cells[5:] if any(REGION in truth[one] for one in cell.read)][-1]
        passage = next(one for one in late.read if REGION in truth[one])
        writer.add_answer(factories.answer(writer.get_passage(passage), *truth[passage], by="bo"))
    read(store, truth, audit, 35)
    one = estimate(store)
    assert one.audited < 15
    assert one.verified == one.positives + 1
    read(store, truth, audit)
    assert estimate(store).audited == 30


def test_two_readers_share_the_cells_and_nobody_reads_for_another(store: Store) -> None:
    truth = build_study(store, 8)
    audit = draw(store, readers=("anna", "bo"))
    read(store, truth, audit)
    assert estimate(store).audited <= 15
    read(store, truth, audit, by="bo")
    assert estimate(store).audited == 30


def test_documents_are_cells_as_well_as_municipalities(store: Store) -> None:
    truth = build_study(store, 9, documents=2)
    audit = draw(store, asked=DOCUMENTS)
    read(store, truth, audit)
    one = estimate(store, Unit.DOCUMENT)
    assert (one.basis, one.population, one.audited) == (Basis.VERIFIED, 120, 30)
    assert estimate(store).basis is not Basis.VERIFIED
    assert estimate(store, Unit.DOCUMENT, Domain("kind", "plan")).point == one.point


def test_municipalities_without_a_read_document_are_no_cells(store: Store) -> None:
    truth = build_study(store, 10, owners=OWNERS[:20])
    audit = draw(store, size=50)
    read(store, truth, audit)
    one = estimate(store)
    assert (one.population, one.audited) == (20, 20)
    assert one.low == one.point == one.high


def test_what_the_study_got_since_the_draw_is_in_no_figure_of_it(store: Store) -> None:
    truth = build_study(store, 11)
    audit = draw(store)
    read(store, truth, audit)
    before = estimate(store)
    later = build_again(store, 111)
    with store.deciding() as writer:
        for passage, codes in later.items():
            if REGION in codes:
                writer.add_answer(factories.answer(writer.get_passage(PassageId(passage)), *codes))
    assert estimate(store) == replace(before, machine=estimate(store).machine)


def test_disputed_and_unsure_passages_make_a_cell_unclear_until_they_are_settled(store: Store) -> None:
    truth = build_study(store, 13)
    audit = draw(store)
    read(store, truth, audit)
    before = estimate(store)
    empty = next(
        cell for cell in read_cells(store, audit) if not any(REGION in truth[one] for one in cell.read)
    )
    with store.deciding() as writer:
        passage = writer.get_passage(empty.read[0])
        writer.add_answer(factories.answer(passage, "gate.strategy", REGION, by="bo"))
    after = estimate(store)
    assert after.audited == before.audited - 1
    assert after.high is not None
    assert before.high is not None
    assert after.high >= before.high
    with store.deciding() as writer:
        writer.add_answer(factories.answer(passage, "gate.none", by="bo", settles=True))
    assert estimate(store) == before


def test_passages_that_a_later_reading_retires_stay_what_they_were_when_drawn(store: Store) -> None:
    truth = build_study(store, 14)
    audit = draw(store)
    read(store, truth, audit)
    before = estimate(store)
    drawn = read_cells(store, audit)[0].owner
    plan = factories.document(f"{drawn} 0 14", drawn)
    with store.writing() as writer:
        others = factories.passages_of(plan, ["Ett helt annat stycke."])
        pages = [factories.page_with(plan, ["Ett helt annat stycke."])]
        writer.set_reading(plan.sha256, plan.metadata, pages, others)
    after = estimate(store)
    assert (after.point, after.low, after.high) == (before.point, before.low, before.high)


def test_a_drawn_cell_whose_borders_a_person_changes_waits_for_what_was_made(store: Store) -> None:
    truth = build_study(store, 15)
    audit = draw(store)
    cell = read_cells(store, audit)[0]
    with store.deciding() as writer:
        old = writer.get_passage(cell.read[0])
        made = replace(old, id=PassageId("f" * 32), end=old.end - 1, text=old.text[:-1])
        writer.reshape(ReviewerId("bo"), Reshaping((made,), (old.id,)))
    truth[made.id] = truth[old.id]
    assert made.id in read_cells(store, audit)[0].read
    read(store, truth, audit)
    assert estimate(store).audited == 30


def test_an_undone_find_opens_its_cell_again(store: Store) -> None:
    truth = build_study(store, 16)
    audit = draw(store)
    total = read(store, truth, audit)
    held = [cell for cell in read_cells(store, audit) if any(REGION in truth[one] for one in cell.read)]
    with store.deciding() as writer:
        last = next(one for one in held[-1].read if REGION in truth[one])
        wrong = factories.answer(writer.get_passage(last), "gate.none")
        writer.add_answer(wrong, audit.batch)
        queue = Queue(QueueKind.BATCH, str(audit.batch))
        assert writer.find_next(queue, ReviewerId("anna"), None) in held[-1].read
        writer.undo(ReviewerId("anna"))
        assert writer.find_next(queue, ReviewerId("anna"), None) is None
        assert writer.measure_progress(queue, ReviewerId("anna")).total == total
