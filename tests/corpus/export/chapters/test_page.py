from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from lxml import html

from corpus.chapters.dossier import gather_background
from corpus.export.chapters.building import Scope, build_chapter
from corpus.export.chapters.dossier import build_dossier
from corpus.export.chapters.page import Page, keep_municipality, keep_named, render_page
from corpus.export.report import fitting
from corpus.export.texts import Texts
from corpus.inventory_records import InventoryRow
from tests.inventories import big_inventory

LIMIT = 450_000
_PICTURE = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 40, 20) + bytes(9_000)


def _draw(_: InventoryRow) -> bytes:
    return _PICTURE


def test_a_page_without_room_for_every_row_keeps_its_limit_and_its_quotes_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fitting, "LIMIT", LIMIT)
    inventory = big_inventory(24, 1500)
    view = build_chapter(inventory, "actors", Texts("sv"), Scope())
    kept = keep_named(inventory, view)
    text = render_page(Page(kept, view), Texts("sv"), _draw)
    assert 0.5 * LIMIT < len(text.encode()) < LIMIT
    page = html.fromstring(text)
    shown = len(page.xpath("//article"))
    assert 0 < shown < len(kept.rows)
    anchors = set(page.xpath("//@id"))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= anchors
    assert len(page.xpath("//figure[@class='quote']//a")) == len(view.quotes)
    assert str(shown) in page.xpath("//*[@id='statements']/p[@class='note']")[0].text_content()


def test_a_picture_of_the_page_is_shown_where_there_is_room() -> None:
    inventory = big_inventory(2, 12)
    view = build_chapter(inventory, "actors", Texts("en"), Scope())
    page = html.fromstring(render_page(Page(keep_named(inventory, view), view), Texts("en"), _draw))
    pictures = page.xpath("//article//img/@src")
    assert len(pictures) == len(page.xpath("//article"))
    assert all(source.startswith("data:image/png;base64,") for source in pictures)


def test_a_dossiers_page_holds_all_rows_of_its_municipality_older_versions_too() -> None:
    inventory = big_inventory(12, 400)
    background = gather_background(inventory)
    code = max(background.every, key=lambda one: sum(not row.is_current for row in background.every[one]))
    own = keep_municipality(background, code)
    assert any(not row.is_current for row in own.rows)
    assert list(own.rows) == [row for row in inventory.rows if row.municipality.code == code]
    view = build_dossier(background, code, Texts("sv"))
    page = html.fromstring(render_page(Page(own, view), Texts("sv")))
    assert len(page.xpath("//article")) == len(own.rows)


def test_a_dossier_tells_of_documents_that_were_not_read_and_of_none_when_there_are_none() -> None:
    background = gather_background(big_inventory(60, 1500))
    code = background.material.read[0].code
    coverage = background.coverage[code]
    some = replace(background, coverage={code: replace(coverage, unreadable=2, excluded=1)})
    none = replace(background, coverage={code: replace(coverage, unreadable=0, excluded=0)})
    said, silent = (build_dossier(one, code, Texts("sv")).lead[1].text for one in (some, none))
    assert ", varav 2 inte gick att läsa och 1 av utelämnade typer. Där" in said
    assert "varav" not in silent


def test_where_even_the_words_and_tables_have_no_room_the_tables_are_shorter_and_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inventory = big_inventory(200, 1400)
    view = build_chapter(inventory, "voluntary", Texts("sv"), Scope())
    page = Page(keep_named(inventory, view), view)
    monkeypatch.setattr(
        fitting, "LIMIT", 1
    )  # nothing is as small as this: the shortest is given all the same
    shortest = len(render_page(page, Texts("sv")).encode())
    monkeypatch.setattr(fitting, "LIMIT", shortest)
    text = render_page(page, Texts("sv"))
    assert len(text.encode()) == shortest
    lines = [len(table.xpath(".//tbody/tr")) for table in html.fromstring(text).xpath("//section//table")]
    assert max(lines) < max(len(table.rows) for table in view.tables)
    assert "rader visas här" in text
