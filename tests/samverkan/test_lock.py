from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from samverkan.lock import StudyLocked, locked
from tests.samverkan.commands import ROOT, run, succeed

HOLD = (
    "import sys, time; from pathlib import Path; from samverkan.lock import locked\n"
    "with locked(Path(sys.argv[1]), 'crawl'): print('held', flush=True); time.sleep(120)\n"
)


def _hold(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def _end(holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    assert holder.stdout is not None
    holder.stdout.close()


def test_the_second_command_says_who_holds_the_study(tmp_path: Path) -> None:
    succeed("init", "study", cwd=tmp_path)
    holder = _hold(tmp_path / "study")
    try:
        done = run("extract", cwd=tmp_path / "study")
    finally:
        _end(holder)
    assert done.code == 3
    assert f"samverkan crawl (process {holder.pid}" in done.err
    assert "Traceback" not in done.err


def test_reading_commands_go_on_beside_a_running_one(tmp_path: Path) -> None:
    succeed("init", "study", cwd=tmp_path)
    holder = _hold(tmp_path / "study")
    try:
        assert "Study study" in succeed("status", cwd=tmp_path / "study")
    finally:
        _end(holder)


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    _end(_hold(tmp_path))
    with locked(tmp_path, "run"):
        assert json.loads((tmp_path / ".lock.json").read_text("utf-8"))["command"] == "run"
    assert not (tmp_path / ".lock.json").exists()


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    def fail() -> None:
        with locked(tmp_path, "run"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with locked(tmp_path, "run"), pytest.raises(StudyLocked), locked(tmp_path, "crawl"):
        pass
