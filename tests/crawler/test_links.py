import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.links import decode_html, forbids_following, read_page
from crawler.promises import Promise, guess_promise

URL = "https://www.k.se/kommun/sida"


def links_of(html, **kwargs):
    return read_page(html.encode(), "text/html; charset=utf-8", URL, **kwargs).links


def test_a_link_comes_with_its_text_its_heading_and_what_stands_around():
    (found,) = links_of(
        "<h2>Kultur</h2><ul><li>Antagen av KF 2024 <a href='/p.pdf'>Biblioteksplan <b>2030</b></a></li></ul>"
    )
    assert (found.url, found.anchor, found.heading) == (
        "https://www.k.se/p.pdf",
        "Biblioteksplan 2030",
        "Kultur",
    )
    assert found.context == "Antagen av KF 2024 Biblioteksplan 2030"
    assert found.promise is Promise.DOCUMENT


def test_an_image_link_is_named_by_its_title():
    (found,) = links_of("<a href=/p.pdf title='Klimatplan'><img src=x></a>")
    assert found.anchor == "Klimatplan"


def test_links_of_the_frame_are_marked():
    html = "<nav><a href=/a>A</a></nav><main><a href=/b>B</a></main><footer><p><a href=/c>C</a></p></footer>"
    assert [(one.anchor, one.chrome) for one in links_of(html)] == [("A", True), ("B", False), ("C", True)]


def test_the_place_of_a_link_is_its_tag_path_without_what_differs_from_page_to_page():
    html = "<main><div class='list7 wide'><ul id=x><li><a href=/a>A</a></li></ul></div></main>"
    html += "<nav class='svid12_4f2a1cde'><a href=/b>B</a></nav>"
    assert [one.region for one in links_of(html)] == [
        "li<ul<div.list<main<body",
        "nav.svid_<frame",
    ]


def test_the_base_element_moves_relative_links():
    (found,) = links_of("<head><base href='/styrdokument/'></head><a href='plan.pdf'>Plan</a>")
    assert found.url == "https://www.k.se/styrdokument/plan.pdf"


def test_nofollow_is_respected_on_the_link_and_on_the_page():
    assert links_of("<a href=/a rel='external NOFOLLOW'>A</a>") == ()
    for content in ("noindex, nofollow", "none", "NOFOLLOW"):
        view = read_page(f"<meta name=ROBOTS content='{content}'><a href=/a>A</a>".encode(), "", URL)
        assert view.nofollow
        assert view.links == ()
    assert not read_page(b"<meta name=robots content=noindex><a href=/a>A</a>", "", URL).nofollow


def test_what_is_known_is_not_read_and_what_is_repeated_comes_once():
    html = "<a href=/a>A</a><a href='/a#top'>A igen</a><a href=/b>B</a><a href='#x'>Upp</a>"
    html += "<a href='mailto:x@k.se'>Mejla</a>"
    assert [one.anchor for one in links_of(html, skip=lambda url: url.endswith("/b"))] == ["A"]


def test_embedded_documents_are_links_and_embedded_films_are_none():
    html = (
        "<iframe src='/plan.pdf'></iframe><object data='/policy.pdf'></object><iframe src='/karta'></iframe>"
    )
    assert [one.promise for one in links_of(html)] == [Promise.DOCUMENT, Promise.DOCUMENT, Promise.FILE]


def test_a_refresh_is_a_link():
    (found,) = links_of("<meta http-equiv=Refresh content='0; URL=/start'>")
    assert found.url == "https://www.k.se/start"


@pytest.mark.parametrize(
    ("body", "header"),
    [
        ("<title>Åtgärder</title>".encode("cp1252"), "text/html"),
        ("<title>Åtgärder</title>".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        ('<meta charset="iso-8859-1"><title>Åtgärder</title>'.encode("cp1252"), "text/html"),
        ("<title>Åtgärder</title>".encode("cp1252"), "text/html; charset=utf-8"),
        ("<title>Åtgärder</title>".encode(), "text/html"),
        ("<title>Åtgärder</title>".encode("utf-8-sig"), "text/html; charset=latin-1"),
        ("<title>Åtgärder</title>".encode("utf-16"), ""),
        ("<title>Åtgärder</title>".encode(), "text/html; charset=nonsense"),
    ],
)
def test_swedish_letters_survive_every_way_of_declaring_or_not_declaring_them(body, header):
    if "nonsense" in header:
        body = "<title>Åtgärder</title>".encode("cp1252")
    assert "Åtgärder" in decode_html(body, header)


def test_a_windows_dash_in_a_page_that_says_latin_1_is_a_dash():
    assert decode_html(b"2024\x962030", "text/html; charset=iso-8859-1") == "2024–2030"


@pytest.mark.parametrize(
    ("url", "text", "promise"),
    [
        ("/download/18.4f2a1c/1700000000000/Plan.pdf", "", Promise.DOCUMENT),
        ("/download/18.4f2a1c/1700000000000/Plan", "", Promise.DOCUMENT),
        ("/download/18.4f2a1c/1700000000000/bild.jpg", "", Promise.FILE),
        ("/globalassets/plan.PDF?v=2", "", Promise.DOCUMENT),
        ("/globalassets/plan", "", Promise.MAYBE),
        ("/sidor/plan", "Plan (PDF, 2 MB)", Promise.MAYBE),
        ("/sidor/plan", "Plan Pdf, 259.6 kB.", Promise.MAYBE),
        ("/sidor/plan", "Så läser du pdf", Promise.PAGE),
        ("/plan.docx", "", Promise.DOCUMENT),
        ("/plan.doc", "", Promise.OFFICE),
        ("/styrdokument.4.2f1a.html", "", Promise.PAGE),
        ("/styrdokument.aspx", "", Promise.PAGE),
        ("/om.kommunen", "", Promise.PAGE),
        ("/feed.rss", "", Promise.FILE),
        ("/", "", Promise.PAGE),
    ],
)
def test_what_a_link_promises(url, text, promise):
    assert guess_promise(f"https://www.k.se{url}", text) is promise


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body):
    view = read_page(b"<a href='/x'>" + body, "text/html", URL)
    assert all(one.url.startswith("http") for one in view.links)


@pytest.mark.parametrize(
    ("rules", "forbidden"),
    [
        ("", False),
        ("noindex", False),
        ("noindex, nofollow", True),
        ("NONE", True),
        ("googlebot: nofollow", False),
        ("googlebot: noindex, nofollow", False),
        ("samverkan: nofollow", True),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, nofollow", True),
    ],
)
def test_robots_rules_for_others_are_not_ours(rules, forbidden):
    assert forbids_following(rules) is forbidden
