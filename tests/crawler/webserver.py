"""A real web server on loopback for crawl tests: a table of replies, and a log of what was asked."""

import hashlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0  # seconds before the answer
    declared: int | None = None  # a Content-Length other than the truth
    drop: bool = False  # close the connection without an answer
    piece: int = 0  # bytes of the body that are sent at once, and then nothing for a fifth of a second


@dataclass(frozen=True)
class Hit:
    began: float
    ended: float
    host: str
    path: str
    agent: str
    sender: str
    accept_language: str
    cookie: str
    status: int
    method: str = "GET"
    condition: str = ""  # If-None-Match
    size: int = 0  # of the body as sent


Route = Reply | Callable[[int], Reply]  # a callable is given how often the path was asked before


class Website:
    """One site on a port of its own. `hits` is the server's log; `most_at_once` its busiest moment.

    `validators`: "" sends none, "sent" sends an ETag and ignores conditions, "honoured" answers 304.
    """

    def __init__(
        self,
        routes: dict[str, Route],
        certificate: Path | None = None,
        validators: str = "",
        address: str = "127.0.0.1",
    ) -> None:
        self.routes = routes
        self.validators = validators
        self.hits: list[Hit] = []
        self.most_at_once = 0
        self._at_once = 0
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()
        self._server = _Server((address, 0), _Handler)
        self._server.site = self
        self.url = f"{'https' if certificate else 'http'}://{address}:{self.port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def paths(self) -> list[str]:
        return [hit.path for hit in self.hits]

    @property
    def begun(self) -> dict[str, int]:
        """How often each path was asked for, answered or not."""
        return dict(self._asked)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def begin(self, path: str) -> Reply:
        with self._lock:
            asked = self._asked.get(path, 0)
            self._asked[path] = asked + 1
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        route = self.routes.get(path, Reply(b"<h1>Sidan finns inte</h1>", 404))
        return route(asked) if callable(route) else route

    def end(self, hit: Hit) -> None:
        with self._lock:
            self._at_once -= 1
            self.hits.append(hit)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Website

    def handle_error(self, *_: object) -> None:
        """A visitor who hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        began = time.monotonic()
        reply = self.validate(self.server.site.begin(self.path))
        time.sleep(reply.wait)
        with suppress(OSError):
            self.answer(reply)
        heads = [
            self.headers.get(name, "") for name in ("Host", "User-Agent", "From", "Accept-Language", "Cookie")
        ]
        host, *others = heads
        sent = len(reply.body) if self.command == "GET" else 0
        asked = (self.command, self.headers.get("If-None-Match", ""), sent)
        self.server.site.end(Hit(began, time.monotonic(), host, self.path, *others, reply.status, *asked))

    def do_HEAD(self) -> None:
        self.do_GET()

    def validate(self, reply: Reply) -> Reply:
        """The reply with its validator, or 304 where the visitor has it and the site looks at conditions."""
        if not self.server.site.validators or reply.status != 200:
            return reply
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if self.server.site.validators == "honoured" and self.headers.get("If-None-Match") == etag:
            return Reply(b"", 304, reply.type, {"ETag": etag})
        return replace(reply, headers=reply.headers | {"ETag": etag})

    def answer(self, reply: Reply) -> None:
        length = len(reply.body) if reply.declared is None else reply.declared
        self.close_connection = reply.drop or length != len(reply.body)
        if reply.drop:
            return
        self.send_response(reply.status)
        heads = {"Content-Type": reply.type, "Content-Length": str(length), "Set-Cookie": "session=1"}
        for name, value in (heads | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            size = reply.piece or len(reply.body) or 1
            for start in range(0, len(reply.body), size):
                self.wfile.write(reply.body[start : start + size])
                time.sleep(0.2 if reply.piece else 0.0)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serve(
    routes: dict[str, Route],
    certificate: Path | None = None,
    validators: str = "",
    address: str = "127.0.0.1",
) -> Iterator[Website]:
    site = Website(routes, certificate, validators, address)
    try:
        yield site
    finally:
        site.close()


def page(*links: str, title: str = "Kommun", head: str = "", heading: str = "") -> Reply:
    body = "".join(f"<li>{link}</li>" for link in links)
    top = f"<html><head><title>{title}</title>{head}</head><body><h1>{heading or title}</h1>"
    return Reply(f"{top}<ul>{body}</ul></body></html>".encode())


def link(url: str, text: str) -> str:
    return f'<a href="{url}">{text}</a>'


def pdf(text: str, *, end: bool = True) -> bytes:
    return b"%PDF-1.7\n% " + text.encode() + b"\n" + b"x" * 500 + (b"\ntrailer\n%%EOF\n" if end else b"")


def document(text: str) -> Reply:
    return Reply(pdf(text), type="application/pdf")


def redirect(target: str, status: int = 302) -> Reply:
    return Reply(b"", status, headers={"Location": target})


def make_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that only its maker believes in."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + certificate.public_bytes(encoding))
    return path
