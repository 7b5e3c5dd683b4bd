from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from tests.review.desks import Study, answer_form


def _current(study: Study) -> list[str]:
    with study.desk.reviewing() as reader:
        return [passage.text for passage in reader.iter_passages(study.document.sha256)]


def test_a_passage_is_split_where_a_sentence_begins(study: Study, client: TestClient) -> None:
    page = HTMLParser(client.get(study.address(0)).text)
    at = page.css_first("#borders input[name=at]").attributes["value"]
    answer = client.post(f"/borders/{study.passages[0].id}/split", data={"at": at, "queue": study.queue})
    assert "gränserna är sparade" in client.get(answer.headers["location"]).text.lower()
    assert _current(study)[:2] == [
        "Kommunen ska samverka med Region Norr om folkhälsa.",
        "Arbetet följs upp varje år.",
    ]
    with study.desk.reviewing() as reader:
        first, second = list(reader.iter_passages(study.document.sha256))[:2]
    # The words of the file tell where each half stands: one after the other on the same line.
    assert first.boxes[0].x1 <= second.boxes[0].x0 + 1
    client.post("/undo", data={"queue": study.queue})
    assert _current(study)[0] == study.passages[0].text


def test_neighbours_are_joined(study: Study, client: TestClient) -> None:
    client.post(
        f"/borders/{study.passages[0].id}/join", data={"with": study.passages[1].id, "queue": study.queue}
    )
    assert _current(study)[0] == f"{study.passages[0].text}\n{study.passages[1].text}"


def test_a_border_moves_into_the_neighbour(study: Study, client: TestClient) -> None:
    first, second = study.passages[:2]
    client.post(
        f"/borders/{first.id}/move",
        data={"start": first.start, "end": second.start + 9, "queue": study.queue},
    )
    assert _current(study)[:2] == [f"{first.text}\nVi bygger", "en bro över ån."]


def test_borders_that_cannot_be_are_explained_on_the_screen(study: Study, client: TestClient) -> None:
    passage = study.passages[0]
    answer = client.post(
        f"/borders/{passage.id}/move", data={"start": passage.start, "end": passage.end, "queue": study.queue}
    )
    assert answer.headers["location"] == study.address(0)
    assert "Gränserna är där de var." in client.get(study.address(0)).text


def test_the_form_of_a_passage_that_was_split_meanwhile_is_not_saved(
    study: Study, client: TestClient
) -> None:
    form = answer_form(client.get(study.address(0)).text)
    client.post(f"/borders/{study.passages[0].id}/split", data={"at": 52, "queue": study.queue})
    answer = client.post(study.address(0), data=form)
    assert answer.headers["location"] == f"/code/{study.queue}"
    assert "Inte sparat" in client.get(answer.headers["location"], follow_redirects=True).text


def test_text_under_a_rectangle_on_the_page_becomes_a_passage(study: Study, client: TestClient) -> None:
    box = study.passages[0].boxes[0]
    area = {"page": 1, "x0": box.x0 - 5, "top": box.top - 3, "x1": box.x0 + 120, "bottom": box.bottom}
    page = client.post(f"/document/{study.document.sha256}/propose", data=area).text
    marked = HTMLParser(page).css_first("mark").text()
    assert study.passages[0].text.startswith(marked)
    span = dict(re.findall(r'name="(start|end)" value="(\d+)"', page))
    client.post(f"/document/{study.document.sha256}/add", data=span)
    assert _current(study)[0] == marked


def test_words_that_were_written_are_found_across_line_ends(study: Study, client: TestClient) -> None:
    quote = {"quote": "varje år.   vi bygger"}
    page = client.post(f"/document/{study.document.sha256}/propose", data=quote).text
    assert HTMLParser(page).css_first("mark").text() == "varje år.\nVi bygger"
    nothing = client.post(f"/document/{study.document.sha256}/propose", data={"quote": "finns inte"})
    assert nothing.status_code == 303


def test_a_number_that_is_none_is_refused(study: Study, client: TestClient) -> None:
    for at in ("", "x", "9" * 20, "-3"):
        assert client.post(f"/borders/{study.passages[0].id}/split", data={"at": at}).status_code == 404
    assert _current(study) == [passage.text for passage in study.passages]
