"""What a person sees while a command works: live bars on a terminal, plain lines everywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, str], None]
"""Called with how many more are done and what is worked on now."""

_SECONDS_BETWEEN_LINES = 10.0


def say(text: str = "") -> None:
    """A line on standard output."""
    print(text, flush=True)  # noqa: T201 - this is the one place that prints


def warn(text: str) -> None:
    """A line on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - as above


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Advance]:
    """Show how far a step has come. `total` is None where nobody can know."""
    if sys.stderr.isatty():
        with _bar(title, total) as advance:
            yield advance
    else:
        yield _lines(title, total)


@contextmanager
def _bar(title: str, total: int | None) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[now]}", table_column=None),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=total, now="")

        def advance(done: int, now: str) -> None:
            shown.update(task, advance=done, now=now[:60])

        yield advance


def _lines(title: str, total: int | None) -> Advance:
    """A line every ten seconds, so that a log of a long run shows that it lives and stays short."""
    done = 0
    last = time.monotonic()

    def advance(more: int, now: str) -> None:
        nonlocal done, last
        done += more
        if time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            warn(f"{title}: {done}{'' if total is None else f' of {total}'} {now}".rstrip())

    return advance
