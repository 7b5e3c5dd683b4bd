from __future__ import annotations

import csv
import io
import json

from corpus.search_records import Found
from corpus.truth import Status, Truth
from samverkan.search_tables import FIELDS, Result, write_csv, write_json
from tests import factories

PLAN = factories.document(title="=HYPERLINK(1)")
TRUTH = Truth("gate.strategy", ("partner.region", "purpose.quality"), 0.91234567, Status.REVIEWED, ("Anna",))
FOUND = Found(
    factories.passages_of(PLAN, ('Säger "hej" – 🙂,\nså.',))[0],
    PLAN,
    TRUTH,
    -1.5,
    "9801",
    "https://www.sjobacka.example/plan.pdf",
    factories.AT,
)
NAMES = {"9801": "Sjöbacka"}


def test_json_has_every_field_under_its_name() -> None:
    (row,) = json.loads(write_json([Result(FOUND)], NAMES))
    assert list(row) == list(FIELDS)
    assert row["municipality"] == "Sjöbacka"
    assert row["quote"] == FOUND.passage.text
    assert row["codes"] == ["partner.region", "purpose.quality"]
    assert (row["score"], row["status"], row["retrieved"]) == (0.9123, "reviewed", factories.AT)
    assert row["nearness"] is None


def test_csv_has_the_same_and_nothing_that_a_spreadsheet_runs() -> None:
    head, row = csv.reader(io.StringIO(write_csv([Result(FOUND, 0.5)], NAMES)))
    assert head == list(FIELDS)
    told = dict(zip(head, row, strict=True))
    assert told["title"] == "'=HYPERLINK(1)"
    assert told["quote"] == FOUND.passage.text
    assert told["codes"] == "partner.region purpose.quality"
    assert told["nearness"] == "0.5"


def test_without_results_there_is_an_empty_array_and_a_head_alone() -> None:
    assert json.loads(write_json([], NAMES)) == []
    assert write_csv([], NAMES).splitlines() == [",".join(FIELDS)]
