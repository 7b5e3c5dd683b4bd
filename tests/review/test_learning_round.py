from __future__ import annotations

from pathlib import Path

import pytest

from corpus.review_records import Batch, BatchItem
from models.errors import TrainingError
from models.shelf import Shelf
from review.learning_classify import classify_pending
from review.learning_report import find_report
from review.learning_round import learn_round, read_judged
from review.learning_work import Kind
from tests.review.taught import ANNA, answer_all, make_task, make_taught_study


def _ignore(_done: int, _total: int, _what: str) -> None:
    pass


def test_a_round_leaves_a_model_and_a_report_and_classifying_makes_it_suggest(tmp_path: Path) -> None:
    desk = make_taught_study(tmp_path)
    task = make_task(desk, Kind.CLASSIFY)
    starter = classify_pending(task, _ignore)
    answer_all(desk)
    steps: list[str] = []
    coder = learn_round(task, lambda _done, _total, what: steps.append(what))
    report = find_report(desk.models_folder, coder)
    assert report is not None
    assert (report.before, report.judged, report.looked, report.documents) == (starter, 14, 14, 2)
    assert {reason.part for reason in report.reasons} >= {"what people judged"}
    assert [score.code for score in report.scores[:2]] == ["external", "macro"]
    assert report.flipped == len(report.flips)
    assert steps[0] == "the starter and its material"
    with desk.reviewing() as reader:
        assert reader.find_latest_coder() == starter  # nothing changes before somebody says so
        said = {one.passage for one in report.flips}
        assert said <= {p.id for one in reader.iter_documents() for p in reader.iter_passages(one.sha256)}
    shelf = Shelf(desk.models_folder)
    shelf.promote(coder)
    assert classify_pending(task, _ignore) == coder
    with desk.reviewing() as reader:
        assert [reader.find_document_coder(one.sha256) for one in reader.iter_documents()] == [coder] * 2
    shelf.go_back()
    assert classify_pending(task, _ignore) == starter
    with desk.reviewing() as reader:
        assert reader.find_latest_coder() == starter
        assert [reader.find_document_coder(one.sha256) for one in reader.iter_documents()] == [starter] * 2


def test_too_few_answers_are_said_to_be_too_few(tmp_path: Path) -> None:
    desk = make_taught_study(tmp_path)
    with pytest.raises(TrainingError, match="0 passages"):
        learn_round(make_task(desk, Kind.LEARN), _ignore)
    assert Shelf(desk.models_folder).list_models() == ()


def test_what_chance_drew_is_told_apart_from_what_was_chosen(tmp_path: Path) -> None:
    desk = make_taught_study(tmp_path)
    answer_all(desk)
    with desk.reviewing() as reader:
        first, second, *_ = [one.passage for one in read_judged(reader)]
    items = [
        BatchItem(0, 0, first, ANNA, "random", 0.1, blind=True),
        BatchItem(0, 1, second, ANNA, "likely", None, blind=False),
    ]
    with desk.deciding() as writer:
        writer.add_batch(Batch("B", ANNA, 1, {}, blind=True, double=0.0), items)
    with desk.reviewing() as reader:
        chances = {one.passage: one.chance for one in read_judged(reader)}
    assert chances.pop(first) == pytest.approx(0.1)
    assert set(chances.values()) == {None}
