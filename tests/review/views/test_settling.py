from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from corpus.review_records import Answer, ReviewerId
from review.codebooks import CodebookShelf, record_version
from tests.review.desks import Study, add_person

ANNA, BO = ReviewerId("anna-lind"), ReviewerId("bo")


def answer_as(study: Study, person: ReviewerId, number: int, *codes: str) -> None:
    """Another way than the screen: the store itself."""
    with study.desk.deciding() as writer:
        known = record_version(writer, CodebookShelf(study.desk.codebook_path), person)
        answer = Answer(study.passages[number].id, person, codes, (), None, known)  # type: ignore[arg-type]
        writer.add_answer(answer)


@pytest.fixture
def disputed(client: TestClient, study: Study) -> Study:
    """Anna and Bo differ on the first two passages."""
    add_person(study.desk, "Bo")
    for number, code in ((0, "partner.region"), (1, "partner.university"), (2, "partner.region")):
        answer_as(study, ANNA, number, "gate.strategy", "form.network", "partner.region")
        answer_as(study, BO, number, "gate.strategy", "form.network", code)
    answer_as(study, BO, 0, "gate.none")
    return study


def _form(page: str, **changes: object) -> dict[str, object]:
    tree = HTMLParser(page)
    sent: dict[str, object] = {}
    for field in tree.css("#settle input"):
        chosen = field.attributes.get("type") == "hidden" or "checked" in field.attributes
        if chosen and (name := field.attributes.get("name")):
            sent[name] = [*sent.get(name, []), field.attributes.get("value")]  # type: ignore[misc]
    return {**sent, "note": "", **changes}


def _settled(study: Study, number: int) -> list[tuple[str, ...]]:
    with study.desk.reviewing() as reader:
        found = reader.iter_answers(study.passages[number].id)
        return [answer.yes for answer in found if answer.settles]


def test_the_list_leads_through_the_disagreements(client: TestClient, disputed: Study) -> None:
    page = client.get("/settle").text
    assert "2 stycken" in page
    first, second = (f"/settle/{passage.id}" for passage in disputed.passages[:2])
    assert client.get(f"{first}/next").headers["location"] == second
    assert "Inget att avgöra" in client.get("/settle?code=purpose.quality").text


def test_both_answers_stand_side_by_side_with_what_differs_and_what_the_codebook_says(
    client: TestClient, disputed: Study
) -> None:
    page = client.get(f"/settle/{disputed.passages[1].id}").text
    tree = HTMLParser(page)
    differing = [node.text(strip=True) for node in tree.css(".sides .unlike")]
    assert len(differing) == 2
    assert any("Universitet" in text for text in differing)
    definitions = [node.text() for node in tree.css(".definition h3")]
    assert len(definitions) == 2
    assert "81 %" not in page  # the model stays out of it


def test_choosing_anothers_answer_settles_and_goes_on_to_the_next(
    client: TestClient, disputed: Study
) -> None:
    first, second = (f"/settle/{passage.id}" for passage in disputed.passages[:2])
    answer = client.post(first, data=_form(client.get(first).text, take="bo"))
    assert answer.headers["location"] == second
    assert _settled(disputed, 0) == [("gate.none",)]


def test_a_composed_answer_is_kept_by_the_rules_with_its_note(client: TestClient, disputed: Study) -> None:
    address = f"/settle/{disputed.passages[1].id}"
    sent = _form(client.get(address).text, yes=["partner.university"], note="Regel 3")
    assert client.post(address, data=sent).status_code == 303
    [codes] = _settled(disputed, 1)
    assert "partner.university" in codes
    assert any(code.startswith("form.") for code in codes)
    assert "Regel 3" in client.get(f"{address}?state=settled").text


def test_the_filter_is_kept_from_one_case_to_the_next(client: TestClient, disputed: Study) -> None:
    address = f"/settle/{disputed.passages[0].id}?pair=anna-lind%2Bbo"
    answer = client.post(
        f"/settle/{disputed.passages[0].id}", data=_form(client.get(address).text, take="bo")
    )
    assert answer.headers["location"] == f"/settle/{disputed.passages[1].id}?pair=anna-lind%2Bbo"


def test_a_settlement_can_be_undone(client: TestClient, disputed: Study) -> None:
    address = f"/settle/{disputed.passages[0].id}"
    client.post(address, data=_form(client.get(address).text, take="bo"))
    assert client.post("/settle/undo").headers["location"] == address
    assert _settled(disputed, 0) == []


def test_what_was_answered_meanwhile_must_be_looked_at_first(client: TestClient, disputed: Study) -> None:
    address = f"/settle/{disputed.passages[0].id}"
    sent = _form(client.get(address).text, take="bo")
    answer_as(disputed, BO, 0, "gate.internal")
    refused = client.post(address, data=sent)
    assert refused.status_code == 409
    assert _settled(disputed, 0) == []
    assert client.post(address, data=_form(refused.text, take="bo")).status_code == 303


def test_a_question_with_one_answer_must_have_one(client: TestClient, disputed: Study) -> None:
    address = f"/settle/{disputed.passages[0].id}"
    sent = _form(client.get(address).text)
    sent.pop("one-gate", None)
    refused = client.post(address, data={**sent, "yes": ["partner.university"], "note": "Regel 3"})
    assert refused.status_code == 409
    error = HTMLParser(refused.text).css_first("#settle .error")
    assert error is not None
    assert "välj en kod" in error.text()
    kept = _form(refused.text)
    assert "partner.university" in str(kept["yes"])
    assert "Regel 3" in refused.text


def test_a_passage_that_is_not_there_is_said_so(client: TestClient, disputed: Study) -> None:
    assert client.get("/settle/nowhere").status_code == 404
