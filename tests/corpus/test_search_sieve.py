"""What is left out before weighing is never what a search should find."""

from __future__ import annotations

from itertools import product

import pytest

from corpus.records import CodeId
from corpus.search import parse_query
from corpus.search_records import Filters, Found, Statements
from corpus.store import Store
from corpus.truth import Status, compute_truth
from tests import factories

HERE = factories.municipality()
THERE = factories.municipality("Ekeby", "9802", "https://www.ekeby.example")
PLAN = factories.document("plan.pdf", title="Plan för samverkan")
COMPACT = factories.document("compact.pdf", "9802", kind="överenskommelse", title="Lokal överenskommelse")
UNIVERSITY, REGION = CodeId("partner.university"), CodeId("partner.region")
CODES = ((), (UNIVERSITY,), (REGION,), (UNIVERSITY, REGION), (CodeId("gate.description"),))
STATUSES = ((), *((status,) for status in Status), (Status.REVIEWED, Status.DISPUTED))


@pytest.fixture
def study(store: Store) -> Store:
    """Passages that nobody, one or two people spoke of, who agree, differ, are unsure or settle."""
    factories.add_classified(store, PLAN, HERE, THERE)
    factories.add_classified(store, COMPACT, THERE)
    first, second, third = factories.passages_of(PLAN, factories.TEXTS)
    other = factories.passages_of(COMPACT, factories.TEXTS)[0]
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
        writer.add_answer(factories.answer(first, "gate.strategy", "partner.region"))
        writer.add_answer(factories.answer(first, "gate.description", "partner.university", by="bo"))
        writer.add_answer(factories.answer(second, "gate.description", "partner.university"))
        writer.add_answer(factories.answer(third, "gate.strategy", "partner.region", by="bo"))
        writer.add_answer(factories.answer(third, "gate.none", settles=True))
    with store.writing() as writer:
        writer.add_judgement(factories.judgement(other, "partner.region", "yes"))
    return store


def _find(store: Store, words: str, filters: Filters) -> list[Found]:
    with store.searching() as reader:
        return list(reader.iter_found(parse_query(words) if words else None, filters))


def _fits(found: Found, filters: Filters) -> bool:
    held = (found.truth.gate, *found.truth.codes)
    gates = filters.statements.gates
    return (
        all(code in held for code in filters.codes)
        and (not filters.statuses or found.truth.status in filters.statuses)
        and (not gates or found.truth.gate in gates)
        and (not filters.kinds or found.document.metadata.kind in filters.kinds)
    )


@pytest.mark.parametrize("words", ["", "samverka"])
@pytest.mark.parametrize("few", [4_000, 0])
def test_a_search_finds_what_weighing_every_passage_finds(
    study: Store, monkeypatch: pytest.MonkeyPatch, words: str, few: int
) -> None:
    monkeypatch.setattr("corpus.search_ways.FEW", few)
    if not few:
        monkeypatch.setattr("corpus.search_ways.RANKED", 1)
        monkeypatch.setattr("corpus.search_sieve._FIRST_BATCH", 1)
    everything = _find(study, words, Filters())
    assert len(everything) == 6
    shown = set()
    for codes, statuses, statements, kinds in product(
        CODES, STATUSES, Statements, ((), ("överenskommelse",))
    ):
        filters = Filters(codes=codes, statuses=statuses, statements=statements, kinds=kinds)
        found = _find(study, words, filters)
        wanted = {one.passage.id for one in everything if _fits(one, filters)}
        assert {one.passage.id for one in found} == wanted, filters
        assert len(found) == len(wanted), filters  # each is shown once
        shown.add(len(wanted))
    assert len(shown) > 3


def test_a_passage_that_names_two_of_the_partners_asked_for_is_shown_once(study: Store) -> None:
    filters = Filters(actors=("university/sjobacka", "university/sjobacka"))
    assert len(_find(study, "", filters)) == len(_find(study, "", Filters(actors=("university/sjobacka",))))


def test_what_a_search_says_of_a_passage_is_what_all_words_on_all_codes_come_to(study: Store) -> None:
    everything = _find(study, "", Filters())
    with study.searching() as reader:
        for found in everything:
            sha256, passage = found.document.sha256, found.passage.id
            said = [one for one in reader.iter_judgements(sha256) if one.passage == passage]
            codings = [one for one in reader.iter_codings(factories.CODER, sha256) if one.passage == passage]
            assert found.truth == compute_truth(codings, said)
    assert {one.truth.status for one in everything} == set(Status)
