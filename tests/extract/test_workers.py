from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from corpus.records import ExtractionFailure
from extract.reading import Reading, ReadJob
from extract.workers import ReadLimits, iter_readings
from tests.extract.pdfs import make_flate_bomb, make_nested_forms, make_pdf, set_lines
from tests.extract.reads import make_jobs

GOOD = make_pdf([set_lines(["Kommunen samverkar med föreningar", "i hela länet."])])
LIMITS = ReadLimits(seconds=20, memory_mb=256)


def by_name(readings: Iterator[Reading], jobs: list[ReadJob]) -> dict[str, Reading]:
    names = {job.document: job.name for job in jobs}
    return {names[reading.extraction.document]: reading for reading in readings}


def test_bombs_cost_their_own_document_and_no_other(tmp_path: Path) -> None:
    other = make_pdf([set_lines(["En helt annan text som också läses."])])
    jobs = make_jobs(tmp_path, GOOD, make_flate_bomb(), make_nested_forms(20, 30), b"inte en pdf", other)
    read = by_name(iter_readings(jobs, LIMITS, workers=2), jobs)
    failures = {name: reading.extraction.failure for name, reading in sorted(read.items())}
    assert failures.pop("3.pdf") is ExtractionFailure.NOT_A_PDF
    assert {failures.pop("1.pdf"), failures.pop("2.pdf")} <= {
        ExtractionFailure.MEMORY, ExtractionFailure.TIME, ExtractionFailure.CRASH,
    }  # fmt: skip
    assert failures == {"0.pdf": None, "4.pdf": None}


def test_a_document_that_takes_too_long_is_stopped_in_time(tmp_path: Path) -> None:
    jobs = make_jobs(tmp_path, make_nested_forms(40, 3), GOOD)
    started = time.monotonic()
    read = by_name(iter_readings(jobs, ReadLimits(seconds=1.0, memory_mb=2000), workers=1), jobs)
    assert read["0.pdf"].extraction.failure in (ExtractionFailure.TIME, ExtractionFailure.MEMORY)
    assert read["1.pdf"].extraction.failure is None
    assert time.monotonic() - started < 30


def test_a_worker_that_is_killed_costs_one_document(tmp_path: Path) -> None:
    slow = make_nested_forms(40, 3)
    jobs = make_jobs(tmp_path, slow, GOOD)
    readings = iter_readings(_kill_reader_of(jobs), ReadLimits(seconds=8, memory_mb=2000), workers=2)
    read = by_name(readings, jobs)
    assert read["0.pdf"].extraction.failure is ExtractionFailure.CRASH
    assert "SIGKILL" in read["0.pdf"].extraction.detail
    assert read["1.pdf"].extraction.failure is None


def _kill_reader_of(jobs: list[ReadJob]) -> Iterator[ReadJob]:
    """The jobs; when the second is asked for, the process that reads the first is killed."""
    yield jobs[0]
    _wait_for_reader(psutil.Process()).send_signal(signal.SIGKILL)
    yield jobs[1]


def _is_reader(process: psutil.Process) -> bool:
    return "extract.confinement" in process.cmdline()


def test_results_are_those_of_reading_in_this_process(tmp_path: Path) -> None:
    from extract.reading import read_document

    jobs = make_jobs(tmp_path, GOOD)
    (reading,) = iter_readings(jobs, LIMITS, workers=1)
    direct = read_document(jobs[0])
    assert (reading.pages, reading.passages, reading.metadata) == (
        direct.pages,
        direct.passages,
        direct.metadata,
    )


def test_jobs_are_taken_one_by_one_as_workers_get_free(tmp_path: Path) -> None:
    jobs = make_jobs(tmp_path, *[GOOD + b"\n%" * number for number in range(8)])
    taken: list[ReadJob] = []

    def iter_jobs() -> Iterator[ReadJob]:
        for job in jobs:
            taken.append(job)
            yield job

    readings = iter_readings(iter_jobs(), LIMITS, workers=2)
    next(readings)
    assert len(taken) <= 4
    assert len(list(readings)) == 7


def test_no_jobs_start_no_process() -> None:
    assert list(iter_readings([], LIMITS, workers=2)) == []


def test_closing_early_leaves_no_process(tmp_path: Path) -> None:
    readings = iter_readings(make_jobs(tmp_path, GOOD, GOOD + b"\n"), LIMITS, workers=1)
    next(readings)
    readings.close()  # type: ignore[attr-defined]
    assert not [child for child in psutil.Process().children() if _is_reader(child)]


@pytest.mark.parametrize(("seconds", "memory_mb"), [(0, 1024), (-1, 1024), (10, 10)])
def test_limits_that_cannot_hold_say_what_to_give(seconds: float, memory_mb: int) -> None:
    with pytest.raises(ValueError, match=r"seconds is|memory_mb is"):
        ReadLimits(seconds, memory_mb)


@pytest.mark.skipif(os.name != "posix", reason="kills a process group's leader with SIGKILL")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    jobs = make_jobs(tmp_path, make_nested_forms(40, 3))
    script = tmp_path / "parent.py"
    script.write_text(
        "from pathlib import Path\n"
        "from extract.reading import ReadJob\n"
        "from extract.workers import ReadLimits, iter_readings\n"
        "if __name__ == '__main__':\n"
        f"    job = ReadJob('{'0' * 64}', Path(r'{jobs[0].path}'), 'x.pdf', '')\n"
        "    list(iter_readings([job], ReadLimits(seconds=100, memory_mb=4000), 1))\n"
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(root)})
    reader = _wait_for_reader(psutil.Process(parent.pid))
    parent.kill()
    parent.wait()
    gone, alive = psutil.wait_procs([reader], timeout=10)
    assert not alive
    assert gone


def _wait_for_reader(parent: psutil.Process) -> psutil.Process:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in parent.children():
            if _is_reader(child) and child.cpu_times().user > 0.5:
                return child
        time.sleep(0.05)
    raise AssertionError("the reader never started")


@pytest.mark.skipif(os.name != "posix", reason="sends a signal as Ctrl-C does")
def test_ctrl_c_ends_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    jobs = make_jobs(tmp_path, make_nested_forms(40, 3))
    script = tmp_path / "parent.py"
    script.write_text(
        "import signal\n"
        "from pathlib import Path\n"
        "from extract.reading import ReadJob\n"
        "from extract.workers import ReadLimits, iter_readings\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"job = ReadJob('{'0' * 64}', Path(r'{jobs[0].path}'), 'x.pdf', '')\n"
        "try:\n"
        "    list(iter_readings([job] * 9, ReadLimits(seconds=100, memory_mb=4000), 1))\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE
    )
    reader = _wait_for_reader(psutil.Process(parent.pid))
    parent.send_signal(signal.SIGINT)
    said, _ = parent.communicate(timeout=10)
    assert said == b"stopped\n"
    assert not psutil.wait_procs([reader], timeout=5)[1]


def test_a_fault_of_the_jobs_ends_the_reading_and_its_processes(tmp_path: Path) -> None:
    def iter_jobs() -> Iterator[ReadJob]:
        yield from make_jobs(tmp_path, GOOD)
        raise LookupError("the list of documents is broken")

    with pytest.raises(LookupError, match="broken"):
        list(iter_readings(iter_jobs(), LIMITS, workers=1))
    assert not [child for child in psutil.Process().children() if _is_reader(child)]


def test_no_worker_is_no_way_to_read() -> None:
    with pytest.raises(ValueError, match="workers is 0"):
        list(iter_readings([], LIMITS, workers=0))
