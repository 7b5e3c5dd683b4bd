from __future__ import annotations

from starlette.testclient import TestClient

from corpus.review_records import Queue, QueueKind, ReviewerId
from review.batch_ends import find_batch_end
from tests.review.desks import Study, add_person
from tests.review.views.test_batches import FORM
from tests.review.views.test_settling import answer_as

ANNA, BO = ReviewerId("anna-lind"), ReviewerId("bo")


def test_whoever_has_read_their_part_sees_who_still_reads_and_what_to_do_now(
    client: TestClient, study: Study
) -> None:
    add_person(study.desk, "Bo")
    client.post("/batches/new", data=FORM)
    for number in range(3):
        answer_as(study, ANNA, number, "gate.strategy")
    page = client.get("/code/batch:1").text
    assert "Bo har 3 stycken kvar." in page
    assert all(f'href="{link}"' in page for link in ("/agreement", "/model", "/batches"))
    for number in range(3):
        answer_as(study, BO, number, "gate.none" if number else "gate.strategy")
    page = client.get("/code/batch:1").text
    assert "Alla har läst sin del." in page
    assert "2 oenigheter" in page


def test_alone_one_is_told_so_and_other_queues_have_no_such_end(client: TestClient, study: Study) -> None:
    client.post("/batches/new", data={**FORM, "reader": ["anna-lind"]})
    for number in range(3):
        answer_as(study, ANNA, number, "gate.strategy")
    assert "Ingen annan läser den här omgången." in client.get("/code/batch:1").text
    with study.desk.reviewing() as reader:
        assert find_batch_end(reader, Queue(QueueKind.SECOND), ANNA) is None
