from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from corpus.review_records import Batch, BatchItem, ReviewerId
from tests.review.desks import Study, answer_form, make_client, make_desk, make_study


def test_the_screen_shows_the_passage_with_what_the_model_thinks(study: Study, client: TestClient) -> None:
    tree = HTMLParser(client.get(study.address(0)).text)
    assert tree.css_first("#quote").text() == study.passages[0].text
    chips = {chip.attributes["data-code"]: chip.text() for chip in tree.css("#chosen .chip")}
    assert set(chips) == {"gate.strategy", "partner.region", "form.network"}
    assert "81 %" in chips["gate.strategy"]
    assert "Kommunen" in chips["gate.strategy"]
    assert tree.css_first("mark.word").text() == "Kommunen"
    assert "31 %" in tree.css_first(".nearly").text()
    assert len(tree.css("#answer .code")) == 97
    assert tree.css_first(".canvas rect") is not None
    assert "Plan för samverkan" in tree.css_first("#source").text()


def test_a_queue_begins_with_its_first_open_passage_and_ends_with_a_word(
    study: Study, client: TestClient
) -> None:
    for number in range(3):
        answer = client.get(f"/code/{study.queue}")
        assert answer.headers["location"] == study.address(number)
        client.post(study.address(number), data=answer_form(client.get(study.address(number)).text))
    done = client.get(f"/code/{study.queue}")
    assert done.status_code == 200
    assert "alla 3 stycken" in done.text


def test_one_goes_on_and_back_without_deciding(study: Study, client: TestClient) -> None:
    client.get(study.address(0))
    assert client.get(study.address(0) + "/next").headers["location"] == study.address(1)
    client.get(study.address(1))
    assert client.get(study.address(1) + "/previous").headers["location"] == study.address(0)
    with study.desk.reviewing() as reader:
        assert list(reader.iter_decisions(None, None, 9)) == []


def test_after_a_restart_previous_is_what_was_decided_before(study: Study, client: TestClient) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    with make_client(study.desk) as restarted:
        assert restarted.get(study.address(1) + "/previous").headers["location"] == study.address(0)


def test_blind_neither_the_model_nor_the_other_is_in_the_page(study: Study, client: TestClient) -> None:
    with study.desk.deciding() as writer:
        batch = Batch("Blind", ReviewerId("anna-lind"), 1, {"random": 1.0}, True, 1.0)
        item = BatchItem(0, 0, study.passages[0].id, ReviewerId("anna-lind"), "random", 0.5, True)
        number = writer.add_batch(batch, [item])
    for queue in (f"batch:{number}", study.queue, "second"):
        page = client.get(f"/code/{queue}/{study.passages[0].id}").text
        tree = HTMLParser(page)
        assert not tree.css("#chosen .chip, mark, meter, .nearly, .percent, input[checked]")
        assert "81 %" not in page
        assert "test-model" not in page
    whole = HTMLParser(client.get(f"/document/{study.document.sha256}").text)
    assert not whole.css(f"#p-{study.passages[0].id} .tags span")
    assert whole.css(f"#p-{study.passages[1].id} .tags span")


def test_the_gate_is_told_as_one_chance_of_two_kinds(study: Study, client: TestClient) -> None:
    tree = HTMLParser(client.get(study.address(0)).text)
    chip = tree.css_first("#chosen .chip[data-code='gate.strategy']").text()
    assert "extern samverkan 81 %: strategi 81, beskriven 0" in chip
    assert "extern samverkan 81 %" in tree.css_first(".chances").text()
    assert not tree.css(".code[data-code='gate.strategy'] > .percent")
    assert all("gate." not in (one.attributes["for"] or "") for one in tree.css(".nearly label"))


def test_a_search_marks_its_words_and_says_when_there_are_none(study: Study, client: TestClient) -> None:
    tree = HTMLParser(client.get(f"/code/search:region/{study.passages[0].id}").text)
    assert [one.text() for one in tree.css("mark.hit")] == ["Region"]
    assert "Inga träffar på ”xyzzy”" in client.get("/code/search:xyzzy").text
    answer = client.get("/code/search:%3F!")
    assert answer.headers["location"] == "/"
    page = HTMLParser(client.get("/").text)
    assert page.css_first("#notice.refused").text() == "Skriv minst ett ord att söka efter."


def test_definitions_name_codes_and_not_their_ids(study: Study, client: TestClient) -> None:
    text = HTMLParser(client.get(study.address(0)).text).css_first("#codebook").text()
    assert "`" not in text
    assert "purpose.efficiency" not in text


def test_without_single_keys_no_key_is_spoken_of(study: Study, client: TestClient) -> None:
    client.post("/settings", data={"language": "sv", "theme": "auto"})
    tree = HTMLParser(client.get(study.address(0)).text)
    assert not tree.css("main kbd")
    assert "tangenter" not in tree.css_first("#meaning").text()
    assert "tangenter" not in (tree.css_first("main").attributes["data-unsure"] or "")


@pytest.mark.parametrize("queue", ["nonsense", "batch:x", "batch:"])
def test_a_queue_that_is_none_is_not_found(client: TestClient, queue: str) -> None:
    assert client.get(f"/code/{queue}").status_code == 404


def test_a_passage_that_is_none_is_not_found(study: Study, client: TestClient) -> None:
    assert client.get(f"/code/{study.queue}/{'0' * 32}").status_code == 404


def test_hostile_words_stay_text(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    study = make_study(tmp_path, [bad, "Två."], title=bad, name=bad, url="javascript:alert(1)")
    with make_client(study.desk) as client:
        client.post("/memos", data={"kind": "passage", "target": study.passages[0].id, "text": bad})
        client.post("/who", data={"name": bad})
        for address in (study.address(0), f"/document/{study.document.sha256}", "/documents", "/memos", "/"):
            page = client.get(address).text
            tree = HTMLParser(page)
            assert not [one for one in tree.css("script") if "src" not in one.attributes]
            assert not tree.css("[onerror], img[src=x]")
            assert not [
                one for one in tree.css("a[href]") if (one.attributes["href"] or "").startswith("javascript")
            ]


def test_a_study_without_passages_says_what_to_do(tmp_path: Path) -> None:
    with make_client(make_desk(tmp_path)) as client:
        assert "samverkan run" in client.get("/").text
        assert "samverkan run" in client.get("/documents").text
        assert client.get("/code/second").status_code == 200


def test_a_codebook_with_a_mistake_names_its_line(study: Study, client: TestClient) -> None:
    study.desk.codebook_path.write_text("version: '1'\ndimensions: nonsense\n", "utf-8")
    answer = client.get(study.address(0))
    assert answer.status_code == 500
    assert "codebook.yaml" in answer.text
