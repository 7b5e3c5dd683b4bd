"""A run: the record that a step was carried out, opened before its work and closed with its counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.store import Store
from samverkan import __version__
from samverkan.study import Study


@contextmanager
def recorded_run(study: Study, store: Store, step: str, counts: dict[str, int]) -> Iterator[int]:
    """Open a run, yield its id, and close it with `counts` as they are then.

    A run that was broken off stays without an end, which is how it is told apart later.
    """
    with store.writing() as writer:
        run = writer.start_run(step, __version__, study.config.hash)
    yield run
    with store.writing() as writer:
        writer.finish_run(run, counts)
