from __future__ import annotations

import json
from dataclasses import replace

from corpus.records import FetchFailure, Likeness, LikenessKind, Visit, VisitOutcome
from corpus.store import Store
from crawler.changes import ChangeKind
from samverkan.steps.health import format_health, iter_health_lines, read_health, summarise_health
from samverkan.steps.notices import apply_notices
from tests import factories
from tests.corpus.test_history import notice

OWNER, OTHER = factories.municipality(), factories.municipality("Tallvik", "9802", "https://tallvik.example")
FIRST, SECOND = "2026-03-01T08:00:00Z", "2026-03-08T08:00:00Z"
OLD, NEW = factories.document("plan-2020.pdf"), factories.document("plan-2024.pdf")
URLS = {
    OLD.sha256: "https://www.sjobacka.example/plan-2020.pdf",
    NEW.sha256: "https://www.sjobacka.example/ny.pdf",
}


def _visit(owner, at: str, outcome: VisitOutcome) -> Visit:
    return Visit(owner.code, owner.website, at, at.replace("08:00", "08:10"), outcome, 10, 1, "för långsam")


def _fill(store: Store) -> None:
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "")
        for one in (OLD, NEW):
            writer.add_document(one)
        gone = factories.fetch(url=URLS[OLD.sha256], status=404, failure=FetchFailure.HTTP_STATUS)
        writer.add_fetch(factories.fetch(OLD, url=URLS[OLD.sha256], at=FIRST), run)
        writer.add_fetch(factories.fetch(NEW, url=URLS[NEW.sha256], at=SECOND), run)
        writer.add_fetch(replace(gone, at=SECOND), run)
        writer.add_visit(_visit(OWNER, FIRST, VisitOutcome.COMPLETE), run)
        writer.add_visit(_visit(OWNER, SECOND, VisitOutcome.COMPLETE), run)
        writer.add_visit(_visit(OTHER, SECOND, VisitOutcome.UNREACHABLE), run)


def test_problems_and_changes_are_told_in_a_line_in_full_and_as_json(store: Store) -> None:
    _fill(store)
    with store.reading() as reader:
        health = read_health(reader, [OWNER, OTHER])
    assert health.problems == 1
    assert summarise_health(health) == "2 websites, 1 problem, 0 notices; 1 new, 1 gone."
    lines = list(iter_health_lines(health))
    assert "  problem Tallvik: not reachable. https://tallvik.example: för långsam" in lines
    assert f"  Sjöbacka: gone: {URLS[OLD.sha256]}. answers 404" in lines
    told = json.loads(format_health(health))
    assert (told["websites"], told["problems"], len(told["changes"])) == (2, 1, 2)
    assert told["findings"][0]["name"] == "Tallvik"


def test_documents_that_were_compared_pair_what_is_gone_with_what_is_new(store: Store) -> None:
    _fill(store)
    with store.writing() as writer:
        likeness = Likeness(NEW.sha256, OLD.sha256, LikenessKind.REVISION, 0.8, 0.7)
        writer.set_likenesses([likeness], writer.start_run("link", "0", ""))
    with store.reading() as reader:
        (change,) = read_health(reader, [OWNER]).changes
    assert (change.kind, change.document, change.earlier) == (ChangeKind.REPLACED, NEW.sha256, OLD.sha256)


def test_a_study_without_visits_says_so(store: Store) -> None:
    with store.reading() as reader:
        assert summarise_health(read_health(reader, [OWNER])) == "no website was visited yet."


def test_landing_pages_complete_documents_once(store: Store) -> None:
    _fill(store)
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "")
        said = [
            notice("title", "Näringslivsplan", URLS[NEW.sha256]),
            notice("published", "2024-02-01", URLS[NEW.sha256]),
        ]
        writer.set_notices("9801", "https://www.sjobacka.example/landning", said, run)
    assert apply_notices(store) == 1
    with store.reading() as reader:
        document = reader.find_document(NEW.sha256)
        assert document is not None
        assert (document.metadata.title, document.metadata.published) == ("Näringslivsplan", "2024-02-01")
        assert {fact.field for fact in reader.iter_facts(NEW.sha256)} == {"title", "published", "kind"}
    assert apply_notices(store) == 0
