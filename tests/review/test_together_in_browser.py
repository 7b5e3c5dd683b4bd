"""What two people do together, in a real Chromium: a blind batch, a disagreement, how well they agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from corpus.review_records import ReviewerId
from tests.browser import open_browser
from tests.review.desks import Study, add_person, make_study
from tests.review.serving import served
from tests.review.views.test_settling import answer_as

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
_SIX = [
    f"Kommunen ska samverka med {whom}."
    for whom in ("regionen", "skolan", "högskolan", "polisen", "föreningarna", "näringslivet")
]
ANNA, BO = ReviewerId("anna-lind"), ReviewerId("bo")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@dataclass(frozen=True)
class Window:
    """One person's page, and the address of the server."""

    page: Page
    root: str

    def answer(self, *keys: str) -> None:
        """Answer the passage on the coding screen by keys; the last one saves."""
        self.page.wait_for_load_state()  # the keys work once the scripts have run
        before = self.page.locator("#main[data-passage]").get_attribute("data-passage")
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_function(
            "before => document.querySelector('#main').dataset.passage !== before && !document.body.ariaBusy",
            arg=before,
        )


@contextmanager
def opened(browser: Browser, link: str, person: str) -> Iterator[Window]:
    wrong: list[str] = []
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(link)
        page.click(f"button[value={person}]")
        page.wait_for_url("**/")
        yield Window(page, link.partition("/enter")[0])
    assert wrong == []


def _people(study: Study) -> None:
    from dataclasses import replace

    add_person(study.desk, "Bo")
    anna = add_person(study.desk, "Anna")
    with study.desk.deciding() as writer:
        writer.add_reviewer(replace(anna, id=ANNA, name="Anna Lind", colour=0))
        writer.update_reviewer(replace(anna, active=False))


def test_two_blind_coders_disagree_settle_and_see_how_well_they_agree(
    browser: Browser, tmp_path: Path
) -> None:
    study = make_study(tmp_path, _SIX)
    _people(study)
    with served(study.desk) as link:
        with opened(browser, link, "anna-lind") as anna:
            anna.page.goto(f"{anna.root}/batches/new")
            anna.page.fill("#size", "6")
            anna.page.evaluate("document.querySelector('#double').value = 100")
            anna.page.click("main button.main")
            anna.page.wait_for_url("**/batches")
            anna.page.click("section.batch a.main")
            for _ in range(6):
                assert anna.page.locator(".percent").count() == 0
                anna.answer("4", "Enter")
            root = anna.root
            anna.page.goto(f"{root}/settle")
            assert "Inget att avgöra" in anna.page.locator("main").inner_text()
            token = anna.page.context.cookies()
        with browser.new_context() as context:
            context.add_cookies([one for one in token if one["name"] != "samverkan-reviewer"])  # type: ignore[list-item]
            page = context.new_page()
            page.goto(f"{root}/")
            page.click(".person button")
            page.click("button[value=bo]")
            page.wait_for_url("**/")
            bo = Window(page, root)
            page.click(".next a.main")
            bo.answer("1", "p", "r", "Enter")
            for _ in range(5):
                bo.answer("4", "Enter")
            page.goto(f"{root}/settle")
            page.click("main a.button.main")
            page.wait_for_load_state("networkidle")
            assert page.locator("tr.differs").count() >= 1
            page.keyboard.press("2")
            assert page.locator("[data-take='2']").is_checked()
            page.locator(".compose input").first.click()
            assert page.locator("[data-compose]").is_checked()
            page.keyboard.press("2")
            page.keyboard.press("n")
            page.keyboard.type("Regel 3")
            page.keyboard.press("Escape")
            page.locator("#answers").click()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert page.url == f"{root}/settle"
            assert "Avgjord." in page.locator("#notice").inner_text()
            page.goto(f"{root}/agreement")
            row = page.locator("table.figures tbody tr").first.inner_text()
            assert row.split()[:5] == ["Alla", "svar", "6", "för", "få"]
            page.click(".confusions a")
            assert page.locator(".cases li").count() == 1
            page.click(".cases a")
            page.wait_for_selector("#settle")
            page.wait_for_load_state("networkidle")
            assert page.locator(".tag", has_text="Avgjord").count() == 1
            with page.expect_navigation():
                page.keyboard.press("z")
            assert page.locator(".tag", has_text="Avgjord").count() == 0


_PAGES = (
    "/",
    "/batches",
    "/batches/new",
    "/queues",
    "/settle",
    "/settle/{passage}",
    "/agreement",
    "/progress",
    "/history?person=all",
    "/people",
    "/memos",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    browser: Browser, tmp_path: Path, language: str, theme: str
) -> None:
    from dataclasses import replace

    study = make_study(tmp_path)
    _people(study)
    for number, code in enumerate(("partner.region", "partner.university", "partner.region")):
        answer_as(study, ANNA, number, "gate.strategy", "form.network", "partner.region")
        answer_as(study, BO, number, "gate.strategy", "form.network", code)
    with study.desk.deciding() as writer:
        anna = writer.find_reviewer(ANNA)
        assert anna is not None
        settings = {"language": language, "theme": theme, "queues": '["code:partner.region"]'}
        writer.update_reviewer(replace(anna, settings=settings))
        writer.undo(BO)
    with served(study.desk) as link, opened(browser, link, ANNA) as window:
        for address in _PAGES:
            window.page.set_viewport_size({"width": 1280, "height": 800})
            window.page.goto(window.root + address.format(passage=study.passages[1].id))
            assert window.page.locator("html").get_attribute("lang") == language
            assert _run_axe(window.page) == [], address
            window.page.set_viewport_size({"width": 320, "height": 700})
            assert window.page.evaluate("document.documentElement.scrollWidth") <= 320, address


def _run_axe(page: Page) -> list[str]:
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })", _TAGS)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]
