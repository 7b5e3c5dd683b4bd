import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import canonicalise, clean_url, domain_of, file_name, identify, origin_of

segment = st.text(st.sampled_from("abåäöÅ é.-_~ %§–'()&;=+:@,!$*[]|^"), max_size=8)
query = st.text(st.sampled_from("abå=&+%20?/;:"), max_size=12)


@st.composite
def addresses(draw):
    scheme = draw(st.sampled_from(["http", "https", "HTTP", "Https"]))
    host = draw(
        st.sampled_from(["www.kommun.se", "KOMMUN.se", "dok.kommun.se", "127.0.0.1", "[::1]", "åby.se"])
    )
    port = draw(st.sampled_from(["", ":80", ":443", ":8080"]))
    path = "/".join(draw(st.lists(segment, max_size=4)))
    form = draw(st.sampled_from(["NFC", "NFD"]))
    tail = draw(query)
    return unicodedata.normalize(form, f"{scheme}://{host}{port}/{path}" + (f"?{tail}" if tail else ""))


@given(addresses())
def test_cleaning_twice_is_cleaning_once(url):
    once = clean_url(url)
    if once is not None:
        assert clean_url(once) == once
        assert once.isascii()


@given(addresses())
def test_canonicalising_twice_is_canonicalising_once(url):
    assert canonicalise(canonicalise(url)) == canonicalise(url)


@given(addresses())
def test_a_canonical_address_is_as_good_a_link_as_a_cleaned_one(url):
    cleaned = clean_url(url)
    if cleaned is not None:
        assert canonicalise(cleaned) == canonicalise(url)
        assert clean_url(canonicalise(url)) == canonicalise(url)


@given(st.text(max_size=40))
def test_nothing_that_a_page_can_write_breaks_it(text):
    cleaned = clean_url(text, "https://www.kommun.se/a/b")
    assert cleaned is None or cleaned.startswith(("http://", "https://"))
    canonicalise(text)
    identify(text)
    domain_of(text)


@given(st.text(st.sampled_from("abåäöé "), min_size=1, max_size=8))
def test_composed_and_decomposed_letters_are_one_address(text):
    composed, decomposed = (quote(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert canonicalise(f"https://k.se/{composed}.pdf") == canonicalise(f"https://k.se/{decomposed}.pdf")


def test_a_request_keeps_the_spelling_that_the_server_may_know():
    assert clean_url("https://k.se/A%CC%8A.pdf") == "https://k.se/A%CC%8A.pdf"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://WWW.Kommun.SE:443/a/../b%c3%a5#x", "https://www.kommun.se/b%C3%A5"),
        ("http://kommun.se", "http://kommun.se/"),
        ("http://kommun.se:80/?", "http://kommun.se/"),
        ("https://k.se/x?utm_source=a&b=2&_gl=1*x&fbclid=3", "https://k.se/x?b=2"),
        ("https://k.se/x;jsessionid=AB12.node1?q=å", "https://k.se/x?q=%C3%A5"),
        ("https://k.se/a b/%7Eanna/%2f", "https://k.se/a%20b/~anna/%2F"),
        ("https://k.se/x?a=1&a=2&", "https://k.se/x?a=1&a=2"),
        ("https://k.se/100%", "https://k.se/100%25"),
        ("https://åby.se/", "https://xn--by-xia.se/"),
    ],
)
def test_one_spelling_for_every_spelling(written, canonical):
    assert canonicalise(written) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@k.se",
        "javascript:void(0)",
        "tel:0123",
        "data:,x",
        "file:///etc/passwd",
        "http://",
        "http://k.se:99999/",
        "http://[::1",
        "http://a..se/",
        f"http://{'a' * 64}.se/",
        "http://./",
        "https://k.se/" + "a" * 3000,
    ],
)
def test_what_is_no_web_address_is_left_out(url):
    assert clean_url(url) is None


def test_relative_links_are_resolved_against_the_page():
    base = "https://www.k.se/kommun/start.html"
    assert clean_url("plan.pdf", base) == "https://www.k.se/kommun/plan.pdf"
    assert clean_url("/plan.pdf", base) == "https://www.k.se/plan.pdf"
    assert clean_url("//dok.k.se/plan.pdf", base) == "https://dok.k.se/plan.pdf"
    assert clean_url("?step=3", base) == "https://www.k.se/kommun/start.html?step=3"
    assert clean_url(" \n/pl\nan.pdf ", base) == "https://www.k.se/plan.pdf"


def test_www_scheme_and_last_slash_do_not_make_another_page():
    assert identify("https://www.k.se/a/") == identify("http://k.se/a") == identify("https://k.se:443/a#b")
    assert identify("https://k.se/a?x=1") != identify("https://k.se/a?x=2")


def test_a_site_is_its_registrable_domain_and_on_loopback_its_port():
    assert (
        domain_of("https://dok.eskilstuna.se/x") == domain_of("https://www.eskilstuna.se") == "eskilstuna.se"
    )
    assert domain_of("https://kommun.github.io") != domain_of("https://annan.github.io")
    assert domain_of("http://127.0.0.1:8001/x") == "127.0.0.1:8001"
    assert domain_of("http://127.0.0.1:8001/x") != domain_of("http://127.0.0.1:8002/x")
    assert origin_of("https://www.k.se/a?b") == "https://www.k.se"


def test_a_file_name_is_readable():
    assert file_name("https://k.se/a/Bibliotekspla%CC%8An%202030.pdf?x=1") == "Biblioteksplån 2030.pdf"
