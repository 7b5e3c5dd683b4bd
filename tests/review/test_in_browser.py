"""The review in a real Chromium. Any console error, and any breach of the content security policy, fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from review.shortcuts import ACTIONS
from tests.browser import open_browser
from tests.review.desks import Study, add_person, make_study
from tests.review.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
_ALERT = "<script>document.title = 'broken'</script><img src=x onerror=\"document.title='broken'\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@dataclass
class Window:
    """A page of the browser, and what went wrong on it."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def press_and_wait(self, *keys: str) -> None:
        """Press keys of which the last leads to another passage."""
        before = self.page.locator("#main").get_attribute("data-passage")
        self.press(*keys)
        self.page.wait_for_function(
            "before => document.querySelector('#main').dataset.passage !== before && !document.body.ariaBusy",
            arg=before,
        )


@contextmanager
def opened(browser: Browser, link: str, name: str = "Anna Lind", **options: object) -> Iterator[Window]:
    """A window of a browser that came in by the link as this person."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, **options) as context:  # type: ignore[arg-type]
        window = Window(context.new_page())
        window.page.on(
            "console", lambda said: window.wrong.append(said.text) if said.type == "error" else None
        )
        window.page.on("pageerror", lambda error: window.wrong.append(str(error)))
        window.page.goto(link)
        if window.page.locator("#name").count():
            window.page.fill("#name", name)
            window.page.keyboard.press("Enter")
            window.page.wait_for_url("**/")
        yield window
        assert window.wrong == []


def _answered(study: Study) -> list[frozenset[str]]:
    with study.desk.reviewing() as reader:
        found = [list(reader.iter_answers(passage.id)) for passage in study.passages]
    return [frozenset(one[0].yes) if one else frozenset() for one in found]


def test_twenty_passages_are_coded_by_keyboard_and_undone_after_a_restart(
    browser: Browser, tmp_path: Path
) -> None:
    study = make_study(
        tmp_path, [f"Stycke {number}: kommunen ska samverka med regionen." for number in range(21)]
    )
    with served(study.desk) as link, opened(browser, link) as window:
        window.page.goto(link.partition("/enter")[0] + f"/code/{study.queue}")
        window.press_and_wait("Enter")
        window.press_and_wait("Space")
        window.press_and_wait("4", "Enter")
        window.press_and_wait("p", "u", "Enter")
        window.press("u", "p", "r")
        window.page.keyboard.type("oklart vilken")
        window.press("Escape")
        window.press_and_wait("Enter")
        window.press("/")
        window.page.keyboard.type("lärosäte")
        window.press("Enter")
        window.press_and_wait("Enter")
        window.press_and_wait("j")
        window.press_and_wait("k")
        for _ in range(14):
            window.press_and_wait("Enter")
        assert window.page.locator("#notice").inner_text() == "Sparat."
    said = _answered(study)
    assert all(said[:20])
    assert said[20] == frozenset()
    assert said[2] == {"gate.none"}
    assert "partner.university" in said[3]
    assert "partner.region" not in said[4]
    assert "partner.university" in said[5]
    with study.desk.reviewing() as reader:
        doubted = next(reader.iter_answers(study.passages[4].id))
    assert (doubted.unsure, doubted.note) == (("partner.region",), "oklart vilken")
    with served(study.desk) as link, opened(browser, link) as window:
        if window.page.locator("button[name=person]").count():
            window.page.click("button[name=person]")
        window.page.goto(link.partition("/enter")[0] + study.address(20))
        for _ in range(20):
            window.press_and_wait("z")
    assert not any(_answered(study))


def test_the_mouse_does_what_the_keys_do(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link) as window:
        page = window.page
        page.goto(link.partition("/enter")[0] + study.address(0))
        places = page.locator("#save").bounding_box()
        page.click("label[for='c-partner.university'] >> nth=0")
        assert "Universitet" in page.locator("#chosen").inner_text()
        assert "Lärosäte" in page.locator("#meaning").inner_text()
        page.click(".nearly label")
        assert "Kvalitet" in page.locator("#chosen").inner_text()
        page.click("#save")
        page.wait_for_url("**" + study.passages[1].id)
        assert page.locator("#save").bounding_box() == places  # buttons never move
        page.click("[data-zoom=in]")
        page.click("#sheet [data-draw]")
        box = page.locator("#sheet rect").first.bounding_box()
        assert box is not None
        page.mouse.move(box["x"], box["y"])
        page.mouse.down()
        page.mouse.move(box["x"] + 150, box["y"] + box["height"], steps=3)
        page.mouse.up()
        page.wait_for_selector("mark.passage")
        assert study.passages[1].text.startswith(page.locator("mark.passage").inner_text())
        page.click("button.main")
        page.wait_for_selector("#quote")
    with study.desk.reviewing() as reader:
        assert len(list(reader.iter_passages(study.document.sha256))) == 4
    assert {"partner.university", "purpose.quality"} <= _answered(study)[0]


def test_text_marked_in_the_document_becomes_a_passage(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link) as window:
        window.page.goto(link.partition("/enter")[0] + f"/document/{study.document.sha256}")
        window.page.evaluate(
            """id => { const text = document.querySelector('#p-' + id + ' [data-start]').firstChild;
            getSelection().setBaseAndExtent(text, 52, text, text.length); }""",
            study.passages[0].id,
        )
        window.page.click("#marked button")
        told = window.page.locator(".earlier").inner_text()
        assert "Kommunen ska samverka med Region Norr om folkhälsa." in told
        assert "kapas" in told
        window.page.click(".narrow button.main")
        window.page.wait_for_selector("#quote")
        assert window.page.locator("#quote").inner_text() == "Arbetet följs upp varje år."


def test_what_is_not_saved_is_there_again_and_gone_once_it_is(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link) as window:
        page = window.page
        page.goto(link.partition("/enter")[0] + study.address(0))
        window.press("p", "u", "n")
        page.keyboard.type("halv tanke")
        window.press("Escape")
        window.press_and_wait("j")
        assert page.locator("#unsaved").is_hidden()
        window.press_and_wait("k")
        assert page.locator("#unsaved").is_visible()
        assert page.input_value("#note") == "halv tanke"
        assert "Universitet" in page.locator("#chosen").inner_text()
        page.reload()
        assert page.input_value("#note") == "halv tanke"
        window.press_and_wait("Enter")
        window.press_and_wait("k")
        assert page.locator("#unsaved").is_hidden()
        window.press("z")
        page.wait_for_function("() => document.querySelector('#note').value === ''")
        assert page.locator("#unsaved").is_hidden()


def test_a_name_comes_before_a_cue_in_the_search_among_codes(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link) as window:
        window.page.goto(link.partition("/enter")[0] + study.address(1))
        window.press("/")
        window.page.keyboard.type("region")
        assert window.page.locator(".code.first").get_attribute("data-code") == "partner.region"


def test_a_memo_is_written_in_sight_and_saved_with_ctrl_enter(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link) as window:
        page = window.page
        page.goto(link.partition("/enter")[0] + study.address(0))
        window.press("m")
        field, bar = page.locator("#memos textarea").first.bounding_box(), page.locator(".bar").bounding_box()
        assert field is not None
        assert bar is not None
        assert field["y"] + field["height"] <= bar["y"]
        page.keyboard.type("En tanke")
        window.press("Control+Enter")
        page.wait_for_selector(".memo")
    with study.desk.reviewing() as reader:
        assert [memo.text for memo in reader.iter_all_memos()] == ["En tanke"]


def test_what_is_said_never_lies_over_the_menu(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link) as window:
        page = window.page
        page.goto(link.partition("/enter")[0] + study.address(0))
        for width in (1440, 1200, 900, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("document.querySelector('#notice').textContent = 'ord '.repeat(60)")
            said, head = page.locator("#notice").bounding_box(), page.locator(".head").bounding_box()
            assert said is not None
            assert head is not None
            assert said["y"] >= head["y"] + head["height"] - 1
            cut = page.evaluate(
                "[...document.querySelectorAll('.bar button, .bar .button')]"
                ".filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
            )
            assert cut == [], width


def test_when_the_server_is_gone_the_choices_stay(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link) as window:
        window.page.goto(link.partition("/enter")[0] + study.address(0))
        window.page.context.set_offline(offline=True)
        window.press("p", "u", "Enter")
        window.page.wait_for_selector("#alarm:not(:empty)")
        assert "Universitet" in window.page.locator("#chosen").inner_text()
        window.page.context.set_offline(offline=False)
        window.press_and_wait("Enter")
        window.wrong[:] = [one for one in window.wrong if "ERR_INTERNET_DISCONNECTED" not in one]
    assert "partner.university" in _answered(study)[0]


def test_it_works_without_scripts(browser: Browser, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    with served(study.desk) as link, opened(browser, link, java_script_enabled=False) as window:
        window.page.goto(link.partition("/enter")[0] + study.address(0))
        window.page.check("#c-partner\\.university")
        window.page.click("#save")
        assert study.passages[1].id in window.page.url
        window.page.click("[data-action=undo]")
        assert study.passages[0].id in window.page.url
        window.page.click("[data-action=redo]")
    assert "partner.university" in _answered(study)[0]


_PAGES = (
    "/",
    "/who",
    "/documents",
    "/document/{document}",
    "/memos",
    "/settings",
    "{code}",
    "/code/second",
    "/nothing",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    browser: Browser, tmp_path: Path, language: str, theme: str
) -> None:
    study = make_study(tmp_path, [_ALERT, "Kommunen ska samverka."], title=_ALERT)
    add_person(study.desk, _ALERT)
    with served(study.desk) as link, opened(browser, link) as window:
        page, root = window.page, link.partition("/enter")[0]
        keys = {f"key-{action}": key for action, (key, _) in ACTIONS.items()}
        page.request.post(
            f"{root}/settings",
            form={**keys, "language": language, "theme": theme, "shortcuts": "on"},
            headers={"origin": root},
        )
        page.request.post(
            f"{root}/memos",
            form={"kind": "passage", "target": study.passages[0].id, "text": _ALERT},
            headers={"origin": root},
        )
        for address in _PAGES:
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(root + address.format(document=study.document.sha256, code=study.address(0)))
            assert page.locator("html").get_attribute("lang") == language
            assert _run_axe(page) == [], address
            page.set_viewport_size({"width": 320, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
            assert page.title() != "broken"
        window.wrong[:] = [one for one in window.wrong if "404" not in one]  # of /nothing


def _run_axe(page: Page) -> list[str]:
    # Scripts that Playwright evaluates are not held by the page's policy, which stays in force.
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })", _TAGS)
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
