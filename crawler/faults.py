"""What an exception of the network means: one closed list of failures, with words for people."""

from __future__ import annotations

from collections.abc import Iterator

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from service_identity import VerificationError
from twisted.internet import error as network
from twisted.web.client import ResponseFailed

from corpus.records import FetchFailure
from crawler.errands import Lost
from crawler.resolver import ForbiddenAddress

_REFUSED = (DownloadConnectionRefusedError, network.ConnectionRefusedError)
_BROKEN_OFF = (network.ConnectionLost, network.ConnectionDone, network.ConnectError)
_MEANINGS: tuple[tuple[tuple[type[BaseException], ...], FetchFailure, str], ...] = (
    (
        (ForbiddenAddress,),
        FetchFailure.FORBIDDEN_ADDRESS,
        "the host is, or resolves to, an address of a private network (allow_loopback opens 127.0.0.1)",
    ),
    ((CannotResolveHostError, network.DNSLookupError), FetchFailure.DNS, "the host name is not known"),
    ((DownloadTimeoutError, network.TimeoutError), FetchFailure.TIMEOUT, "no whole answer in time"),
    ((StopDownload,), FetchFailure.TIMEOUT, "the answer came drop by drop"),
    ((SSL.Error, VerificationError), FetchFailure.TLS, "the certificate or the encryption is not valid"),
    (_REFUSED, FetchFailure.REFUSED, "no connection was let in"),
    ((ResponseDataLossError,), FetchFailure.BROKEN_BODY, "the answer was cut off"),
    (_BROKEN_OFF, FetchFailure.REFUSED, "the connection was broken off"),
)  # fmt: skip


def read_fault(error: BaseException) -> Lost:
    """The failure that an exception of a download means; OTHER with its own words where none fits."""
    causes = tuple(_iter_causes(error))
    for types, failure, words in _MEANINGS:
        if any(isinstance(cause, types) for cause in causes):
            return Lost(failure, words)
    text = str(error)
    if isinstance(error, (DownloadCancelledError, IgnoreRequest)) and (
        "max size" in text or "MAXSIZE" in text
    ):
        return Lost(FetchFailure.TOO_LARGE, "larger than max_document_mb allows")
    if isinstance(error, OSError | EOFError) or "decompress" in text.lower():
        return Lost(FetchFailure.BROKEN_BODY, f"cannot be unpacked: {text[:200]}")
    return Lost(FetchFailure.OTHER, f"{type(error).__name__}: {text[:200]}")


def _iter_causes(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    """An exception, those that it wraps, and those of its Twisted reasons."""
    yield error
    if depth > 5:
        return
    if error.__cause__ is not None:
        yield from _iter_causes(error.__cause__, depth + 1)
    if isinstance(error, ResponseFailed):
        for reason in error.reasons:
            if isinstance(reason.value, BaseException):
                yield from _iter_causes(reason.value, depth + 1)
