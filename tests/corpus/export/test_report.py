from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from corpus.export.columns import inventory_columns
from corpus.export.report import render_report
from corpus.export.texts import CATALOGUE, Texts
from corpus.inventory_records import Inventory
from corpus.records import CodeId
from corpus.store import Store
from tests import factories
from tests.corpus.test_inventory import build
from tests.factories import TEXTS, add_classified


@pytest.fixture
def inventory(store: Store) -> Inventory:
    owner = factories.municipality()
    add_classified(store, factories.document(title="Plan <script>alert(1)</script>"), owner)
    return build(store, owner)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_link_inside_the_report_leads_somewhere(inventory: Inventory, language: str) -> None:
    page = html.fromstring(render_report(inventory, Texts(language)))
    anchors = page.xpath("//@id")
    inner = [link[1:] for link in page.xpath("//a/@href") if link.startswith("#")]
    assert len(anchors) == len(set(anchors))
    assert set(inner) <= set(anchors)
    assert "p1" in inner


def test_a_number_leads_to_its_quote_with_page_address_and_hash(inventory: Inventory) -> None:
    page = html.fromstring(render_report(inventory, Texts("sv")))
    (strategies,) = page.xpath("//tr[@id='k9801']/td[8]/a")
    assert strategies.text == "1"
    article = page.get_element_by_id(strategies.get("href")[1:])
    assert article.xpath("string(blockquote)") == TEXTS[0]
    assert "https://www.sjobacka.example/plan.pdf#page=1" in article.xpath(".//a/@href")
    assert inventory.rows[0].statement.document.sha256 in article.getparent().text_content()


def test_the_report_loads_nothing_and_runs_nothing(inventory: Inventory) -> None:
    text = render_report(inventory, Texts("sv"))
    page = html.fromstring(text)
    assert page.xpath("//script | //link | //img | //iframe | //form | //object | //@style | //@src") == []
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "&lt;script&gt;alert(1)" in text


def test_addresses_that_are_not_of_the_web_are_no_links(store: Store) -> None:
    owner, plan = factories.municipality(), factories.document()
    add_classified(store, plan, owner)
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.add_fetch(factories.fetch(plan, url="file:plan.pdf", final_url=""), run)
    page = html.fromstring(render_report(build(store, owner), Texts("sv")))
    assert not [link for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert "plan.pdf (lades till för hand)" in page.text_content()


def test_an_empty_inventory_says_why(store: Store) -> None:
    owner = factories.municipality()
    page = html.fromstring(render_report(build(store, owner), Texts("sv")))
    assert "Inga ställen om extern samverkan" in page.text_content()
    assert "ej genomsökt" in page.text_content()


def test_figures_are_called_what_they_are(inventory: Inventory) -> None:
    text = html.fromstring(render_report(inventory, Texts("sv"))).text_content()
    assert "inte rättade för dess fel" in text
    assert "0 av 2\N{NO-BREAK SPACE}ställen har granskats" in text


def test_codes_that_the_model_never_assigns_are_not_shown_as_findings(inventory: Inventory) -> None:
    silent = replace(inventory.provenance, silent_codes=frozenset({CodeId("purpose.quality")}))
    page = html.fromstring(render_report(replace(inventory, provenance=silent), Texts("sv")))
    assert page.xpath("//div[dt/code='purpose.quality']//span[@class='tag']/text()") == ["bara människor"]
    assert "nollor där är inga fynd" in page.text_content()
    assert "nollor där är inga fynd" not in render_report(inventory, Texts("sv"))


def test_every_text_exists_in_both_languages_with_the_same_places() -> None:
    for key, (swedish, english) in CATALOGUE.items():
        assert swedish.strip(), key
        assert english.strip(), key
        assert set(re.findall(r"{(\w+)[:}]", swedish)) == set(re.findall(r"{(\w+)[:}]", english)), key


def test_the_same_inventory_gives_the_same_report(inventory: Inventory) -> None:
    assert render_report(inventory, Texts("en")) == render_report(inventory, Texts("en"))


def test_a_quote_says_who_speaks_and_under_which_heads_a_row_stands(inventory: Inventory) -> None:
    row = inventory.rows[0]
    passage = replace(row.statement.passage, speaker="R2", columns=("Mål", "Ansvarig"))
    told = replace(inventory, rows=(replace(row, statement=replace(row.statement, passage=passage)),))
    (article,) = html.fromstring(render_report(told, Texts("sv"))).xpath("//article[blockquote]")
    assert [one.text_content() for one in article.xpath("p[@class='headings']")][-2:] == [
        "Mål | Ansvarig",
        "R2:",
    ]
    cells = {column.label: column.value(told.rows[0]) for column in inventory_columns(told, Texts("sv"))}
    assert (cells["Talare"], cells["Tabellens rubriker"]) == ("R2", "Mål | Ansvarig")
