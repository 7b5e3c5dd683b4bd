"""A quick web server on loopback for benches: any number of equal sites, told apart by their host names."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

PAGES, LINKS, FILES = 1000, 152, 60
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_DIGITS = {new: old for old, new in _LETTERS.items()}
_FILLER = "<p>Kommunen arbetar för en god och hållbar utveckling i hela kommunen.</p>" * 220
"""So that a page has the 45 KB of a real one."""


def write_name(number: int) -> str:
    """A page's name in letters: many addresses that differ in a number only are a trap."""
    return str(number).translate(_LETTERS)


def read_name(name: str) -> int:
    """The number of the page of this name."""
    return int(name.translate(_DIGITS))


def write_address(number: int) -> str:
    """The loopback address of host `number`."""
    return f"127.0.{number // 250}.{number % 250 + 1}"


@lru_cache(maxsize=4096)
def make_page(number: int) -> bytes:
    """Page `number`: a menu that every page has, and some pages and files of its own."""
    menu = _write_list(range(1, LINKS - 11), "Kommun och politik")
    own = _write_list(((number * 11 + n) % PAGES for n in range(11)), "Styrande dokument")
    file = number % FILES
    body = f"<nav><ul>{menu}</ul></nav><main><h1>Sida {number}</h1>{_FILLER}<ul>{own}"
    body += f'<li><a href="/globalassets/strategi-{file}.pdf">Strategi {file}</a></li></ul></main>'
    text = f"<!doctype html><html><head><title>Sida {number}</title></head><body>{body}</body></html>"
    return _answer(text.encode(), "text/html; charset=utf-8")


def _write_list(pages: Iterable[int], text: str) -> str:
    return "".join(f'<li><a href="/sida/{write_name(n)}">{text} {n}</a></li>' for n in pages)


@lru_cache(maxsize=4096)
def make_file(name: str) -> bytes:
    """A file that begins and ends as a PDF does."""
    return _answer(b"%PDF-1.7\n% " + name.encode() + b"x" * 50_000 + b"\n%%EOF\n", "application/pdf")


def find_answer(path: str, host: str) -> bytes:
    """The whole answer for a path."""
    if path == "/":
        return make_page(0)
    if path.startswith("/sida/"):
        return make_page(read_name(path[6:]))
    if path.startswith("/globalassets/"):
        return make_file(f"{host}{path}")
    return _answer(b"", "text/plain", "404 Not Found")


def _answer(body: bytes, media_type: str, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Visitor(asyncio.Protocol):
    def __init__(self, log: list[tuple[float, str]]) -> None:
        self._log = log
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while b"\r\n\r\n" in self._rest:
            head, _, self._rest = self._rest.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            host = next(line[5:].strip() for line in lines if line.lower().startswith("host:"))
            self._log.append((asyncio.get_running_loop().time(), host))
            self._transport.write(find_answer(first.split(" ")[1], host))  # type: ignore[attr-defined]


async def _serve(log_path: Path, hosts: int) -> None:
    log: list[tuple[float, str]] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Visitor(log), "127.0.0.1", 0, backlog=1000)
    port = server.sockets[0].getsockname()[1]
    for first in range(1, hosts, 250):  # a host has an address of its own, as most have
        own = [write_address(number) for number in range(first, min(first + 250, hosts))]
        await loop.create_server(lambda: _Visitor(log), own, port, backlog=100)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)  # until whoever started us has had enough
    log_path.write_text(json.dumps(log))


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
