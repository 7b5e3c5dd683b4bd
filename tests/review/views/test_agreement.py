from __future__ import annotations

import csv
import io

from starlette.testclient import TestClient

from corpus.review_records import ReviewerId
from tests.review.desks import Study, add_person
from tests.review.views.test_settling import answer_as

ANNA, BO = ReviewerId("anna-lind"), ReviewerId("bo")


def _differ(study: Study) -> None:
    add_person(study.desk, "Bo")
    for number in range(3):
        answer_as(study, ANNA, number, "gate.strategy", "form.network", "partner.region")
        code = "partner.region" if number else "partner.university"
        answer_as(study, BO, number, "gate.strategy", "form.network", code)


def test_without_two_readers_the_page_says_what_to_do(client: TestClient) -> None:
    page = client.get("/agreement").text
    assert "Inget att jämföra ännu" in page
    assert "/batches/new" in page


def test_figures_are_honest_when_few(client: TestClient, study: Study) -> None:
    _differ(study)
    page = client.get("/agreement").text
    assert ">för få<" in page
    assert " … " not in page  # one document: no interval can be told
    assert "/settle?state=all&amp;code=partner.region&amp;other=partner.university" in page.replace(
        "&code", "&amp;code"
    ).replace("&other", "&amp;other")


def test_the_model_is_one_more_coder(client: TestClient, study: Study) -> None:
    _differ(study)
    rows = _read(client.get("/agreement.csv").content)
    assert [row["level"] for row in rows if row["level"].startswith("model")] == ["model-blind"] * 2
    assert {row["id"] for row in rows if row["level"] == "pair"} == {"anna-lind+bo"}


def test_the_table_holds_what_the_page_shows(client: TestClient, study: Study) -> None:
    _differ(study)
    rows = _read(client.get("/agreement.csv?answers=blind").content)
    partner = next(row for row in rows if row["id"] == "partner.university")
    assert (partner["units"], partner["said_yes"], partner["plain"]) == ("3", "1", "0,6667")
    assert partner["alpha_low"] == ""
    assert _read(client.get("/agreement.csv?answers=shown").content)[0]["units"] == "0"


def test_a_pair_can_be_looked_at_alone(client: TestClient, study: Study) -> None:
    _differ(study)
    add_person(study.desk, "Cilla")
    answer_as(study, ReviewerId("cilla"), 0, "gate.none")
    rows = _read(client.get("/agreement.csv?pair=anna-lind%2Bbo").content)
    assert {row["id"] for row in rows if row["level"] == "pair"} == {"anna-lind+bo"}


def _read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
