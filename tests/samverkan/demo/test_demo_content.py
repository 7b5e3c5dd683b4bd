"""Page texts and their HTML."""

from __future__ import annotations

import pytest

from samverkan.demo.content import PageText, get_parent, load_pages
from samverkan.demo.markup import Markup
from samverkan.demo.places import PLACES
from samverkan.demo.traps import render_calendar

PAGES = [PageText("/a/b", "B & C", "", ()), PageText("/nyheter/x", "Nytt", "2025-01-02", ())]
MARKUP = Markup(
    lambda document, text: f"<a>{document}:{text}</a>", lambda: PAGES[:1], lambda count: PAGES[1:]
)


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ("Kaffe & kaka < te", "<p>Kaffe &amp; kaka &lt; te</p>"),
        ("## Se [sidan](/a?b=1&c=2).", '<h2>Se <a href="/a?b=1&amp;c=2">sidan</a>.</h2>'),
        ("[Planen](fil:plan-1)", "<p><a>plan-1:Planen</a></p>"),
        ("!children", '<ul class="cards"><li><a href="/a/b">B &amp; C</a></li></ul>'),
        (
            "!news 3",
            (
                '<ul class="news"><li><time datetime="2025-01-02">2025-01-02</time> '
                '<a href="/nyheter/x">Nytt</a></li></ul>'
            ),
        ),
        (
            "!fields Typ=Plan; Beslut=KF § 1",
            '<dl class="fields"><dt>Typ</dt><dd>Plan</dd><dt>Beslut</dt><dd>KF § 1</dd></dl>',
        ),
    ],
)
def test_a_line_becomes_html(line: str, html: str) -> None:
    assert MARKUP.render([line]) == html


def test_runs_of_items_and_rows_become_one_list_and_one_table() -> None:
    html = MARKUP.render(["- a", "- b", "| X | Y", "| 1 | 2"])
    assert "<ul><li>a</li><li>b</li></ul>" in html
    assert '<thead><tr><th scope="col">X</th>' in html
    assert "<tbody><tr><td>1</td><td>2</td></tr></tbody>" in html


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown command !barn"):
        MARKUP.render(["!barn"])


@pytest.mark.parametrize(
    ("path", "parent"), [("/", ""), ("/a", "/"), ("/a/b", "/a"), ("/a/", "/"), ("/a/b/", "/a/")]
)
def test_the_page_above_keeps_the_slash_of_its_system(path: str, parent: str) -> None:
    assert get_parent(path) == parent


def test_no_placeholder_and_no_command_is_left_in_a_loaded_page() -> None:
    for place in PLACES:
        lines = [line for page in load_pages(place) for line in page.lines]
        assert len(lines) > 100
        assert [line for line in lines if "{" in line or line.startswith("!include")] == []


@pytest.mark.parametrize("month", ["", "2025-13", "maj", "9999-12", "0001-01"])
def test_a_month_that_is_none_gives_the_first(month: str) -> None:
    assert "Mars 2025" in render_calendar("/kalender", {"manad": month})
