from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from corpus.review_records import ReviewerId
from models.shelf import Shelf
from review.learning_jobs import Job, Workshop
from review.learning_work import Kind
from tests.review.taught import answer_all, make_task, make_taught_study

ANNA = ReviewerId("anna-lind")


def wait_for_end(workshop: Workshop) -> Job:
    """The job once it has ended."""
    for _ in range(1200):
        job = workshop.job
        if job is not None and not job.running:
            return job
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def test_a_job_is_done_in_a_process_of_its_own_and_says_how_far_it_is(tmp_path: Path) -> None:
    desk = make_taught_study(tmp_path)
    workshop = Workshop()
    task = make_task(desk, Kind.CLASSIFY)
    assert workshop.start(task, ANNA)
    assert not workshop.start(task, ANNA)  # one at a time
    job = wait_for_end(workshop)
    assert (job.failure, job.done, job.total) == ("", 1, 2)
    with desk.reviewing() as reader:
        assert reader.find_latest_coder() == job.outcome


def test_a_failure_is_told_in_its_own_words(tmp_path: Path) -> None:
    desk = make_taught_study(tmp_path)
    workshop = Workshop()
    workshop.start(make_task(desk, Kind.LEARN), ANNA)
    assert "0 passages are judged" in wait_for_end(workshop).failure
    workshop.start(replace(make_task(desk, Kind.CLASSIFY), database=tmp_path / "nothing.db"), ANNA)
    assert wait_for_end(workshop).failure


def test_learning_that_is_broken_off_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = make_taught_study(tmp_path)
    answer_all(desk)
    workshop = Workshop()
    workshop.start(make_task(desk, Kind.LEARN), ANNA)
    while (workshop.job or Job(Kind.LEARN, ANNA)).total == 0:
        time.sleep(0.05)
    workshop.stop()
    job = workshop.job
    assert job is not None
    assert (job.running, job.failure) == (False, "broken")
    assert Shelf(desk.models_folder).list_models() == ()
    assert workshop.start(make_task(desk, Kind.CLASSIFY), ANNA)
    assert wait_for_end(workshop).failure == ""
