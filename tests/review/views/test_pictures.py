from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from tests.review.desks import Study


def _place(study: Study) -> Path:
    return study.desk.blobs.get_path(study.document.sha256)


def test_a_page_is_a_small_grey_picture_that_may_be_kept(study: Study, client: TestClient) -> None:
    answer = client.get(f"/page/{study.document.sha256}/1.png?scale=1.5")
    content = answer.content
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, colour = (
        int.from_bytes(content[a:b], "big") for a, b in ((16, 20), (20, 24), (24, 25), (25, 26))
    )
    assert (width, height, depth, colour) == (893, 1263, 8, 0)
    size = int.from_bytes(content[33:37], "big")
    rows = zlib.decompress(content[41 : 41 + size])
    assert len(rows) == (width + 1) * height
    assert min(rows[1:]) < 128 < max(rows[1:])
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "address", ["{}/2.png", "{}/0.png", "{}/x.png", "{}/1.png?scale=9", "{}/1.png?scale=x", "nothing/1.png"]
)
def test_a_page_that_is_none_is_not_found(study: Study, client: TestClient, address: str) -> None:
    assert client.get("/page/" + address.format(study.document.sha256)).status_code == 404


def test_when_the_file_is_gone_the_text_stands_in(study: Study, client: TestClient) -> None:
    _place(study).unlink()
    tree = HTMLParser(client.get(study.address(1)).text)
    assert "Filen finns inte" in tree.css_first("#sheet .why").text()
    assert tree.css_first("#sheet mark.passage").text() == study.passages[1].text
    assert client.get(f"/file/{study.document.sha256}").status_code == 404
    assert client.get(f"/page/{study.document.sha256}/1.png").status_code == 404


def test_when_the_file_is_broken_the_text_says_so(study: Study, client: TestClient) -> None:
    _place(study).chmod(0o644)
    _place(study).write_bytes(b"%PDF-1.7 nonsense")
    assert client.get(f"/page/{study.document.sha256}/1.png").text == "broken"
    tree = HTMLParser(client.get(f"/sheet/{study.passages[0].id}/1?text=1").text)
    assert "skadad" in tree.css_first(".why").text()
    assert tree.css_first("mark.passage").text() == study.passages[0].text


def test_the_file_itself_is_handed_out_only_to_be_kept(study: Study, client: TestClient) -> None:
    answer = client.get(f"/file/{study.document.sha256}")
    assert answer.content == _place(study).read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
