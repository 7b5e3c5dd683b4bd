from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.review.desks import Study


def test_a_way_is_kept_with_what_is_left_and_removed_again(client: TestClient, study: Study) -> None:
    ways = [
        ("code", "partner.region"),
        ("municipality", "9801"),
        ("search", "samverka"),
        ("document", str(study.document.sha256)),
    ]
    for kind, argument in ways:
        assert client.post("/queues", data={"kind": kind, "argument": argument}).status_code == 303
    page = client.get("/queues").text
    assert "Kommun: Sjöbacka" in page
    assert "Dokument: Plan för samverkan" in page
    assert page.count("/queues/drop") == 4
    client.post("/queues/drop", data={"queue": "municipality:9801"})
    assert "Kommun: Sjöbacka" not in client.get("/queues").text


def test_a_way_can_be_read_at_once(client: TestClient) -> None:
    answer = client.post("/queues", data={"kind": "search", "argument": "samverka", "go": "1"})
    assert answer.headers["location"] == "/code/search:samverka"


@pytest.mark.parametrize(("kind", "argument"), [("search", "  "), ("nothing", "x"), ("batch", "x")])
def test_a_way_that_leads_nowhere_is_refused(client: TestClient, kind: str, argument: str) -> None:
    assert client.post("/queues", data={"kind": kind, "argument": argument}).status_code == 404


def test_disagreements_lead_to_where_they_are_settled(client: TestClient) -> None:
    assert 'href="/settle"' in client.get("/queues").text


@pytest.mark.parametrize("queue", ["nothing", "batch:", "batch:x", f"batch:{9:030}", "search:/{passage}"])
def test_an_address_of_no_queue_is_said_to_be_none(client: TestClient, study: Study, queue: str) -> None:
    answer = client.get("/code/" + queue.format(passage=study.passages[0].id))
    assert answer.status_code == 404
    assert "Den kön finns inte." in answer.text
