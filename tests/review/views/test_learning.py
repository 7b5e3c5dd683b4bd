from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from models.promotion import compare
from review.desk import Desk
from review.learning_classify import classify_pending
from review.learning_report import find_report
from review.learning_words import OUTCOMES, list_reasons
from review.learning_work import Kind
from tests.review.desks import make_client
from tests.review.taught import answer_all, make_task, make_taught_study, shelve_model


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = make_taught_study(tmp_path)
    classify_pending(make_task(made, Kind.CLASSIFY), lambda *_: None)
    return made


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with make_client(desk) as opened:
        yield opened


def wait(client: TestClient) -> str:
    """The page once nothing is worked on any more."""
    for _ in range(600):
        state = HTMLParser(client.get("/model/job").text).css_first("#job")
        if not state.attributes["data-running"]:
            return str(client.get("/model").text)
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def test_with_too_few_answers_the_page_says_how_many_are_needed(desk: Desk, client: TestClient) -> None:
    page = client.get("/model").text
    assert "10 besvarade stycken till behövs" in page
    assert "minst två dokument" in page
    assert "/model/learn" not in page
    answer_all(desk)
    assert "/model/learn" in client.get("/model").text


def test_the_card_says_what_the_model_is_worth(client: TestClient) -> None:
    tree = HTMLParser(client.get("/model").text)
    assert "0,90" in tree.css_first(".tiles").text()
    rows = {row.css_first("th").text(): row.css("td")[-1].text() for row in tree.css("#main table tbody tr")}
    assert any(threshold.endswith("%") for threshold in rows.values())
    assert "aldrig" in rows.values()


def test_a_model_that_waits_is_shown_with_what_it_changes_and_promoted(
    desk: Desk, client: TestClient
) -> None:
    report = shelve_model(desk)
    assert "väntar på ditt beslut" in client.get("/model").text
    page = client.get(f"/model/{report.coder}").text
    assert "Extern samverkan eller inte (F1) i det som människor har besvarat: stiger." in page
    assert "1 av 14 stycken skulle få andra koder" in page
    assert f"/code/document:{report.flips[0].document}/{report.flips[0].passage}" in page
    assert client.post(f"/model/{report.coder}/promote").headers["location"] == "/model"
    after = wait(client)
    assert f"Används: {report.coder}" in HTMLParser(after).text()
    with desk.reviewing() as reader:
        assert reader.find_latest_coder() == report.coder
        assert {reader.find_document_coder(one.sha256) for one in reader.iter_documents()} == {report.coder}
    decided = find_report(desk.models_folder, report.coder)
    assert decided is not None
    assert (decided.decision, decided.decided_by) == ("promoted", "anna-lind")
    client.post("/model/back")
    assert f"Används: {report.before}" in HTMLParser(wait(client)).text()
    with desk.reviewing() as reader:
        assert reader.find_latest_coder() == report.before


def test_a_model_can_be_kept_without_being_used(desk: Desk, client: TestClient) -> None:
    report = shelve_model(desk, promote=False)
    assert "rekommenderas inte" in client.get(f"/model/{report.coder}").text
    client.post(f"/model/{report.coder}/keep")
    page = client.get("/model").text
    assert "väntar på ditt beslut" not in page
    assert f"Används: {report.before}" in HTMLParser(page).text()


def test_a_changed_codebook_leaves_suggestions_behind_until_they_are_made_anew(
    desk: Desk, client: TestClient
) -> None:
    text = desk.codebook_path.read_text("utf-8")
    desk.codebook_path.write_text(text.replace("sv: Nätverk", "sv: Nät"), "utf-8")
    assert "2 dokument är inte klassade" in client.get("/model").text
    client.post("/model/classify")
    assert "är inte klassade" not in wait(client)


def test_models_that_are_none_are_not_found(client: TestClient) -> None:
    assert client.get("/model/study-00000000").status_code == 404
    assert client.get("/model/..%2Fcurrent").status_code == 404
    assert client.post("/model/back").headers["location"] == "/model"


def test_every_way_in_which_a_comparison_comes_out_can_be_told() -> None:
    import inspect

    from models import promotion

    source = inspect.getsource(promotion._judge)
    assert [one for one in OUTCOMES if one.strip(": ") not in source] == []
    nothing = list_reasons(compare({}, ()))
    assert nothing == ()
