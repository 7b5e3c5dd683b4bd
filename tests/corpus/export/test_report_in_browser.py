"""The report as readers meet it: in a browser, offline, at several widths, in the dark, scripts off."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from corpus.export.report import export_report
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from tests.browser import open_browser
from tests.inventories import big_inventory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
_NUMBER = "{0} td a[href^='#l'], {0} svg a[href^='#l']"
_VIEWS = {
    "narrow": {"viewport": {"width": 320, "height": 740}},
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "no-script": {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False},
}


def _chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def _draw_grey(_: InventoryRow) -> bytes:
    """A grey picture of 32 × 8 pixels (W3C PNG, third edition, 5 and 11)."""
    header = struct.pack(">IIBBBBB", 32, 8, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * 32) * 8)
    parts = _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return big_inventory(8, 80)


@pytest.fixture(scope="module")
def report(inventory: Inventory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    export_report(inventory, Texts("sv"), path, _draw_grey)
    return path


@pytest.fixture(params=list(_VIEWS.values()), ids=list(_VIEWS))
def page(browser: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(**request.param)
    opened = context.new_page()
    opened.set_default_timeout(5_000)
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda sent: asked.append(sent.url))
    opened.goto(report.as_uri())
    yield opened
    assert said == []
    left = {address.partition("#")[0] for address in asked if not address.startswith("data:image/png")}
    assert left == {report.as_uri()}
    context.close()


def _count_listed(drawer: Locator) -> tuple[int, int]:
    """How many rows a drawer says it stands for, and how many it lists."""
    said = re.sub(r"\D", "", drawer.locator("h2").inner_text())
    return int(said), drawer.locator("li").count()


@pytest.mark.parametrize("place", ["#t-states", "#figures", "#chapters", "#documents"])
def test_a_number_leads_to_its_rows_to_a_card_and_to_its_page(
    page: Page, inventory: Inventory, place: str
) -> None:
    number = page.locator(_NUMBER.format(place)).first
    shown = number.evaluate("node => (node.querySelector('text') ?? node).textContent")
    number.scroll_into_view_if_needed()
    number.click()
    drawer = page.locator(".drawers section:target")
    total, listed = _count_listed(drawer)
    assert total == listed
    assert re.sub(r"\D", "", shown) == str(total)
    row = drawer.locator("li a").first
    wanted = inventory.rows[int((row.get_attribute("href") or "")[2:]) - 1]
    row.click()
    card = page.locator("article:target")
    assert card.locator("blockquote").inner_text() == wanted.statement.passage.text
    assert card.locator("blockquote").evaluate("node => node.getBoundingClientRect().top >= 0")
    picture = card.locator("img")
    assert picture.is_visible()
    assert picture.evaluate("node => node.naturalWidth") == 32
    assert page.locator(".drawers section:visible").count() == 0


def test_a_drawer_is_closed_by_its_link_without_moving_the_page(page: Page) -> None:
    page.locator(_NUMBER.format("#figures")).first.click()
    drawer, close = page.locator(".drawers section:target"), page.locator(".drawers .close")
    before = page.evaluate("scrollY")
    assert drawer.is_visible()
    close.click()
    assert page.locator(".drawers section:visible").count() == 0
    assert not close.is_visible()
    assert page.evaluate("scrollY") == before


def test_the_style_sheet_is_let_in_by_its_hash(page: Page) -> None:
    assert page.locator("h1").evaluate("node => getComputedStyle(node).fontWeight") == "600"


def test_nothing_but_tables_needs_to_be_moved_sideways(page: Page) -> None:
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


def test_every_address_inside_the_page_leads_to_an_element(page: Page) -> None:
    lost = page.evaluate(
        "[...document.querySelectorAll('[href^=\"#\"]')].map(node => node.getAttribute('href').slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert lost == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing(
    browser: Browser, inventory: Inventory, tmp_path: Path, theme: str, language: str
) -> None:
    path = tmp_path / "report.html"
    export_report(inventory, Texts(language), path, _draw_grey)
    context = browser.new_context(
        color_scheme=theme, viewport={"width": 1280, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.locator(_NUMBER.format("#figures")).first.click()
    page.add_script_tag(path=_AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })", tags)
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_paper_has_every_quote_whole_and_no_drawer(browser: Browser, report: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(report.as_uri())
    page.locator(_NUMBER.format("#figures")).first.click()
    page.emulate_media(media="print")
    seen = page.locator("article blockquote:visible").count()
    cut = page.evaluate(
        "[...document.querySelectorAll('.scroll')]"
        ".filter(node => getComputedStyle(node).overflow !== 'visible').length"
    )
    drawers = page.locator(".drawers section:visible").count()
    context.close()
    assert (seen, cut, drawers) == (80, 0, 0)
