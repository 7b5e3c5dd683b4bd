import gzip
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.warc import Archive, Exchange
from tests.crawler.crawling import ROOT, crawl
from tests.crawler.webserver import Reply, document, link, page, serve

AT = datetime(2026, 3, 1, 8, 0, 0, 123456, UTC)
BODY = "Åtgärdsplan för samverkan. ".encode() * 100


def exchange(url="https://www.grenas.example/plan?x=1", body=BODY, status=200, **headers: str) -> Exchange:
    return Exchange(
        url, AT, (("User-Agent", "samverkan"),), status, tuple(headers.items()), body, "192.0.2.7"
    )


def read(folder: Path) -> list[tuple[str, str, bytes, dict[str, str]]]:
    """(type, address, payload as stored, WARC headers) of every record; digests are checked."""
    found = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as source:
            for record in ArchiveIterator(source, check_digests="raise"):
                headers = dict(record.rec_headers.headers)
                found.append(
                    (record.rec_type, headers.get("WARC-Target-URI", ""), record.raw_stream.read(), headers)
                )
    return found


def test_an_exchange_is_a_response_with_its_request(tmp_path):
    archive = Archive(tmp_path, {"software": "samverkan", "operator": "a@example.org"})
    archive.add_exchange(exchange(**{"Content-Type": "text/html"}))
    archive.close()
    info, response, request = read(tmp_path)
    assert (info[0], response[0], request[0]) == ("warcinfo", "response", "request")
    assert b"operator: a@example.org" in info[2]
    assert response[2] == BODY
    assert response[3]["WARC-Date"] == request[3]["WARC-Date"] == "2026-03-01T08:00:00.123456Z"
    assert response[3]["WARC-IP-Address"] == "192.0.2.7"
    assert request[3]["WARC-Concurrent-To"] == response[3]["WARC-Record-ID"]


def test_a_body_as_it_was_sent_is_decoded_by_readers(tmp_path):
    archive = Archive(tmp_path, {})
    packed = gzip.compress(BODY)
    archive.add_exchange(
        exchange(body=packed, **{"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"})
    )
    archive.close()
    (path,) = tmp_path.iterdir()
    with path.open("rb") as source:
        record = [
            one.content_stream().read() for one in ArchiveIterator(source) if one.rec_type == "response"
        ]
    assert record == [BODY]


def test_the_same_body_again_is_a_revisit_that_says_of_what(tmp_path):
    archive = Archive(tmp_path, {})
    archive.add_exchange(exchange("https://a.example/1"))
    archive.add_exchange(exchange("https://a.example/2"))
    archive.add_exchange(exchange("https://a.example/3", body=b"short"))
    archive.add_exchange(exchange("https://a.example/4", body=b"short"))
    archive.close()
    kinds = {url: (kind, headers) for kind, url, _, headers in read(tmp_path) if kind != "request"}
    assert kinds["https://a.example/2"][0] == "revisit"
    headers = kinds["https://a.example/2"][1]
    assert headers["WARC-Refers-To-Target-URI"] == "https://a.example/1"
    assert headers["WARC-Payload-Digest"] == kinds["https://a.example/1"][1]["WARC-Payload-Digest"]
    assert kinds["https://a.example/4"][0] == "response"


def test_not_modified_is_a_revisit_by_the_servers_word(tmp_path):
    archive = Archive(tmp_path, {})
    archive.add_exchange(exchange(body=b"", status=304))
    archive.close()
    (headers,) = [headers for kind, _, _, headers in read(tmp_path) if kind == "revisit"]
    assert headers["WARC-Profile"].endswith("server-not-modified")


def test_a_new_file_is_begun_when_one_is_full(tmp_path):
    archive = Archive(tmp_path, {"software": "x"}, max_bytes=3000)
    for number in range(9):
        archive.add_exchange(exchange(f"https://a.example/{number}", body=os.urandom(1500)))
    archive.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 5
    assert sum(kind == "warcinfo" for kind, *_ in read(tmp_path)) == 5
    assert [url for kind, url, *_ in read(tmp_path) if kind == "response"] == [
        f"https://a.example/{number}" for number in range(9)
    ]


WRITER = """
import os, sys
from pathlib import Path
from tests.crawler.test_warc import exchange
from crawler.warc import Archive
archive = Archive(Path(sys.argv[1]), {})
for number in range(100_000):
    archive.add_exchange(exchange(f"https://a.example/{number}", body=os.urandom(5000)))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_after_a_kill_every_exchange_that_was_written_is_read_back(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read()
    count = len(said.split())
    assert count > 3
    written = [url for kind, url, *_ in read(tmp_path) if kind == "response"]
    assert written[:count] == [f"https://a.example/{number}" for number in range(count)]


@pytest.mark.parametrize("missing", [1, 40, 700])
def test_a_tail_that_was_cut_off_spoils_nothing_before_it(tmp_path, missing):
    archive = Archive(tmp_path, {})
    for number in range(3):
        archive.add_exchange(exchange(f"https://a.example/{number}", body=os.urandom(2000)))
    archive.close()
    (path,) = tmp_path.iterdir()
    os.truncate(path, path.stat().st_size - missing)
    with path.open("rb") as source:
        records = ArchiveIterator(source)
        whole = [len(one.raw_stream.read()) for one in records if one.rec_type == "response"]
    assert whole[:2] == [2000, 2000]


def test_a_crawl_writes_what_it_asked_and_got(tmp_path):
    routes = {
        "/": page(link("/styrdokument", "Styrdokument")),
        "/styrdokument": page(link("/plan.pdf", "Biblioteksplan"), title="Styrdokument"),
        "/plan.pdf": document("plan"),
        "/robots.txt": Reply(b"User-agent: *\nAllow: /", type="text/plain"),
    }
    with serve(routes) as site:
        found = crawl(tmp_path / "study", {"0001": site.url}, warc=str(tmp_path / "warc"))
    assert found.code == 0, found.output
    records = read(tmp_path / "warc")
    assert sorted(
        url.removeprefix(site.url) for kind, url, *_ in records if kind in ("response", "revisit")
    ) == sorted(site.paths)
    assert (f"{site.url}/plan.pdf", routes["/plan.pdf"].body) in [(url, body) for _, url, body, _ in records]


def test_without_the_setting_nothing_is_written(tmp_path):
    with serve({"/": page()}) as site:
        crawl(tmp_path / "study", {"0001": site.url})
    assert not list(tmp_path.rglob("*.warc*"))
