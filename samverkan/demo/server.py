"""Serve the demo's websites over real HTTP on free ports of 127.0.0.1, with a log of every request.

``python -m samverkan.demo.server`` serves them until Ctrl-C, to be looked at in a browser.
"""

from __future__ import annotations

import csv
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields, replace
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from corpus.records import Municipality, Sha256
from samverkan.demo.plans import SitePlan, load_plans
from samverkan.demo.resources import Resource
from samverkan.demo.sites import build_site


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as the server saw it. `time` is seconds since the epoch, at arrival; `site` a code.

    `path` is the request target as sent, with its query; `bytes` the length of the body sent.
    """

    time: float
    site: str
    method: str
    path: str
    agent: str
    status: int
    bytes: int


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One website being served, and the truth about its PDFs.

    `relevant` are the file names (decoded, NFC, as the last part of their addresses) of the documents
    that belong in the inventory; `irrelevant` those of all other files offered as PDF. `hashes` gives
    the SHA-256 of each, for those who meet them under another name.
    """

    municipality: Municipality
    relevant: frozenset[str]
    irrelevant: frozenset[str]
    hashes: dict[str, Sha256]


class DemoServer:
    """The servers of all sites. `sites` is fixed; `log` grows with every request, oldest first."""

    def __init__(self, plans: Sequence[SitePlan]) -> None:
        self._hits: list[Hit] = []
        self._lock = threading.Lock()
        self._servers = tuple(_SiteServer(plan, self._add_hit) for plan in plans)
        self.sites = tuple(server.describe_site() for server in self._servers)

    @property
    def log(self) -> tuple[Hit, ...]:
        """Every request answered so far, in the order of their answers."""
        with self._lock:
            return tuple(self._hits)

    def _add_hit(self, hit: Hit) -> None:
        with self._lock:
            self._hits.append(hit)

    def start(self) -> None:
        """Begin to answer, one thread a site."""
        for server in self._servers:
            server.start()

    def close(self) -> None:
        """Stop answering, hang up on every client and end every thread."""
        for server in self._servers:
            server.close()


@contextmanager
def serve_sites() -> Iterator[DemoServer]:
    """Serve the four demo sites while the context lasts."""
    server = DemoServer(load_plans())
    server.start()
    try:
        yield server
    finally:
        server.close()


def export_registry(sites: Sequence[DemoSite], path: Path) -> None:
    """Write the sites' municipalities as a registry file, with the columns of the shipped registry."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Municipality))
        writer.writerows(astuple(site.municipality) for site in sites)


class _SiteServer(ThreadingHTTPServer):
    """Serves one site. Keeps its open connections, to hang up on idle ones when it closes."""

    daemon_threads = False  # joined in server_close: no thread outlives the demo

    def __init__(self, plan: SitePlan, add_hit: Callable[[Hit], None]) -> None:
        self.add_hit = add_hit
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.site = build_site(plan, self.base)
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.02,), name=f"demo-{plan.place.slug}"
        )

    def describe_site(self) -> DemoSite:
        municipality = replace(self.site.plan.place.record, website=self.base)
        return DemoSite(municipality, self.site.relevant, self.site.irrelevant, self.site.hashes)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self.shutdown()
        with self._open_lock:
            for connection in self._open:
                with suppress(OSError):  # the client was quicker
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
        self._thread.join()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is no error of the demo's; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    server: _SiteServer
    timeout = 30

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        arrived = time.time()
        resource = self.server.site.get_resource(self.path)
        fresh = resource.status == 200 and _is_fresh(resource, self.headers)
        status = 304 if fresh else resource.status
        body = b"" if fresh or self.command == "HEAD" else resource.body
        agent = self.headers.get("User-Agent", "")
        # Logged before it is sent: whoever has the answer finds the hit in the log.
        self.server.add_hit(
            Hit(
                arrived,
                self.server.site.plan.place.record.code,
                self.command,
                self.path,
                agent,
                status,
                len(body),
            )
        )
        self.send_response(status)
        for name, value in resource.headers:
            self.send_header(name, value)
        if not fresh:
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Nothing on the terminal: the log is `DemoServer.log`."""


def _is_fresh(resource: Resource, headers: Any) -> bool:
    """Whether the client's copy is still good (RFC 9110, 13.2.2: the tag goes before the date)."""
    tags = headers.get("If-None-Match")
    if tags is not None:
        return resource.etag != "" and (
            tags.strip() == "*" or resource.etag in [tag.strip() for tag in tags.split(",")]
        )
    since = headers.get("If-Modified-Since")
    if since is None or resource.modified is None:
        return False
    try:
        return resource.modified <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def main() -> int:
    """Serve until Ctrl-C."""
    with suppress(KeyboardInterrupt), serve_sites() as server:
        for site in server.sites:
            print(f"{site.municipality.name:<12} {site.municipality.website}/")  # noqa: T201
        print("Ctrl-C ends.", flush=True)  # noqa: T201
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
