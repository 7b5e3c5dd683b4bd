from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.inventory import build_inventory
from corpus.inventory_records import Provenance, Selection
from corpus.records import CodeId, Likeness, LikenessKind, Mention
from corpus.search import parse_query
from corpus.search_records import Filters, Found, Statements
from corpus.store import Store
from corpus.truth import Status
from tests import factories

HERE = factories.municipality()
THERE = factories.municipality("Ekeby", "9802", "https://www.ekeby.example")
PLAN = factories.document("plan.pdf", title="Plan för samverkan", adopted="2021-03-01")
COMPACT = factories.document("compact.pdf", "9802", kind="överenskommelse", title="Lokal överenskommelse")
FIRST, SECOND, THIRD = factories.passages_of(PLAN, factories.TEXTS)


@pytest.fixture
def study(store: Store) -> Store:
    factories.add_classified(store, PLAN, HERE, THERE)
    factories.add_classified(store, COMPACT, THERE)
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
    return store


def _find(store: Store, words: str = "", **filters: object) -> list[Found]:
    with store.searching() as reader:
        query = parse_query(words) if words else None
        return list(reader.iter_found(query, Filters(**filters)))  # type: ignore[arg-type]


def _documents(found: list[Found]) -> set[str]:
    return {one.document.name for one in found}


def _answer(store: Store, *yes: str, by: str = "anna", **changes: object) -> None:
    with store.deciding() as writer:
        writer.add_answer(factories.answer(FIRST, *yes, by=by, **changes))


def test_words_and_filters_must_both_hold(study: Store) -> None:
    assert len(_find(study, "samverka")) == 6  # the heading has the word
    assert len(_find(study, "högskolan")) == 2
    assert [one.passage.id for one in _find(study, "högskolan", municipalities=("9801",))] == [FIRST.id]
    assert _find(study, "högskolan", codes=(CodeId("partner.region"),)) == []


def test_all_codes_asked_for_must_hold(study: Store) -> None:
    both = (CodeId("partner.university"), CodeId("purpose.competence"))
    assert {one.passage.text for one in _find(study, codes=both)} == {factories.TEXTS[0]}
    assert _find(study, codes=(*both, CodeId("partner.region"))) == []


def test_what_people_say_counts_before_what_the_model_says(study: Store) -> None:
    wanted = CodeId("partner.region")
    assert FIRST.id not in {one.passage.id for one in _find(study, codes=(wanted,))}
    _answer(study, "gate.strategy", "partner.region")
    found = _find(study, codes=(wanted,))
    assert found[0].passage.id == FIRST.id
    assert found[0].truth.status is Status.REVIEWED
    assert FIRST.id not in {one.passage.id for one in _find(study, codes=(CodeId("partner.university"),))}


def test_statements_are_found_by_the_gate_that_holds(study: Store) -> None:
    for statements, texts in (
        (Statements.STRATEGY, {factories.TEXTS[0]}),
        (Statements.DESCRIPTION, {factories.TEXTS[1]}),
        (Statements.EXTERNAL, set(factories.TEXTS[:2])),
        (Statements.ANY, set(factories.TEXTS)),
    ):
        found = _find(study, statements=statements)
        assert {one.passage.text for one in found} == texts


@pytest.mark.parametrize("words", ["", "samverka"])
def test_each_status_is_found(study: Store, words: str) -> None:
    machine = len(_find(study, words, statuses=(Status.MACHINE,)))
    _answer(study, "gate.strategy")
    assert [one.passage.id for one in _find(study, words, statuses=(Status.REVIEWED,))] == [FIRST.id]
    assert len(_find(study, words, statuses=(Status.MACHINE,))) == machine - 1
    _answer(study, "gate.description", by="bo")
    assert [one.passage.id for one in _find(study, words, statuses=(Status.DISPUTED,))] == [FIRST.id]
    _answer(study, "gate.strategy", settles=True)
    assert [one.passage.id for one in _find(study, words, statuses=(Status.ADJUDICATED,))] == [FIRST.id]
    assert _find(study, words, statuses=(Status.DISPUTED,)) == []


def test_kinds_and_years_are_of_the_document(study: Store) -> None:
    assert _documents(_find(study, kinds=("överenskommelse",))) == {"compact.pdf"}
    assert _documents(_find(study, years=(2020, 2021))) == {"plan.pdf"}
    assert _find(study, years=(2022, 2025)) == []


def test_a_passage_is_told_with_whose_it_is_where_it_was_fetched_and_when(study: Store) -> None:
    (found,) = _find(study, "högskolan", municipalities=("9802",), years=(2021, 2021))
    assert (found.municipality, found.url, found.retrieved) == ("9802", factories.fetch().url, factories.AT)


def test_named_partners_are_found_by_actor_and_by_what_is_written(study: Store) -> None:
    assert len(_find(study, actors=("university/sjobacka",))) == 2
    mention = Mention(SECOND.id, 16, 25, "Region Ekeby", None, CodeId("partner.region"))
    codings = [factories.coding(SECOND, "gate.strategy")]
    with study.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.add_classification(PLAN.sha256, factories.CODER, codings, [mention], run)
    assert [one.passage.id for one in _find(study, written=("Region Ekeby",))] == [SECOND.id]
    assert _find(study, actors=("university/other",)) == []


def test_a_partner_of_a_type_that_people_refused_is_not_named(study: Store) -> None:
    _answer(study, "gate.strategy", "partner.region")
    found = _find(study, actors=("university/sjobacka",))
    assert FIRST.id not in {one.passage.id for one in found}


def test_current_is_what_the_inventory_counts_as_current(study: Store) -> None:
    newer = factories.document("plan-2.pdf", title="Plan för samverkan", adopted="2025-03-01")
    factories.add_classified(study, newer, HERE)
    with study.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        likeness = Likeness(newer.sha256, PLAN.sha256, LikenessKind.REVISION, 0.8, 0.8)
        writer.set_likenesses([likeness], run)
    with study.reading() as reader:
        provenance = Provenance("", "", "", factories.CODER, "", "", "")
        selection = Selection((HERE, THERE), frozenset())
        rows = build_inventory(reader, factories.codebook(), selection, provenance).rows
    for place in (HERE.code, THERE.code):
        mine = [row for row in rows if row.municipality.code == place]
        counted = {row.statement.passage.id for row in mine if row.is_current}
        found = _find(study, municipalities=(place,), statements=Statements.EXTERNAL, current=True)
        assert {one.passage.id for one in found} == counted
        assert {one.municipality for one in found} == {place}
    # The earlier plan holds no more where the newer one is, and still does where it is not.
    assert _documents(_find(study, municipalities=("9801",), current=True)) == {"plan-2.pdf"}
    assert _documents(_find(study, municipalities=("9802",), current=True)) == {"plan.pdf", "compact.pdf"}


def test_retired_passages_are_not_found(study: Store) -> None:
    with study.writing() as writer:
        texts = ("Ny lydelse.",)
        page, passages = factories.page_with(PLAN, texts), factories.passages_of(PLAN, texts)
        writer.set_reading(PLAN.sha256, PLAN.metadata, [page], passages)
    assert _documents(_find(study, "högskolan")) == {"compact.pdf"}


def test_few_and_many_are_found_alike(study: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = {"codes": (CodeId("partner.university"),)}
    few = [one.passage.id for one in _find(study, "samverka", **wanted)]
    monkeypatch.setattr("corpus.search_ways.FEW", 0)
    monkeypatch.setattr("corpus.search_ways.RANKED", 1)
    many = [one.passage.id for one in _find(study, "samverka", **wanted)]
    assert sorted(few) == sorted(many)
    assert len(few) == 2


def test_other_metadata_of_a_document_does_not_matter(study: Store) -> None:
    with study.writing() as writer:
        writer.add_document(replace(PLAN, name="other-name.pdf"))
    assert len(_find(study, "högskolan")) == 2
