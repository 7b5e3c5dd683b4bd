"""An audit from draw to figures, in a store: drawn, read by people who know the truth, and estimated."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from itertools import product

import pytest

from corpus.audit_reader import AuditReader
from corpus.audit_records import Audit
from corpus.audit_writer import AuditPlan, draw_audit
from corpus.errors import CorpusError
from corpus.estimate_reader import read_estimates
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.inventory_records import Selection
from corpus.records import CodeId, Coding, Passage
from corpus.review_records import ReviewerId
from corpus.store import Store
from tests import factories
from tests.factories import CODER

OWNERS = tuple(factories.municipality(f"Ort {place}", f"98{place:02}") for place in range(12))
SELECTION = Selection(OWNERS, frozenset())
STRATEGY, REGION = "gate.strategy", "partner.region"
Truth = dict[str, frozenset[str]]


def build_study(store: Store, seed: int, kinds: tuple[str, ...] = ("plan",)) -> Truth:
    """Twelve municipalities with forty passages for each kind; what holds of each passage, by its id."""
    with store.deciding() as writer:
        writer.set_municipalities(OWNERS)
        factories.add_reviewers(writer, "Anna", "Bo")
    return add_documents(store, seed, kinds)


def add_documents(store: Store, seed: int, kinds: tuple[str, ...]) -> Truth:
    numbers = random.Random(seed)
    truth: Truth = {}
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        for owner, kind in product(OWNERS, kinds):
            plan = factories.document(f"{owner.code} {kind} {seed}", owner.code, kind=kind)
            texts = [f"Stycke {place} i {owner.code} {kind}." for place in range(40)]
            passages = factories.passages_of(plan, texts)
            writer.add_document(plan)
            writer.add_fetch(factories.fetch(plan), run)
            writer.add_extraction(factories.extraction(plan), run)
            writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, texts)], passages)
            codings = [one for passage in passages for one in say(passage, truth, numbers)]
            writer.add_classification(plan.sha256, CODER, codings, [], run)
    return truth


def say(passage: Passage, truth: Truth, numbers: random.Random) -> list[Coding]:
    """What the model says of a passage, right in nine of ten."""
    true = frozenset({STRATEGY, REGION}) if numbers.random() < 0.2 else frozenset[str]()
    truth[passage.id] = true or frozenset({"gate.none"})
    right = numbers.random() < 0.9
    if bool(true) == right:
        score = numbers.choice((0.95, 0.8, 0.6))
        return [factories.coding(passage, code, score) for code in (STRATEGY, REGION)]
    return [factories.coding(passage, STRATEGY, 0.2)] if numbers.random() < 0.3 else []


def draw(store: Store, size: int = 150, seed: int = 0, selection: Selection = SELECTION) -> Audit:
    with store.deciding() as writer:
        plan = AuditPlan("Audit", size, (ReviewerId("anna"), ReviewerId("bo")), seed, CODER)
        draw_audit(writer, plan, factories.codebook(), selection)
        return AuditReader.beside(writer).get_newest_audit()


def drawn_passages(store: Store) -> dict[str, str]:
    """The passages of the newest audit, with who reads each."""
    with store.reviewing() as reader:
        audit = AuditReader.beside(reader).get_newest_audit()
        found = reader._rows("SELECT passage, reviewer FROM batch_item WHERE batch = ?", audit.batch)
        return {row["passage"]: row["reviewer"] for row in found}


def read(store: Store, truth: Truth, chosen: Collection[str] | None = None) -> None:
    """Everybody answers what they were given, truly."""
    given = drawn_passages(store)
    with store.deciding() as writer:
        for passage in sorted(given) if chosen is None else chosen:
            answer = factories.answer(writer.get_passage(passage), *truth[passage], by=given[passage])
            writer.add_answer(answer)


def estimate(store: Store, selection: Selection = SELECTION) -> dict[tuple[str, Domain], Estimate]:
    with store.reading() as reader:
        found = read_estimates(reader, factories.codebook(), selection, CODER)
    return {(one.code, one.domain): one for one in found if one.unit is Unit.PASSAGE and not one.other}


def share(truth: Truth, code: str) -> float:
    return sum(code in codes for codes in truth.values()) / len(truth)


def check_holds(one: Estimate, truth: Truth) -> None:
    assert one.basis is Basis.DIFFERENCE
    assert one.low is not None
    assert one.high is not None
    assert one.low <= share(truth, one.code) <= one.high


@pytest.mark.parametrize("seed", [1, 2])
def test_a_drawn_and_truly_read_audit_holds_the_truth(store: Store, seed: int) -> None:
    truth = build_study(store, seed)
    audit = draw(store, seed=seed)
    assert sum(audit.sizes.values()) == len(truth) == 480
    assert sum(audit.drawn.values()) == 150
    read(store, truth)
    for code in (STRATEGY, REGION):
        one = estimate(store)[code, Domain()]
        assert (one.population, one.audited) == (480, 150)
        check_holds(one, truth)


def test_the_sample_is_shared_out_blind_with_its_probabilities(store: Store) -> None:
    build_study(store, 3)
    audit = draw(store)
    assert Counter(drawn_passages(store).values()) == {"anna": 75, "bo": 75}
    with store.reviewing() as reader:
        items = list(reader._rows("SELECT * FROM batch_item WHERE batch = ?", audit.batch))
    assert all(item["blind"] for item in items)
    for item in items:
        layer = next(one for one in audit.sizes if item["stratum"] == f"audit.{one}")
        assert item["probability"] == pytest.approx(audit.drawn[layer] / audit.sizes[layer])


def test_the_same_seed_draws_the_same_and_another_draws_another(store: Store) -> None:
    build_study(store, 4)
    samples = []
    for seed in (0, 0, 1):
        draw(store, seed=seed)
        samples.append(set(drawn_passages(store)))
    assert samples[0] == samples[1] != samples[2]


def test_what_the_study_got_since_the_draw_changes_no_corrected_figure(store: Store) -> None:
    truth = build_study(store, 5)
    draw(store)
    read(store, truth)
    before = estimate(store)
    add_documents(store, 55, ("policy",))
    after = estimate(store)
    for code in (STRATEGY, REGION):
        whole = before[code, Domain()]
        assert (whole.point, whole.population) == (after[code, Domain()].point, 480)
        assert after[code, Domain()].high == whole.high
        assert after[code, Domain("kind", "plan")].point == pytest.approx(whole.point)
    assert after[STRATEGY, Domain("kind", "policy")].basis is Basis.MACHINE


def test_passages_that_a_later_reading_retires_stay_what_they_were_when_drawn(store: Store) -> None:
    truth = build_study(store, 6)
    draw(store)
    read(store, truth)
    before = estimate(store)[STRATEGY, Domain()]
    plan = factories.document(f"{OWNERS[0].code} plan 6", OWNERS[0].code)
    with store.writing() as writer:
        others = factories.passages_of(plan, ["Ett helt annat stycke."])
        pages = [factories.page_with(plan, ["Ett helt annat stycke."])]
        writer.set_reading(plan.sha256, plan.metadata, pages, others)
    after = estimate(store)[STRATEGY, Domain()]
    assert (after.population, after.audited, after.positives, after.point) == (
        480,
        before.audited,
        before.positives,
        before.point,
    )


def test_kinds_that_the_audit_or_the_inventory_leaves_out_are_in_no_figure(store: Store) -> None:
    truth = build_study(store, 7, kinds=("plan", "policy", "avtal"))
    audit = draw(store, selection=Selection(OWNERS, frozenset({"policy"})))
    assert sum(audit.sizes.values()) == 960
    read(store, truth)
    narrow = Selection(OWNERS, frozenset({"avtal"}))
    one = estimate(store, narrow)[STRATEGY, Domain()]
    assert one.population == 480  # plans alone: agreements are left out now, policies were then
    assert one.audited < 150
    assert estimate(store)[STRATEGY, Domain()].population == 960


def test_more_than_there_is_draws_all_and_then_there_is_nothing_to_draw(store: Store) -> None:
    truth = build_study(store, 8)
    audit = draw(store, size=5_000)
    assert audit.drawn == audit.sizes
    read(store, truth)
    one = estimate(store)[STRATEGY, Domain()]
    assert (one.low, one.point, one.high) == pytest.approx((share(truth, STRATEGY),) * 3)
    with pytest.raises(CorpusError, match="nothing to draw"):
        draw(store)


def test_what_was_answered_before_is_not_drawn_and_counts_without_error(store: Store) -> None:
    truth = build_study(store, 9)
    early = [passage for passage, codes in truth.items() if STRATEGY in codes][:30]
    with store.deciding() as writer:
        for passage in early:
            writer.add_answer(factories.answer(writer.get_passage(passage), *truth[passage]))
    audit = draw(store)
    assert sum(audit.sizes.values()) == 450
    assert not set(early) & set(drawn_passages(store))
    read(store, truth)
    one = estimate(store)[STRATEGY, Domain()]
    assert (one.population, one.audited) == (480, 150)
    check_holds(one, truth)


def test_disputed_and_unsure_answers_count_as_not_drawn_until_they_are_settled(store: Store) -> None:
    truth = build_study(store, 10)
    draw(store)
    read(store, truth)
    disputed, unsure = sorted(passage for passage in drawn_passages(store) if REGION in truth[passage])[:2]
    given = drawn_passages(store)
    other = "bo" if given[disputed] == "anna" else "anna"
    with store.deciding() as writer:
        writer.add_answer(factories.answer(writer.get_passage(disputed), STRATEGY, by=other))
        doubt = factories.answer(
            writer.get_passage(unsure), STRATEGY, by=given[unsure], unsure=(CodeId(REGION),)
        )
        writer.add_answer(doubt)
    found = estimate(store)
    assert (found[REGION, Domain()].audited, found[STRATEGY, Domain()].audited) == (148, 150)
    with store.deciding() as writer:
        settling = factories.answer(writer.get_passage(disputed), STRATEGY, REGION, by="bo", settles=True)
        writer.add_answer(settling)
    assert estimate(store)[REGION, Domain()].audited == 149


def test_figures_rest_on_the_newest_audit_that_is_read_to_its_end(store: Store) -> None:
    truth = build_study(store, 11)
    first = draw(store)
    read(store, truth)
    second = draw(store, size=60, seed=1)
    with store.reading() as reader:
        asked = AuditReader.beside(reader)
        assert asked.find_audit() == first
        assert (asked.count_waiting(first), asked.count_waiting(second)) == (0, 60)
    read(store, truth)
    with store.reading() as reader:
        assert AuditReader.beside(reader).find_audit() == second


def test_a_half_read_audit_tells_what_it_can(store: Store) -> None:
    truth = build_study(store, 12)
    draw(store)
    assert estimate(store)[STRATEGY, Domain()].basis is Basis.MACHINE
    read(store, truth, sorted(drawn_passages(store))[:75])
    one = estimate(store)[STRATEGY, Domain()]
    assert one.audited == 75
    check_holds(one, truth)


def test_a_passage_retired_unread_is_lost_and_no_longer_waited_for(store: Store) -> None:
    build_study(store, 13)
    audit = draw(store)
    plan = factories.document(f"{OWNERS[0].code} plan 13", OWNERS[0].code)
    with store.writing() as writer:
        writer.set_reading(plan.sha256, plan.metadata, [], [])
    with store.reading() as reader:
        asked = AuditReader.beside(reader)
        lost = asked.count_lost(audit)
        assert lost > 0
        assert asked.count_waiting(audit) == 150 - lost


@pytest.mark.parametrize(("size", "readers"), [(3, ("anna",)), (100, ())])
def test_a_plan_that_tells_nothing_is_refused(size: int, readers: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="audit"):
        AuditPlan("Audit", size, tuple(map(ReviewerId, readers)), 0, CODER)
