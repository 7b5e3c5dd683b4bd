from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from samverkan.config import Config, StudySection
from samverkan.lock import locked
from samverkan.study import create_study
from tests.review.desks import Study, answer_form, make_study
from tests.review.serving import started
from tests.samverkan.commands import environment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a whole study, with its settings."""
    create_study(tmp_path / "settings", Config(StudySection(name="Provstudie")))
    return tmp_path


def _make(folder: Path) -> Study:
    study = make_study(folder)
    (folder / "samverkan.toml").write_bytes((folder / "settings" / "samverkan.toml").read_bytes())
    return study


@contextmanager
def _entered(link: str) -> Iterator[httpx2.Client]:
    root = link.partition("/enter/")[0]
    with httpx2.Client(base_url=root, headers={"sec-fetch-site": "same-origin"}, timeout=30) as client:
        assert client.get(link).status_code == 303
        assert client.post("/who", data={"name": "Anna Lind"}).status_code == 303
        yield client


def test_killing_the_server_between_decisions_loses_none(folder: Path) -> None:
    study = _make(folder)
    for number in range(3):
        with started(folder) as (process, link), _entered(link) as client:
            opened = client.get(f"/code/{study.queue}").headers["location"]
            assert opened == study.address(number)  # where the killed server had been
            answer = client.post(opened, data=answer_form(client.get(opened).text))
            assert answer.status_code == 303
            process.send_signal(signal.SIGKILL)
    with study.desk.reviewing() as reader:
        assert all(list(reader.iter_answers(passage.id)) for passage in study.passages)


def test_ctrl_c_ends_it_with_a_word_and_leaves_no_process(folder: Path) -> None:
    _make(folder)
    with started(folder) as (process, link):
        with _entered(link) as client:
            assert client.get("/").status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        rest = process.stdout.read()
        assert process.wait(20) == 0
    assert "Everything that was decided is stored." in rest
    assert "Traceback" not in rest


def test_a_taken_port_names_another(folder: Path) -> None:
    _make(folder)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "samverkan", "review", "--no-browser", "--port", str(port)],
            cwd=folder,
            env=environment(),
            text=True,
            capture_output=True,
            timeout=60,
        )
    assert done.returncode == 2
    assert f"--port {port + 1}" in " ".join(done.stderr.split())


def test_the_review_runs_while_another_command_holds_the_study(folder: Path) -> None:
    _make(folder)
    with locked(folder, "crawl"), started(folder) as (_, link), _entered(link) as client:
        assert client.get("/").status_code == 200
