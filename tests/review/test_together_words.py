from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.review_records import ReviewerId
from models.codebook import load_codebook
from tests.review.desks import Study, add_person, make_client
from tests.review.test_language import _find_bare, _Pseudo
from tests.review.views.test_settling import answer_as


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/batches",
        "/batches/new",
        "/queues",
        "/settle",
        "/settle/{passage}",
        "/agreement",
        "/progress",
        "/history?person=all",
        "/people",
    ],
)
def test_no_word_is_outside_the_catalogue(study: Study, address: str) -> None:
    with make_client(replace(study.desk, language="pseudo"), {"pseudo": _Pseudo()}) as client:
        add_person(study.desk, "Bo")
        for number, code in enumerate(("partner.region", "partner.university", "partner.region")):
            answer_as(
                study, ReviewerId("anna-lind"), number, "gate.strategy", "form.network", "partner.region"
            )
            answer_as(study, ReviewerId("bo"), number, "gate.strategy", "form.network", code)
        dimensions = load_codebook(study.desk.codebook_path).dimensions
        labels = {code.sv for one in dimensions for code in one.codes} | {one.sv for one in dimensions}
        data = {*labels, *(one.text for one in study.passages), "Sjöbacka", "Anna Lind", "Bo"}
        answer = client.get(address.format(passage=study.passages[1].id))
        assert answer.status_code == 200
        assert _find_bare(answer.text, data) == []
