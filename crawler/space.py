"""Whether there is room on the disk: a crawl of hundreds of sites must not fill it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

_EVERY = 2.0  # seconds between two looks


class SpaceGuard:
    """Looks at the disk that a folder lies on. `least` is in bytes; 0 never looks."""

    def __init__(self, folder: Path, least: int) -> None:
        self._folder = folder
        self._least = least
        self._looked = float("-inf")
        self._room = True

    def has_room(self) -> bool:
        """Whether more than the least is free, by a look of lately."""
        if not self._least:
            return True
        if time.monotonic() - self._looked >= _EVERY:
            self._looked = time.monotonic()
            self._room = _free_bytes(self._folder) > self._least
        return self._room


def _free_bytes(folder: Path) -> int:
    """What is free for us; the folder may not have been made yet."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(there).free
