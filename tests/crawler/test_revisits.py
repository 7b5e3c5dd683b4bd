from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errands import Aim, Check, Errand, Hours, Memory, Received
from crawler.journal import Journal, key_of, read_errand
from crawler.politeness import seconds_until_open
from crawler.reservations import find_reservation, read_meta, read_tdmrep
from crawler.revisits import choose_check, conditions, find_item, is_unchanged, plan_rest, same_headers

URL = "https://www.k.se/globalassets/plan.pdf"
EPOCH = "https://www.k.se/download/18.5a3b/1700000000000/plan.pdf"
KNOWN = Memory(etag='"a"', last_modified="Sun, 01 Mar 2026 08:00:00 GMT", fingerprint="f" * 64, size=10)


def an_errand(url=URL, aim=Aim.DOCUMENT, **more):
    return Errand(aim, url, url, **({"depth": 2} | more))


@pytest.mark.parametrize(
    ("errand", "memory", "rest"),
    [
        (an_errand(), Memory(fingerprint="f", asked=1), 1),
        (an_errand(), Memory(fingerprint="f", asked=8), 4),
        (an_errand(), Memory(fingerprint="f", asked=40), 8),
        (an_errand(), Memory(fingerprint="f", asked=40, changed=10), 2),
        (an_errand(), Memory(fingerprint="f", asked=40, misses=1), 1),
        (an_errand(), Memory(fingerprint="f", asked=40, misses=2, gone="2026"), 8),
        (an_errand(EPOCH), Memory(fingerprint="f", asked=1), 8),
        (an_errand(aim=Aim.PAGE), Memory(fingerprint="f", asked=1, fruit=3), 1),
        (an_errand(aim=Aim.PAGE), Memory(fingerprint="f", asked=40, fruit=3), 2),
        (an_errand(aim=Aim.PAGE), Memory(fingerprint="f", asked=1), 4),
        (an_errand(aim=Aim.PAGE), Memory(fingerprint="f", asked=20), 8),
        (an_errand(aim=Aim.PAGE, depth=0), Memory(fingerprint="f", asked=40), 1),
        (an_errand(aim=Aim.SITEMAP), Memory(fingerprint="f", asked=40), 1),
    ],
)
def test_what_changes_is_asked_for_often_and_what_does_not_seldom(errand, memory, rest):
    assert plan_rest(errand, memory) == rest


def test_an_item_of_sitevision_is_the_same_under_each_upload():
    assert find_item(EPOCH) == find_item(EPOCH.replace("17000", "18000")) != ""
    assert find_item(URL) == ""


def test_conditions_are_sent_for_what_is_known_and_not_to_where_a_redirect_leads_anew():
    asked = an_errand(memory=KNOWN, check=Check.ASK)
    assert conditions(asked) == {"If-None-Match": '"a"', "If-Modified-Since": KNOWN.last_modified}
    assert conditions(an_errand(memory=KNOWN, check=Check.TAKE)) == {}
    assert conditions(Errand(Aim.DOCUMENT, f"{URL}2", URL, memory=KNOWN, check=Check.ASK)) == {}


def test_after_four_times_on_trust_the_bytes_are_read():
    trusted = Memory(etag='"a"', fingerprint="f" * 64, trusted=3)
    assert choose_check(an_errand(memory=trusted), Check.PEEK) is Check.PEEK
    tired = Memory(etag='"a"', fingerprint="f" * 64, trusted=4)
    assert choose_check(an_errand(memory=tired), Check.PEEK) is Check.TAKE
    assert choose_check(an_errand(memory=Memory(fingerprint="f" * 64)), Check.ASK) is Check.TAKE
    assert choose_check(an_errand(), Check.ASK) is Check.TAKE


def test_headers_are_the_same_by_their_tag_or_by_date_and_length_together():
    date = KNOWN.last_modified
    assert same_headers(KNOWN, '"a"', "", -1)
    assert not same_headers(KNOWN, '"b"', date, 10)
    assert same_headers(KNOWN, "", date, 10)
    assert not same_headers(KNOWN, "", date, 11)
    assert not same_headers(KNOWN, "", "", 10)


def test_an_answer_without_a_body_is_unchanged_only_where_something_is_known():
    assert is_unchanged(an_errand(memory=KNOWN), Received(304, URL, b""))
    assert not is_unchanged(an_errand(), Received(304, URL, b""))
    peek = an_errand(memory=KNOWN, check=Check.PEEK)
    assert is_unchanged(peek, Received(200, URL, b"", etag='"a"'))
    assert not is_unchanged(peek, Received(200, URL, b"", etag='"b"'))


@given(
    st.builds(
        Errand,
        aim=st.sampled_from([Aim.PAGE, Aim.DOCUMENT, Aim.SITEMAP]),
        url=st.just(URL),
        asked=st.just(URL),
        referrer=st.text(max_size=9),
        anchor=st.text(max_size=9),
        depth=st.integers(0, 9),
        score=st.floats(-9, 9),
        sure=st.booleans(),
        below_listing=st.booleans(),
        memory=st.one_of(st.none(), st.just(KNOWN)),
    )
)
def test_an_errand_comes_back_from_the_frontier_as_it_was_queued(errand):
    journal = Journal("0484")
    journal.wait(errand)
    (link,) = journal.take()
    assert read_errand(link) == errand
    assert journal.take() == ()


def test_a_key_is_the_same_for_every_spelling():
    assert key_of("http://k.se/a%CC%8A/") == key_of("https://www.k.se/%C3%A5") != key_of("https://k.se/a")


@pytest.mark.parametrize(
    ("hours", "moment", "seconds"),
    [
        (None, (12, 0), 0),
        (Hours(22 * 60, 6 * 60, "utc"), (23, 0), 0),
        (Hours(22 * 60, 6 * 60, "utc"), (5, 59), 0),
        (Hours(22 * 60, 6 * 60, "utc"), (6, 0), 16 * 3600),
        (Hours(22 * 60, 6 * 60, "utc"), (21, 59), 60),
        (Hours(60, 120, "utc"), (1, 30), 0),
        (Hours(60, 120, "utc"), (3, 0), 22 * 3600),
    ],
)
def test_how_long_until_requests_are_welcome(hours, moment, seconds):
    assert seconds_until_open(hours, datetime(2026, 3, 1, *moment, tzinfo=UTC)) == seconds


def test_reservations_are_read_from_the_file_and_from_the_page():
    body = b'[{"location": "/a/*.pdf$", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]'
    rules = read_tdmrep(200, body)
    assert find_reservation(rules, "https://k.se/a/b.pdf") == "tdm-reservation: 1"
    assert find_reservation(rules, "https://k.se/a/b.pdfx") == "tdm-reservation: 0"
    assert read_meta(b'<meta name="tdm-policy" content="https://k.se/p">') == "tdm-policy: https://k.se/p"
    assert read_meta(b"<html>") == ""


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[1]", b'[{"location": 3}]', b"[" * 5000])
def test_a_file_of_reservations_that_cannot_be_read_says_nothing(body):
    assert read_tdmrep(200, body) == ()
    assert read_tdmrep(404, b"[]") == ()
