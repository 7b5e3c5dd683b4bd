"""``samverkan crawl --processes`` over one study: the same content, and one crawl at a time."""

from __future__ import annotations

import re
import time
from pathlib import Path

from samverkan.config import Config, CrawlSection, StudySection
from samverkan.demo.server import export_registry, serve_sites
from samverkan.study import create_study
from tests.samverkan.commands import run, start, succeed


def _make_study(folder: Path, sites: tuple) -> Path:  # type: ignore[type-arg]
    folder.mkdir()
    export_registry(sites, folder / "municipalities.csv")
    codes = tuple(site.municipality.code for site in sites)
    crawl = CrawlSection(contact="test@example.org", delay=0.02, allow_loopback=True, min_free_mb=0)
    create_study(folder, Config(StudySection("processes", codes), crawl))
    return folder


def _content(study: Path) -> str:
    found = re.search(r"content (\w{64})", succeed("verify", cwd=study))
    assert found is not None
    return found[1]


def test_two_processes_bring_what_one_brings_and_nobody_else_crawls_meanwhile(tmp_path: Path) -> None:
    with serve_sites() as server:
        alone = _make_study(tmp_path / "alone", server.sites)
        succeed("crawl", cwd=alone)
        several = _make_study(tmp_path / "several", server.sites)
        process = start("crawl", "--processes", "2", cwd=several)
        while not (several / ".lock.json").exists():
            assert process.poll() is None
            time.sleep(0.01)
        second = run("crawl", cwd=several)
        _, err = process.communicate(timeout=90)
        assert process.returncode == 0, err
        assert second.code == 3
        assert "in use" in second.err
        assert _content(several) == _content(alone)
