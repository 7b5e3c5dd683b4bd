from __future__ import annotations

from starlette.testclient import TestClient

from review.views.entry import REMEMBERED
from tests.review.desks import Study, add_person, make_stranger


def test_who_has_not_said_who_they_are_is_asked(study: Study) -> None:
    client, access = make_stranger(study.desk)
    client.get(f"/enter/{access.token}")
    assert client.get("/documents").headers["location"] == "/who"
    assert client.post("/who", data={"name": "   "}).status_code == 422


def test_a_name_is_added_once_and_remembered(study: Study, client: TestClient) -> None:
    assert client.post("/who", data={"name": "anna  LIND"}).status_code == 303
    with study.desk.reviewing() as reader:
        assert [person.name for person in reader.iter_reviewers()] == ["Anna Lind"]
    again, access = make_stranger(study.desk)
    again.cookies.set(REMEMBERED, client.cookies[REMEMBERED])
    again.get(f"/enter/{access.token}")
    assert "Anna Lind" in again.get("/").text


def test_two_people_of_one_name_spelt_alike_get_ids_of_their_own(study: Study, client: TestClient) -> None:
    for name in ("Åsa Öh", "Asa Oh"):
        client.post("/who", data={"name": name})
    with study.desk.reviewing() as reader:
        assert {person.id for person in reader.iter_reviewers()} == {"anna-lind", "asa-oh", "asa-oh-2"}
        assert len({person.colour for person in reader.iter_reviewers()}) == 3


def test_another_person_can_take_over(study: Study, client: TestClient) -> None:
    bo = add_person(study.desk, "Bo")
    client.post("/leave")
    assert client.get("/").headers["location"] == "/who"
    client.post("/who", data={"person": bo.id})
    assert "Bo" in client.get("/").text
