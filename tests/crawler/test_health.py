from dataclasses import replace

import pytest

from corpus.records import FetchFailure, Sha256, Visit, VisitOutcome
from crawler.changes import Change, ChangeKind
from crawler.health import Concern, SiteRecord, Weight, find_findings
from tests import factories

OWNER = factories.municipality()
START = "2026-03-08T08:00:00Z"
VISIT = Visit(OWNER.code, OWNER.website, START, "2026-03-08T08:02:00Z", VisitOutcome.COMPLETE, 100, 3)
ROW = factories.fetch()


def record(held=10, fetches=(), changes=(), code="9801", **visit) -> SiteRecord:
    owner = replace(OWNER, code=code)
    return SiteRecord(owner, replace(VISIT, municipality=code, **visit), tuple(fetches), held, tuple(changes))


def judge(*records):
    return [(one.weight, one.concern) for one in find_findings(records)]


def failed(failure, url="https://dok.sjobacka.example/a", **changes):
    return replace(factories.failed_fetch(failure, url), final_url=url, **changes)


def test_a_site_that_went_well_gives_nothing_to_say():
    assert judge(record(fetches=[ROW] * 100)) == []


@pytest.mark.parametrize(
    ("outcome", "weight", "concern"),
    [
        (VisitOutcome.UNREACHABLE, Weight.PROBLEM, Concern.UNREACHABLE),
        (VisitOutcome.ROBOTS, Weight.PROBLEM, Concern.REFUSED),
        (VisitOutcome.INTERRUPTED, Weight.NOTICE, Concern.INTERRUPTED),
        (VisitOutcome.BUDGET, Weight.NOTICE, Concern.BUDGET),
    ],
)
def test_how_a_visit_ended_is_told_with_its_reason(outcome, weight, concern):
    (one,) = find_findings([record(outcome=outcome, detail="darför; left out: pages (9)")])
    assert (one.weight, one.concern) == (weight, concern)
    assert one.text == f"{OWNER.website}: darför"


def test_a_host_that_answered_nothing_is_a_problem_and_one_that_answered_once_is_not():
    silent = [failed(FetchFailure.TIMEOUT), failed(FetchFailure.DNS), failed(FetchFailure.DNS)]
    assert judge(record(fetches=silent)) == [(Weight.PROBLEM, Concern.HOST)]
    answered = [*silent, replace(ROW, final_url="https://dok.sjobacka.example/b")]
    assert judge(record(fetches=answered)) == []


def test_pages_that_robots_refuse_are_a_notice_with_an_example():
    (one,) = find_findings([record(fetches=[failed(FetchFailure.ROBOTS)] * 4)])
    assert (one.weight, one.concern) == (Weight.NOTICE, Concern.ROBOTS)
    assert one.text == "4, such as https://dok.sjobacka.example/a"


@pytest.mark.parametrize(
    "row", [failed(FetchFailure.TLS), replace(ROW, detail="the certificate could not be verified")]
)
def test_a_certificate_that_is_not_valid_is_told_with_its_host(row):
    (one,) = find_findings([record(fetches=[row])])
    assert one.concern is Concern.CERTIFICATE
    assert "sjobacka.example" in one.text


def test_many_errors_are_told_and_a_few_are_not():
    errors = [replace(ROW, status=500)] * 10
    assert judge(record(fetches=[*errors, *[ROW] * 15])) == [(Weight.NOTICE, Concern.ERRORS)]
    assert judge(record(fetches=[*errors, *[ROW] * 60])) == []
    assert judge(record(fetches=errors)) == []


def test_a_slow_site_is_told_by_its_seconds_for_a_request():
    (one,) = find_findings([record(finished="2026-03-08T08:20:00Z")])
    assert (one.concern, one.text) == (Concern.SLOW, "12 s for each of 100 requests")


def test_traps_are_told_when_they_are_many():
    assert judge(record(detail="left out: endless pages (70), pages: news (3)")) == [
        (Weight.NOTICE, Concern.ENDLESS)
    ]
    assert judge(record(detail="left out: endless pages (7)")) == []


def test_a_site_that_lost_much_since_the_visit_before_is_a_problem():
    gone = Change(ChangeKind.GONE, OWNER.code, Sha256("a" * 64), "https://x.example", "answers 404")
    assert judge(record(held=10, changes=[gone] * 3)) == [(Weight.PROBLEM, Concern.GONE)]
    assert judge(record(held=10, changes=[gone] * 2)) == []
    assert judge(record(held=40, changes=[gone] * 3)) == []


def test_a_site_without_documents_is_a_problem_when_it_was_crawled_whole():
    assert judge(record(held=0)) == [(Weight.PROBLEM, Concern.FEW)]
    assert judge(record(held=0, outcome=VisitOutcome.INTERRUPTED)) == [(Weight.NOTICE, Concern.INTERRUPTED)]


def test_a_site_with_far_fewer_documents_than_its_group_is_a_problem():
    peers = [record(held=40, code=f"98{number:02}") for number in range(10, 14)]
    (one,) = find_findings([record(held=5), *peers])
    assert (one.concern, one.municipality) == (Concern.FEW, OWNER.code)
    assert one.text == "5; others of Landsbygdskommun hold 40"
    assert judge(record(held=12), *peers) == []
    assert judge(record(held=5), *peers[:3]) == []


def test_problems_come_first():
    weights = [
        weight for weight, _ in judge(record(code="1", outcome=VisitOutcome.BUDGET), record(0, code="2"))
    ]
    assert weights == [Weight.PROBLEM, Weight.NOTICE]
