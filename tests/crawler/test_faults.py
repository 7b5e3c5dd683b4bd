import pytest
from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionLost, DNSLookupError
from twisted.python.failure import Failure
from twisted.web.client import ResponseNeverReceived

from corpus.records import FetchFailure
from crawler.faults import read_fault
from crawler.resolver import ForbiddenAddress


def caused(error, cause):
    error.__cause__ = cause
    return error


def never_received(reason):
    return caused(DownloadFailedError("[...]"), ResponseNeverReceived([Failure(reason)]))


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (CannotResolveHostError("x"), FetchFailure.DNS),
        (DNSLookupError("x"), FetchFailure.DNS),
        (caused(ForbiddenAddress("x"), CannotResolveHostError("x")), FetchFailure.FORBIDDEN_ADDRESS),
        (DownloadTimeoutError("x"), FetchFailure.TIMEOUT),
        (DownloadConnectionRefusedError("x"), FetchFailure.REFUSED),
        (never_received(ConnectionLost("x")), FetchFailure.REFUSED),
        (ConnectError(string="no route"), FetchFailure.REFUSED),
        (never_received(SSL.Error([("SSL routines", "", "certificate verify failed")])), FetchFailure.TLS),
        (ResponseDataLossError(), FetchFailure.BROKEN_BODY),
        (DownloadCancelledError("larger than download max size (1)"), FetchFailure.TOO_LARGE),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (1 B) during decompression"), FetchFailure.TOO_LARGE),
        (OSError("Not a gzipped file"), FetchFailure.BROKEN_BODY),
        (ValueError("something new"), FetchFailure.OTHER),
    ],
)
def test_every_exception_has_its_failure_and_words(error, failure):
    lost = read_fault(error)
    assert lost.failure is failure
    assert lost.detail


def test_an_unknown_fault_keeps_its_own_words():
    assert read_fault(ValueError("something new")).detail == "ValueError: something new"
