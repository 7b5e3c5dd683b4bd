"""Killing a step in its middle and starting again gives what an undisturbed run gives."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from samverkan.config import Config, CrawlSection, ExtractSection, StudySection
from samverkan.demo.server import DemoServer, export_registry, serve_sites
from samverkan.study import create_study
from tests.samverkan.commands import run, start, succeed

PATIENCE = 60.0  # seconds


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with serve_sites() as serving:
        yield serving


def _make_study(folder: Path, server: DemoServer) -> Path:
    """A study of the demo's websites, read one document at a time so that there is a middle to kill in."""
    folder.mkdir()
    export_registry(server.sites, folder / "municipalities.csv")
    codes = tuple(site.municipality.code for site in server.sites)
    crawl = CrawlSection(contact="test@example.org", delay=0.02, allow_loopback=True)
    create_study(folder, Config(StudySection("resumed", codes), crawl, ExtractSection(workers=1)))
    return folder


def _content(study: Path) -> str:
    found = re.search(r"content (\w{64})", succeed("verify", cwd=study))
    assert found is not None
    return found[1]


def _count(study: Path, sql: str) -> int:
    connection = sqlite3.connect(study / "corpus.db", timeout=10)
    try:
        return int(connection.execute(sql).fetchone()[0])
    finally:
        connection.close()


def _kill_when(study: Path, process: subprocess.Popen[str], is_time: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_time():
        assert process.poll() is None, (
            f"{study.name} ended before it could be killed: {process.communicate()}"
        )
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def undisturbed(server: DemoServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    study = _make_study(tmp_path_factory.mktemp("undisturbed") / "study", server)
    succeed("run", cwd=study)
    return _content(study)


def test_a_run_killed_in_every_stage_ends_with_the_same_content(
    server: DemoServer, undisturbed: str, tmp_path: Path
) -> None:
    study = _make_study(tmp_path / "study", server)
    documents = "SELECT count(*) FROM document"
    read = "SELECT count(*) FROM extraction"
    classified = "SELECT count(*) FROM classification"

    _kill_when(study, start("run", cwd=study), lambda: _count(study, documents) >= 3)
    crawled = _count(study, documents)
    assert _count(study, read) == 0
    _kill_when(study, start("run", cwd=study), lambda: _count(study, read) >= 2)
    assert 0 < _count(study, read) < _count(study, documents)
    assert _count(study, documents) > crawled
    _kill_when(study, start("run", cwd=study), lambda: _count(study, classified) >= 2)
    assert 0 < _count(study, classified) < _count(study, documents)
    inventory = study / "exports" / "inventering.xlsx"
    _kill_when(study, start("run", cwd=study), lambda: any((study / "exports").glob(".incomplete-*")))
    assert not inventory.exists() or inventory.stat().st_size > 0

    succeed("run", cwd=study)
    assert inventory.is_file()
    assert not list((study / "exports").glob(".incomplete-*"))
    assert _content(study) == undisturbed
    assert not list((study / "blobs").glob("incomplete-*"))
    fetched = [hit.path for hit in server.log if hit.path.lower().endswith(".pdf")]
    assert fetched


def test_documents_that_are_held_are_not_fetched_again_after_a_kill(
    server: DemoServer, tmp_path: Path
) -> None:
    study = _make_study(tmp_path / "study", server)
    before = len(server.log)
    _kill_when(study, start("crawl", cwd=study), lambda: _count(study, "SELECT count(*) FROM document") >= 4)
    held = _urls(study)
    middle = len(server.log)
    succeed("crawl", cwd=study)
    ports = {site.municipality.code: site.municipality.website for site in server.sites}
    again = {ports[hit.site] + hit.path for hit in server.log[middle:]}
    assert middle > before
    assert len(held) >= 4
    assert held & again == set()


def _urls(study: Path) -> set[str]:
    connection = sqlite3.connect(study / "corpus.db")
    try:
        return {row[0] for row in connection.execute("SELECT final_url FROM fetch WHERE sha256 IS NOT NULL")}
    finally:
        connection.close()


def test_a_second_run_has_nothing_to_do_and_says_so(server: DemoServer, tmp_path: Path) -> None:
    study = _make_study(tmp_path / "study", server)
    succeed("run", cwd=study)
    runs, hits = _count(study, "SELECT count(*) FROM run"), len(server.log)
    written = (study / "exports" / "inventering.html").stat().st_mtime_ns
    out = succeed("run", cwd=study)
    assert [line.partition(",")[0] for line in out.splitlines()] == [
        f"{step}: nothing to do" for step in ("crawl", "extract", "link", "classify", "inventory")
    ]
    assert _count(study, "SELECT count(*) FROM run") == runs
    assert len(server.log) == hits
    assert (study / "exports" / "inventering.html").stat().st_mtime_ns == written


def test_ctrl_c_stops_a_crawl_stores_what_came_and_says_how_to_go_on(
    server: DemoServer, undisturbed: str, tmp_path: Path
) -> None:
    import signal

    study = _make_study(tmp_path / "study", server)
    process = start("run", cwd=study)
    deadline = time.monotonic() + PATIENCE
    while _count(study, "SELECT count(*) FROM document") < 2:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "goes on from here" in out + err
    succeed("run", cwd=study)
    assert _content(study) == undisturbed


def test_a_site_that_does_not_answer_is_told_and_the_others_go_on(server: DemoServer, tmp_path: Path) -> None:
    study = _make_study(tmp_path / "study", server)
    with (study / "municipalities.csv").open("a", encoding="utf-8") as file:
        file.write("9899,Tystvik,99,Provlän,C8,Landsbygdskommun,1000,http://127.0.0.1:9\n")
    done = run("crawl", "-m", "Tystvik", "-m", "Fjällnora", cwd=study)
    assert done.code == 0, done.err
    assert "Tystvik (http://127.0.0.1:9): unreachable" in done.out
    alone = run("crawl", "-m", "Tystvik", "--again", cwd=study)
    assert alone.code == 1
