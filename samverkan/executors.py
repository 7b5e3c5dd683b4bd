"""Who reads the documents: processes of this computer, or Dask's workers on any number of them.

Dask is optional (``pip install samverkan[dask]``) and imported only here, when it is asked for.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from extract.executors import Hands, WorkerLost, stop_readers
from extract.reading import EXTRACTOR
from extract.workers import get_local_hands

LOCAL: Final = "local"
"""The address that means: start Dask workers here, and end them with the command."""

_CONNECT: Final = 15.0  # seconds to wait for the scheduler, and then for its first worker
_LARGE: Final = 2**20  # bytes from which an argument goes to a worker by itself and not within the task


class ClusterError(Exception):
    """Dask cannot be used, or was lost; the text names the mend. What was read by then is stored."""


@contextmanager
def open_hands(dask: str | None, workers: int) -> Iterator[Hands]:
    """Those who read: `workers` local processes, or with `dask` the workers of the scheduler there.

    `dask` is an address such as ``tcp://10.0.0.5:8786``, or "local" for a cluster of `workers` on this
    computer. Raises ClusterError. At the end nothing that was started here is left.
    """
    if dask is None:
        hands = get_local_hands(workers)
        with hands.executor:
            yield hands
        return
    with _open_client(dask, workers) as client:
        _check_workers(client)
        threads = sum(client.nthreads().values())
        yield Hands(DaskExecutor(client), 2 * threads)


@contextmanager
def _open_client(dask: str, workers: int) -> Iterator[Any]:
    try:
        distributed = _load_dask()
    except ImportError:
        raise ClusterError("Dask is not installed: pip install 'samverkan[dask]'.") from None
    if dask != LOCAL:
        try:
            client = distributed.Client(dask, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            said = str(error) or type(error).__name__
            raise ClusterError(
                f"No Dask scheduler answers at {dask} ({said}). Start one with: dask scheduler"
            ) from None
        with client:
            yield client
        return
    with (
        _start_cluster(distributed, workers) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        try:
            yield client
        finally:
            client.run(stop_readers)  # else Dask waits four seconds for what they are in the midst of


def _start_cluster(distributed: Any, workers: int) -> Any:
    """Dask workers on this computer, which Ctrl-C does not reach: the command ends them."""
    with _interrupts_ignored():  # which processes inherit; a blocked signal multiprocessing unblocks again
        # One thread each: a worker only waits for its reader process, whose memory Dask need not watch.
        return distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",  # its default is one port for all clusters
            memory_limit=None,
            silence_logs=logging.ERROR,
        )


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # only that one gets them
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _load_dask() -> Any:
    """Dask's package: only half of it has types, so none is used. Raises ImportError."""
    return import_module("distributed")


def _check_workers(client: Any) -> None:
    """See that workers are there and would read as we do. Raises ClusterError."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError:
        raise ClusterError(
            "The Dask scheduler has no workers. Start some with: dask worker ADDRESS"
        ) from None
    try:
        found = client.run(_get_extractor)
    except ImportError as error:
        raise ClusterError(
            f"The Dask workers lack samverkan ({error}): install it there, as the same version as here."
        ) from None
    for worker, extractor in found.items():
        if extractor != EXTRACTOR:
            raise ClusterError(
                f"The Dask worker {worker} reads with {extractor}, we with {EXTRACTOR}: "
                "install the same version of samverkan there."
            )


def _get_extractor() -> str:
    return EXTRACTOR


class DaskExecutor(Executor):
    """Dask's workers as `concurrent.futures` knows executors, with Dask's failures in our words."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Send a call to a worker. Its future has the result, WorkerLost, or ClusterError."""
        sent = [
            self._client.scatter(one, hash=False) if isinstance(one, bytes) and len(one) > _LARGE else one
            for one in arguments
        ]
        theirs = self._executor.submit(function, *sent, **named)
        ours: Future[Any] = Future()
        ours.add_done_callback(lambda _: ours.cancelled() and theirs.cancel())
        theirs.add_done_callback(lambda done: _hand_on(done, ours))
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Let go of what was sent; the workers are not ours to end."""
        del cancel_futures
        self._executor.shutdown(wait=wait)


def _hand_on(theirs: Future[Any], ours: Future[Any]) -> None:
    if not ours.set_running_or_notify_cancel():
        return
    try:
        ours.set_result(theirs.result())
    except _load_dask().KilledWorker:
        ours.set_exception(WorkerLost("The Dask workers that had the document died, several in turn."))
    except CancelledError:
        ours.set_exception(ClusterError("The connection to Dask was lost. Run the same command again."))
    except Exception as error:
        ours.set_exception(error)
