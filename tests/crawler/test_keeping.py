from dataclasses import replace

import pytest

from corpus.records import Municipality
from crawler import rows
from crawler.errands import Aim, Errand, Received, Step
from crawler.keeping import keep_page, look_at_page, tells_the_same
from tests.crawler.pages import LANDING, OTHERS, POLICIES, frame

GRENAS = Municipality("9801", "Grenås", "98", "L", "A", "G", 1, "https://www.grenas.example")


def keep(sample) -> Step:
    url = GRENAS.website + sample.path
    errand = Errand(Aim.PAGE, url, url, below_listing=sample.below_listing)
    answer = Received(200, url, sample.body, "text/html")
    row = rows.make_fetch(GRENAS, errand, answer, "2026-03-01T08:00:00Z", None, "by way of x")
    return keep_page(look_at_page(errand, answer), row, answer)


def test_a_policy_page_is_kept_as_it_was_fetched_with_its_reasons():
    step = keep(POLICIES[0])
    assert step.content == POLICIES[0].body
    assert step.document.media_type == "text/html"
    assert step.document.name == "alkohol-och-drogpolicy.html"
    assert step.fetch.sha256 == step.document.sha256
    assert step.fetch.detail.startswith("by way of x; a page that is the document: says who adopted it +2")


def test_a_landing_page_leaves_notices_and_no_document():
    step = keep(LANDING)
    assert step.document is None
    assert {notice.page for notice in step.notices} == {GRENAS.website + LANDING.path}
    assert "a landing page" in step.fetch.detail


@pytest.mark.parametrize("sample", OTHERS, ids=lambda sample: sample.path)
def test_other_pages_leave_only_their_row(sample):
    step = keep(sample)
    assert (step.document, step.notices, step.fetch.detail) == (None, (), "by way of x")


def test_a_page_that_says_it_is_not_there_is_missing():
    url = GRENAS.website + "/plan"
    answer = Received(200, url, frame("portlet", "Sidan kunde inte hittas", "<p>Sök?</p>"))
    assert "Sidan kunde inte hittas" in look_at_page(Errand(Aim.PAGE, url, url), answer).missing
    assert look_at_page(Errand(Aim.PAGE, url, url), replace(answer, body=OTHERS[0].body)).missing == ""


def test_two_editions_differ_by_their_text_and_not_by_tokens_menus_or_dates_of_the_page():
    page = POLICIES[0].body
    other = page.replace(b"<body>", b'<body data-token="81723"><script>var a=3</script><nav>Ny meny</nav>')
    other = other.replace(b"</main>", b"<p>Sidan uppdaterades 2025-03-01</p></main>")
    assert tells_the_same(other, page)
    assert not tells_the_same(page.replace(b"budget", b"ekonomi"), page)
