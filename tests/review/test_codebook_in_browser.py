"""The codebook at work and learning, in a real Chromium: any console error fails, and so does axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from review.learning_classify import classify_pending
from review.learning_work import Kind
from review.shortcuts import ACTIONS
from tests.browser import open_browser
from tests.review.serving import served
from tests.review.taught import answer_all, make_task, make_taught_study

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
_LEARNING = 240_000  # milliseconds, on a machine that does much else


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


def _check(page: Page, root: str, address: str) -> None:
    """The page in both languages and themes, and as narrow as a small phone."""
    page.goto(root + address)
    page.evaluate(_AXE.read_text("utf-8"))
    for language, theme in (("sv", "light"), ("en", "dark")):
        keys = {f"key-{action}": key for action, (key, _) in ACTIONS.items()}
        sent = {**keys, "language": language, "theme": theme, "shortcuts": "on"}
        page.request.post(f"{root}/settings", form=sent, headers={"origin": root})
        page.goto(root + address)
        page.evaluate(_AXE.read_text("utf-8"))
        assert page.locator("html").get_attribute("lang") == language
        found = page.evaluate("tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })", _TAGS)
        assert [
            f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
        ] == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        page.set_viewport_size({"width": 1280, "height": 800})
    page.request.post(f"{root}/settings", form={**sent, "language": "sv"}, headers={"origin": root})


def test_a_definition_is_changed_its_answers_found_and_a_model_taught_and_promoted(
    browser: Browser, tmp_path: Path
) -> None:
    desk = make_taught_study(tmp_path)
    starter = classify_pending(make_task(desk, Kind.CLASSIFY), lambda *_: None)
    answer_all(desk)
    wrong: list[str] = []
    with served(desk) as link, browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page, root = context.new_page(), link.partition("/enter")[0]
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(link)
        page.click("button[name=person]")

        page.goto(f"{root}/codebook/code/form.network")
        page.click("a[href$='/change']")
        page.fill("#definition", "Utbyte som återkommer.")
        page.fill("#reason", "Efter mötet i mars.")
        page.click("button.main")
        assert page.locator("ins").first.inner_text().strip().startswith("Utbyte")
        page.click("button.main")
        page.wait_for_url("**/codebook")
        page.click(".next a.button")
        page.wait_for_selector(".renew")
        assert "Nätverk" in page.locator(".renew").inner_text()
        before = page.locator("#main").get_attribute("data-passage")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "before => document.querySelector('#main').dataset.passage !== before", arg=before
        )
        page.wait_for_selector(".renew")

        page.goto(f"{root}/model")
        page.click("form[action='/model/learn'] button")
        page.wait_for_selector("#job[data-running='1']")
        page.reload()  # goes on without the page
        page.wait_for_selector("#job[data-running=''] a", timeout=_LEARNING)
        page.click("#job a")
        page.wait_for_selector("#flips")
        coder = page.locator("h1").inner_text()
        _check(page, root, f"/model/{coder}")
        page.goto(f"{root}/model/{coder}")
        page.click("form[action$='/promote'] button >> nth=0")
        page.wait_for_selector(f"#job[data-running='']:has-text('{coder}')", timeout=_LEARNING)
        with desk.reviewing() as reader:
            assert reader.find_latest_coder() not in (starter, None)
        assert coder in page.locator("#current").inner_text()

        for address in (
            "/codebook",
            "/codebook/code/form.network",
            "/codebook/code/form.network/change",
            "/codebook/code/form.network/split",
            "/codebook/code/form.network/merge",
            "/codebook/add",
            "/codebook/history",
            "/codebook/compare?old=1&new=2",
            "/model",
        ):
            _check(page, root, address)
        page.goto(f"{root}/codebook/code/form.network/retire")
        page.click("button.main")
        page.evaluate(_AXE.read_text("utf-8"))
        found = page.evaluate("tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })", _TAGS)
        assert found["violations"] == []
    assert wrong == []
