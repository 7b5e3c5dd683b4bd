from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from corpus.review_records import ReviewerId
from tests.review.desks import Study, add_person, answer_form
from tests.review.views.test_settling import answer_as

FORM: dict[str, object] = {
    "name": "Måndag",
    "size": "3",
    "mix-likely": "35",
    "mix-uncertain": "25",
    "mix-diverse": "15",
    "mix-random": "15",
    "mix-second": "10",
    "double": "100",
    "sealing": "measured",
    "reader": ["anna-lind", "bo"],
}


def test_a_batch_is_drawn_divided_and_listed_with_everybodys_progress(
    client: TestClient, study: Study
) -> None:
    add_person(study.desk, "Bo")
    assert client.post("/batches/new", data=FORM).headers["location"] == "/batches"
    page = client.get("/batches").text
    assert "Måndag" in page
    assert "0 av 3" in page
    with study.desk.reviewing() as reader:
        items = list(reader.iter_batch_items(1, None))
    assert sorted({item.reviewer for item in items}) == ["anna-lind", "bo"]
    assert len({item.passage for item in items}) == 3
    assert all(item.blind for item in items)


def test_in_a_blind_batch_neither_suggestion_nor_the_others_answer_is_sent(
    client: TestClient, study: Study
) -> None:
    add_person(study.desk, "Bo")
    plain = client.get(study.address(0)).text
    client.post("/batches/new", data=FORM)
    start = client.get("/code/batch:1").headers["location"]
    page = client.get(start).text
    assert ("81 %" in plain, "81 %" in page) == (True, False)
    client.post(start, data=answer_form(page, **{"one-gate": "gate.none", "note": "ROPSKALLE"}))
    client.post("/leave")
    client.post("/who", data={"person": "bo"})
    assert client.get(start).status_code == 200
    assert "ROPSKALLE" not in client.get(start).text
    assert "ROPSKALLE" not in client.get("/history?person=all").text


@pytest.mark.parametrize(
    "change",
    [
        {"size": "0"},
        {"size": "x"},
        {"size": "5000"},
        {"reader": []},
        {"reader": ["nobody"]},
        {"sealing": "x"},
        {"double": "300"},
        {f"mix-{name}": "0" for name in ("likely", "uncertain", "diverse", "random", "second")},
    ],
)
def test_an_impossible_batch_is_refused_with_what_was_written(
    client: TestClient, change: dict[str, object]
) -> None:
    answer = client.post("/batches/new", data={**FORM, "reader": ["anna-lind"], **change})
    assert answer.status_code == 422
    assert "Måndag" in answer.text


def test_without_anything_unread_there_is_nothing_to_draw(client: TestClient, study: Study) -> None:
    form = {**FORM, "reader": ["anna-lind"]}
    client.post("/batches/new", data=form)
    for _ in study.passages:
        start = client.get("/code/batch:1").headers["location"]
        client.post(start, data=answer_form(client.get(start).text, **{"one-gate": "gate.none"}))
    answer = client.post("/batches/new", data=form)
    assert (answer.status_code, "inget att dra" in answer.text) == (422, True)


def test_the_start_page_says_what_to_do_next(client: TestClient, study: Study) -> None:
    assert "/batches/new" in client.get("/").text
    client.post("/batches/new", data={**FORM, "reader": ["anna-lind"]})
    assert "3 stycken är kvar för dig i Måndag" in client.get("/").text
    with study.desk.reviewing() as reader:
        assert len(reader.read_waiting(ReviewerId("anna-lind"))) == 3


ALONE: dict[str, object] = {**FORM, "reader": ["anna-lind"]}


def test_drawing_alone_says_that_nobody_reads_a_second_time(client: TestClient) -> None:
    client.post("/batches/new", data=ALONE)
    assert "Ingen var vald att läsa en andra gång" in client.get("/batches").text


def test_a_batch_gets_another_name(client: TestClient) -> None:
    client.post("/batches/new", data=ALONE)
    client.post("/batches/1/name", data={"name": "  Vecka   9 "})
    assert ">Vecka 9<" in client.get("/batches").text
    client.post("/batches/1/name", data={"name": " "})
    assert ">Vecka 9<" in client.get("/batches").text
    assert client.post("/batches/7/name", data={"name": "Vecka 9"}).status_code == 404
    assert client.post("/batches/x/name", data={"name": "Vecka 9"}).status_code == 404


def test_whoever_joins_reads_a_share_blind_and_not_what_they_have_read(
    client: TestClient, study: Study
) -> None:
    add_person(study.desk, "Bo")
    client.post("/batches/new", data={**ALONE, "sealing": "none"})
    answer_as(study, ReviewerId("bo"), 0, "gate.strategy")
    client.post("/batches/1/reader", data={"person": "bo", "share": "100"})
    with study.desk.reviewing() as reader:
        items = list(reader.iter_batch_items(1, ReviewerId("bo")))
    assert {item.passage for item in items} == {one.id for one in study.passages[1:]}
    assert [(item.ordinal, item.blind) for item in items] == [(0, True), (1, True)]
    assert "2 läses av två" in client.get("/batches").text
    client.post("/batches/1/reader", data={"person": "bo", "share": "100"})
    assert "bara en annan läser" in client.get("/batches").text


@pytest.mark.parametrize("form", [{"person": "nobody", "share": "50"}, {"person": "anna-lind", "share": "0"}])
def test_nobody_joins_with_nothing(client: TestClient, form: dict[str, str]) -> None:
    client.post("/batches/new", data=ALONE)
    assert client.post("/batches/1/reader", data=form).status_code == 404


def test_a_batch_is_withdrawn_until_somebody_has_begun_it(client: TestClient, study: Study) -> None:
    client.post("/batches/new", data=ALONE)
    client.get("/code/batch:1")
    assert "Dra in omgången" in client.get("/batches").text
    client.post("/batches/1/withdraw")
    assert "Måndag är indragen" in client.get("/batches").text
    assert client.post("/batches/new", data=ALONE).status_code == 303
    start = client.get("/code/batch:1").headers["location"]
    client.post(start, data=answer_form(client.get(start).text, **{"one-gate": "gate.none"}))
    page = client.post("/batches/1/withdraw", follow_redirects=True).text
    assert "Någon har börjat på Måndag" in page
    assert "Dra in omgången" not in page
