"""The report as readers meet it: in a browser, offline, at several widths, with scripts off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.export.report import export_report
from corpus.export.texts import Texts
from corpus.store import Store
from tests import factories
from tests.browser import open_browser
from tests.corpus.test_inventory import build
from tests.factories import TEXTS, add_classified

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    owner = factories.municipality()
    with Store.create(folder / "corpus.db") as store:
        add_classified(store, factories.document(title="Plan för samverkan"), owner)
        export_report(build(store, owner), Texts("sv"), folder / "report.html")
    return folder / "report.html"


@pytest.fixture(params=[(320, True), (1280, True), (1280, False)], ids=["narrow", "wide", "no-script"])
def page(browser: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scripts = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda sent: asked.append(sent.url))
    opened.goto(report.as_uri())
    yield opened
    assert said == []
    assert {address.partition("#")[0] for address in asked} == {report.as_uri()}
    context.close()


def test_a_number_leads_to_its_quote_and_on_to_the_whole_passage(page: Page) -> None:
    page.get_by_title("Universitet × Kompetens").click()
    page.locator("details:target a").first.click()
    shown = page.locator("article:target")
    assert shown.locator("blockquote").inner_text() == TEXTS[0]
    assert shown.is_visible()


def test_the_style_sheet_is_let_in_by_its_hash(page: Page) -> None:
    assert page.locator("h1").evaluate("node => getComputedStyle(node).fontWeight") == "600"


def test_nothing_but_tables_needs_to_be_moved_sideways(page: Page) -> None:
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]
