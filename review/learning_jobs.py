"""Work in the background as the server sees it: one job at a time, how far it is, and how it ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from corpus.review_records import ReviewerId
from review.learning_work import Kind, Task

_PATIENCE: Final = 5.0  # seconds for a process that was told to end


@dataclass(frozen=True, slots=True)
class Job:
    """A job: who started it, how far it is, and, when it is not `running`, how it ended. `outcome` is what
    it brought, `failure` why it broke off ("" when it did not).
    """

    kind: Kind
    by: ReviewerId
    running: bool = True
    done: int = 0
    total: int = 0
    what: str = ""
    outcome: str = ""
    failure: str = ""


class Workshop:
    """Where jobs are done: in a process of their own. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._process: subprocess.Popen[str] | None = None
        self._watcher: threading.Thread | None = None

    @property
    def job(self) -> Job | None:
        """The job that runs or ran last, or None."""
        return self._job

    def start(self, task: Task, by: ReviewerId) -> bool:
        """Start a job; False when one runs already."""
        with self._lock:
            if self._job is not None and self._job.running:
                return False
            self._job = Job(task.kind, by)
            self._process = _start_process(task)
            self._watcher = threading.Thread(target=self._watch, args=(self._process,), daemon=True)
            self._watcher.start()
            return True

    def stop(self) -> None:
        """Break off what runs. What is done so far stays; nothing is left half-done."""
        process, watcher = self._process, self._watcher
        if process is not None:
            process.kill()
        if watcher is not None:
            watcher.join(_PATIENCE)

    def _watch(self, process: subprocess.Popen[str]) -> None:
        ended = False
        if process.stdout is not None:
            for line in process.stdout:
                ended = self._note(json.loads(line)) or ended
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if not ended:
            self._note({"failed": _BROKEN})

    def _note(self, said: dict[str, Any]) -> bool:
        """Take note of what the process said; True for its last word."""
        job = self._job
        if job is None:
            return True
        if "ended" in said:
            self._job = replace(job, running=False, outcome=said["ended"])
        elif "failed" in said:
            self._job = replace(job, running=False, failure=said["failed"])
        else:
            self._job = replace(job, done=said["done"], total=said["total"], what=said["what"])
        return not self._job.running


_BROKEN: Final = "broken"
"""The failure of a process that ended without a word: killed, or a fault of the program."""


def _start_process(task: Task) -> subprocess.Popen[str]:
    """A process of its own group, which Ctrl-C does not reach: the server ends it."""
    root = str(Path(__file__).resolve().parents[1])
    places = dict.fromkeys([*(place for place in sys.path if place), root])
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return subprocess.Popen(  # noqa: S603 - this Python and a module of ours
        [sys.executable, "-P", "-m", "review.learning_work", task.pack()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **single, "PYTHONPATH": os.pathsep.join(places)},
        process_group=0 if os.name == "posix" else -1,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
