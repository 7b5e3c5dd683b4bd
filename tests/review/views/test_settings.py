from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from review.shortcuts import ACTIONS
from tests.review.desks import Study

_KEYS = {f"key-{action}": key for action, (key, _) in ACTIONS.items()}


def test_language_colours_and_keys_are_a_persons_own(study: Study, client: TestClient) -> None:
    sent = {**_KEYS, "language": "en", "theme": "dark", "shortcuts": "on", "key-undo": "x"}
    assert client.post("/settings", data=sent).status_code == 303
    page = client.get(study.address(0)).text
    tree = HTMLParser(page)
    assert tree.css_first("html").attributes["lang"] == "en"
    assert tree.css_first("html").attributes["data-theme"] == "dark"
    assert "Save and go on" in page
    assert "There is no such page." in client.get("/nothing").text
    assert '"undo": "x"' in (tree.css_first("main").attributes["data-keys"] or "")


def test_single_keys_can_be_switched_off(study: Study, client: TestClient) -> None:
    client.post("/settings", data={**_KEYS, "language": "sv", "theme": "auto"})
    assert HTMLParser(client.get(study.address(0)).text).css_first("main").attributes["data-keys"] == ""


def test_two_actions_on_one_key_are_refused_and_shown(client: TestClient) -> None:
    answer = client.post("/settings", data={**_KEYS, "key-redo": "z", "shortcuts": "on"})
    assert answer.status_code == 422
    assert HTMLParser(answer.text).css_first("#key-redo").attributes["value"] == "z"
