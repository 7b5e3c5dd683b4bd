from __future__ import annotations

from dataclasses import replace

from corpus.records import FetchFailure, Notice, Visit, VisitOutcome
from corpus.store import Store
from tests import factories

EARLY, BETWEEN, SINCE, LATE = (f"2026-03-0{day}T08:00:00Z" for day in (1, 2, 5, 6))
PLAN, NEWER = factories.document("plan.pdf"), factories.document("newer.pdf")
URL = "https://www.sjobacka.example/plan.pdf"
PAGE = "https://www.sjobacka.example/styrdokument/plan"


def notice(field: str, value: str, file: str = URL) -> Notice:
    return Notice("9801", PAGE, file, field, value, f"{field}: {value}")


def test_of_the_past_only_the_last_word_on_each_address_comes_and_of_the_present_all(store: Store) -> None:
    gone = factories.fetch(status=404, failure=FetchFailure.HTTP_STATUS, url=URL)
    rows = [
        factories.fetch(PLAN, at=EARLY),
        factories.fetch(NEWER, at=BETWEEN),
        replace(gone, at=BETWEEN, detail="once"),
        replace(gone, at=BETWEEN, detail="twice"),
        factories.fetch(url=URL, at=BETWEEN, status=503, failure=FetchFailure.HTTP_STATUS),
        factories.fetch(url="https://www.sjobacka.example/page", at=LATE),
        replace(gone, at=LATE),
        factories.fetch(PLAN, at=LATE),
    ]
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "")
        for document in (PLAN, NEWER):
            writer.add_document(document)
        for row in rows:
            writer.add_fetch(row, run)
    with store.reading() as reader:
        found = [(row.at, row.sha256, row.detail) for row in reader.iter_document_fetches("9801", SINCE)]
        assert found == [
            (BETWEEN, NEWER.sha256, ""),
            (BETWEEN, None, "twice"),
            (LATE, None, ""),
            (LATE, PLAN.sha256, ""),
        ]
        assert list(reader.iter_document_fetches("9999", SINCE)) == []
        assert reader.count_holdings() == {"9801": 2}


def test_a_visits_fetches_are_those_of_its_time_and_place(store: Store) -> None:
    visit = Visit("9801", "https://www.sjobacka.example", BETWEEN, SINCE, VisitOutcome.COMPLETE, 1, 1)
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "")
        for at in (EARLY, BETWEEN, SINCE, LATE):
            writer.add_fetch(factories.fetch(at=at), run)
        writer.add_fetch(factories.fetch(at=SINCE, municipality="9802"), run)
    with store.reading() as reader:
        assert [row.at for row in reader.iter_fetches_of(visit)] == [BETWEEN, SINCE]


def test_notices_are_found_by_the_document_that_their_file_gave(store: Store) -> None:
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "")
        writer.set_notices("9801", PAGE, [notice("title", "Plan"), notice("title", "Annan", f"{URL}x")], run)
        writer.add_document(PLAN)
        writer.add_fetch(factories.fetch(PLAN), run)
        writer.add_fetch(factories.fetch(PLAN), run)
    with store.reading() as reader:
        assert list(reader.iter_noticed()) == [PLAN.sha256]
        assert list(reader.iter_notices(PLAN.sha256)) == [notice("title", "Plan")]
        assert list(reader.iter_notices(NEWER.sha256)) == []


def test_what_a_page_says_now_takes_the_place_of_what_it_said(store: Store) -> None:
    state = []
    for said in ([notice("title", "Plan"), notice("kind", "Plan")], [notice("title", "Ny plan")]):
        with store.writing() as writer:
            writer.set_notices("9801", PAGE, said, writer.start_run("crawl", "0", ""))
            if not state:
                writer.add_document(PLAN)
                writer.add_fetch(factories.fetch(PLAN), 1)
        with store.reading() as reader:
            assert list(reader.iter_notices(PLAN.sha256)) == sorted(said, key=lambda one: one.field)
            state.append(reader.read_state())
    assert state[0] != state[1]
