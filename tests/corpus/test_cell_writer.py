"""What is drawn of cells, and what people are asked to read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from corpus.cell_pool import CellQuestion
from corpus.cell_reader import CellReader
from corpus.cell_records import CERTAIN, CellLayer
from corpus.cell_writer import CellPlan, draw_cell_audit
from corpus.errors import CorpusError
from corpus.estimate_reader import read_estimates
from corpus.estimate_records import Basis, Unit
from corpus.records import CodeId, PassageId
from corpus.review_records import ReviewerId
from corpus.store import Store
from tests import factories
from tests.cell_studies import (
    ASKED,
    OWNERS,
    PLACES,
    REGION,
    SELECTION,
    answered,
    build_study,
    confirm,
    draw,
    estimate,
    findable,
    owner_of,
    read,
    read_cells,
)
from tests.factories import CODER


def test_every_cell_has_its_layer_and_the_probability_it_was_drawn_with(store: Store) -> None:
    truth = build_study(store, 4)
    confirm(store, truth, 6)
    audit = draw(store)
    with store.reading() as reader:
        cells = CellReader.beside(reader).read_cells(audit)
    assert [cell.owner for cell in cells] == [owner.code for owner in OWNERS]
    for layer in CellLayer:
        own = [cell for cell in cells if cell.layer is layer]
        drawn = sum(cell.place is not None for cell in own)
        share = 1.0 if layer in CERTAIN else drawn / max(1, len(own))
        assert all(cell.probability == pytest.approx(share) for cell in own)
        assert not (layer in CERTAIN and drawn)
    assert {cell.passages for cell in cells} == {PLACES}
    assert all(len(cell.read) == 10 for cell in cells if cell.place is not None)


def test_likeliest_passages_are_read_first_and_the_rest_by_chance(store: Store) -> None:
    build_study(store, 6)
    audit = draw(store)
    with store.reading() as reader:
        found = CellReader.beside(reader)
        sql = "SELECT score FROM coding WHERE passage = ? AND code = ?"
        for cell in read_cells(store, audit):
            rows = [found._one(sql, passage, REGION) for passage in cell.read]
            scores = [0.0 if row is None else row["score"] for row in rows]
            assert scores == sorted(scores, reverse=True)
            assert sum(score > 0 for score in scores) == min(10, cell.scored)


def test_a_later_draw_takes_what_the_first_one_read_as_known(store: Store) -> None:
    truth = build_study(store, 12)
    read(store, truth, draw(store))
    first = estimate(store)
    second = draw(store, size=20, asked=replace(ASKED, seed=1))
    assert estimate(store) == first  # it rests on the newest that is read to its end
    with store.reading() as reader:
        layers = Counter(cell.layer for cell in CellReader.beside(reader).read_cells(second))
    assert layers[CellLayer.VERIFIED] == first.positives
    assert layers[CellLayer.READ] == first.audited - first.positives
    read(store, truth, second)
    one = estimate(store)
    assert one.point is not None
    assert one.low is not None
    assert one.high is not None
    assert first.low is not None
    assert first.high is not None
    assert one.high - one.low < first.high - first.low
    assert one.low <= findable(store, truth, second) <= one.high


def test_a_deeper_draw_asks_for_what_the_first_one_left(store: Store) -> None:
    """So that it can be told what the first passages did not show."""
    truth = build_study(store, 22)
    first = draw(store)
    read(store, truth, first)
    empty = {
        cell.owner for cell in read_cells(store, first) if not any(REGION in truth[one] for one in cell.read)
    }
    deeper = draw(store, size=60, asked=replace(ASKED, depth=PLACES))
    cells = read_cells(store, deeper)
    assert empty <= {cell.owner for cell in cells}
    assert all(len(cell.read) == PLACES for cell in cells)
    with store.reviewing() as reader:
        asked = {item.passage for item in reader.iter_batch_items(deeper.batch, None)}
        before = {item.passage for item in reader.iter_batch_items(first.batch, None)}
    known = {one for cell in read_cells(store, first) if cell.owner in empty for one in cell.read}
    assert known <= before
    assert not known & asked
    read(store, truth, deeper)
    one = estimate(store)
    assert one.low == one.point == one.high == findable(store, truth, deeper)
    assert (one.depth, one.unseen) == (PLACES, 0)


def test_a_partner_and_a_purpose_can_be_asked_for_at_once(store: Store) -> None:
    """A cell holds the pair when one passage does, and passages with one of the two end nothing."""
    truth = build_study(store, 23)
    purpose = CodeId("purpose.competence")
    held = [passage for passage, codes in truth.items() if REGION in codes]
    both = {owner_of(store, passage) for passage in held[::5]}
    for passage in held:
        if owner_of(store, passage) in both:
            truth[passage] |= {purpose}
    pair = replace(ASKED, other=purpose)
    audit = draw(store, asked=pair)
    assert audit.codes == (REGION, purpose)
    read(store, truth, audit)
    for cell in read_cells(store, audit):
        places = [purpose in truth[passage] for passage in cell.read]
        needed = cell.read[: places.index(True) + 1] if any(places) else cell.read
        assert answered(store, cell.read) == list(needed)
    with store.reading() as reader:
        found = read_estimates(reader, factories.codebook(), SELECTION, CODER)
    told = {(one.code, one.other): one for one in found if one.unit is Unit.MUNICIPALITY and one.depth}
    (one,) = told.values()
    assert list(told) == [(REGION, purpose)]
    assert (one.basis, one.audited) == (Basis.VERIFIED, 30)
    assert one.low is not None
    assert one.high is not None
    assert one.low <= len(both) / 60 <= one.high


def test_two_codes_that_are_no_partner_and_purpose_are_refused(store: Store) -> None:
    build_study(store, 24)
    asked = replace(ASKED, other=CodeId("partner.university"))
    plan = CellPlan("Celler", 10, (ReviewerId("anna"),))
    with store.deciding() as writer, pytest.raises(CorpusError, match="no partner and purpose"):
        draw_cell_audit(writer, plan, asked, factories.codebook(), SELECTION)


def test_the_same_seed_draws_the_same_and_another_draws_another(store: Store) -> None:
    build_study(store, 17)
    drawn = [
        {cell.owner for cell in read_cells(store, draw(store, asked=replace(ASKED, seed=seed)))}
        for seed in (0, 0, 1)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_where_everything_is_confirmed_the_share_is_known_and_nothing_can_be_drawn(store: Store) -> None:
    truth = build_study(store, 18, owners=OWNERS[:1])
    with store.deciding() as writer:
        one = writer.get_passage(PassageId(next(iter(truth))))
        writer.add_answer(factories.answer(one, "gate.strategy", REGION))
    known = estimate(store)
    assert (known.basis, known.low, known.point, known.high) == (Basis.VERIFIED, 1.0, 1.0, 1.0)
    with pytest.raises(CorpusError, match="nothing to draw"):
        draw(store)


def test_where_everything_is_read_already_nobody_is_asked_and_the_share_is_known(store: Store) -> None:
    truth = build_study(store, 19, owners=OWNERS[:8])
    with store.deciding() as writer:
        for passage, codes in truth.items():
            writer.add_answer(factories.answer(writer.get_passage(PassageId(passage)), *codes))
    audit = draw(store)
    assert audit.batch is None
    one = estimate(store)
    assert one.basis is Basis.VERIFIED
    assert one.low == one.point == one.high == one.verified / 8


def test_an_unread_draw_can_be_withdrawn(store: Store) -> None:
    build_study(store, 20)
    audit = draw(store)
    assert audit.batch is not None
    with store.deciding() as writer:
        writer.remove_batch(audit.batch)
        assert CellReader.beside(writer).find_newest_cells([REGION], Unit.MUNICIPALITY) is None
    assert estimate(store).basis is Basis.MACHINE


@pytest.mark.parametrize(
    ("code", "reason"), [("partner.nobody", "no code partner.nobody"), ("gate.none", "no code gate.none")]
)
def test_codes_that_shares_are_not_given_of_are_refused(store: Store, code: str, reason: str) -> None:
    build_study(store, 21)
    question = CellQuestion(CodeId(code), Unit.MUNICIPALITY, CODER, 10)
    plan = CellPlan("Celler", 10, (ReviewerId("anna"),))
    with store.deciding() as writer, pytest.raises(CorpusError, match=reason):
        draw_cell_audit(writer, plan, question, factories.codebook(), SELECTION)


@pytest.mark.parametrize(("size", "readers"), [(2, ("anna",)), (10, ())])
def test_a_plan_that_tells_nothing_is_refused(size: int, readers: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="cells"):
        CellPlan("Celler", size, tuple(map(ReviewerId, readers)))
