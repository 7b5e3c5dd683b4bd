"""Starting samverkan as a person does: a process of its own, its output, its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


def environment() -> dict[str, str]:
    """The environment of a command: this source tree, no study chosen, no colours."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAMVERKAN")}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"}


def start(*words: str, cwd: Path) -> subprocess.Popen[str]:
    """Start a command and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-m", "samverkan", *words],
        cwd=cwd,
        env=environment(),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*words: str, cwd: Path) -> Done:
    """Run a command to its end."""
    process = start(*words, cwd=cwd)
    out, err = process.communicate(timeout=240)
    return Done(process.returncode, out, err)


def succeed(*words: str, cwd: Path) -> str:
    """Run a command that must succeed, and return its output."""
    done = run(*words, cwd=cwd)
    assert done.code == 0, f"{words} ended with {done.code}:\n{done.out}\n{done.err}"
    return done.out
