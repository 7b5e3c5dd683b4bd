from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from corpus.records import ExtractionFailure
from extract.executors import iter_read
from extract.limits import ReadLimits
from extract.reading import ReadJob
from samverkan import executors
from samverkan.executors import ClusterError, open_hands
from tests.extract.pdfs import make_flate_bomb, make_nested_forms, make_pdf, set_lines
from tests.extract.reads import make_jobs

distributed = pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]
GOOD = make_pdf([set_lines(["Kommunen samverkar med föreningar", "i hela länet."])])
LIMITS = ReadLimits(seconds=10, memory_mb=300)


@pytest.fixture(autouse=True)
def no_client_left_behind() -> Iterator[None]:
    """A client that found no scheduler ends when it is collected, by Dask's own lock. If that happens by
    chance while another client starts, which holds the lock, both wait for ever: so it is collected here.
    """
    yield
    gc.collect()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster that was started by somebody else and knows nothing of our files."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, dashboard_address="127.0.0.1:0", memory_limit=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_bomb_costs_one_document_and_no_dask_worker(scheduler: str, tmp_path: Path) -> None:
    other = [GOOD + b"\n%" * number for number in range(6)]
    jobs = make_jobs(tmp_path, *other[:3], make_flate_bomb(), *other[3:], b"no pdf")
    with distributed.Client(scheduler, set_as_default=False) as client:
        before = set(client.nthreads())
        with open_hands(scheduler, 9) as hands:
            assert hands.ahead == 4  # two threads there, whatever is said of workers here
            readings = list(iter_read(jobs, LIMITS, hands))
        assert set(client.nthreads()) == before
    outcomes = Counter(reading.extraction.failure for reading in readings)
    assert outcomes == {None: 6, ExtractionFailure.MEMORY: 1, ExtractionFailure.NOT_A_PDF: 1}


def test_bytes_go_to_workers_that_have_not_our_files(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = [GOOD, GOOD + b"\n" + b"%" * 3_000_000]  # one within the task, one by itself
    jobs = make_jobs(tmp_path, *contents)
    monkeypatch.chdir(tmp_path)
    here = [ReadJob(job.document, Path(job.path.name), job.name, job.media_type) for job in jobs]
    with open_hands(scheduler, 1) as hands:  # relative paths: they lead to nothing where the workers are
        readings = list(iter_read(here, LIMITS, hands))
    assert [reading.extraction.failure for reading in readings] == [None, None]


def test_where_no_scheduler_answers_the_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_CONNECT", 0.5)
    with (
        pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:1 .*dask scheduler"),
        open_hands("tcp://127.0.0.1:1", 1),
    ):
        pass


def test_an_address_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_CONNECT", 0.5)
    with pytest.raises(ClusterError, match="loca"), open_hands("loca", 1):
        pass


def test_without_dask_its_installation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'samverkan\[dask\]'"), open_hands("local", 1):
        pass


def test_workers_of_another_version_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "EXTRACTOR", "another/9")
    with pytest.raises(ClusterError, match="same version"), open_hands(scheduler, 1):
        pass


SCRIPT = """
import signal, sys
from pathlib import Path
from extract.executors import iter_read
from extract.limits import ReadLimits
from extract.reading import ReadJob
from samverkan.executors import open_hands
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    job = ReadJob("0" * 64, Path(sys.argv[1]), "x.pdf", "")
    try:
        with open_hands("local", 1) as hands:
            list(iter_read([job] * 5, ReadLimits(seconds=100, memory_mb=4000), hands))
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.mark.skipif(os.name != "posix", reason="sends signals to a process group")
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_when_the_command_ends_its_dask_workers_and_readers_end(how: str, tmp_path: Path) -> None:
    (job,) = make_jobs(tmp_path, make_nested_forms(40, 3))
    script = tmp_path / "parent.py"
    script.write_text(SCRIPT)
    parent = subprocess.Popen(
        [sys.executable, str(script), str(job.path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    family = _wait_for_reader(parent.pid)
    if how == "SIGINT":
        os.killpg(parent.pid, signal.SIGINT)  # as a terminal does: all that were started hear it
    else:
        parent.kill()
    said, complaints = parent.communicate(timeout=20)
    if how == "SIGINT":
        assert (said, complaints) == (b"stopped\n", b"")
    assert not psutil.wait_procs(family, timeout=10)[1]


def _wait_for_reader(parent: int) -> list[psutil.Process]:
    """The parent's descendants, as soon as one of them reads."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        family: list[psutil.Process] = psutil.Process(parent).children(recursive=True)
        readers = [one for one in family if "extract.confinement" in one.cmdline()]
        if any(reader.cpu_times().user > 0.5 for reader in readers):
            return family
        time.sleep(0.05)
    raise AssertionError("no reader started")
