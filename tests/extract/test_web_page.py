from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import ExtractionFailure, Sha256, document_text
from extract import web_page
from extract.formats import Format, find_format
from extract.galleys import set_manuscript
from extract.manuscripts import Manuscript
from extract.sheets import UnreadableError
from extract.unpaged import read_unpaged
from extract.web_lines import split_lines
from extract.web_page import read_html
from tests.extract.golden_pages import FOLDER, get_names, load_expectation, write_passage

LONG = "Kommunen ska samverka med föreningslivet på lika villkor och följa upp det varje år."


def get_texts(html: str) -> list[str]:
    return [item.text or " | ".join(item.cells) for item in read_html(html.encode()).items]


@pytest.mark.parametrize("name", get_names())
def test_a_page_gives_the_passages_that_a_reader_would_mark(name: str) -> None:
    content = (FOLDER / name / "input.html").read_bytes()
    assert find_format(content) is Format.HTML
    read = read_unpaged(Sha256("0" * 64), content, Format.HTML, "sida.html")[0]
    assert [write_passage(passage) for passage in read.passages] == list(load_expectation(name).lines)


@pytest.mark.parametrize("name", get_names())
def test_a_page_states_its_title_dates_and_facts(name: str) -> None:
    text = read_html((FOLDER / name / "input.html").read_bytes())
    metadata = set_manuscript(Sha256("0" * 64), text, "sida.html").metadata
    found = {
        "title": metadata.title,
        "published": _get_stated(text, "published"),
        "updated": _get_stated(text, "updated"),
        "reference": metadata.reference,
        "adopted": metadata.adopted,
        "language": metadata.language,
    }
    assert {key: value for key, value in found.items() if value} == load_expectation(name).facts


def test_a_list_of_links_is_furniture_unless_a_text_announces_it() -> None:
    links = "<ul><li><a href=a>Företagarna</a></li><li><a href=b>LRF</a></li></ul>"
    assert get_texts(f"<main><p>{LONG}</p>{links}</main>") == [LONG]
    assert get_texts(f"<main><p>I rådet ingår:</p>{links}</main>")[1:] == ["Företagarna", "LRF"]


def test_a_theme_that_names_the_whole_page_after_its_sidebar_loses_nothing() -> None:
    page = f'<body><div class="content-sidebar related"><h1>Policy</h1><p>{LONG}</p></div></body>'
    assert get_texts(page) == ["Policy", LONG]


def test_a_title_outside_the_main_part_is_kept() -> None:
    head = "<title>Policy för dialog | Kommunen</title><header><h1>Policy för dialog</h1></header>"
    page = f"{head}<main><p>{LONG}"
    assert get_texts(page) == ["Policy för dialog", LONG]


def test_the_title_is_the_heading_that_the_page_is_named_after() -> None:
    page = (
        f"<title>Plan för stöd - Kommunen</title><div><h1>Kommunen</h1></div><h2>Plan för stöd</h2><p>{LONG}"
    )
    assert read_html(page.encode()).title == "Plan för stöd"


def test_panels_that_a_button_opens_are_read_and_other_hidden_parts_are_not() -> None:
    page = (
        f"<main><p>{LONG}</p><button aria-expanded=false aria-controls=a>Ansvar</button>"
        "<div id=a hidden><p>Nämnden ansvarar.</p></div><div hidden><p>Dold ruta.</p></div>"
        "<p style='display: none'>Dold text.</p></main>"
    )
    assert get_texts(page) == [LONG, "Ansvar", "Nämnden ansvarar."]


def test_a_table_that_only_places_columns_is_read_as_text() -> None:
    page = f"<table><tr><td><h2>Mål</h2><p>{LONG}</p></td><td><p>Ruta</p></td></tr></table>"
    assert get_texts(page) == ["Mål", LONG, "Ruta"]


def test_breaks_part_lines_with_bullets_and_double_breaks_part_paragraphs() -> None:
    assert [item.text for item in split_lines("Vi ska\n- mötas\n- lyssna\nVarje år.")] == [
        "Vi ska", "mötas", "lyssna", "Varje år.",
    ]  # fmt: skip
    assert [item.text for item in split_lines("Ett\ntvå\n \ntre")] == ["Ett\ntvå", "tre"]


def test_the_declared_encoding_is_read_and_windows_1252_is_the_rule_without() -> None:
    page = f"<meta charset=iso-8859-1><main><h1>Åtgärder</h1><p>{LONG}"
    assert read_html(page.encode("cp1252")).title == "Åtgärder"
    assert read_html(page.replace("iso-8859-1", "x").encode("cp1252")).title == "Åtgärder"


def test_a_page_larger_than_any_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "MAX_BYTES", 100)
    with pytest.raises(UnreadableError) as caught:
        read_html(b"<p>" + b"x" * 200)
    assert caught.value.failure is ExtractionFailure.MEMORY


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 30_000 + LONG,
        "<ul><li>" * 10_000 + LONG,
        "<table><tr><td>" * 3_000 + LONG,
        "<b><a href=x>" * 5_000 + LONG,
        "<dl><dt>" * 5_000 + LONG,
        "<button aria-expanded=true aria-controls=a><h2>" * 3_000 + LONG,
    ],
)
def test_deep_nesting_is_read_without_recursion(html: str) -> None:
    started = time.process_time()
    text = " ".join(get_texts(html))
    assert LONG in text
    assert time.process_time() - started < 30


def test_a_page_of_nothing_but_furniture_has_no_text() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_unpaged(Sha256("0" * 64), b"<nav><a href=/>Start</a></nav>", Format.HTML, "x")[0]
    assert caught.value.failure is ExtractionFailure.NO_TEXT


_names = "p /p div /div h1 h2 /h2 ul li /ul ol table tr td th /table dl dt dd br b /b /a main nav sup summary"
_tags = st.sampled_from(
    [f"<{name}>" for name in _names.split()]
    + [f"<div {attribute}>" for attribute in ("role=table", "role=row", "role=cell", "class=field__label")]
    + ["<a href=#x>", "<button aria-expanded>", "<caption>"]
)
_words = st.text(st.sampled_from("abcåäö \n-•:.&\f\u00a0\u0301"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_tags, _words), max_size=40))
def test_whatever_the_tags_are_offsets_hold(parts: list[str]) -> None:
    galley = set_manuscript(Sha256("0" * 64), read_html("".join(parts).encode()), "x.html")
    text = document_text((galley.page,))
    end = 0
    for passage in galley.passages:
        assert text[passage.start : passage.end] == passage.text
        assert passage.start >= end
        end = passage.end


def _get_stated(text: Manuscript, name: str) -> str:
    return text.stated[name].value if name in text.stated else ""


def test_dates_are_read_from_time_elements_and_from_what_is_declared_for_machines() -> None:
    page = (
        '<html><head><meta property="article:published_time" content="2023-01-02T08:00"></head>'
        "<body><h1>Policy</h1>"
        "<p>Kommunen ska samverka med föreningar.</p>"
        '<p>Senast uppdaterad <time datetime="2024-03-04">i går</time></p>'
    )
    stated = read_html(page.encode()).stated
    assert (stated["updated"].value, stated["updated"].page) == ("2024-03-04", 1)
    assert (stated["published"].value, stated["published"].page) == ("2023-01-02", 0)
    facts = {
        fact.field: fact for fact in set_manuscript(Sha256("0" * 64), read_html(page.encode()), "a").facts
    }
    assert facts["published"].confidence < facts["updated"].confidence


def test_merged_cells_of_a_page_stand_in_each_row_that_they_cover() -> None:
    table = (
        "<h1>Plan</h1><p>Kommunen ska samverka.</p><table><thead><tr><th>Mål<th colspan=2>Ansvar</tr></thead>"
        "<tr><td rowspan=2>Möten<td>Forum<td>KS</tr><tr><td>Dialog<td>BUN</tr></table>"
    )
    rows = set_manuscript(Sha256("0" * 64), read_html(table.encode()), "a").passages[1:]
    assert [row.text for row in rows] == ["Möten | Forum | KS", "Möten | Dialog | BUN"]
    assert {row.columns for row in rows} == {("Mål", "Ansvar", "Ansvar")}
