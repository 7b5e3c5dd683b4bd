"""The demo does the main job: what it finds is compared with what its websites are known to hold."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.crawl_reader import Holding
from corpus.errors import StudyExists
from corpus.store import Store
from samverkan.demo.show import show_demo
from tests import factories
from tests.samverkan.commands import run, succeed


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that has run: its folder, what it printed, and the rows of its CSV."""

    folder: Path
    out: str
    rows: tuple[dict[str, str], ...]

    def holdings(self) -> Iterator[tuple[Holding, str]]:
        with Store.open(self.folder / "corpus.db") as store, store.reading() as reader:
            for holding in reader.iter_holdings():
                document = reader.find_document(holding.document)
                assert document is not None
                yield holding, unicodedata.normalize("NFC", document.name)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    out = succeed("demo", "study", cwd=folder)
    with (folder / "study/exports/inventering.csv").open(encoding="utf-8-sig", newline="") as file:
        return Demo(folder / "study", out, tuple(csv.DictReader(file, delimiter=";")))


def test_the_inventory_holds_all_four_municipalities(demo: Demo) -> None:
    assert {row["Kommun"] for row in demo.rows} == {"Almköping", "Storvalla", "Björkdala", "Fjällnora"}


def test_every_relevant_document_of_the_sites_is_in_the_inventory_and_no_irrelevant_one(demo: Demo) -> None:
    names = {holding.document: name for holding, name in demo.holdings()}
    listed = {names[row["SHA-256"]] for row in demo.rows} - {"fjallnora-fokusgrupp-samverkan.pdf"}
    relevant = {name for site in _truth() for name in site[0]}
    irrelevant = {name for site in _truth() for name in site[1]}
    assert len(relevant) == 9
    assert len(listed & relevant) >= 0.9 * len(relevant)
    assert listed - relevant == set()
    assert listed & irrelevant == set()


def _truth() -> list[tuple[frozenset[str], frozenset[str]]]:
    from samverkan.demo.server import serve_sites

    with serve_sites() as server:
        return [(site.relevant, site.irrelevant) for site in server.sites]


def test_each_row_quotes_the_page_it_names(demo: Demo) -> None:
    with Store.open(demo.folder / "corpus.db") as store, store.reading() as reader:
        for row in demo.rows[::7]:
            passage = reader.get_passage(row["Ställets id"])
            page = next(p for p in reader.iter_pages(passage.document) if p.number == int(row["Sida"]))
            assert passage.text in page.text
            assert row["Citat"].lstrip("'") == passage.text


def test_what_the_documents_say_of_themselves_is_read(demo: Demo) -> None:
    facts = {row["Dokument"]: row for row in demo.rows}
    policy = next(row for title, row in facts.items() if "mellankommunal" in title)
    assert (policy["Dokumenttyp"], policy["Antaget"], policy["Diarienummer"]) == (
        "policy",
        "2023-11-27",
        "KS 2023/204",
    )


def test_the_demo_tells_where_the_inventory_lies(demo: Demo) -> None:
    for name in ("inventering.xlsx", "inventering.csv", "inventering.html", "inventory.html"):
        assert f"study/exports/{name}" in demo.out
        assert (demo.folder / "exports" / name).stat().st_size > 1_000


def test_the_demos_study_can_be_searched_and_verified(demo: Demo) -> None:
    assert "Storvalla" in succeed("search", "idéburna partnerskap", cwd=demo.folder)
    similar = succeed(
        "search", "--similar", "föreningar som driver verksamhet ihop med staden", cwd=demo.folder
    )
    assert "nearness" in similar
    assert "are whole" in succeed("verify", cwd=demo.folder)


def test_running_the_demo_again_replaces_it(demo: Demo) -> None:
    again = succeed("demo", "study", cwd=demo.folder.parent)
    assert "Done in" in again


def test_the_demo_never_touches_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(StudyExists, match="not made by the demo"):
        show_demo(tmp_path)
    done = run("demo", ".", cwd=tmp_path)
    assert done.code == 2
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"


def test_the_demo_does_not_replace_what_people_have_decided(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / ".samverkan-demo").write_text("demo")
    plan = factories.document()
    with Store.create(folder / "corpus.db") as store:
        factories.add_classified(store, plan, factories.municipality())
        with store.deciding() as writer:
            factories.add_reviewers(writer, "Anna")
            writer.add_answer(factories.answer(factories.passages_of(plan, factories.TEXTS)[0], "gate.none"))
    with pytest.raises(StudyExists, match="holds 1 decision of people"):
        show_demo(folder)
    with Store.open(folder / "corpus.db") as store, store.reading() as reader:
        assert reader.count_records()["answers"] == 1
