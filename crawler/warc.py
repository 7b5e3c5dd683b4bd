"""Everything that was asked and answered, as WARC 1.1 files (ISO 28500:2017) that any web archive can read.

Each record is a gzip member of its own and is written at once, so a program that is killed leaves a file
whose last record at most is cut off; it never goes on in an old file. Bodies are as the server sent them,
before Content-Encoding is undone. A body that this process has written before becomes a *revisit* record.
"""

from __future__ import annotations

import gzip
import os
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.errors import translated_errors

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

MAX_BYTES = 1_000_000_000
"""Size at which a new file is begun (the WARC standard, annex C, suggests one gigabyte)."""
_LEVEL = 6  # of gzip; 9 costs twice the time for 1 % of a page
_MIN_REPEATED = 1000  # bytes of a body: a revisit record takes half of that itself
_MAX_KNOWN = 50_000  # bodies that are remembered: 10 MB
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# Undone by the time a body is here; kept under the name that archives use for headers that hold no more.
_UNDONE = frozenset({"transfer-encoding"})

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `at` is when it was asked, `address` the IP address that answered or ""."""

    url: str
    at: datetime
    request: Headers
    status: int
    response: Headers
    body: bytes
    address: str = ""


class Archive:
    """WARC files in a folder, of one process. `info` describes the crawl in each file's first record."""

    def __init__(self, folder: Path, info: dict[str, str], max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._info = info
        self._max_bytes = max_bytes
        self._file: BinaryIO | None = None
        self._number = 0
        self._began = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        self._known: OrderedDict[str, tuple[str, str]] = OrderedDict()  # digest → address and date

    def add_exchange(self, exchange: Exchange) -> None:
        """Write the records of one exchange. Raises DiskFull."""
        with translated_errors():
            target = self._open()
            target.write(b"".join(gzip.compress(one, _LEVEL, mtime=0) for one in self._records(exchange)))
            if target.tell() >= self._max_bytes:
                self.close()

    def close(self) -> None:
        """End the file that is open."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> BinaryIO:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._number += 1
            name = f"samverkan-{self._began}-{self._number:05}-{os.getpid()}.warc.gz"
            # Unbuffered: what was written once is in the system's hands, also after kill -9.
            self._file = (self._folder / name).open("xb", buffering=0)
            record = _builder().create_warcinfo_record(name, self._info)
            self._file.write(gzip.compress(_dump(record), _LEVEL, mtime=0))
        return self._file

    def _records(self, exchange: Exchange) -> list[bytes]:
        """Request and response (or revisit) as bytes, joined by WARC-Concurrent-To."""
        response = self._make_response(exchange)
        own = response.rec_headers.get_header("WARC-Record-ID")
        request = _make_request(exchange, own)
        return [_dump(response), _dump(request)]

    def _make_response(self, exchange: Exchange) -> Any:
        from warcio.statusandheaders import StatusAndHeaders

        told = _describe(exchange)
        kept = [_keep_header(name, value) for name, value in exchange.response]
        headers = StatusAndHeaders(f"{exchange.status} {_phrase(exchange.status)}", kept, protocol="HTTP/1.1")
        if exchange.status == HTTPStatus.NOT_MODIFIED:
            told["WARC-Profile"] = _NOT_MODIFIED
            return _builder().create_warc_record(
                exchange.url, "revisit", warc_headers_dict=told, http_headers=headers
            )
        digest = _digest(exchange.body)
        earlier = self._remember(digest, exchange, told["WARC-Date"])
        if earlier is not None:
            return _builder().create_revisit_record(
                exchange.url, digest, *earlier, http_headers=headers, warc_headers_dict=told
            )
        return _builder().create_warc_record(
            exchange.url,
            "response",
            payload=BytesIO(exchange.body),
            length=len(exchange.body),
            warc_headers_dict=told,
            http_headers=headers,
        )

    def _remember(self, digest: str, exchange: Exchange, date: str) -> tuple[str, str] | None:
        """Where a body was written before; None for the first time, which is remembered."""
        if len(exchange.body) < _MIN_REPEATED:
            return None
        earlier = self._known.get(digest)
        if earlier is None:
            self._known[digest] = (exchange.url, date)
            if len(self._known) > _MAX_KNOWN:
                self._known.popitem(last=False)
        return earlier


def read_exchange(request: Request, response: Response) -> Exchange:
    """What passed, from Scrapy's request and its answer before any middleware has changed it."""
    return Exchange(
        url=request.url,
        at=datetime.now(UTC),
        request=_read_headers(request.headers),
        status=response.status,
        response=_read_headers(response.headers),
        body=response.body,
        address=str(response.ip_address or ""),
    )


def _read_headers(headers: Any) -> Headers:
    named = ((name.decode("latin-1"), values) for name, values in headers.items())
    return tuple((name, value.decode("latin-1")) for name, values in named for value in values)


def _make_request(exchange: Exchange, response_id: str) -> Any:
    from urllib.parse import urlsplit

    from warcio.statusandheaders import StatusAndHeaders

    parts = urlsplit(exchange.url)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    sent = [("Host", parts.netloc), *(one for one in exchange.request if one[0].lower() != "host")]
    headers = StatusAndHeaders(f"GET {target} HTTP/1.1", sent, is_http_request=True)
    told = {**_describe(exchange), "WARC-Concurrent-To": response_id}
    return _builder().create_warc_record(
        exchange.url, "request", warc_headers_dict=told, http_headers=headers
    )


def _describe(exchange: Exchange) -> dict[str, str]:
    told = {"WARC-Date": exchange.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
    return told | ({"WARC-IP-Address": exchange.address} if exchange.address else {})


def _keep_header(name: str, value: str) -> tuple[str, str]:
    return (f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name, value)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _digest(body: bytes) -> str:
    from warcio.utils import Digester

    digester = Digester("sha1")  # what archives index by (WARC 1.1, section 5.9)
    digester.update(body)
    return str(digester)


def _builder() -> Any:
    from warcio.recordbuilder import RecordBuilder

    return RecordBuilder(warc_version="1.1")


def _dump(record: Any) -> bytes:
    from warcio.warcwriter import WARCWriter

    target = BytesIO()
    WARCWriter(target, gzip=False, warc_version="1.1").write_record(record)
    return target.getvalue()
