from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from corpus import store as corpus_store
from corpus.review_records import Act, ReviewerId
from tests.review.desks import Study, add_person, answer_form, make_client

ANNA = ReviewerId("anna-lind")


def test_saving_keeps_the_whole_answer_and_shows_the_next(study: Study, client: TestClient) -> None:
    form = answer_form(client.get(study.address(0)).text, note="Tydligt.")
    answer = client.post(study.address(0), data=form)
    assert answer.headers["location"] == study.address(1)
    assert "Sparat." in client.get(study.address(1)).text
    with study.desk.reviewing() as reader:
        kept = reader.find_answer(study.passages[0].id, ANNA)
        assert kept is not None
        assert kept.yes == ("form.network", "gate.strategy", "partner.region")
        assert kept.shown == "test-model"
        assert kept.note == "Tydligt."
        version = reader.find_codebook_version(kept.codebook)
        assert version is not None
        assert len(version.meanings) == 97


def test_the_rules_complete_the_answer_and_say_so(study: Study, client: TestClient) -> None:
    form = answer_form(client.get(study.address(0)).text, **{"one-gate": "gate.none"})
    client.post(study.address(0), data=form)
    assert "Utelämnat enligt kodbokens regler" in client.get(study.address(1)).text
    form = answer_form(client.get(study.address(1)).text, yes=[])
    client.post(study.address(1), data=form)
    assert "Ospecificerad extern aktör" in client.get(study.address(2)).text.split("<main")[0]
    with study.desk.reviewing() as reader:
        kept = [reader.find_answer(passage.id, ANNA) for passage in study.passages[:2]]
        assert [set(one.yes) for one in kept if one] == [
            {"gate.none"},
            {"gate.strategy", "partner.unspecified", "form.unspecified"},
        ]


def test_an_answer_without_a_gate_is_refused_and_nothing_chosen_is_lost(
    study: Study, client: TestClient
) -> None:
    form = answer_form(client.get(study.address(0)).text, yes=["purpose.growth"], note="hm")
    del form["one-gate"]
    answer = client.post(study.address(0), data=form)
    assert answer.status_code == 409
    assert "välj en kod under ”Grind”" in answer.text
    again = answer_form(answer.text)
    assert again["yes"] == ["purpose.growth"]
    assert again["note"] == "hm"


def test_unsure_is_neither_yes_nor_no(study: Study, client: TestClient) -> None:
    form = answer_form(client.get(study.address(0)).text, unsure=["form.network"])
    client.post(study.address(0), data=form)
    with study.desk.reviewing() as reader:
        kept = reader.find_answer(study.passages[0].id, ANNA)
        assert kept is not None
        assert kept.unsure == ("form.network",)
        assert "form.network" not in kept.yes


def test_a_second_tab_is_told_and_may_replace(study: Study, client: TestClient) -> None:
    first = answer_form(client.get(study.address(0)).text)
    second = answer_form(client.get(study.address(0)).text, yes=["partner.state"])
    client.post(study.address(0), data=first)
    told = client.post(study.address(0), data=second)
    assert told.status_code == 409
    assert "någon annanstans" in told.text
    assert client.post(study.address(0), data=answer_form(told.text)).status_code == 303
    with study.desk.reviewing() as reader:
        kept = reader.find_answer(study.passages[0].id, ANNA)
        assert kept is not None
        assert "partner.state" in kept.yes
        assert len(list(reader.iter_decisions(ANNA, None, 9))) == 2


def test_the_same_answer_sent_twice_is_one_decision(study: Study, client: TestClient) -> None:
    form = answer_form(client.get(study.address(0)).text)
    assert client.post(study.address(0), data=form).headers["location"] == study.address(1)
    assert client.post(study.address(0), data=form).headers["location"] == study.address(1)
    with study.desk.reviewing() as reader:
        assert len(list(reader.iter_decisions(ANNA, None, 9))) == 1


def test_two_people_answer_one_passage_without_seeing_each_other(study: Study, client: TestClient) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text, note="Annas tanke"))
    bo = add_person(study.desk, "Bo")
    client.post("/who", data={"person": bo.id})
    page = client.get(study.address(0)).text
    assert "Annas tanke" not in page
    client.post(study.address(0), data=answer_form(page, **{"one-gate": "gate.description"}))
    with study.desk.reviewing() as reader:
        assert {one.reviewer for one in reader.iter_answers(study.passages[0].id)} == {ANNA, bo.id}


def test_undo_and_redo_have_no_end_and_outlive_the_server(study: Study, client: TestClient) -> None:
    for number in range(3):
        client.post(study.address(number), data=answer_form(client.get(study.address(number)).text))
    with make_client(study.desk) as restarted:
        for number in (2, 1, 0):
            assert restarted.post("/undo", data={"queue": study.queue}).headers["location"] == study.address(
                number
            )
        restarted.post("/undo", data={"queue": study.queue})
        assert "inget att ångra" in restarted.get(study.address(0)).text
        with study.desk.reviewing() as reader:
            assert reader.find_answer(study.passages[0].id, ANNA) is None
        for number in (0, 1, 2):
            assert restarted.post("/redo", data={"queue": study.queue}).headers["location"] == study.address(
                number
            )
    with study.desk.reviewing() as reader:
        acts = [decision.act for decision in reader.iter_decisions(ANNA, None, 20)]
        assert acts == [Act.REDO] * 3 + [Act.UNDO] * 3 + [Act.ANSWER] * 3


def test_a_busy_database_says_try_again(
    study: Study, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = answer_form(client.get(study.address(0)).text)
    monkeypatch.setattr(corpus_store, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(study.desk.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert client.get(study.address(0)).status_code == 200
        answer = client.post(study.address(0), data=form)
        other.execute("ROLLBACK")
    assert answer.status_code == 503
    assert "försök igen" in answer.text
    assert client.post(study.address(0), data=form).status_code == 303


def test_an_answer_under_an_older_codebook_is_not_saved(study: Study, client: TestClient) -> None:
    form = answer_form(client.get(study.address(0)).text)
    text = study.desk.codebook_path.read_text("utf-8")
    study.desk.codebook_path.write_text(text.replace("sv: Partner", "sv: Parter", 1), "utf-8")
    answer = client.post(study.address(0), data=form)
    assert answer.status_code == 409
    assert "kodboken ändrades" in answer.text
    assert client.post(study.address(0), data=answer_form(answer.text)).status_code == 303
