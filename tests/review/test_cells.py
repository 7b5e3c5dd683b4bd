"""Draws of cells as those who read them see them: a batch like others that ends with the first find."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from corpus.cell_pool import CellQuestion
from corpus.cell_writer import CellPlan, draw_cell_audit
from corpus.estimate_records import Unit
from corpus.inventory_records import Selection
from corpus.records import CodeId
from corpus.review_records import ReviewerId
from models.codebook import load_codebook
from tests import factories
from tests.review.desks import Study
from tests.review.views.test_settling import answer_as

ANNA = ReviewerId("anna-lind")
SELECTION = Selection((factories.municipality(),), frozenset())


@pytest.fixture
def drawn(client: TestClient, study: Study) -> TestClient:
    """Anna, who is asked whether the one document holds the region: three passages at most."""
    question = CellQuestion(CodeId("partner.region"), Unit.DOCUMENT, factories.CODER, 10)
    with study.desk.deciding() as writer:
        plan = CellPlan("Audit: partner.region", 3, (ANNA,))
        draw_cell_audit(writer, plan, question, load_codebook(study.desk.codebook_path), SELECTION)
    return client


def test_a_find_ends_the_reading_of_a_cell(drawn: TestClient, study: Study) -> None:
    assert "Audit: partner.region" in drawn.get("/batches").text
    first = drawn.get("/code/batch:1", follow_redirects=True)
    assert first.status_code == 200
    assert study.passages[0].text[:20] in first.text
    answer_as(study, ANNA, 0, "gate.strategy")
    assert "Ingen annan läser den här omgången." not in drawn.get("/code/batch:1", follow_redirects=True).text
    answer_as(study, ANNA, 1, "gate.strategy", "partner.region")
    assert "Ingen annan läser den här omgången." in drawn.get("/code/batch:1", follow_redirects=True).text


def test_a_draw_that_nobody_has_begun_can_be_withdrawn(drawn: TestClient) -> None:
    done = drawn.post("/batches/1/withdraw")
    assert done.status_code == 303
    assert "Ingen omgång ännu" in drawn.get("/batches").text
