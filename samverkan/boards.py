"""What many workers do at once: on a terminal a table that is drawn anew, in a log a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from samverkan import console

if TYPE_CHECKING:
    from rich.table import Table

_SHOWN = 12  # workers: a crawl of 290 sites would fill the screen
_PER_SECOND = 4
_SECONDS_BETWEEN_LINES = 10.0

Cells = tuple[str, ...]
"""What a worker is doing, one cell for each head of the board."""


class Board(Protocol):
    """Shows how far many workers have come."""

    def update(self, worker: str, cells: Cells) -> None:
        """Say what a worker is doing now."""

    def finish(self, worker: str, cells: Cells) -> None:
        """Say how a worker ended; it is counted as done."""


@contextmanager
def open_board(title: str, total: int, heads: Sequence[str]) -> Iterator[Board]:
    """A board for `total` workers on standard error; `heads` name the cells."""
    if not sys.stderr.isatty():
        yield LineBoard(title, total, heads)
        return
    from rich.console import Console
    from rich.live import Live

    shown = TableBoard(title, total, heads)
    with Live(
        get_renderable=shown.draw,
        console=Console(stderr=True),
        refresh_per_second=_PER_SECOND,
        transient=True,
    ):
        yield shown


class TableBoard:
    """The newest lines of the workers that are busy, as a table."""

    def __init__(self, title: str, total: int, heads: Sequence[str]) -> None:
        self._title, self._total, self._heads = title, total, tuple(heads)
        self._done = 0
        self._busy: dict[str, Cells] = {}
        self._began = time.monotonic()

    def update(self, worker: str, cells: Cells) -> None:
        """Say what a worker is doing now."""
        self._busy[worker] = cells

    def finish(self, worker: str, cells: Cells) -> None:
        """Say how a worker ended."""
        self._busy.pop(worker, None)
        self._done += 1
        console.warn(_join(self._title, self._done, self._total, worker, self._heads, cells))

    def draw(self) -> Table:
        """The table as it is now; drawn from rich's own thread, so from a copy."""
        from rich.markup import escape
        from rich.table import Table

        minutes, seconds = divmod(int(time.monotonic() - self._began), 60)
        table = Table(box=None, pad_edge=False, expand=True, title_justify="left")
        table.title = f"{self._title}: {self._done:,} of {self._total:,} done, {minutes}:{seconds:02}"
        table.add_column("", no_wrap=True)
        for head in self._heads:
            table.add_column(head, no_wrap=True, overflow="ellipsis")
        busy = list(self._busy.items())
        for worker, cells in busy[:_SHOWN]:
            table.add_row(escape(worker), *map(escape, cells))
        if len(busy) > _SHOWN:
            table.add_row(f"… and {len(busy) - _SHOWN:,} more")
        return table


class LineBoard:
    """A line for each worker that ends, and one every ten seconds besides, so that a log shows life."""

    def __init__(self, title: str, total: int, heads: Sequence[str]) -> None:
        self._title, self._total, self._heads = title, total, tuple(heads)
        self._done = 0
        self._last = time.monotonic()

    def update(self, worker: str, cells: Cells) -> None:
        """Say what a worker is doing now, when it is time for a line."""
        if time.monotonic() - self._last >= _SECONDS_BETWEEN_LINES:
            self._say(worker, cells)

    def finish(self, worker: str, cells: Cells) -> None:
        """Say how a worker ended."""
        self._done += 1
        self._say(worker, cells)

    def _say(self, worker: str, cells: Cells) -> None:
        self._last = time.monotonic()
        console.warn(_join(self._title, self._done, self._total, worker, self._heads, cells))


def _join(title: str, done: int, total: int, worker: str, heads: Sequence[str], cells: Cells) -> str:
    said = ", ".join(f"{cell} {head}".strip() for head, cell in zip(heads, cells, strict=True) if cell)
    return f"{title}: {done:,} of {total:,}: {worker}: {said}"
