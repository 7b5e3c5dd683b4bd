from __future__ import annotations

from starlette.testclient import TestClient

from corpus.review_records import Batch, BatchItem, ReviewerId
from tests.review.desks import Study
from tests.review.views.test_settling import answer_as

ANNA = ReviewerId("anna-lind")


def _draw(study: Study) -> None:
    items = [
        BatchItem(0, number, passage.id, ANNA, "random", 1.0, True)
        for number, passage in enumerate(study.passages)
    ]
    with study.desk.deciding() as writer:
        writer.add_batch(Batch("Slump", ANNA, 1, {}, True, 0.0), items)


def test_without_a_random_share_nothing_is_said_of_the_rest(client: TestClient) -> None:
    page = client.get("/progress").text
    assert "Ännu går inget att säga" in page
    assert page.count("Inte ännu") == 3


def test_a_store_that_is_read_to_its_end_is_found_whole(client: TestClient, study: Study) -> None:
    _draw(study)
    for number in range(3):
        answer_as(study, ANNA, number, "gate.strategy")
    page = client.get("/progress").text
    assert "ungefär 100 % funnet (95 % intervall: 100 % till 100 %)" in page
    assert "Mellan 0 och 0 finns ännu kvar" in page


def test_a_code_and_a_target_can_be_chosen(client: TestClient, study: Study) -> None:
    _draw(study)
    answer_as(study, ANNA, 0, "gate.strategy", "partner.region")
    page = client.get("/progress?code=partner.university&target=0.8").text
    assert "minst 80 % är funnet" in page
    assert '<option value="partner.university" selected>' in page
    assert client.get("/progress?code=%27&target=nan").status_code == 200


def test_with_a_few_draws_no_share_and_no_hours_are_claimed(client: TestClient, study: Study) -> None:
    _draw(study)
    answer_as(study, ANNA, 0, "gate.strategy", "partner.region")
    page = client.get("/progress?code=partner.region").text
    assert "För tidigt att säga" in page
    assert "slumpdragna stycken till behövs" in page or "slumpdraget stycke till behövs" in page
    assert "funnet (95" not in page
    assert "timmar" not in page
    assert "Inget är hittat ännu" in client.get("/progress?code=partner.university").text
