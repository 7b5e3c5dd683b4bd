from __future__ import annotations

import csv
import io

from starlette.testclient import TestClient

from corpus.review_records import Memo, MemoTarget, ReviewerId
from tests.review.desks import Study
from tests.review.views.test_settling import answer_as

ANNA = ReviewerId("anna-lind")


def _decide(study: Study) -> list[int]:
    for number in range(3):
        answer_as(study, ANNA, number, "gate.strategy")
    with study.desk.reviewing() as reader:
        return [one.id for one in reader.iter_decisions(ANNA, None, 10)][::-1]


def _count_standing(study: Study) -> int:
    with study.desk.reviewing() as reader:
        return sum(1 for _ in reader.iter_all_answers())


def test_the_log_shows_what_was_given_and_leads_to_the_passage(client: TestClient, study: Study) -> None:
    _decide(study)
    answer_as(study, ANNA, 0, "gate.none")
    page = client.get("/history").text
    assert f"/code/{study.queue}/{study.passages[0].id}" in page
    assert "Tillagda" in page
    assert "Borttagna" in page


def test_decisions_are_undone_in_order_back_to_a_chosen_one(client: TestClient, study: Study) -> None:
    decisions = _decide(study)
    answer = client.post("/history/undo", data={"decision": decisions[1]})
    assert answer.headers["location"] == "/history"
    assert _count_standing(study) == 1
    assert "2 beslut ångrade" in client.get("/history").text
    client.post("/history/redo")
    assert _count_standing(study) == 2


def test_undoing_asks_for_a_decision(client: TestClient, study: Study) -> None:
    _decide(study)
    assert client.post("/history/undo", data={"decision": "x"}).status_code == 404
    assert _count_standing(study) == 3


def test_a_long_log_goes_on(client: TestClient, study: Study) -> None:
    for _ in range(20):
        _decide(study)
    page = client.get("/history").text
    assert "/history?person=anna-lind&amp;before=" in page.replace("&before", "&amp;before")


def test_an_empty_log_says_what_will_stand_there(client: TestClient) -> None:
    assert "Inget är beslutat ännu" in client.get("/history").text


def test_memos_are_a_table_in_which_nothing_runs(client: TestClient, study: Study) -> None:
    with study.desk.deciding() as writer:
        writer.add_memo(Memo(ANNA, MemoTarget.PASSAGE, study.passages[0].id, "=SUMMA(1)"))
        writer.add_memo(Memo(ANNA, MemoTarget.DOCUMENT, study.document.sha256, "Helheten"))
        writer.add_memo(Memo(ANNA, MemoTarget.CODE, "gate.none", "Om koden"))
    answer = client.get("/memos.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["memo"] for row in rows] == ["'=SUMMA(1)", "Helheten", "Om koden"]
    assert {row["document"] for row in rows[:2]} == {"Plan för samverkan"}
    assert answer.headers["content-disposition"] == 'attachment; filename="memos.csv"'
