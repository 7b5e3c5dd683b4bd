from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.records import ExtractionFailure
from extract.executors import Crew, Hands, LocalExecutor, WorkerLost, iter_read, read_confined
from extract.limits import ReadLimits
from extract.reading import Reading, ReadJob, read_document
from tests.extract.pdfs import make_pdf, set_lines
from tests.extract.reads import get_texts, make_job

GOOD = make_pdf([set_lines(["Kommunen samverkar med föreningar", "i hela länet."])])
LIMITS = ReadLimits(seconds=20, memory_mb=256)


def make_jobs(folder: Path, count: int) -> list[ReadJob]:
    jobs = []
    for number in range(count):
        path = folder / f"{number}.pdf"
        path.write_bytes(GOOD + b"\n%" * number)
        jobs.append(make_job(path))
    return jobs


class Elsewhere(Executor):
    """An executor whose machine has none of our files: it reads what it is sent, at once."""

    def __init__(self) -> None:
        self.sent: list[bool] = []

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        job, _, *content = arguments
        self.sent.append(bool(content))
        future: Future[Any] = Future()
        path = job.path.with_suffix(".elsewhere")
        if content:
            path.write_bytes(content[0])
        future.set_result(pickle.dumps(read_document(replace(job, path=path))))
        path.unlink(missing_ok=True)
        return future


class Failing(Executor):
    """An executor that gives a future with an error for the first job, and reads the others."""

    def __init__(self, error: Exception) -> None:
        self._errors = [error]

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self._errors:
            future.set_exception(self._errors.pop())
        else:
            future.set_result(pickle.dumps(read_document(arguments[0])))
        return future


def test_any_executor_reads_what_local_processes_read(tmp_path: Path) -> None:
    jobs = make_jobs(tmp_path, 3)
    with LocalExecutor(2) as local:
        confined = list(iter_read(jobs, LIMITS, Hands(local, 4)))
    elsewhere = list(iter_read(jobs, LIMITS, Hands(Elsewhere(), 4)))

    def get_content(readings: list[Reading]) -> list[tuple[str, list[str]]]:
        return sorted((one.extraction.document, get_texts(one)) for one in readings)

    assert get_content(confined) == get_content(elsewhere)


def test_bytes_are_sent_where_the_path_leads_to_nothing_and_from_then_on(tmp_path: Path) -> None:
    executor = Elsewhere()
    readings = list(iter_read(make_jobs(tmp_path, 4), LIMITS, Hands(executor, 1)))
    assert [reading.extraction.failure for reading in readings] == [None] * 4
    assert executor.sent == [False, True, True, True, True]


def test_a_file_that_is_missing_here_too_is_reported_once(tmp_path: Path) -> None:
    (job,) = make_jobs(tmp_path, 1)
    job.path.unlink()
    executor = Elsewhere()
    (reading,) = iter_read([job], LIMITS, Hands(executor, 1))
    assert reading.extraction.failure is ExtractionFailure.MISSING
    assert executor.sent == [False]


def test_bytes_that_come_with_the_job_are_read_in_a_confined_process(tmp_path: Path) -> None:
    (job,) = make_jobs(tmp_path, 1)
    apart = replace(job, path=tmp_path / "nowhere/x.pdf")
    with LocalExecutor(1) as local:
        reading = pickle.loads(local.submit(read_confined, apart, LIMITS, GOOD).result())
    assert get_texts(reading) == ["Kommunen samverkar med föreningar i hela länet."]


def test_a_lost_worker_costs_its_document(tmp_path: Path) -> None:
    jobs = make_jobs(tmp_path, 3)
    readings = list(iter_read(jobs, LIMITS, Hands(Failing(WorkerLost("The machine is gone.")), 2)))
    failed = [one.extraction for one in readings if one.extraction.failure]
    assert [(one.document, one.failure, one.detail) for one in failed] == [
        (jobs[0].document, ExtractionFailure.CRASH, "The machine is gone.")
    ]
    assert len(readings) == 3


def test_a_fault_that_is_no_documents_ends_the_reading(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError, match="no scheduler"):
        list(iter_read(make_jobs(tmp_path, 3), LIMITS, Hands(Failing(ConnectionError("no scheduler")), 2)))


def test_what_is_no_reading_is_refused(tmp_path: Path) -> None:
    class Odd(Executor):
        def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_result(pickle.dumps("a text"))
            return future

    with pytest.raises(TypeError, match="another version"):
        list(iter_read(make_jobs(tmp_path, 1), LIMITS, Hands(Odd(), 1)))


def test_jobs_that_are_not_wanted_any_more_are_cancelled(tmp_path: Path) -> None:
    given: list[Future[Any]] = []

    class Slow(Elsewhere):
        def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
            future = super().submit(function, *arguments) if not given else Future[Any]()
            given.append(future)
            return future

    readings = iter_read(make_jobs(tmp_path, 5), LIMITS, Hands(Slow(), 3))
    (tmp_path / "0.pdf").unlink()  # missing everywhere, so that the first is done at once
    next(readings)
    readings.close()  # type: ignore[attr-defined]
    assert [future.cancelled() for future in given] == [False, True, True]


def test_hands_that_hold_nothing_are_refused() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(ValueError, match="ahead is 0"):
        Hands(executor, 0)


def test_a_stopped_crew_starts_no_reader(tmp_path: Path) -> None:
    crew = Crew()
    crew.stop()
    with pytest.raises(CancelledError):
        crew.read(make_jobs(tmp_path, 1)[0], LIMITS)
