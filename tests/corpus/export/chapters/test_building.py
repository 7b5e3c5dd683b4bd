from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from corpus.chapters.dossier import gather_background
from corpus.export.chapters.building import BUILDERS, Scope, build_chapter, build_chapters
from corpus.export.chapters.dossier import build_dossier
from corpus.export.chapters.page import Page, keep_named, render_page
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import CodeId
from corpus.store import Store
from tests import factories
from tests.corpus.test_inventory import build


@pytest.fixture
def inventory(store: Store) -> Inventory:
    owner = factories.municipality()
    other = factories.municipality("Norrvik ”é” 😀", "9802")
    factories.add_classified(store, factories.document(title="Avtal <b>", kind="avtal"), owner)
    return build(store, owner, other)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_number_of_a_chapter_has_as_many_rows_as_it_says(inventory: Inventory, language: str) -> None:
    cells = [
        cell
        for view in build_chapters(inventory, Texts(language))
        for table in view.tables
        for line in table.rows
        for cell in line
        if isinstance(cell.value, int) and cell.text == str(cell.value) and cell.rows
    ]
    assert cells
    assert all(len(cell.rows) == cell.value for cell in cells)


def test_table_and_part_ids_stand_once_in_all_chapters(inventory: Inventory) -> None:
    views = build_chapters(inventory, Texts("sv"))
    ids = [table.id for view in views for table in view.tables]
    ids += [part.id for view in views for part in view.parts]
    assert len(ids) == len(set(ids))


def test_a_municipality_without_documents_is_not_taken_for_silent(inventory: Inventory) -> None:
    view = build_chapter(inventory, "universities", Texts("sv"), Scope())
    assert "För ytterligare 1\N{NO-BREAK SPACE}kommun finns inget läst dokument" in view.lead[0].text
    assert "Norrvik" not in " ".join(paragraph.text for paragraph in view.paragraphs)


def test_a_chapter_with_nothing_in_it_says_why_and_what_to_do(store: Store) -> None:
    empty = build(store, factories.municipality())
    for name in BUILDERS:
        view = build_chapter(empty, name, Texts("sv"), Scope())
        assert view.is_empty
        assert "samverkan add" in view.lead[0].text


def test_codes_that_the_model_never_assigns_are_no_findings(inventory: Inventory) -> None:
    silent = replace(inventory.provenance, silent_codes=frozenset({CodeId("purpose.quality")}))
    view = build_chapter(replace(inventory, provenance=silent), "actors", Texts("sv"), Scope())
    (purposes,) = [table for table in view.tables if table.id == "t-actors-purposes"]
    assert "nollan är inget fynd: Kvalitet." in purposes.note


def test_only_rows_of_versions_in_force_count(inventory: Inventory) -> None:
    policies = {
        row.policy.id: replace(row.policy, current=factories.sha256_of("new")) for row in inventory.rows
    }
    old = replace(
        inventory,
        rows=tuple(replace(row, policy=policies[row.policy.id]) for row in inventory.rows),
        policies=tuple(policies.values()),
    )
    assert build_chapter(old, "actors", Texts("sv"), Scope()).is_empty


def test_chosen_municipalities_stand_beside_others(inventory: Inventory) -> None:
    scope = Scope(("9801",), (("Övriga", frozenset({"9802"})),))
    view = build_chapter(inventory, "universities", Texts("sv"), scope)
    (facts,) = [table for table in view.tables if table.id == "t-side-facts"]
    assert facts.head == ("", "Sjöbacka", "Övriga")
    assert [cell.text for cell in facts.rows[1]] == ["Ställen", "1", "–"]


def test_a_page_of_one_chapter_leads_from_each_number_to_its_rows(inventory: Inventory) -> None:
    view = build_chapter(inventory, "actors", Texts("sv"), Scope())
    page = html.fromstring(render_page(Page(keep_named(inventory, view), view), Texts("sv")))
    anchors = set(page.xpath("//@id"))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= anchors
    assert page.xpath("//script | //link | //@style") == []
    assert factories.TEXTS[0] in page.text_content()


def test_a_dossier_without_documents_says_nothing_of_the_municipality(inventory: Inventory) -> None:
    view = build_dossier(gather_background(inventory), "9802", Texts("sv"))
    assert view.title == "Underlag om Norrvik ”é” 😀"
    assert view.is_empty
    assert "Det säger ingenting om hur kommunen samverkar" in view.lead[1].text
