from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from review.access import Access, Doors
from review.accounts import FREE_TRIES, hash_password, is_password
from review.app import make_app
from tests.review.desks import PORT, Study, add_person

SHARED = f"http://10.0.0.7:{PORT}"
SECRET = "tre ord räcker"


def _share(study: Study) -> TestClient:
    access = Access(Doors(PORT, "10.0.0.7", login=True))
    client = TestClient(make_app(study.desk, access), base_url=SHARED, follow_redirects=False)
    client.headers["origin"] = SHARED
    return client


def _set_password(study: Study, person: str, password: str = SECRET) -> None:
    from dataclasses import replace

    with study.desk.deciding() as writer:
        known = writer.find_reviewer(person)
        assert known is not None
        writer.update_reviewer(replace(known, password=hash_password(password)))


def _get_link(page: str) -> str:
    found = re.search(r"/join/[\w-]+", page)
    assert found is not None
    return found[0]


def test_people_are_added_renamed_and_let_rest(client: TestClient, study: Study) -> None:
    assert client.post("/people", data={"name": "Bo Ek"}).status_code == 303
    assert client.post("/people", data={"name": "bo ek"}).status_code == 422
    client.post("/people/bo-ek/name", data={"name": "Bo Eklund"})
    client.post("/people/bo-ek/switch")
    page = client.get("/people").text
    assert "Bo Eklund" in page
    assert "pausad" in page
    with study.desk.reviewing() as reader:
        bo = reader.find_reviewer("bo-ek")
    assert bo is not None
    assert (bo.name, bo.active) == ("Bo Eklund", False)
    assert client.post("/people/anna-lind/switch").status_code == 422
    assert client.post("/people/nobody/switch").status_code == 404


def test_a_personal_link_is_shown_once_and_lets_its_person_in(client: TestClient, study: Study) -> None:
    add_person(study.desk, "Bo")
    link = _get_link(client.post("/people/bo/invite").text)
    assert link not in client.get("/people").text
    stranger = TestClient(client.app, base_url=client.base_url, follow_redirects=False)
    stranger.headers["sec-fetch-site"] = "same-origin"
    assert "Välkommen, Bo" in stranger.get(link).text
    assert stranger.post(link).status_code == 303
    assert "Bo" in stranger.get("/people").text
    assert stranger.get(f"{link}x").status_code == 403


def test_a_new_link_ends_the_one_before(client: TestClient, study: Study) -> None:
    add_person(study.desk, "Bo")
    first = _get_link(client.post("/people/bo/invite").text)
    client.post("/people/bo/invite")
    assert client.get(first).status_code == 403


def test_a_password_must_be_long_and_written_twice_alike(client: TestClient, study: Study) -> None:
    for password, again in (("kort", "kort"), (SECRET, SECRET + "x")):
        answer = client.post("/people/password", data={"password": password, "again": again})
        assert answer.status_code == 422
    assert client.post("/people/password", data={"password": SECRET, "again": SECRET}).status_code == 303
    with study.desk.reviewing() as reader:
        assert is_password(reader.find_reviewer("anna-lind"), SECRET)


def test_over_a_network_everybody_logs_in_and_out(client: TestClient, study: Study) -> None:
    _set_password(study, "anna-lind")
    shared = _share(study)
    assert shared.get("/").headers["location"] == "/login"
    assert shared.post("/login", data={"name": "Anna Lind", "password": "fel lösenord"}).status_code == 403
    assert shared.get("/batches").headers["location"] == "/login"
    answer = shared.post("/login", data={"name": "anna lind", "password": SECRET})
    assert (answer.status_code, "samesite=strict" in answer.headers["set-cookie"].lower()) == (303, True)
    assert "Anna Lind" in shared.get("/").text
    assert shared.post("/leave").headers["location"] == "/login"
    assert shared.get("/").headers["location"] == "/login"


def test_over_a_network_nobody_comes_in_by_saying_a_name(client: TestClient, study: Study) -> None:
    shared = _share(study)
    assert shared.post("/who", data={"person": "anna-lind"}).status_code == 403
    assert shared.get("/who").headers["location"] == "/login"


@pytest.mark.parametrize("name", ["Anna Lind", "Nobody"])
def test_guessing_passwords_is_slowed_down_whether_or_not_there_is_such_a_person(
    client: TestClient, study: Study, name: str
) -> None:
    _set_password(study, "anna-lind")
    shared = _share(study)
    for _ in range(FREE_TRIES):
        assert shared.post("/login", data={"name": name, "password": "gissning"}).status_code == 403
    assert shared.post("/login", data={"name": name, "password": SECRET}).status_code == 429


def test_over_a_network_a_link_serves_to_choose_a_password_once(client: TestClient, study: Study) -> None:
    add_person(study.desk, "Bo")
    link = _get_link(client.post("/people/bo/invite").text)
    shared = _share(study)
    assert shared.post(link, data={}).status_code == 422
    assert shared.post(link, data={"password": SECRET, "again": SECRET}).status_code == 303
    assert "Bo" in shared.get("/").text
    assert shared.get(link).status_code == 403


def test_over_a_network_a_link_does_not_pass_by_a_password_that_is_there(
    client: TestClient, study: Study
) -> None:
    add_person(study.desk, "Bo")
    _set_password(study, "bo")
    link = _get_link(client.post("/people/bo/invite").text)
    shared = _share(study)
    assert (
        shared.post(link, data={"password": "ett annat lösen", "again": "ett annat lösen"}).headers[
            "location"
        ]
        == "/login"
    )


def test_over_a_network_the_old_password_is_asked_for(client: TestClient, study: Study) -> None:
    _set_password(study, "anna-lind")
    shared = _share(study)
    shared.post("/login", data={"name": "Anna Lind", "password": SECRET})
    new = {"password": "fyra nya ord här", "again": "fyra nya ord här"}
    assert shared.post("/people/password", data=new).status_code == 422
    assert shared.post("/people/password", data={**new, "old": SECRET}).status_code == 303


def test_the_shared_server_answers_only_under_its_own_name(study: Study) -> None:
    shared = _share(study)
    assert shared.get("/login").status_code == 200
    assert shared.get("/login", headers={"host": f"evil.example:{PORT}"}).status_code == 400
    sent = {"name": "x", "password": "y"}
    foreign = shared.post("/login", data=sent, headers={"origin": "http://evil.example"})
    assert foreign.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_personal_link_begins_as_the_address_that_the_browser_came_by(study: Study, host: str) -> None:
    access = Access(Doors(PORT))
    client = TestClient(
        make_app(study.desk, access), base_url=f"http://{host}:{PORT}", follow_redirects=False
    )
    client.headers["sec-fetch-site"] = "same-origin"
    client.get(f"/enter/{access.token}")
    client.post("/who", data={"name": "Anna Lind"})
    assert f"http://{host}:{PORT}/join/" in client.post("/people/anna-lind/invite").text
