"""A review that really serves: in a thread for browser tests, as a process of its own for crashes."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from review.access import Access, Doors
from review.app import make_app
from review.desk import Desk
from review.serving import GreetingServer, bind
from tests.samverkan.commands import environment

_LINK = re.compile(r"http://127\.0\.0\.1:\d+/enter/\S+")


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Serve a desk; yields the link that lets a browser in."""
    with bind(0) as bound:
        doors = Doors(bound.getsockname()[1])
        access = Access(doors)
        ready = threading.Event()
        config = uvicorn.Config(make_app(desk, access), log_level="error", ws="none")
        server = GreetingServer(config, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            assert ready.wait(30)
            yield f"http://127.0.0.1:{doors.port}/enter/{access.token}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start ``samverkan review``; yields its process and its link, and kills it at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "samverkan", "review", "--no-browser", "--port", "0", *options],
        cwd=folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert process.stdout is not None
        link = next((found[0] for line in process.stdout if (found := _LINK.search(line))), None)
        assert link is not None
        yield process, link
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
