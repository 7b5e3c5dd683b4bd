"""One writer at a time: a lock on the study folder that ends with the process that holds it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.times import now


class StudyLocked(Exception):
    """Another command works on this study; the text says which, since when, and what to do."""


@contextmanager
def locked(folder: Path, command: str) -> Iterator[None]:
    """Hold the study's lock. Raises StudyLocked at once when another process has it.

    The operating system releases the lock when its process ends, also by kill -9, so there is never a
    stale lock to remove. Who holds it stands beside it in ``.lock.json``.
    """
    from filelock import FileLock, Timeout

    holder = folder / ".lock.json"
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StudyLocked(_say_holder(holder)) from error
    try:
        holder.write_text(
            json.dumps(
                {"command": command, "pid": os.getpid(), "host": platform.node(), "since": now()},
            ),
            "utf-8",
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _say_holder(holder: Path) -> str:
    try:
        who = json.loads(holder.read_text("utf-8"))
        text = f"samverkan {who['command']} (process {who['pid']} on {who['host']}, since {who['since']})"
    except (OSError, ValueError, KeyError):
        text = "another samverkan command"
    return (
        f"The study is in use by {text}. Wait until it has ended, or stop it with Ctrl-C; then start again."
    )
