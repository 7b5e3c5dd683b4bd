"""The whole job on real municipal documents, where they are at hand (they are never part of the project)."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.store import Store
from samverkan.config import Config, CrawlSection, StudySection
from samverkan.study import create_study
from tests.crawler.webserver import Reply, page, serve
from tests.samverkan.commands import ROOT, succeed

CORPUS = ROOT.parent / "shared" / "corpus"
OWNERS = {
    "bjurholm-rsa": ("Bjurholm", "Risk- och sårbarhetsanalys"),
    "borlange-rsa": ("Borlänge", "Risk- och sårbarhetsanalys"),
    "haparanda-klimatstrategi": ("Haparanda", "Klimatstrategi"),
    "olofstrom-handlingsplan-klimat-energi": ("Olofström", "Handlingsplan för klimat och energi"),
    "simrishamn-bokslut-2025": ("Simrishamn", "Bokslut 2025, kultur- och fritidsnämnden"),
    "simrishamn-bokslut-2025-draft": ("Simrishamn", "Bokslut 2025, utkast"),
    "vansbro-energi-och-klimatplan": ("Vansbro", "Energi- och klimatplan"),
}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the real documents are not at hand")


def _check(study: Path) -> None:
    with Store.open(study / "corpus.db") as store, store.reading() as reader:
        extractions = list(reader.iter_latest_extractions())
        coder = reader.find_latest_coder()
        assert coder is not None
        assert len(extractions) == 7
        assert [one.failure for one in extractions] == [None] * 7
        assert sum(one.pages for one in extractions) == 230
        for document in reader.iter_documents():
            passages = {passage.id for passage in reader.iter_passages(document.sha256)}
            said = {coding.passage for coding in reader.iter_codings(coder, document.sha256)}
            assert len(passages) > 50
            assert said == passages
    for name in ("inventering.xlsx", "inventering.csv", "inventering.html"):
        assert (study / "exports" / name).stat().st_size > 5_000
    assert "are whole" in succeed("verify", cwd=study)


def test_seven_real_documents_added_by_hand_become_an_inventory(tmp_path: Path) -> None:
    succeed("init", "study", cwd=tmp_path)
    study = tmp_path / "study"
    for stem, (owner, _) in OWNERS.items():
        succeed("add", str(CORPUS / f"{stem}.pdf"), "-m", owner, cwd=study)
    succeed("run", "--no-crawl", cwd=study)
    _check(study)
    assert "inventory: nothing to do" in succeed("run", "--no-crawl", cwd=study)


def test_seven_real_documents_crawled_from_a_website_become_an_inventory(tmp_path: Path) -> None:
    folder = "/globalassets/dokument"
    links = [f'<a href="{folder}/{stem}.pdf">{title}</a>' for stem, (_, title) in OWNERS.items()]
    routes = {
        "/": page('<a href="/kommun-och-politik/styrdokument">Styrdokument</a>'),
        "/kommun-och-politik/styrdokument": page(*links, title="Styrdokument"),
        "/robots.txt": Reply(b"User-agent: *\nAllow: /\n", type="text/plain"),
    }
    for stem in OWNERS:
        content = (CORPUS / f"{stem}.pdf").read_bytes()
        routes[f"{folder}/{stem}.pdf"] = Reply(content, type="application/pdf")
    crawl = CrawlSection(contact="test@example.org", delay=0.02, allow_loopback=True)
    create_study(tmp_path / "study", Config(StudySection("real", ("Haparanda",)), crawl))
    with serve(routes) as website:
        succeed("run", "--site", website.url, "-m", "Haparanda", cwd=tmp_path / "study")
    _check(tmp_path / "study")
