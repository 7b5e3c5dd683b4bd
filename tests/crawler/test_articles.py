from hypothesis import given
from hypothesis import strategies as st

from crawler.articles import read_article
from tests.crawler.pages import FRAMES, frame

URL = "https://www.grenas.example/plan"
BODY = (
    '<p>Antagen av: <b>K</b>S</p><ul><li>Ett</li><li>Två <a href="/p.pdf">Plan (pdf)</a></li></ul>'
    "<table><tr><th>Typ</th><td>Plan</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>"
    "<dl><dt>Dnr</dt><dd>KS 2020/1</dd></dl><h2>Mål</h2>Löst<br>skriven text<div>till</div>"
)


def read(body, name="main", **how):
    return read_article(frame(name, "Plan för vatten", body, **how), "", URL)


def test_every_frame_gives_the_same_text():
    for text in (read(BODY, name).text for name in FRAMES):
        assert "Antagen av: KS\nEtt\nTvå Plan (pdf)" in text
        assert text.endswith("Mål\nLöst skriven text\ntill")
        assert "Växel" not in text
        assert "omsorg" not in text


def test_fields_are_read_from_lines_lists_of_terms_and_rows_of_two_cells():
    fields = dict(read(BODY).fields)
    assert fields == {"Antagen av": "KS", "Typ": "Plan", "Dnr": "KS 2020/1"}


def test_links_to_files_and_letters_in_links_are_counted_apart():
    article = read(BODY)
    assert [(file.url, file.anchor) for file in article.files] == [
        ("https://www.grenas.example/p.pdf", "Plan (pdf)")
    ]
    assert article.linked == 7
    assert article.letters == 67


def test_the_name_is_the_first_heading_else_the_title_without_the_site():
    assert read(BODY).name == "Plan för vatten"
    page = b"<title>Klimatplan | Grenas kommun</title><p>text"
    assert read_article(page, "", URL).name == "Klimatplan"


def test_hidden_dates_and_news_marks_are_seen():
    stamp = '<meta property="article:modified_time" content="2024-01-02T10:00">'
    article = read(BODY, head=f'{stamp}<meta property="og:type" content="article">')
    assert article.stamps == {"updated": "2024-01-02T10:00"}
    assert article.news
    assert not read(BODY).news


def test_a_very_deep_page_is_read_to_its_end():
    deep = "<div>" * 5000 + "<p>botten</p>" + "</div>" * 5000
    assert "botten" in read(deep).text


@given(st.binary(max_size=300))
def test_any_bytes_are_some_page(body):
    article = read_article(body, "text/html", URL)
    assert article.letters >= 0
