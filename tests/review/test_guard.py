from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from review.access import Doors
from review.guard import MOST_BODY, POLICY
from tests.review.desks import Study, make_stranger


def test_without_the_cookie_every_page_says_how_to_get_in(study: Study) -> None:
    client, _ = make_stranger(study.desk)
    for address in (
        "/",
        "/who",
        study.address(0),
        "/documents",
        f"/file/{study.document.sha256}",
        "/nothing",
    ):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "samverkan review" in answer.text
        assert study.passages[0].text[:20] not in answer.text


def test_the_link_works_once_and_leaves_a_clean_address(study: Study) -> None:
    client, access = make_stranger(study.desk)
    token = access.token
    answer = client.get(f"/enter/{token}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    other, _ = TestClient(client.app, base_url=str(client.base_url), follow_redirects=False), None
    again = other.get(f"/enter/{token}")
    assert again.status_code == 403
    assert "set-cookie" not in again.headers
    assert other.get(f"/enter/{access.token}").status_code == 303


def test_a_wrong_token_lets_nobody_in(study: Study) -> None:
    client, _ = make_stranger(study.desk)
    assert client.get("/enter/guess").status_code == 403
    assert client.get("/").status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example:8000", "127.0.0.1", "127.0.0.1:8001", "localhost.evil.example:8000", ""]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_this_computers_own_names_are_answered(study: Study, host: str) -> None:
    client, _ = make_stranger(study.desk)
    assert client.get("/", headers={"host": host}).status_code == 403


def test_the_shared_host_is_answered_and_no_other() -> None:
    assert "review.uni.example:443" in Doors(443, "review.uni.example").hosts
    assert "other.uni.example:443" not in Doors(443, "review.uni.example").hosts


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_website_cannot_decide_in_ones_name(study: Study, client: TestClient, site: str) -> None:
    answer = client.post(
        "/undo", data={}, headers={"sec-fetch-site": site, "origin": "http://127.0.0.1:8000"}
    )
    assert answer.status_code == 403


def test_without_fetch_metadata_the_origin_must_be_ours(client: TestClient) -> None:
    del client.headers["sec-fetch-site"]
    assert client.post("/undo", data={}).status_code == 403
    assert client.post("/undo", data={}, headers={"origin": "null"}).status_code == 403
    assert client.post("/undo", data={}, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/undo", data={}, headers={"origin": "http://127.0.0.1:8000"}).status_code == 303


def test_a_flood_of_bytes_is_refused(client: TestClient) -> None:
    assert client.post("/memos", content=b"x" * (MOST_BODY + 1)).status_code == 413


def test_every_answer_carries_the_protecting_headers(study: Study, client: TestClient) -> None:
    for address in ("/", study.address(0), "/nothing", f"/page/{study.document.sha256}/1.png"):
        headers = client.get(address).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
    assert client.get("/").headers["cache-control"] == "no-store"
    assert "unsafe" not in POLICY


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/file/..%2f..%2fcorpus.db",
        "/file/" + "0" * 64,
        "/page/../1.png",
    ],
)
def test_nothing_outside_is_reached_by_a_path(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "from __future__" not in answer.text
