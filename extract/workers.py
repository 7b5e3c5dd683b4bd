"""Read many documents in processes of their own, so that a hostile file costs one document and no more.

The default hands of the seam in `extract.executors`: as many local processes as are asked for. Each gets one
job at a time and is replaced when its job crashes, hangs or needs too much memory. They end when this
process does, also when it is killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.executors import Hands, LocalExecutor, iter_read
from extract.limits import ReadLimits
from extract.reading import Reading, ReadJob

__all__ = ["ReadLimits", "get_local_hands", "iter_readings"]


def get_local_hands(workers: int) -> Hands:
    """So many processes of this machine. Two documents for each: one at work, one waiting at hand."""
    if workers < 1:
        raise ValueError(f"workers is {workers}: at least one process has to read")
    return Hands(LocalExecutor(workers), 2 * workers)


def iter_readings(jobs: Iterable[ReadJob], limits: ReadLimits, workers: int) -> Iterator[Reading]:
    """Read each job in one of `workers` processes and yield its reading as soon as it is done.

    Jobs are taken as processes get free, so `jobs` may be as long as it likes. The order of the results is
    that in which they are done. Closing the iterator early stops the processes.
    """
    hands = get_local_hands(workers)
    with hands.executor:
        yield from iter_read(jobs, limits, hands)
