"""The server of the demo: conditional requests, its log, its registry, and a clean end."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import fields
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

import crawler
from corpus.records import Municipality
from samverkan.demo.plans import load_plans
from samverkan.demo.server import DemoServer, DemoSite, export_registry, serve_sites


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with serve_sites() as server:
        yield server


def connect(site: DemoSite) -> HTTPConnection:
    address = urlsplit(site.municipality.website)
    return HTTPConnection(address.hostname or "", address.port, timeout=5)


def ask(
    site: DemoSite, method: str, target: str, headers: dict[str, str] | None = None
) -> tuple[HTTPResponse, bytes]:
    connection = connect(site)
    try:
        connection.request(method, target, headers=headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def get_document(number: int) -> str:
    return quote(load_plans()[number].files[0].path)


@pytest.mark.parametrize("target", ["/", get_document(0)])
def test_an_unchanged_page_or_file_is_not_sent_again(server: DemoServer, target: str) -> None:
    site = server.sites[0]
    first, body = ask(site, "GET", target)
    assert (first.status, len(body)) == (200, int(first.headers["Content-Length"]))
    for name, value in {
        "If-None-Match": first.headers["ETag"],
        "If-Modified-Since": first.headers["Last-Modified"],
    }.items():
        again, empty = ask(site, "GET", target, {name: value})
        assert (again.status, empty) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_another_tag_or_an_older_or_senseless_date_gives_the_whole_again(server: DemoServer) -> None:
    for name, value in {
        "If-None-Match": '"annan"',
        "If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT",
        "if-modified-since": "i förrgår".encode().decode("latin-1"),
    }.items():
        response, body = ask(server.sites[0], "GET", get_document(0), {name: value})
        assert response.status == 200
        assert body.startswith(b"%PDF-")


def test_a_tag_goes_before_a_date(server: DemoServer) -> None:
    headers = {"If-None-Match": '"annan"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    response, _ = ask(server.sites[0], "GET", get_document(0), headers)
    assert response.status == 200


def test_head_tells_the_length_and_sends_nothing(server: DemoServer) -> None:
    whole, body = ask(server.sites[1], "GET", get_document(1))
    head, empty = ask(server.sites[1], "HEAD", get_document(1))
    assert empty == b""
    assert head.headers["Content-Length"] == str(len(body)) == whole.headers["Content-Length"]
    assert head.headers["Content-Type"] == "application/pdf"


def test_the_log_tells_each_request_in_order(server: DemoServer) -> None:
    before = time.time()
    ask(server.sites[0], "GET", "/kalender?manad=2025-04", {"User-Agent": "prov/1"})
    _, body = ask(server.sites[3], "GET", "/finns-inte")
    ask(server.sites[3], "HEAD", "/robots.txt")
    first, second, third = server.log
    assert (first.site, first.method, first.path, first.agent) == (
        "9901",
        "GET",
        "/kalender?manad=2025-04",
        "prov/1",
    )
    assert (second.site, second.status, second.bytes) == ("9904", 404, len(body))
    assert (third.method, third.status, third.bytes) == ("HEAD", 200, 0)
    assert before <= first.time <= second.time <= third.time <= time.time()


def test_the_server_ends_at_once_though_a_client_keeps_its_connection() -> None:
    before = set(threading.enumerate())
    with serve_sites() as server:
        idle = connect(server.sites[0])
        idle.request("GET", "/")
        idle.getresponse().read()
        silent = connect(server.sites[1])
        silent.connect()
        started = time.monotonic()
    seconds = time.monotonic() - started
    idle.close()
    silent.close()
    assert set(threading.enumerate()) == before
    assert seconds < 5


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_the_command_prints_the_addresses_and_ends_with_ctrl_c() -> None:
    command = [sys.executable, "-m", "samverkan.demo.server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert [line.split()[0] for line in lines] == [
        "Almköping",
        "Storvalla",
        "Björkdala",
        "Fjällnora",
        "Ctrl-C",
    ]
    assert all(line.split()[1].startswith("http://127.0.0.1:") for line in lines[:4])
    assert (process.returncode, errors) == (0, "")


def test_the_registry_has_the_columns_of_the_shipped_one_and_codes_of_no_real_municipality(
    server: DemoServer, tmp_path: Path
) -> None:
    export_registry(server.sites, tmp_path / "municipalities.csv")
    with (tmp_path / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (Path(crawler.__file__).parent / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        shipped = list(csv.DictReader(file))
    assert list(rows[0]) == list(shipped[0]) == [field.name for field in fields(Municipality)]
    assert [row["code"] for row in rows] == ["9901", "9902", "9903", "9904"]
    assert {row["code"] for row in rows} & {row["code"] for row in shipped} == set()
    assert {row["name"] for row in rows} & {row["name"] for row in shipped} == set()
    assert {row["group"] for row in rows} <= {row["group"] for row in shipped}
    assert [row["website"] for row in rows] == [site.municipality.website for site in server.sites]
