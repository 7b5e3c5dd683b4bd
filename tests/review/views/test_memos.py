from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.review.desks import Study


def test_memos_on_passage_document_and_code_are_kept_and_listed(study: Study, client: TestClient) -> None:
    passage, document = study.passages[0].id, study.document.sha256
    back = {"queue": study.queue, "passage": passage}
    answer = client.post("/memos", data={"kind": "passage", "target": passage, "text": "Ett\r\nTvå", **back})
    assert answer.headers["location"] == study.address(0)
    assert "Ett\nTvå" in client.get(study.address(0)).text
    client.post(
        "/memos", data={"kind": "document", "target": document, "text": "Om planen", "document": document}
    )
    assert "Om planen" in client.get(f"/document/{document}").text
    client.post("/memos", data={"kind": "code", "target": "partner.region", "text": "Om regioner"})
    page = client.get("/memos").text
    assert all(text in page for text in ("Ett\nTvå", "Om planen", "Om regioner", "Region (f.d. landsting)"))


def test_an_empty_memo_is_not_kept(study: Study, client: TestClient) -> None:
    client.post("/memos", data={"kind": "passage", "target": study.passages[0].id, "text": "  \n"})
    with study.desk.reviewing() as reader:
        assert list(reader.iter_all_memos()) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "other", "target": "x"},
        {"kind": "code", "target": "no.code"},
        {"kind": "passage", "target": "0"},
    ],
)
def test_a_memo_on_nothing_is_refused(client: TestClient, sent: dict[str, str]) -> None:
    assert client.post("/memos", data={**sent, "text": "x"}).status_code in (404, 500)
