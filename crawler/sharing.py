"""Whose turn it is at a host that several processes know: a portal of documents belongs to no municipality.

A file for each such host, locked for the time of a request and of the gap after it. The operating system
releases the lock of a process that ends.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from pathlib import Path

from filelock import FileLock, Timeout

_LOOK_AGAIN = 0.1  # seconds


class SharedTurns:
    """Locks in a folder that all processes of a crawl know."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._locks: dict[str, FileLock] = {}

    async def take(self, group: str, stopping: asyncio.Event) -> None:
        """Wait until no other process is at this group of hosts, or until the crawl stops."""
        lock = self._locks.get(group) or self._make(group)
        while not stopping.is_set():
            try:
                lock.acquire(timeout=0)
                return
            except Timeout:
                await asyncio.sleep(_LOOK_AGAIN)

    def give_back(self, group: str, due: float) -> None:
        """Let the others have their turn at `due` (seconds of the monotonic clock)."""
        lock = self._locks[group]
        if lock.is_locked:
            asyncio.get_running_loop().call_later(max(0.0, due - time.monotonic()), lock.release)

    def _make(self, group: str) -> FileLock:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(group.encode()).hexdigest()[:16]
        self._locks[group] = FileLock(self._folder / f"{name}.lock")
        return self._locks[group]
