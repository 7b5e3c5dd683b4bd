from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import Visit, VisitOutcome
from corpus.store import Store
from corpus.times import days_before, now
from crawler.job import CrawlSettings, Site
from samverkan.config import Config, ConfigError, CrawlSection, StudySection
from samverkan.steps.crawl import (
    CrawlRequest,
    CrawlRequestError,
    _known_documents,
    archive_settings,
    is_due,
    parse_settings,
    refuse_haste,
    select_municipalities,
)
from samverkan.study import Study
from tests import factories

CONFIG = Config(crawl=CrawlSection(contact="test@example.org", revisit_days=6.0))
OWNER = factories.municipality()


def _add_visit(store: Store, outcome: VisitOutcome, days_ago: float, requests: int = 200) -> None:
    at = days_before(now(), days_ago)
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "hash")
        writer.add_visit(Visit(OWNER.code, OWNER.website, at, at, outcome, requests, 3), run)


def _is_due(store: Store, request: CrawlRequest | None = None) -> bool:
    with store.reading() as reader:
        last = next(reader.iter_latest_visits(), None)
    return is_due(OWNER, last, CONFIG, request or CrawlRequest())


def test_a_site_never_visited_is_due(store: Store) -> None:
    assert _is_due(store)


@pytest.mark.parametrize(
    ("outcome", "days_ago", "due"),
    [
        (VisitOutcome.COMPLETE, 5, False),
        (VisitOutcome.COMPLETE, 7, True),
        (VisitOutcome.INTERRUPTED, 0.01, True),
        (VisitOutcome.UNREACHABLE, 0.5, False),
        (VisitOutcome.UNREACHABLE, 1.5, True),
        (VisitOutcome.ROBOTS, 1.5, True),
    ],
)
def test_when_a_site_is_due_again(store: Store, outcome: VisitOutcome, days_ago: float, due: bool) -> None:  # noqa: FBT001
    _add_visit(store, outcome, days_ago)
    assert _is_due(store) is due


def test_websites_of_others_get_a_second_whatever_the_settings_say() -> None:
    hasty = CrawlSettings(contact="test@example.org", delay=0.5)
    here = Site(factories.municipality(website="http://127.0.0.1:8000"))
    refuse_haste(hasty, [here])
    with pytest.raises(ConfigError, match=r"Write delay = 1\.0"):
        refuse_haste(hasty, [here, Site(OWNER)])
    refuse_haste(CrawlSettings(contact="test@example.org", delay=1.0), [Site(OWNER)])


def test_a_greater_limit_opens_a_visit_that_ended_by_its_budget(store: Store) -> None:
    _add_visit(store, VisitOutcome.BUDGET, 1, requests=200)
    assert not _is_due(store, CrawlRequest(limit=200))
    assert _is_due(store, CrawlRequest(limit=500))
    assert _is_due(store), "the configuration's budget is greater than the one that was used up"


def test_a_site_at_another_address_is_due(store: Store) -> None:
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "hash")
        at = now()
        old = "https://gamla.example"
        writer.add_visit(Visit(OWNER.code, old, at, at, VisitOutcome.COMPLETE, 9, 1), run)
    assert _is_due(store)


def test_documents_of_a_broken_off_visit_are_known_and_those_before_the_last_whole_one_are_not(
    store: Store,
) -> None:
    plan = factories.document()
    with store.writing() as writer:
        run = writer.start_run("crawl", "0", "hash")
        writer.add_document(plan)
        writer.add_fetch(
            factories.fetch(plan, url="https://x/old.pdf", final_url="", at=days_before(now(), 3)), run
        )
        writer.add_fetch(factories.fetch(plan, url="https://x/new.pdf", final_url="", at=now()), run)
    with store.reading() as reader:
        everything = _known_documents(reader, OWNER, CONFIG, CrawlRequest())
    _add_visit(store, VisitOutcome.COMPLETE, 2)
    with store.reading() as reader:
        since_then = _known_documents(reader, OWNER, CONFIG, CrawlRequest())
        anew = _known_documents(reader, OWNER, CONFIG, CrawlRequest(again=True))
    assert everything == {"https://x/old.pdf", "https://x/new.pdf"}
    assert since_then == {"https://x/new.pdf"}
    assert anew == frozenset()


def test_a_study_without_a_list_is_about_all_municipalities(tmp_path: Path) -> None:
    assert len(select_municipalities(Study(tmp_path, Config()), CrawlRequest())) == 290


def test_names_and_codes_choose_and_doubles_count_once(tmp_path: Path) -> None:
    study = Study(tmp_path, Config(StudySection(municipalities=("Umeå",))))
    chosen = select_municipalities(study, CrawlRequest(names=("Eskilstuna", "1980", "0484")))
    assert [one.name for one in chosen] == ["Eskilstuna", "Västerås"]
    assert [one.name for one in select_municipalities(study, CrawlRequest())] == ["Umeå"]


def test_an_address_belongs_to_the_municipality_whose_website_it_is(tmp_path: Path) -> None:
    study = Study(tmp_path, Config())
    (found,) = select_municipalities(study, CrawlRequest(site="https://www.eskilstuna.se/kommun/"))
    assert (found.name, found.website) == ("Eskilstuna", "https://www.eskilstuna.se/kommun")
    with pytest.raises(CrawlRequestError, match="one --municipality"):
        select_municipalities(study, CrawlRequest(names=("Umeå", "Åre"), site="https://www.eskilstuna.se"))


def test_the_limit_is_the_budget_of_requests_and_a_missing_contact_is_an_error() -> None:
    assert parse_settings(CONFIG, CrawlRequest(limit=7)).max_requests == 7
    assert parse_settings(CONFIG, CrawlRequest()).max_requests == CONFIG.crawl.max_requests
    with pytest.raises(ConfigError, match="contact"):
        parse_settings(Config(), CrawlRequest())


def test_a_study_that_wants_web_archives_gets_them_in_its_folder(tmp_path: Path) -> None:
    settings = parse_settings(CONFIG, CrawlRequest())
    assert archive_settings(Study(tmp_path, CONFIG), settings) == settings
    wanted = Config(crawl=CrawlSection(contact="test@example.org", warc=True))
    assert archive_settings(Study(tmp_path, wanted), settings).warc == str(tmp_path.resolve() / "warc")


def test_web_archives_without_their_library_are_refused_with_a_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.steps.crawl.find_spec", lambda name: None)
    wanted = Config(crawl=CrawlSection(contact="test@example.org", warc=True))
    with pytest.raises(ConfigError, match=r"samverkan\[warc\]"):
        archive_settings(Study(tmp_path, wanted), parse_settings(wanted, CrawlRequest()))
