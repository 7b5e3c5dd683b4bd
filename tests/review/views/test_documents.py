from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from tests.review.desks import Study, answer_form


def test_the_list_counts_and_filters(study: Study, client: TestClient) -> None:
    row = HTMLParser(client.get("/documents").text).css_first("tbody tr").text()
    assert "Plan för samverkan" in row
    assert "Sjöbacka" in row
    assert "tbody" in client.get("/documents?title=SAMVERKAN&municipality=9801").text
    assert "tbody" not in client.get("/documents?title=budget").text


def test_the_whole_document_is_read_with_codes_and_own_answers(study: Study, client: TestClient) -> None:
    client.post(
        study.address(0), data=answer_form(client.get(study.address(0)).text, **{"one-gate": "gate.none"})
    )
    tree = HTMLParser(client.get(f"/document/{study.document.sha256}").text)
    texts = [one.text() for one in tree.css(".leaf [data-start]")]
    assert texts == [passage.text for passage in study.passages]
    first, second = (tree.css_first(f"#p-{passage.id}") for passage in study.passages[:2])
    assert "answered" in (first.attributes["class"] or "")
    assert "coded" not in (first.attributes["class"] or "")
    assert "Region" in second.css_first(".tags").text()


def test_a_document_that_is_none_is_not_found(client: TestClient) -> None:
    for address in ("/document/x", "/document/" + "0" * 64, "/document/" + "Z" * 64):
        assert client.get(address).status_code == 404
