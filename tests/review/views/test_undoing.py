from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from corpus.review_records import Batch, BatchItem, ReviewerId
from tests.review.desks import Study, answer_form

ANNA = ReviewerId("anna-lind")


def _make_batch(study: Study) -> str:
    """A batch of the first passage alone, to be read blind."""
    with study.desk.deciding() as writer:
        batch = Batch("Blind", ANNA, 1, {"random": 1.0}, True, 0.0)
        item = BatchItem(0, 0, study.passages[0].id, ANNA, "random", 0.5, True)
        return f"batch:{writer.add_batch(batch, [item])}"


def test_what_was_done_elsewhere_is_named_before_it_is_undone(study: Study, client: TestClient) -> None:
    queue, passage = _make_batch(study), study.passages[0].id
    memo = {"kind": "document", "target": study.document.sha256, "text": "Tanke"}
    client.post("/memos", data=memo | {"document": study.document.sha256})
    client.post("/memos", data={"kind": "passage", "target": study.passages[2].id, "text": "Annan tanke"})
    here = {"queue": queue, "passage": passage}
    asked = client.post("/undo", data=here).headers["location"]
    assert asked == f"/code/{queue}/{passage}?ask=undo"
    tree = HTMLParser(client.get(asked).text)
    assert "memo – Föreningarna och kommunen" in tree.css_first("#asked-what").text()
    with study.desk.reviewing() as reader:
        assert len(list(reader.iter_all_memos())) == 2
    sure = tree.css_first("#confirm input[name=sure]").attributes["value"]
    answer = client.post("/undo", data=here | {"sure": sure})
    assert answer.headers["location"] == f"/code/{queue}/{passage}"
    assert "Ångrat på annat håll" in client.get(answer.headers["location"]).text
    with study.desk.reviewing() as reader:
        assert [one.text for one in reader.iter_all_memos()] == ["Tanke"]


def test_a_second_word_about_something_else_is_asked_again(study: Study, client: TestClient) -> None:
    client.post("/memos", data={"kind": "passage", "target": study.passages[2].id, "text": "Tanke"})
    here = {"queue": _make_batch(study), "passage": study.passages[0].id}
    assert client.post("/undo", data=here | {"sure": "999"}).headers["location"].endswith("?ask=undo")


def test_an_answer_of_the_queue_is_undone_at_once(study: Study, client: TestClient) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    here = {"queue": study.queue, "passage": study.passages[1].id}
    assert client.post("/undo", data=here).headers["location"] == study.address(0)


def test_the_parts_of_a_batch_passage_stay_in_the_batch_and_undo_leads_back(
    study: Study, client: TestClient
) -> None:
    queue, passage = _make_batch(study), study.passages[0].id
    where = f"/code/{queue}/{passage}"
    client.post(where, data=answer_form(client.get(where).text, **{"one-gate": "gate.strategy"}))
    split = client.post(f"/borders/{passage}/split", data={"at": 52, "queue": queue})
    told = client.get(split.headers["location"]).text
    for word in ("Alla delarna ingår i omgången", "Ditt svar hör till stycket som det var", "sidan Modell"):
        assert word in HTMLParser(told).css_first("#notice").text()
    assert "Blint" in HTMLParser(told).css_first(".progress").text()
    with study.desk.reviewing() as reader:
        items = [one for one in reader.iter_batch_items(None, ANNA) if reader.is_current(one.passage)]
        assert [(one.stratum, one.probability, one.blind) for one in items] == [("random", 0.5, True)] * 2
    first = split.headers["location"].rpartition("/")[2]
    undone = client.post("/undo", data={"queue": queue, "passage": first}).headers["location"]
    assert undone == where
    redone = client.post("/redo", data={"queue": queue, "passage": passage}).headers["location"]
    assert redone == f"/code/{queue}/{first}"


def test_the_end_of_a_queue_has_ways_back(study: Study, client: TestClient) -> None:
    queue, passage = _make_batch(study), study.passages[0].id
    where = f"/code/{queue}/{passage}"
    client.post(where, data=answer_form(client.get(where).text, **{"one-gate": "gate.none"}))
    tree = HTMLParser(client.get(f"/code/{queue}").text)
    assert tree.css_first(f"a[href$='{passage}']") is not None
    form = {one.attributes["name"]: one.attributes["value"] for one in tree.css("form[action='/undo'] input")}
    assert client.post("/undo", data=form).headers["location"] == where
